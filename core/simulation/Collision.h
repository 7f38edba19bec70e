#pragma once

#include "core/detector/BeamParameters.h"
#include "core/kinematics/FourMomentum.h"
#include "core/simulation/RandomStream.h"

namespace pairscope {

/// A collision of the beams: the centre-of-mass frame in the laboratory. In the centre of mass, directions
/// are given by the polar angle to the electron beam and the azimuth about it.
class Collision {
public:
    /// Beams taken as massless and without energy spread.
    explicit Collision(const BeamParameters& beams);

    [[nodiscard]] double rootS() const { return m_rootS; } ///< GeV
    /// Somewhere in the luminous region, cm.
    [[nodiscard]] Vector3 drawPoint(RandomStream& random) const;
    /// Unit vector in the centre of mass.
    [[nodiscard]] Vector3 direction(double cosTheta, double phi) const;
    [[nodiscard]] FourMomentum toLaboratory(const FourMomentum& inCentreOfMass) const {
        return inCentreOfMass.boostedBy(m_total);
    }
    [[nodiscard]] FourMomentum toCentreOfMass(const FourMomentum& inLaboratory) const {
        return inLaboratory.boostedBy({-m_total.p, m_total.energy});
    }
    /// cos of the polar angle to the electron beam, of a momentum in the centre of mass.
    [[nodiscard]] double cosTheta(const Vector3& p) const { return p.normalized().dot(m_axis); }

private:
    BeamParameters m_beams;
    FourMomentum m_total;
    Vector3 m_axis; ///< of the electron beam, in the centre of mass
    double m_rootS;
};

/// Unit vector at polar angle acos(cosTheta) and azimuth phi about a unit `axis`.
[[nodiscard]] Vector3 directionAbout(const Vector3& axis, double cosTheta, double phi);

/// cos of the angle of the e+ in the rest frame of a transversely polarised vector of this mass [GeV], to its
/// flight: density 1 + c^2 + (4 m_e^2 / M^2) (1 - c^2), flat at threshold (trace of the lepton tensor).
/// @pre mass >= 2 m_e
[[nodiscard]] double drawDecayCosine(double mass, RandomStream& random);

} // namespace pairscope
