#pragma once

#include "core/kinematics/FourMomentum.h"
#include "core/math/LinearAlgebra.h"
#include "core/track/MagneticField.h"

namespace pairscope {

/// Index of the nine parameters of e+ e- gamma: phi [rad], omega [1/cm], tanLambda of e+ and of e-, then
/// energy [GeV], theta and phi [rad] of the photon.
enum KinematicParameter : int {
    kFitPositronPhi,
    kFitPositronOmega,
    kFitPositronTanLambda,
    kFitElectronPhi,
    kFitElectronOmega,
    kFitElectronTanLambda,
    kFitPhotonEnergy,
    kFitPhotonTheta,
    kFitPhotonPhi,
    kKinematicParameterCount
};
static_assert(kKinematicParameterCount == 9);

using Vector4 = Vector<4>;

/// The three particles in the laboratory, electron masses on shell.
struct FinalState {
    FourMomentum positron;
    FourMomentum electron;
    FourMomentum photon;

    [[nodiscard]] static FinalState of(const Vector9& parameters, MagneticField field);
};

/// How far e+ e- gamma are from the four-momentum of the collision, and how that depends on the parameters.
struct MomentumBalance {
    Vector4 excess = Vector4::Zero();                 ///< sum - collision: px, py, pz, E, GeV
    MatrixOf<4, 9> jacobian = MatrixOf<4, 9>::Zero(); ///< d(excess)/d(parameters)

    /// @pre neither omega is 0
    [[nodiscard]] static MomentumBalance of(const Vector9& parameters, const FourMomentum& collision,
                                            MagneticField field);
};

} // namespace pairscope
