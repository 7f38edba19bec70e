#include "core/vertex/VertexFitResult.h"

#include <boost/math/special_functions/gamma.hpp>
#include <fmt/format.h>

#include <cmath>

namespace pairscope {

std::string_view toString(FitStart start) {
    switch (start) {
    case FitStart::FirstCrossing:
        return "FirstCrossing";
    case FitStart::SecondCrossing:
        return "SecondCrossing";
    case FitStart::TangentPoint:
        return "TangentPoint";
    case FitStart::InteractionPoint:
        return "InteractionPoint";
    case FitStart::ProfileMinimum:
        return "ProfileMinimum";
    }
    return "Unknown";
}

std::string_view toString(FitTermination termination) {
    switch (termination) {
    case FitTermination::Converged:
        return "converged";
    case FitTermination::IterationLimit:
        return "iteration limit";
    case FitTermination::NoProgress:
        return "no step lowers chi2";
    case FitTermination::LeftDetector:
        return "left the detector";
    case FitTermination::SingularMatrix:
        return "singular matrix";
    }
    return "unknown";
}

std::string_view toString(VertexFitFailure failure) {
    switch (failure) {
    case VertexFitFailure::NotFinite:
        return "NotFinite";
    case VertexFitFailure::ZeroCurvature:
        return "ZeroCurvature";
    case VertexFitFailure::SameCharge:
        return "SameCharge";
    case VertexFitFailure::BadCovariance:
        return "BadCovariance";
    case VertexFitFailure::ParallelTracks:
        return "ParallelTracks";
    case VertexFitFailure::NotConverged:
        return "NotConverged";
    case VertexFitFailure::OutsideDetector:
        return "OutsideDetector";
    }
    return "Unknown";
}

double VertexMinimum::rhoError() const {
    const double r = rho();
    if (!(r > 0)) return std::sqrt((covariance(kVertexX, kVertexX) + covariance(kVertexY, kVertexY)) / 2);
    const Vector2 direction = parameters.head<2>() / r;
    const Matrix2 transverse = covariance.topLeftCorner<2, 2>();
    return std::sqrt(direction.dot(transverse * direction));
}

TrackPoint VertexMinimum::track(int index) const {
    const int offset = index == 0 ? kPositronPhi : kElectronPhi;
    return {vertex(), parameters(offset + kPhi), parameters(offset + kCurvature),
            parameters(offset + kSlope)};
}

std::size_t VertexFitResult::plausibleMinima() const {
    std::size_t count = 1;
    while (count < minima.size() && minima[count].chi2 - best().chi2 <= kPlausibleDeltaChi2)
        ++count;
    return count;
}

double VertexFitResult::probability(std::size_t minimum) const {
    const double half = minima[minimum].chi2 / 2;
    if (ndf == 1) return std::erfc(std::sqrt(half));
    return boost::math::gamma_q(ndf / 2.0, half);
}

namespace {

constexpr std::string_view kParameterNames[] = {"d0", "phi0", "omega", "z0", "tanLambda"};

std::string_view trackName(int track) {
    return track == 0 ? "e+" : "e-";
}

std::string describeCovariance(const VertexFitError& error) {
    const SpdProblem& problem = error.covariance;
    const auto name = [](int parameter) { return kParameterNames[parameter]; };
    switch (problem.kind) {
    case SpdProblem::Kind::NotFinite:
        return fmt::format("element ({}, {}) is {}", name(problem.row), name(problem.column), problem.value);
    case SpdProblem::Kind::NonPositiveDiagonal:
        return fmt::format("the variance of {} is {:.3g}", name(problem.row), problem.value);
    case SpdProblem::Kind::NegativeEigenvalue:
        return fmt::format("not positive definite, smallest eigenvalue {:.3g} (scaled to unit diagonal)",
                           problem.value);
    }
    return {};
}

} // namespace

std::string describe(const VertexFitError& error) {
    switch (error.failure) {
    case VertexFitFailure::NotFinite:
        return fmt::format("The parameter {} of the {} is not a finite number: there is no track to fit.",
                           kParameterNames[error.parameter], trackName(error.track));
    case VertexFitFailure::ZeroCurvature:
        return fmt::format("The {} has omega = 0: no charge and no momentum can be told.",
                           trackName(error.track));
    case VertexFitFailure::SameCharge:
        return "Both tracks have the same charge (sign of omega): this is not an e+e- pair.";
    case VertexFitFailure::BadCovariance:
        return fmt::format("The covariance matrix of the {} cannot be used: {}.", trackName(error.track),
                           describeCovariance(error));
    case VertexFitFailure::ParallelTracks:
        return "The two tracks coincide: every point along them fits equally well, so there is no vertex.";
    case VertexFitFailure::NotConverged:
        return "The vertex fit did not converge from any start: chi2 was still changing when it stopped.";
    case VertexFitFailure::OutsideDetector:
        return "The vertex fit has no minimum inside the detector: chi2 keeps falling beyond the outer "
               "radius.";
    }
    return {};
}

} // namespace pairscope
