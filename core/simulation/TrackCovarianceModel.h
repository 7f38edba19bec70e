#pragma once

#include "core/simulation/RandomStream.h"
#include "core/track/TrackState.h"

#include <boost/container/static_vector.hpp>
#include <tl/expected.hpp>

namespace pairscope {

/// A place where a track is measured, or scattered, or both (then it is measured first, going out).
struct TrackStation {
    double path = 0; ///< transverse path length from the perigee, cm
    double acrossError =
        0; ///< standard deviation of a measured transverse displacement, cm; 0 is no measurement
    double alongError = 0;    ///< the same for z
    double stereo = 0;        ///< tan of the angle of wires: what is measured is across + stereo * z
    double scattering = 0;    ///< standard deviation of the angle in a plane, rad
    double curvatureJump = 0; ///< what energy loss adds to omega here, 1/cm; a fit does not know of it
};

/// What a least-squares track fit that knows every hit's error and every material's scattering makes of a
/// track: linear about the true helix, in its perigee parameters with respect to the origin. Information is
/// collected from the outermost station to the innermost (a Kalman filter in information form: Fruehwirth,
/// NIM A262 (1987) 444); at each scatterer it is reduced by the angles that are not known there.
class TrackCovarianceModel {
public:
    /// @param truth the helix where the track was born. @pre omega != 0
    explicit TrackCovarianceModel(const Helix& truth) : m_truth(truth) {}

    /// Going out: path must not fall. Stations beyond kLargestCount are dropped.
    void add(const TrackStation& station);

    /// Of the perigee parameters. @return why the stations do not determine a track
    [[nodiscard]] tl::expected<Matrix5, SpdProblem> covariance() const;

    /// A simulated measurement: scattering angles and hits drawn from their errors, curvature jumps added,
    /// and fitted. Without jumps the pulls of all five parameters are unit normal.
    [[nodiscard]] tl::expected<TrackState, SpdProblem> measure(RandomStream& random) const;

    static constexpr std::size_t kLargestCount = 48;

private:
    /// How small changes of perigee parameters move the track at a station, and how a kink there changes the
    /// perigee parameters of what follows.
    struct Station {
        TrackStation given;
        Vector5 across = Vector5::Zero(); ///< d(displacement across the track) / d(parameters)
        Vector5 along = Vector5::Zero();  ///< d(z at a fixed place along the track) / d(parameters)
        MatrixOf<5, 2> kink = MatrixOf<5, 2>::Zero(); ///< d(parameters) / d(angle across, angle along)
        Vector5 jump = Vector5::Zero();               ///< d(parameters) / d(omega)
    };
    struct Information {
        Matrix5 matrix = Matrix5::Zero();
        Vector5 vector = Vector5::Zero();

        void measure(const Vector5& row, double value, double error);
        void scatter(const MatrixOf<5, 2>& kink, double angle);
    };
    struct Hit {
        double across = 0;
        double along = 0;
    };
    using Hits = boost::container::static_vector<Hit, kLargestCount>;

    [[nodiscard]] Information collect(const Hits& hits) const;
    [[nodiscard]] Hits drawHits(RandomStream& random) const;

    Helix m_truth;
    boost::container::static_vector<Station, kLargestCount> m_stations;
};

} // namespace pairscope
