#include "app/commands/SampleChoice.h"

#include "core/math/Units.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Larger numbers are refused by the generator; these are no counts at all.
std::string checkCount(const std::string& text) {
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return digits && text.size() < 12 ? std::string{} : fmt::format("'{}' is no number of candidates", text);
}

std::string checkNumber(const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && std::isfinite(number) ? std::string{}
                                                                  : fmt::format("'{}' is no number", text);
}

std::string checkClass(const std::string& name) {
    return name == "signal" || name == "conversions" || name == "prompt"
               ? std::string{}
               : fmt::format("'{}' is no class; expected signal, conversions or prompt", name);
}

/// The value for one of `count` masses: there is one for each, or one for all.
template<typename Value>
Value valueOf(const std::vector<Value>& values, std::size_t index, std::size_t count, const char* option) {
    if (values.size() == 1) return values.front();
    if (values.size() != count)
        throw CLI::ValidationError(option, fmt::format("{} values for {} masses; expected one for each, or "
                                                       "one for all",
                                                       values.size(), count));
    return values[index];
}

} // namespace

void SampleChoice::addNumbers(CLI::App& app) {
    CLI::Option* signal =
        app.add_option("--signal", m_signal, "candidates of e+e- -> A' gamma, A' -> e+e-, of each mass")
            ->option_text("N...")
            ->check(checkCount);
    app.add_option("--mass", m_masses, "of the A', MeV; several make several classes; 17 by default")
        ->option_text("M...")
        ->check(checkNumber);
    app.add_option(
           "--epsilon", m_epsilons,
           "kinetic mixing, sets lifetime and cross-section; 0.001 by\ndefault; one for each mass, or "
           "one for all, like N of --signal")
        ->option_text("E...")
        ->check(checkNumber);
    CLI::Option* conversions =
        app.add_option("--conversions", m_conversions,
                       "candidates of e+e- -> gamma gamma, one photon converted in\nthe material")
            ->option_text("N")
            ->check(checkCount);
    CLI::Option* prompt =
        app.add_option("--prompt", m_prompt, "candidates of e+e- -> gamma gamma*, gamma* -> e+e-")
            ->option_text("N")
            ->check(checkCount);
    app.add_option("--max-prompt-mass", m_largestPromptMass, "of gamma*, MeV; 300 by default")
        ->option_text("M")
        ->check(checkNumber);
    m_luminosityOption = app.add_option("--luminosity", m_luminosity,
                                        "instead of numbers: as many as this luminosity would give, 1/fb")
                             ->option_text("L")
                             ->check(checkNumber)
                             ->excludes(signal)
                             ->excludes(conversions)
                             ->excludes(prompt);
    app.add_option("--classes", m_classes,
                   "which ones with --luminosity: signal, conversions, prompt; all by\ndefault")
        ->option_text("C,...")
        ->delimiter(',')
        ->check(checkClass)
        ->needs(m_luminosityOption);
}

void SampleChoice::addResponse(CLI::App& app) {
    app.add_flag("--no-scattering", m_noScattering, "no multiple scattering");
    app.add_flag("--no-bremsstrahlung", m_noBremsstrahlung, "tracks radiate nothing");
    app.add_flag("--no-ionisation", m_noIonisation, "tracks lose nothing by ionisation");
    const auto efficiency = [&app](const char* name, double& value, const char* of) {
        app.add_option(name, value, fmt::format("of {}; {} by default", of, value))
            ->option_text("P")
            ->check(checkNumber);
    };
    efficiency("--hit-efficiency", m_response.hitEfficiency, "each silicon layer a track crosses");
    efficiency("--track-efficiency", m_response.trackEfficiency, "a track within the acceptance");
    efficiency("--photon-efficiency", m_response.photonEfficiency, "a photon within the calorimeter");
}

void SampleChoice::addTo(CLI::App& app) {
    addNumbers(app);
    app.add_option("--seed", m_seed, "the same seed gives the same sample; 1 by default")
        ->option_text("S")
        ->check([](const std::string& text) {
            const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            return digits ? std::string{} : fmt::format("'{}' is no seed; expected a whole number", text);
        });
    addResponse(app);
}

std::optional<double> SampleChoice::luminosity() const {
    return m_luminosityOption->count() > 0 ? std::optional(m_luminosity) : std::nullopt;
}

bool SampleChoice::wants(const std::string& name) const {
    return std::find(m_classes.begin(), m_classes.end(), name) != m_classes.end();
}

std::vector<SampleOptions::DarkPhoton> SampleChoice::darkPhotons() const {
    const std::vector<std::size_t> counts = luminosity() ? std::vector<std::size_t>{1} : m_signal;
    const std::size_t kinds = m_masses.size();
    std::vector<SampleOptions::DarkPhoton> result;
    for (std::size_t i = 0; i < kinds; ++i)
        result.push_back({m_masses[i] * kMeV, valueOf(m_epsilons, i, kinds, "--epsilon"),
                          valueOf(counts, i, kinds, "--signal")});
    return result;
}

SampleOptions SampleChoice::options() const {
    const bool isNothing = m_signal.empty() && m_conversions == 0 && m_prompt == 0;
    if (!luminosity() && isNothing)
        throw CLI::RequiredError("--signal, --conversions, --prompt (numbers of candidates) or --luminosity");
    const bool byLuminosity = luminosity().has_value();
    SampleOptions options;
    options.seed = m_seed;
    if (byLuminosity ? wants("signal") : !m_signal.empty()) options.darkPhotons = darkPhotons();
    options.conversions = byLuminosity ? wants("conversions") : m_conversions;
    options.promptPairs = byLuminosity ? wants("prompt") : m_prompt;
    options.largestPromptMass = m_largestPromptMass * kMeV;
    options.response = m_response;
    options.response.scattering = !m_noScattering;
    options.response.bremsstrahlung = !m_noBremsstrahlung;
    options.response.ionisation = !m_noIonisation;
    return options;
}

} // namespace pairscope
