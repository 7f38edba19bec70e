#include "core/vertex/KFitOutcome.h"

#include "core/math/Units.h"

#include <Eigen/LU>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

namespace pairscope {

namespace {

// KFit's limits (basf2, analysis/VertexFitting/KFit, KFitConst.h)
constexpr int kMaxIterations = 15; ///< of the vertex for given tracks, and of the tracks
constexpr double kUnboundedChi2 = 1e30;

using Constraint = Vector2; ///< transverse and longitudinal miss distance times pT, GeV cm
using ByTrack = MatrixOf<2, 6>;
using ByVertex = MatrixOf<2, 3>;

/// The two constraints of one track about a trial vertex and trial parameters.
struct Linearised {
    Constraint value = Constraint::Zero();
    ByTrack byTrack = ByTrack::Zero();    ///< by (x, y, z, px, py, pz)
    ByVertex byVertex = ByVertex::Zero(); ///< the negative of the first half of byTrack
    Matrix2 weight = Matrix2::Zero();     ///< inverse covariance of the constraints
    Vector2 multiplier = Vector2::Zero(); ///< of the trial vertex, not yet of the best one
};

/// All that one linearisation gives: KFit goes back to a whole earlier one when chi2 has not fallen.
struct Step {
    std::array<Linearised, 2> tracks;
    Matrix3 vertexCovariance = Matrix3::Zero();
    Vector3 vertex = Vector3::Zero(); ///< after the step, cm
    double chi2 = 0;                  ///< of the vertex before the step
};

struct MeasuredTrack {
    Vector6 parameters; ///< x y z [cm] px py pz [GeV] at the perigee
    Matrix6 covariance;
    double bend; ///< -0.003 B q, GeV/cm
};

/// h = pT (miss across, miss along z) of a track from a point: both zero when the helix passes through it.
///   h_0 = px dy - py dx - a (dx^2 + dy^2) / 2,  h_1 = pT (dz - pz asin(B) / a),  B = a (p . d)_T / pT^2
KFitStatus linearise(const Vector6& track, double a, const Vector3& vertex, Linearised& out) {
    const Vector3 d = vertex - track.head<3>();
    const Vector2 across = d.head<2>();
    const Vector2 pt = track.segment<2>(3);
    const double pz = track(5);
    const double pt2 = pt.squaredNorm();
    const double pT = std::sqrt(pt2);
    if (pT == 0) return KFitStatus::DivisionByZero;
    const double along = across.dot(pt);
    const double sine = a * along / pt2;
    if (std::abs(sine) > 1) return KFitStatus::NoArcsine;
    const double cosine2 = 1 - sine * sine;
    if (cosine2 == 0) return KFitStatus::DivisionByZero;
    const double path = std::asin(sine) / a; // transverse path length per pT
    const double stretch = 1 / (std::sqrt(cosine2) * pt2);
    const double missZ = d.z() - pz * path;

    out.value << pt.x() * across.y() - pt.y() * across.x() - a * across.squaredNorm() / 2, pT * missZ;
    out.byVertex << -pt.y() - a * across.x(), pt.x() - a * across.y(), 0, //
        -pT * pz * stretch * pt.x(), -pT * pz * stretch * pt.y(), pT;
    out.byTrack.leftCols<3>() = -out.byVertex;
    const Vector2 pathByMomentum = stretch * (across - 2 * along / pt2 * pt);
    const Vector2 longitudinal = missZ / pT * pt - pT * pz * pathByMomentum;
    out.byTrack.rightCols<3>() << across.y(), -across.x(), 0, //
        longitudinal.x(), longitudinal.y(), -pT * path;
    return KFitStatus::Fitted;
}

/// The inverse, or nothing where the determinant is zero (the only test KFit makes) or not finite.
template<int N>
std::optional<SquareMatrix<N>> invert(const SquareMatrix<N>& matrix) {
    SquareMatrix<N> inverse;
    bool invertible = false;
    matrix.computeInverseWithCheck(inverse, invertible, 0.0);
    if (!invertible) return std::nullopt;
    return inverse;
}

class Procedure {
public:
    Procedure(const TrackPair& tracks, MagneticField field) {
        for (std::size_t i = 0; i < 2; ++i) {
            const TrackState& track = tracks[static_cast<int>(i)];
            const CartesianState state = cartesianState(track, 0, field);
            m_measured[i].parameters << state.position, state.momentum;
            m_measured[i].covariance = state.covariance;
            m_measured[i].bend = -track.helix.charge() / field.alpha();
            m_tracks[i] = m_measured[i].parameters;
        }
    }

