#include "app/commands/FitChoice.h"

#include <CLI/CLI.hpp>

namespace pairscope {

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
}

void FitChoice::addPrior(CLI::App& app) {
    app.add_option(
           "--prompt-prior", m_promptPrior,
           "probability, before the tracks are looked at, that a pair comes from the\ninteraction point and "
           "not from material; 0.5 by default")
        ->option_text("P")
        ->check(CLI::Range(0.0, 1.0));
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
    return options;
}

} // namespace pairscope
