#pragma once

#include "core/math/LinearAlgebra.h"

namespace pairscope {

/// Where and with which energies the beams collide. Energies in GeV, angles to the z axis in rad, in the x-z
/// plane, both beams with px > 0 (full crossing angle 83 mrad).
struct BeamParameters {
    double energyHer = 7.004;               ///< electrons
    double energyLer = 4.002;               ///< positrons
    double angleHer = 0.0415;               ///< of the HER momentum to +z
    double angleLer = 0.0415;               ///< of the LER momentum to -z
    Vector3 spot = Vector3::Zero();         ///< mean collision point, cm
    Vector3 spotSize{10e-4, 0.3e-4, 0.025}; ///< sigma x, y, z of the luminous region, cm

    /// Momentum of the collision [GeV], beams taken as massless.
    [[nodiscard]] Vector3 totalMomentum() const;
    [[nodiscard]] double totalEnergy() const { return energyHer + energyLer; }
    /// sqrt(s) [GeV].
    [[nodiscard]] double centreOfMassEnergy() const;
    [[nodiscard]] Matrix3 spotCovariance() const { return spotSize.cwiseAbs2().asDiagonal(); }
};

} // namespace pairscope
