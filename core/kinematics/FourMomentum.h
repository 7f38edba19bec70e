#pragma once

#include "core/math/LinearAlgebra.h"

namespace pairscope {

/// Momentum and energy of a particle or a system, GeV.
struct FourMomentum {
    Vector3 p = Vector3::Zero();
    double energy = 0;

    [[nodiscard]] static FourMomentum onShell(const Vector3& p, double mass);

    /// Invariant mass; 0 where rounding has made its square negative.
    [[nodiscard]] double mass() const;
    /// This momentum, given in the rest frame of `frame`, in the frame in which `frame` is given.
    /// @pre frame.mass() > 0
    [[nodiscard]] FourMomentum boostedBy(const FourMomentum& frame) const;

    friend FourMomentum operator+(const FourMomentum& a, const FourMomentum& b) {
        return {a.p + b.p, a.energy + b.energy};
    }
    friend FourMomentum operator-(const FourMomentum& a, const FourMomentum& b) {
        return {a.p - b.p, a.energy - b.energy};
    }
};

} // namespace pairscope
