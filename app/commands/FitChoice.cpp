#include "app/commands/FitChoice.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace pairscope {

namespace {

/// "1" to kMaxPhotons as an index from 0; nothing for any other word.
std::optional<std::size_t> photonIndex(const std::string& word) {
    std::size_t number = 0;
    const char* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc() || stop != end || number < 1 || number > kMaxPhotons) return std::nullopt;
    return number - 1;
}

} // namespace

void FitChoice::addTo(CLI::App& app) {
    app.add_option(
           "--opening", m_opening,
           "the legs may open at the vertex (free; the default) or not (zero), as\nthose of a converted "
           "photon")
        ->option_text("free|zero")
        ->check([](const std::string& word) {
            return parseOpening(word) ? std::string{} : "'" + word + "' is no opening; expected free or zero";
        });
    app.add_option("--origin", m_origin,
                   "what is known of the origin: nothing (anywhere; the default), the vertex\nis in the beam "
                   "spot, or the pair's momentum points back to it")
        ->option_text("anywhere|beam-spot|from-beam-spot")
        ->check([](const std::string& word) {
            return parseOrigin(word)
                       ? std::string{}
                       : "'" + word + "' is no origin; expected anywhere, beam-spot or from-beam-spot";
        });
    app.add_option(
           "--minimum", m_minimum,
           "which of several minima is the vertex: that of lowest chi2 (global; the\ndefault), the one "
           "nearest to the interaction point, or the one in the\nmost probable layer")
        ->option_text("global|nearest-ip|most-probable-layer")
        ->check([](const std::string& word) {
            return minimumPolicy(word)
                       ? std::string{}
                       : "'" + word + "' is no choice; expected global, nearest-ip or most-probable-layer";
        });
    addPrior(app);
    addKinematics(app);
}

void FitChoice::addPrior(CLI::App& app) {
    app.add_option(
           "--prompt-prior", m_promptPrior,
           "probability, before the tracks are looked at, that a pair comes from the\ninteraction point and "
           "not from material; 0.5 by default")
        ->option_text("P")
        ->check(CLI::Range(0.0, 1.0));
}

void FitChoice::addKinematics(CLI::App& app) {
    app.add_option("--kinematic", m_kinematic,
                   "fit of e+, e- and photon to the beams: to their four-momentum (4c; the\ndefault), to "
                   "their energy alone (1c), or none (off)")
        ->option_text("4c|1c|off")
        ->check([](const std::string& word) {
            return parseKinematicConstraint(word)
                       ? std::string{}
                       : "'" + word + "' is no kinematic fit; expected 4c, 1c or off";
        });
    app.add_option("--photon", m_photon,
                   "which photon of a candidate it uses: the one of smallest chi2 (best; the\ndefault), or "
                   "the Nth of the row")
        ->option_text("best|N")
        ->check([](const std::string& word) {
            return word == "best" || photonIndex(word)
                       ? std::string{}
                       : "'" + word + "' is no photon; expected best or a number from 1 to " +
                             std::to_string(kMaxPhotons);
        });
    app.add_option("--photon-from", m_photonFrom,
                   "where the photon is taken to come from: the collision (beam-spot; the\ndefault) or the "
                   "fitted vertex")
        ->option_text("beam-spot|vertex")
        ->check([](const std::string& word) {
            return parsePhotonOrigin(word) ? std::string{}
                                           : "'" + word + "' is no origin; expected beam-spot or vertex";
        });
}

Reconstruction::Options FitChoice::options(const DetectorModel& detector) const {
    Reconstruction::Options options;
    options.fit.constraints.opening = parseOpening(m_opening).value();
    options.fit.constraints.origin = parseOrigin(m_origin).value();
    if (options.fit.constraints.origin != Origin::Anywhere) {
        options.fit.constraints.spot = detector.beams().spot;
        options.fit.constraints.spotCovariance = detector.beams().spotCovariance();
    }
    options.association.promptPrior = m_promptPrior;
    options.policy = minimumPolicy(m_minimum).value();
    options.kinematic.constraint = parseKinematicConstraint(m_kinematic).value();
    options.kinematic.origin = parsePhotonOrigin(m_photonFrom).value();
    options.photon = photonIndex(m_photon); // "best" is no number
    return options;
}

} // namespace pairscope
