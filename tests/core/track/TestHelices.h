#pragma once

#include "core/track/Helix.h"

#include <vector>

namespace pairscope::test {

inline Vector5 perigee(double d0, double phi0, double omega, double z0, double tanLambda) {
    Vector5 parameters;
    parameters << d0, phi0, omega, z0, tanLambda;
    return parameters;
}

/// Helices of both charges, from a 50 MeV curler to a 100 GeV track and nearly straight ones, in all
/// directions.
inline std::vector<Helix> helices() {
    std::vector<Helix> result;
    for (const double omega : {0.09, 4e-3, 1e-5, 1e-9, 0.0, -1e-9, -1e-5, -4e-3, -0.09})
        for (const double phi0 : {-3.1, -1.0, 0.3, 3.14})
            for (const double d0 : {-0.7, -0.002, 0.05, 0.9})
                result.emplace_back(perigee(d0, phi0, omega, 0.4, phi0 > 0 ? 1.3 : -0.5));
    return result;
}

} // namespace pairscope::test
