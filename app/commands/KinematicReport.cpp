#include "app/commands/KinematicReport.h"

#include "app/commands/TextTable.h"
#include "core/math/Angle.h"
#include "core/math/Units.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace pairscope {

namespace {

using Align = TextTable::Align;

struct Shown {
    std::string_view name; ///< in JSON
    std::string_view title;
    double factor; ///< shown = native * factor
    bool angle;
};

/// In the order of KinematicParameter.
constexpr std::array<Shown, kKinematicParameterCount> kShown = {
    Shown{"positronPhi", "e+ phi [deg]", 1 / kDegree, true},
    Shown{"positronOmega", "e+ omega [1/m]", 100, false},
    Shown{"positronTanLambda", "e+ tan lambda", 1, false},
    Shown{"electronPhi", "e- phi [deg]", 1 / kDegree, true},
    Shown{"electronOmega", "e- omega [1/m]", 100, false},
    Shown{"electronTanLambda", "e- tan lambda", 1, false},
    Shown{"photonEnergy", "photon E [GeV]", 1, false},
    Shown{"photonTheta", "photon theta [deg]", 1 / kDegree, false},
    Shown{"photonPhi", "photon phi [deg]", 1 / kDegree, true}};

std::string pullText(double pull) {
    return std::isnan(pull) ? "none" : fmt::format("{:+.2f}", pull);
}

std::string parametersText(const KinematicFitResult& fit) {
    TextTable table({{""}, {"measured", Align::Right}, {"fitted", Align::Right}, {"pull", Align::Right}});
    for (int i = 0; i < kKinematicParameterCount; ++i) {
        const Shown& shown = kShown[static_cast<std::size_t>(i)];
        const auto text = [&](double value, double error) {
            const double native = shown.angle ? wrapAngle(value) : value;
            return fmt::format("{:.5f} +- {:.5f}", native * shown.factor, error * shown.factor);
        };
        table.add({std::string(shown.title), text(fit.measured(i), fit.errors(i)),
                   text(fit.parameters(i), std::sqrt(fit.covariance(i, i))), pullText(fit.pulls(i))});
    }
    return table.text("  ");
}

std::string photonsText(const CandidateStudy& study) {
    if (study.photons.size() < 2) return {};
    TextTable table({{"photon", Align::Right}, {"E [GeV]", Align::Right}, {"chi2", Align::Right}, {""}});
    for (std::size_t i = 0; i < study.photons.size(); ++i) {
        const KinematicOutcome& outcome = study.photons[i];
        table.add({std::to_string(i + 1), fmt::format("{:.3f}", study.candidate->event.photons[i].energy),
                   outcome ? fmt::format("{:.2f}", outcome->chi2) : "",
                   !outcome                       ? std::string(toString(outcome.error().failure))
                   : i == study.candidate->photon ? "used"
                                                  : ""});
    }
    return table.text("  ");
}

Json jsonOf(const FourMomentum& momentum) {
    return {{"p", {momentum.p.x(), momentum.p.y(), momentum.p.z()}}, {"energy", momentum.energy}};
}

Json jsonOf(const KinematicOutcome& outcome) {
    if (!outcome)
        return {{"reason", toString(outcome.error().failure)}, {"sentence", describe(outcome.error())}};
    const KinematicFitResult& fit = *outcome;
    Json json{{"reason", "Converged"},
              {"chi2", fit.chi2},
              {"ndf", fit.ndf},
              {"probability", fit.probability},
              {"iterations", fit.iterations},
              {"mass", {{"value", fit.mass.value}, {"error", fit.mass.error}}},
              {"positron", jsonOf(fit.particles.positron)},
              {"electron", jsonOf(fit.particles.electron)},
              {"photon", jsonOf(fit.particles.photon)},
              {"parameters", Json::array()}};
    for (int i = 0; i < kKinematicParameterCount; ++i)
        json["parameters"].push_back(
            {{"name", kShown[static_cast<std::size_t>(i)].name},
             {"measured", fit.measured(i)},
             {"measuredError", fit.errors(i)},
             {"fitted", fit.parameters(i)},
             {"fittedError", std::sqrt(fit.covariance(i, i))},
             {"pull", std::isnan(fit.pulls(i)) ? Json(nullptr) : Json(fit.pulls(i))}});
    return json;
}

} // namespace

std::string kinematicText(const CandidateStudy& study) {
    const Candidate& candidate = *study.candidate;
    if (!candidate.kinematic && candidate.kinematic.error().failure == KinematicFitFailure::Off) return {};
    if (!candidate.kinematic) return fmt::format("\n{}\n", describe(candidate.kinematic.error()));
    const KinematicFitResult& fit = *candidate.kinematic;
    return fmt::format("\nKinematic fit to the beams' {} with photon {} of {}: M kin {:.2f} +- {:.2f} MeV,\n"
                       "  chi2 {:.2f} for ndf {}, probability {:.3g}, {} iterations\n{}{}",
                       fit.ndf == 1 ? "energy" : "four-momentum", candidate.photon + 1,
                       candidate.event.photons.size(), fit.mass.value / kMeV, fit.mass.error / kMeV, fit.chi2,
                       fit.ndf, fit.probability, fit.iterations, parametersText(fit), photonsText(study));
}

Json kinematicJson(const CandidateStudy& study) {
    Json json = jsonOf(study.candidate->kinematic);
    const bool used = !study.candidate->event.photons.empty();
    json["usedPhoton"] = used ? Json(study.candidate->photon + 1) : Json(nullptr);
    json["photons"] = Json::array();
    for (const KinematicOutcome& outcome : study.photons) {
        json["photons"].push_back({{"reason", outcome ? "Converged" : toString(outcome.error().failure)},
                                   {"chi2", outcome ? Json(outcome->chi2) : Json(nullptr)}});
    }
    return json;
}

} // namespace pairscope
