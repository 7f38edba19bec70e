#pragma once

#include "core/vertex/CirclePair.h"
#include "core/vertex/FlightFrame.h"

#include <boost/container/static_vector.hpp>

#include <array>
#include <optional>

namespace pairscope {

/// chi2 along the flight in the small-angle approximation, a closed form: at each u both tracks have a
/// transverse and a longitudinal distance (delta, zeta) with a 2x2 covariance that is a polynomial in u,
///   chi2(u) = (delta, zeta) C(u)^-1 (delta, zeta)^T.
/// It tells in about a microsecond how many minima the exact chi2 has and nearly where, so that a fit starts
/// in the basin of each; the fit itself is exact.
class ProfileModel {
public:
    ProfileModel(const TrackPair& tracks, const FlightFrame& frame);

    [[nodiscard]] double chi2(double u) const;

    /// A local minimum of the model.
    struct Minimum {
        double u = 0; ///< cm
        double chi2 = 0;
        double basin =
            0; ///< how far away the next sampling point is: the exact minimum is nearer than that, cm
    };
    using Minima = boost::container::static_vector<Minimum, 4>;

    /// Local minima within `reach` [cm] of the z axis, best first, at most four. Sampled densely about
    /// `centre`, the tangent point, around which pairs of minima form, and more widely away from it; then
    /// refined.
    [[nodiscard]] Minima minima(double centre, double reach) const;

    /// Both tracks with their parameters shifted, within their errors, as much as chi2(u) asks so that they
    /// meet at u.
    struct Meeting {
        std::array<Helix, 2> tracks;
        double v = 0;      ///< where they meet, cm
        double vError = 0; ///< of v at this u, cm
    };
    [[nodiscard]] Meeting meetingAt(double u) const;

    /// Position of track 0 (e+) or 1 (e-) where it passes u: transverse v and z, cm.
    struct Passing {
        double v = 0;
        double z = 0;
    };
    [[nodiscard]] Passing passing(int track, double u) const;

private:
    struct Arc {
        double omega, sinPsi, cosPsi; ///< curvature and direction at the perigee relative to the flight
        double u0, v0, z0, tanLambda;
    };
    /// chi2 at sampling points in ascending u.
    struct Samples {
        static constexpr std::size_t kCapacity = 192;
        boost::container::static_vector<double, kCapacity> u; ///< cm
        boost::container::static_vector<double, kCapacity> chi2;
        boost::container::static_vector<double, kCapacity> slope; ///< from each point to the next, 1/cm
    };
    [[nodiscard]] Samples sample(double centre, double reach) const;
    /// A minimum so shallow that no sample shows it, where the slope between samples nearly vanishes at
    /// interval i.
    [[nodiscard]] std::optional<Minimum> hiddenMinimum(const Samples& samples, std::size_t i) const;
    [[nodiscard]] double slope(double u, double halfWidth) const;
    /// Refines a minimum bracketed by sampling points by parabolas.
    [[nodiscard]] Minimum refine(const std::array<double, 3>& u, const std::array<double, 3>& chi2) const;
    [[nodiscard]] Matrix2 covariance(double u) const;
    [[nodiscard]] Vector2 distance(double u) const; ///< (delta, zeta), cm

    TrackPair m_tracks;
    std::array<Arc, 2> m_arcs;
    // coefficients of powers of u of C(u), summed over the tracks
    std::array<double, 5> m_covVV{};
    std::array<double, 4> m_covVZ{};
    std::array<double, 3> m_covZZ{};
};

} // namespace pairscope