    KFitOutcome run() {
        if (iterateTracks()) conclude();
        return m_outcome;
    }

private:
    /// Tracks and vertex in turn until chi2 no longer falls.
    bool iterateTracks() {
        Step best;
        for (int i = 0; i < kMaxIterations; ++i) {
            const auto step = iterateVertex();
            if (!step) return false;
            if (i > 0 && best.chi2 <= step->chi2) break;
            best = *step;
            m_vertex = best.vertex;
            moveTracks(best);
        }
        if (m_unbounded) return fail(KFitStatus::BadInitialChi2);
        m_vertex = best.vertex;
        m_outcome.chi2 = best.chi2;
        moveTracks(best);
        return true;
    }

    /// The vertex for the tracks as they are, until chi2 no longer falls; nothing when it failed.
    std::optional<Step> iterateVertex() {
        std::optional<Step> best;
        for (int i = 0; i < kMaxIterations; ++i) {
            const auto step = linearisedStep();
            if (!step) return std::nullopt;
            m_unbounded = !best && step->chi2 >= kUnboundedChi2;
            if (m_unbounded) return step;
            if (best && best->chi2 <= step->chi2) break;
            best = step;
            m_vertex = best->vertex;
        }
        return best;
    }

    /// One linearisation about the present vertex and tracks, and the vertex it leads to.
    std::optional<Step> linearisedStep() {
        Step step;
        ++m_outcome.iterations;
        Matrix3 information = Matrix3::Zero();
        Vector3 gradient = Vector3::Zero();
        for (std::size_t i = 0; i < 2; ++i) {
            Linearised& track = step.tracks[i];
            const MeasuredTrack& measured = m_measured[i];
            const KFitStatus status = linearise(m_tracks[i], measured.bend, m_vertex, track);
            if (status != KFitStatus::Fitted) return fail(status, static_cast<int>(i)), std::nullopt;
            const auto weight = invert<2>(track.byTrack * measured.covariance * track.byTrack.transpose());
            if (!weight) return fail(KFitStatus::SingularMatrix, static_cast<int>(i)), std::nullopt;
            track.weight = *weight;
            const Vector2 miss = track.byTrack * (measured.parameters - m_tracks[i]) + track.value;
            track.multiplier = track.weight * miss;
            step.chi2 += track.multiplier.dot(miss);
            information += track.byVertex.transpose() * track.weight * track.byVertex;
            gradient += track.byVertex.transpose() * track.multiplier;
        }
        const auto covariance = invert<3>(information);
        if (!covariance) return fail(KFitStatus::SingularMatrix), std::nullopt;
        step.vertexCovariance = *covariance;
        step.vertex = m_vertex - step.vertexCovariance * gradient;
        if (!step.vertex.allFinite()) return fail(KFitStatus::SingularMatrix), std::nullopt;
        return step;
    }

    /// The tracks that a step asks for, always from the measured ones.
    void moveTracks(const Step& step) {
        Vector3 gradient = Vector3::Zero();
        for (const Linearised& track : step.tracks)
            gradient += track.byVertex.transpose() * track.multiplier;
        const Vector3 shift = step.vertexCovariance * gradient;
        for (std::size_t i = 0; i < 2; ++i) {
            const Linearised& track = step.tracks[i];
            const Vector2 multiplier = track.multiplier - track.weight * (track.byVertex * shift);
            m_tracks[i] = m_measured[i].parameters -
                          m_measured[i].covariance * (track.byTrack.transpose() * multiplier);
        }
    }

