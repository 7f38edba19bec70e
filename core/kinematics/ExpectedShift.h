#pragma once

#include "core/track/MagneticField.h"

namespace pairscope {

/// The mass shift that a pair made at radius rho [cm] shows between perigee and vertex, when its tracks leave
/// the vertex with parallel transverse momenta: on the way back to the perigee the field opens them by a
/// relative transverse momentum cB rho, cB = 0.00299792458 GeV/(T cm) B (4.497 MeV/cm at 1.5 T), so
///   M_before^2(rho) = M0^2 + (cB rho)^2 / (x (1-x)),   Delta M(rho) = M0 - M_before(rho) <= 0,
/// whatever the pair's energy and polar angle. To leading order in the opening angle and in rho/R; a pair
/// that has a transverse opening at the vertex of its own is shifted by less or more.
struct ExpectedShift {
    double x = 0.5;           ///< share of the positron in pT, in (0, 1); outside, everything below is NaN
    double massAtVertex = 0;  ///< M0, GeV
    MagneticField field = {}; ///< T

    /// For a pair with no opening at all at the vertex: M0 = m_e / sqrt(x (1-x)).
    [[nodiscard]] static ExpectedShift collinear(double x, MagneticField field = {});

    /// Mass from the perigee momenta, GeV.
    [[nodiscard]] double massBefore(double rho) const;
    /// Delta M [GeV], without cancellation for small radii.
    [[nodiscard]] double deltaMass(double rho) const;
};

} // namespace pairscope
