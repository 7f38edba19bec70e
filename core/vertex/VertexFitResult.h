#pragma once

#include "core/math/LinearAlgebra.h"
#include "core/track/Helix.h"

#include <boost/container/static_vector.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// Index of the nine fitted parameters: the vertex [cm], then phi [rad], omega [1/cm], tanLambda of e+ and of
/// e- at the vertex.
enum VertexParameter : int {
    kVertexX,
    kVertexY,
    kVertexZ,
    kPositronPhi,
    kPositronOmega,
    kPositronTanLambda,
    kElectronPhi,
    kElectronOmega,
    kElectronTanLambda,
    kVertexParameterCount
};
static_assert(kVertexParameterCount == 9);

/// Where a search for a minimum began.
enum class FitStart : std::uint8_t {
    FirstCrossing,
    SecondCrossing,
    TangentPoint,
    InteractionPoint,
    ProfileMinimum
};
inline constexpr std::size_t kFitStartCount = 5;
[[nodiscard]] std::string_view toString(FitStart start);

/// How a search ended.
enum class FitTermination : std::uint8_t {
    Converged,      ///< both criteria met
    IterationLimit, ///< still moving when the iterations were used up
    NoProgress,     ///< no step, however short, lowers chi2 although the criteria are not met
    LeftDetector,   ///< the vertex went beyond VertexFit::Options::maxRadius
    SingularMatrix, ///< chi2 has no curvature across the flight or in a direction: nothing to solve
};
[[nodiscard]] std::string_view toString(FitTermination termination);

/// One step of a search.
struct FitStep {
    Vector3 vertex = Vector3::Zero(); ///< after the step, cm
    double chi2 = 0;                  ///< after the step
    double stepInSigma = 0;           ///< length of the step in units of the error: sqrt(step^T C^-1 step)
    double trustRadius = 0;           ///< damping: the longest step along the flight that was allowed, cm
    bool limited = false;             ///< the trust radius cut the step short
    bool accepted = false;
};

/// A whole search from one start.
struct FitTrace {
    FitStart start = FitStart::FirstCrossing;
    Vector3 startVertex = Vector3::Zero(); ///< cm
    double startChi2 = 0;
    FitTermination termination = FitTermination::Converged;
    std::vector<FitStep> steps;
    int minimum = -1; ///< index into VertexFitResult::minima of where it ended, -1 for none
};

/// A local minimum of chi2.
struct VertexMinimum {
    Vector9 parameters = Vector9::Zero();
    /// Inverse of half the full Hessian of chi2 (second derivatives of the residuals included).
    Matrix9 covariance = Matrix9::Zero();
    /// d(fitted parameters) / d(measured perigee parameters), columns d0 .. tanLambda of e+, then of e-: how
    /// a change of the measurement moves the minimum, exact to first order (implicit function theorem).
    MatrixOf<9, 10> gain = MatrixOf<9, 10>::Zero();
    double chi2 = 0;
    int iterations = 0;
    FitStart start = FitStart::FirstCrossing; ///< the search that found it

    [[nodiscard]] Vector3 vertex() const { return parameters.head<3>(); }
    [[nodiscard]] Matrix3 vertexCovariance() const { return covariance.topLeftCorner<3, 3>(); }
    /// Transverse distance of the vertex from the z axis, cm, and its error.
    [[nodiscard]] double rho() const { return parameters.head<2>().norm(); }
    [[nodiscard]] double rhoError() const;
    /// Track 0 (e+) or 1 (e-) at the vertex.
    [[nodiscard]] TrackPoint track(int index) const;
};

/// Every distinct minimum, best first; at least one.
struct VertexFitResult {
    boost::container::static_vector<VertexMinimum, 4> minima;
    std::vector<FitTrace> traces; ///< of every start, when VertexFit::Options::trace is set
    int ndf = 1;

    /// A minimum whose chi2 is at most this above the best one's is a vertex that the data allow: three
    /// standard deviations.
    static constexpr double kPlausibleDeltaChi2 = 9;

    [[nodiscard]] const VertexMinimum& best() const { return minima.front(); }
    /// How many of the minima, best first, the data allow; the others are far worse and only of interest to
    /// who debugs a fit.
    [[nodiscard]] std::size_t plausibleMinima() const;
    [[nodiscard]] bool ambiguous() const { return plausibleMinima() > 1; }
    /// Upper-tail probability of a minimum's chi2 for `ndf` degrees of freedom. @pre minimum < minima.size()
    [[nodiscard]] double probability(std::size_t minimum = 0) const;
    /// The tracks do not meet, within three standard deviations (ours), or not where the constraints say: the
    /// best vertex is less probable.
    static constexpr double kPoorProbability = 0.0027;
    [[nodiscard]] bool poor() const { return probability() < kPoorProbability; }
};

/// Why a pair has no vertex.
enum class VertexFitFailure : std::uint8_t {
    NotFinite,       ///< a track parameter is NaN or infinite
    ZeroCurvature,   ///< omega = 0: no charge, no momentum
    SameCharge,      ///< both tracks have the same sign of omega
    BadCovariance,   ///< a covariance matrix is not positive definite
    ParallelTracks,  ///< the fit has no solution across: the tracks coincide
    NotConverged,    ///< no start reached the convergence criteria
    OutsideDetector, ///< chi2 falls monotonically towards outside the detector
};
[[nodiscard]] std::string_view toString(VertexFitFailure failure);

struct VertexFitError {
    VertexFitFailure failure = VertexFitFailure::NotConverged;
    int track = -1;               ///< 0 e+, 1 e-, -1 when it is not about one track
    int parameter = -1;           ///< a TrackParameter, where one is to blame
    SpdProblem covariance;        ///< for BadCovariance
    std::vector<FitTrace> traces; ///< where the fit had started, when tracing

    bool operator==(const VertexFitError& other) const {
        return failure == other.failure && track == other.track;
    }
};

/// One sentence that a physicist understands: "The covariance of the e- is not positive definite: smallest
/// eigenvalue ...".
[[nodiscard]] std::string describe(const VertexFitError& error);

} // namespace pairscope