    void conclude() {
        m_outcome.vertex = m_vertex;
        for (std::size_t i = 0; i < 2; ++i)
            m_outcome.gap = std::max(m_outcome.gap, distance(m_tracks[i], m_measured[i].bend));
        if (!std::isfinite(m_outcome.chi2) || !std::isfinite(m_outcome.gap)) fail(KFitStatus::SingularMatrix);
    }

    /// From the helix to the vertex where they are nearest in the transverse plane, cm.
    double distance(const Vector6& track, double a) const {
        const Vector3 momentum = track.tail<3>();
        const double pT = momentum.head<2>().norm();
        TrackPoint point;
        point.position = track.head<3>() - m_vertex;
        point.phi = std::atan2(momentum.y(), momentum.x());
        point.omega = -a / pT;
        point.tanLambda = momentum.z() / pT;
        const Vector5 perigee = perigeeParameters(point);
        return std::hypot(perigee(kD0), perigee(kZ0));
    }

    bool fail(KFitStatus status, int track = -1) {
        m_outcome.status = status;
        m_outcome.track = track;
        m_outcome.vertex = m_vertex;
        m_outcome.chi2 = 0;
        m_outcome.gap = 0;
        return false;
    }

    std::array<MeasuredTrack, 2> m_measured;
    std::array<Vector6, 2> m_tracks;    ///< about which the constraints are linearised
    Vector3 m_vertex = Vector3::Zero(); ///< the trial vertex, cm
    bool m_unbounded = false;
    KFitOutcome m_outcome;
};

} // namespace

KFitOutcome kfitOutcome(const TrackPair& tracks, MagneticField field) {
    return Procedure(tracks, field).run();
}

namespace {

std::string describeFailure(const KFitOutcome& outcome) {
    const std::string_view track = outcome.track == 0 ? "e+" : "e-";
    const double rho = outcome.vertex.head<2>().norm();
    switch (outcome.status) {
    case KFitStatus::BadInitialChi2:
        return fmt::format("chi2 of a vertex at rho = {:.3g} cm is beyond {:g}", rho, kUnboundedChi2);
    case KFitStatus::DivisionByZero:
        return fmt::format("a trial vertex at rho = {:.3g} cm lies exactly a quarter turn along the {}", rho,
                           track);
    case KFitStatus::SingularMatrix:
        return outcome.track < 0 ? std::string("the tracks do not fix a vertex (singular matrix)")
                                 : fmt::format("the covariance of the {} gives a singular matrix", track);
    case KFitStatus::NoArcsine:
        return fmt::format("a trial vertex at rho = {:.3g} cm lies beyond the {}'s radius", rho, track);
    case KFitStatus::Fitted:
        break;
    }
    return {};
}

} // namespace

std::string describe(const KFitOutcome& outcome) {
    if (outcome.status != KFitStatus::Fitted)
        return fmt::format("KFit would stop with code {}: {}.", static_cast<int>(outcome.status),
                           describeFailure(outcome));
    const std::string fitted = fmt::format("KFit would report a fit with chi2 {:.2f} at rho = {:.2f} cm",
                                           outcome.chi2, outcome.vertex.head<2>().norm());
    if (!outcome.stoppedEarly()) return fitted + ".";
    const std::string gap = outcome.gap < 1 ? fmt::format("{:.0f} um", outcome.gap / kMicrometre)
                                            : fmt::format("{:.1f} cm", outcome.gap);
    return fmt::format("{}, but it stops before its constraint holds (helices miss that vertex by {}).",
                       fitted, gap);
}

} // namespace pairscope
