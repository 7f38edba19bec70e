#pragma once

#include "core/detector/DetectorModel.h"
#include "core/event/PhotonCluster.h"
#include "core/kinematics/KinematicFitResult.h"
#include "core/vertex/VertexFitResult.h"

#include <tl/expected.hpp>

namespace pairscope {

/// From where the recoil photon is taken to come.
enum class PhotonOrigin : std::uint8_t {
    BeamSpot, ///< the collision: where the photon of e+e- -> gamma X is born, whatever X does then
    Vertex,   ///< the fitted vertex of the pair, its error (and correlation with the momenta) included
};
/// "beam-spot", "vertex".
[[nodiscard]] std::string_view toString(PhotonOrigin origin);
[[nodiscard]] std::optional<PhotonOrigin> parsePhotonOrigin(std::string_view word);

/// Fit of e+, e- and photon to the collision's energy or four-momentum by Lagrange multipliers. With y the
/// nine measured numbers, V their covariance, f the excess over the collision and F its derivative at eta,
///   eta <- y - V F^T (F V F^T)^-1 (f(eta) + F (y - eta)),   chi2 = (y - eta)^T V^-1 (y - eta),
/// until a full step changed chi2 by less than chi2Tolerance (1 + chi2) and no |f| exceeds
/// constraintTolerance. The momenta and their joint 6x6 covariance are those of a minimum of the vertex fit.
/// The beams have no energy spread here. A step that would change an energy or a curvature by more than half
/// is shortened.
class KinematicFit {
public:
    struct Options {
        KinematicConstraint constraint = KinematicConstraint::FourMomentum;
        PhotonOrigin origin = PhotonOrigin::BeamSpot;
        int maxIterations = 30;
        double chi2Tolerance = 1e-6;
        double constraintTolerance = 1e-6; ///< GeV

        bool operator==(const Options&) const = default;
    };

    /// @throws std::invalid_argument for iterations below 1 or a tolerance that is not positive
    explicit KinematicFit(const Options& options);

    /// @param detector has beams, field and calorimeter
    [[nodiscard]] KinematicOutcome operator()(const VertexMinimum& vertex, const PhotonCluster& photon,
                                              const DetectorModel& detector) const;

private:
    Options m_options;
};

} // namespace pairscope
