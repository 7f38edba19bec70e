#include "core/simulation/Collision.h"

#include "core/math/Units.h"

#include <Eigen/Geometry>

#include <cmath>

namespace pairscope {

Collision::Collision(const BeamParameters& beams)
    : m_beams(beams),
      m_total{beams.totalMomentum(), beams.totalEnergy()},
      m_axis(Vector3::UnitZ()),
      m_rootS(beams.centreOfMassEnergy()) {
    const Vector3 her = beams.energyHer * Vector3(std::sin(beams.angleHer), 0, std::cos(beams.angleHer));
    m_axis = toCentreOfMass({her, her.norm()}).p.normalized();
}

Vector3 Collision::drawPoint(RandomStream& random) const {
    Vector3 point = m_beams.spot;
    for (int axis = 0; axis < 3; ++axis)
        point(axis) += m_beams.spotSize(axis) * random.normal();
    return point;
}

Vector3 Collision::direction(double cosTheta, double phi) const {
    return directionAbout(m_axis, cosTheta, phi);
}

Vector3 directionAbout(const Vector3& axis, double cosTheta, double phi) {
    const Vector3 reference = std::abs(axis.z()) < 0.9 ? Vector3::UnitZ() : Vector3::UnitX();
    const Vector3 u = axis.cross(reference).normalized();
    const Vector3 v = axis.cross(u);
    const double sinTheta = std::sqrt((1 - cosTheta) * (1 + cosTheta));
    return cosTheta * axis + sinTheta * (std::cos(phi) * u + std::sin(phi) * v);
}

double drawDecayCosine(double mass, RandomStream& random) {
    const double atRest = 4 * kElectronMass * kElectronMass / (mass * mass);
    while (true) {
        const double cosine = random.uniform(-1, 1);
        const double square = cosine * cosine;
        if (2 * random.uniform() < 1 + square + atRest * (1 - square)) return cosine;
    }
}

} // namespace pairscope
