#include "core/kinematics/KinematicFitResult.h"

#include <fmt/format.h>

#include <cmath>

namespace pairscope {

namespace {

std::string_view nameOf(PhotonProblem problem) {
    switch (problem) {
    case PhotonProblem::None:
    case PhotonProblem::Energy:
        return "energy";
    case PhotonProblem::Theta:
        return "polar angle";
    case PhotonProblem::Phi:
        return "azimuth";
    case PhotonProblem::EnergyError:
        return "energy error";
    case PhotonProblem::ThetaError:
        return "error of theta";
    case PhotonProblem::PhiError:
        return "error of phi";
    case PhotonProblem::Position:
        return "position";
    }
    return "energy";
}

std::string badPhoton(const KinematicFitError& error) {
    if (error.problem == PhotonProblem::Position)
        return "where the photon meets the calorimeter is not known: it has no cluster position, and its "
               "direction leads to no calorimeter";
    const std::string_view name = nameOf(error.problem);
    if (!std::isfinite(error.value)) return fmt::format("the photon has no {}", name);
    const std::string_view unit =
        error.problem == PhotonProblem::Energy || error.problem == PhotonProblem::EnergyError ? "GeV" : "rad";
    const bool angle = error.problem == PhotonProblem::Theta;
    return fmt::format("the photon's {} of {:.4g} {} is not {}", name, error.value, unit,
                       angle ? "between 0 and pi" : "positive");
}

std::string reason(const KinematicFitError& error) {
    switch (error.failure) {
    case KinematicFitFailure::Off:
        return "it is switched off";
    case KinematicFitFailure::NoVertex:
        return "the vertex fit failed, so that there are no momenta to begin with";
    case KinematicFitFailure::NoPhoton:
        return error.value > 0 ? fmt::format("the candidate has no photon {:.0f}", error.value)
                               : "the candidate has no photon";
    case KinematicFitFailure::BadPhoton:
        return badPhoton(error);
    case KinematicFitFailure::SingularMatrix:
        return "the covariance of momenta and photon is not positive where the constraints need it";
    case KinematicFitFailure::NotConverged:
        return fmt::format("it did not converge in {} iterations, {:.3g} GeV short of the collision",
                           error.iterations, error.value);
    case KinematicFitFailure::Unphysical:
        return fmt::format("in iteration {} a momentum went to zero or to infinity", error.iterations);
    }
    return "it failed";
}

} // namespace

std::string_view toString(KinematicConstraint constraint) {
    switch (constraint) {
    case KinematicConstraint::Off:
        return "off";
    case KinematicConstraint::Energy:
        return "1c";
    case KinematicConstraint::FourMomentum:
        return "4c";
    }
    return "unknown";
}

std::optional<KinematicConstraint> parseKinematicConstraint(std::string_view word) {
    for (const auto constraint :
         {KinematicConstraint::Off, KinematicConstraint::Energy, KinematicConstraint::FourMomentum})
        if (toString(constraint) == word) return constraint;
    return std::nullopt;
}

std::string_view toString(KinematicFitFailure failure) {
    switch (failure) {
    case KinematicFitFailure::Off:
        return "Off";
    case KinematicFitFailure::NoVertex:
        return "NoVertex";
    case KinematicFitFailure::NoPhoton:
        return "NoPhoton";
    case KinematicFitFailure::BadPhoton:
        return "BadPhoton";
    case KinematicFitFailure::SingularMatrix:
        return "SingularMatrix";
    case KinematicFitFailure::NotConverged:
        return "NotConverged";
    case KinematicFitFailure::Unphysical:
        return "Unphysical";
    }
    return "Unknown";
}

std::string describe(const KinematicFitError& error) {
    return fmt::format("There is no kinematic fit: {}.", reason(error));
}

} // namespace pairscope
