#include "core/kinematics/KinematicFit.h"

#include "core/kinematics/RecoilPhoton.h"
#include "core/math/Angle.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLongestStep = 0.5;    ///< of an energy or curvature, relative
constexpr double kLargestChange = 1e3;  ///< of an energy or curvature in all: beyond it, it ran away
constexpr double kTellingShare = 1e-12; ///< of a variance that the fit must take away to tell a pull

/// What goes into the fit.
struct Measurement {
    Vector9 values = Vector9::Zero();
    Matrix9 covariance = Matrix9::Zero();
};

Measurement measurementOf(const VertexMinimum& vertex, const RecoilPhoton& photon, PhotonOrigin origin,
                          const BeamParameters& beams) {
    Measurement measurement;
    measurement.values << vertex.parameters.tail<6>(), photon.parameters;
    measurement.covariance.topLeftCorner<6, 6>() = vertex.covariance.bottomRightCorner<6, 6>();
    const Matrix3 point = origin == PhotonOrigin::Vertex ? vertex.vertexCovariance() : beams.spotCovariance();
    measurement.covariance.bottomRightCorner<3, 3>() =
        photon.covariance + photon.byOrigin * point * photon.byOrigin.transpose();
    if (origin == PhotonOrigin::Vertex) {
        const MatrixOf<3, 6> common = photon.byOrigin * vertex.covariance.topRightCorner<3, 6>();
        measurement.covariance.bottomLeftCorner<3, 6>() = common;
        measurement.covariance.topRightCorner<6, 3>() = common.transpose();
    }
    return measurement;
}

/// Energies and curvatures: what must not change its sign.
constexpr int kSigned[] = {kFitPositronOmega, kFitElectronOmega, kFitPhotonEnergy};

/// The part of a step that changes none of them by more than half.
double allowedPart(const Vector9& from, const Vector9& step) {
    double part = 1;
    for (const int i : kSigned)
        if (std::abs(step(i)) > kLongestStep * std::abs(from(i)))
            part = std::min(part, kLongestStep * std::abs(from(i) / step(i)));
    return part;
}

bool ranAway(const Vector9& now, const Vector9& measured) {
    if (!now.allFinite()) return true;
    for (const int i : kSigned) {
        const double change = now(i) / measured(i);
        if (!(change < kLargestChange && change > 1 / kLargestChange)) return true;
    }
    return false;
}

/// The iteration with N constraints: the last N of px, py, pz, E.
template<int N>
class Iteration {
public:
    Iteration(const Measurement& measurement, const KinematicFit::Options& options,
              const FourMomentum& collision, MagneticField field)
        : m_measurement(measurement),
          m_options(options),
          m_collision(collision),
          m_field(field),
          m_fitted(measurement.values) {}

    KinematicOutcome run() {
        linearise();
        while (m_iterations < m_options.maxIterations) {
            ++m_iterations;
            const double before = m_chi2;
            const auto part = step();
            if (!part) return fail(part.error());
            if (ranAway(m_fitted, m_measurement.values)) return fail(KinematicFitFailure::Unphysical);
            linearise();
            const bool steady = std::abs(m_chi2 - before) < m_options.chi2Tolerance * (1 + m_chi2);
            if (*part == 1 && steady && largestExcess() < m_options.constraintTolerance) return finished();
        }
        return fail(KinematicFitFailure::NotConverged);
    }

private:
    void linearise() {
        const MomentumBalance balance = MomentumBalance::of(m_fitted, m_collision, m_field);
        m_excess = balance.excess.tail<N>();
        m_jacobian = balance.jacobian.bottomRows<N>();
    }

    /// @return which part of the step was taken
    tl::expected<double, KinematicFitFailure> step() {
        // lazy: Eigen's blocked product costs more than it saves at this size
        m_weighted = m_measurement.covariance.lazyProduct(m_jacobian.transpose());
        const auto inverse = inverseSpd<N>(SquareMatrix<N>(m_jacobian.lazyProduct(m_weighted)));
        if (!inverse) return tl::unexpected(KinematicFitFailure::SingularMatrix);
        const Vector<N> residual = m_excess + m_jacobian * (m_measurement.values - m_fitted);
        const Vector<N> multipliers = *inverse * residual;
        m_inverse = *inverse;
        m_chi2 = residual.dot(multipliers);
        const Vector9 change = m_measurement.values - m_weighted * multipliers - m_fitted;
        const double part = allowedPart(m_fitted, change);
        m_fitted += part * change;
        return part;
    }

    [[nodiscard]] double largestExcess() const { return m_excess.cwiseAbs().maxCoeff(); }

    [[nodiscard]] KinematicOutcome fail(KinematicFitFailure failure) const {
        return tl::unexpected(KinematicFitError{failure, PhotonProblem::None, largestExcess(), m_iterations});
    }

