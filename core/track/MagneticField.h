#pragma once

#include <cmath>

namespace pairscope {

/// Uniform field along +z.
struct MagneticField {
    double bz = 1.5; ///< T

    /// pT [GeV] = 1 / (alpha |omega|) with alpha in cm/GeV: 1 / (0.00299792458 GeV/(T cm) * B), 222.376
    /// at 1.5 T.
    [[nodiscard]] double alpha() const { return 1 / (0.00299792458 * bz); }
    /// Transverse momentum [GeV] of a track with curvature omega [1/cm]; infinite for omega = 0.
    [[nodiscard]] double transverseMomentum(double omega) const { return 1 / (alpha() * std::abs(omega)); }

    bool operator==(const MagneticField&) const = default;
};

} // namespace pairscope
