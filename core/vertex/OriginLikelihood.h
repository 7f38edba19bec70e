#pragma once

#include "core/track/MagneticField.h"
#include "core/track/TrackState.h"
#include "core/vertex/FlightFrame.h"
#include "core/vertex/ProfileModel.h"

#include <Eigen/Core>

namespace pairscope {

/// How likely the measured tracks are if the pair was made at a place along the flight: as a conversion,
/// whose legs hardly open, or as the decay of something with a mass, whose legs do.
///
/// At u the two tracks differ in four numbers: transverse and longitudinal distance, and the slopes of both.
/// The distances are zero but for the errors; the slopes are the opening, of which the model has a density.
/// Each density is a mixture of Gaussians, so each likelihood is a sum of Gaussians in closed form.
///  - conversion: transverse recoil k = w m_e with density 2w/(1 + w^2)^2 (a power law, as for
///    the recoil in a screened Coulomb field), exactly a mixture over s of Gaussians of variance m_e^2 / 2s
///    with weight exp(-s);
///  - decay: log-uniform in mass within a range.
/// Small angles as in ProfileModel, errors of the tracks taken as Gaussian.
class OriginLikelihood {
public:
    /// @pre checkTracks(tracks)
    OriginLikelihood(const TrackPair& tracks, const FlightFrame& frame, MagneticField field);

    /// ln of the density of the four numbers, up to a constant that all share.
    [[nodiscard]] double conversionAt(double u) const;
    /// @param lowestMass, highestMass GeV, 0 < lowest < highest
    [[nodiscard]] double decayAt(double u, double lowestMass, double highestMass) const;

    /// chi2 of a common vertex at u, whatever the opening.
    [[nodiscard]] double vertexChi2(double u) const { return m_model.chi2(u); }

private:
    using Vector4 = Eigen::Matrix<double, 4, 1>;
    using Matrix4 = Eigen::Matrix<double, 4, 4>;

    /// What is measured at one place, with its covariance.
    struct Separation {
        Vector4 value;
        Matrix4 covariance;
    };
    [[nodiscard]] Separation separationAt(double u) const;
    /// ln of the Gaussian density if the transverse recoil [GeV] is Gaussian with this width.
    [[nodiscard]] double logDensity(const Separation& separation, double recoil) const;

    TrackPair m_tracks;
    FlightFrame m_frame;
    ProfileModel m_model;
    Matrix5 m_covariance;       ///< of the differences of the two tracks' parameters
    double m_transverseOpening; ///< dv/du for a unit recoil, 1/GeV
    double m_polarOpening;      ///< dz/du for a unit recoil, 1/GeV
    double m_balance;           ///< sqrt(x (1 - x)): recoil = mass times this
};

} // namespace pairscope
