#include "core/kinematics/FourMomentum.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

FourMomentum FourMomentum::onShell(const Vector3& p, double mass) {
    return {p, std::sqrt(p.squaredNorm() + mass * mass)};
}

double FourMomentum::mass() const {
    return std::sqrt(std::max(0.0, (energy - p.norm()) * (energy + p.norm())));
}

FourMomentum FourMomentum::boostedBy(const FourMomentum& frame) const {
    const double frameMass = frame.mass();
    const double along = p.dot(frame.p);
    const double boostedEnergy = (frame.energy * energy + along) / frameMass;
    return {p + frame.p * ((along / (frame.energy + frameMass) + energy) / frameMass), boostedEnergy};
}

} // namespace pairscope
