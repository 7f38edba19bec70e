#pragma once

#include "core/detector/BeamParameters.h"
#include "core/track/TrackState.h"
#include "core/vertex/CirclePair.h"
#include "core/vertex/VertexConstraints.h"
#include "core/vertex/VertexFitResult.h"

#include <optional>

namespace pairscope {

/// Common point of two helices: the exact minimum of
///   chi2(v, q1, q2) = sum_i (m_i - h(v, q_i))^T V_i^-1 (m_i - h(v, q_i))
/// in perigee space, m_i the five measured parameters, q_i = (phi, omega, tanLambda) at the vertex v, h
/// closed form (perigeeParameters()). Newton steps with analytic first and second derivatives, one 3x3 block
/// a track eliminated (P. Billoir, S. Qian, NIM A311 (1992) 139). ndf = 2 * 5 - 9 = 1.
///
/// A conversion's two tracks are tangent, and chi2 along the flight can have two minima. Searches start in
/// the basin of every minimum that a closed-form model of chi2 along the flight has (ProfileModel); when it
/// has none, and besides when tracing, also from both circle crossings, the tangent point and the interaction
/// point. Every distinct minimum is kept. Steps along the flight, where chi2 is far from parabolic, are
/// damped by a trust radius. With constraints the same chi2 has further terms or fewer parameters, and dense
/// normal equations (ConstrainedFit).
///
/// Converged means: the decrease of chi2 that the next Newton step predicts is below `chi2Tolerance`, with a
/// positive definite Hessian. Never a default vertex, never a silent stop.
class VertexFit {
public:
    struct Options {
        int maxIterations = 100;
        double chi2Tolerance = 1e-10;   ///< predicted decrease of chi2 at convergence, absolute
        double distinctDistance = 0.05; ///< minima nearer than this are one, cm
        double maxRadius = 112.0;       ///< a vertex beyond this radius is outside the detector, cm
        bool trace = false;             ///< record every step of every start
        VertexConstraints constraints;  ///< what is known beside the tracks

        bool operator==(const Options&) const = default;
    };

    /// @throws std::invalid_argument for a tolerance, distance, radius or iteration limit that is not
    /// positive, or a beam spot that is used and has no positive definite covariance.
    explicit VertexFit(Options options);
    VertexFit() : VertexFit(Options{}) {}

    [[nodiscard]] const Options& options() const { return m_options; }

    /// @param circles of the same tracks (CirclePair::of).
    [[nodiscard]] tl::expected<VertexFitResult, VertexFitError> operator()(const TrackPair& tracks,
                                                                           const CirclePair& circles) const;
    [[nodiscard]] tl::expected<VertexFitResult, VertexFitError> operator()(const TrackPair& tracks) const {
        return (*this)(tracks, CirclePair::of(tracks.positron.helix, tracks.electron.helix));
    }

private:
    Options m_options;
};

/// Whether the measured tracks can be fitted at all: finite, curved, of opposite charge, with usable
/// covariances.
[[nodiscard]] tl::expected<void, VertexFitError> checkTracks(const TrackPair& tracks);

} // namespace pairscope