    [[nodiscard]] KinematicFitResult finished() const {
        KinematicFitResult result;
        result.parameters = m_fitted;
        result.measured = m_measurement.values;
        result.errors = m_measurement.covariance.diagonal().cwiseSqrt();
        const MatrixOf<9, N> gain = m_weighted.lazyProduct(m_inverse);
        const Matrix9 gained = gain.lazyProduct(m_weighted.transpose());
        result.covariance = m_measurement.covariance - (gained + gained.transpose()) / 2;
        for (int i = 0; i < kKinematicParameterCount; ++i) {
            const bool told = gained(i, i) > kTellingShare * m_measurement.covariance(i, i);
            result.pulls(i) =
                told ? (m_measurement.values(i) - m_fitted(i)) / std::sqrt(gained(i, i)) : kNone;
        }
        result.chi2 = m_chi2;
        result.ndf = N;
        result.iterations = m_iterations;
        return result;
    }

    const Measurement& m_measurement;
    const KinematicFit::Options& m_options;
    FourMomentum m_collision;
    MagneticField m_field;
    Vector9 m_fitted;
    double m_chi2 = std::numeric_limits<double>::infinity();
    int m_iterations = 0;
    Vector<N> m_excess;        ///< f
    MatrixOf<N, 9> m_jacobian; ///< F
    MatrixOf<9, N> m_weighted; ///< V F^T of the last step
    SquareMatrix<N> m_inverse; ///< (F V F^T)^-1 of the last step
};

TrackPoint pointOf(const Vector9& parameters, int first) {
    TrackPoint point;
    point.phi = parameters(first);
    point.omega = parameters(first + 1);
    point.tanLambda = parameters(first + 2);
    return point;
}

Measured massOf(const KinematicFitResult& result, MagneticField field) {
    const TrackPoint positron = pointOf(result.parameters, kFitPositronPhi);
    const TrackPoint electron = pointOf(result.parameters, kFitElectronPhi);
    const Vector6 gradient = pairMassGradient(positron, electron, field);
    const Matrix6 covariance = result.covariance.topLeftCorner<6, 6>();
    return {pairMass(positron, electron, field), std::sqrt(gradient.dot(covariance * gradient))};
}

/// Upper tail of chi2 for 1 or 4 degrees of freedom, in closed form.
double upperTail(double chi2, int ndf) {
    return ndf == 1 ? std::erfc(std::sqrt(chi2 / 2)) : std::exp(-chi2 / 2) * (1 + chi2 / 2);
}

} // namespace

std::string_view toString(PhotonOrigin origin) {
    return origin == PhotonOrigin::BeamSpot ? "beam-spot" : "vertex";
}

std::optional<PhotonOrigin> parsePhotonOrigin(std::string_view word) {
    for (const PhotonOrigin origin : {PhotonOrigin::BeamSpot, PhotonOrigin::Vertex})
        if (toString(origin) == word) return origin;
    return std::nullopt;
}

KinematicFit::KinematicFit(const Options& options) : m_options(options) {
    if (options.maxIterations < 1)
        throw std::invalid_argument("kinematic fit: at least one iteration is needed");
    if (!(options.chi2Tolerance > 0) || !(options.constraintTolerance > 0))
        throw std::invalid_argument("kinematic fit: the tolerances must be positive");
}

KinematicOutcome KinematicFit::operator()(const VertexMinimum& vertex, const PhotonCluster& photon,
                                          const DetectorModel& detector) const {
    if (m_options.constraint == KinematicConstraint::Off)
        return tl::unexpected(KinematicFitError{KinematicFitFailure::Off, {}, 0, 0});
    const BeamParameters& beams = detector.beams();
    const Vector3 origin = m_options.origin == PhotonOrigin::Vertex ? vertex.vertex() : beams.spot;
    const auto seen = photonSeenFrom(origin, photon, detector);
    if (!seen) return tl::unexpected(seen.error());
    const Measurement measurement = measurementOf(vertex, *seen, m_options.origin, beams);
    const FourMomentum collision{beams.totalMomentum(), beams.totalEnergy()};
    const MagneticField field = detector.field();
    KinematicOutcome result = m_options.constraint == KinematicConstraint::Energy
                                  ? Iteration<1>(measurement, m_options, collision, field).run()
                                  : Iteration<4>(measurement, m_options, collision, field).run();
    if (!result) return result;
    result->probability = upperTail(result->chi2, result->ndf);
    result->parameters(kFitPhotonPhi) = wrapAngle(result->parameters(kFitPhotonPhi));
    result->mass = massOf(*result, field);
    result->particles = FinalState::of(result->parameters, field);
    return result;
}

} // namespace pairscope
