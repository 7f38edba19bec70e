#pragma once

#include "core/math/Units.h"
#include "core/track/TrackState.h"

#include <cmath>

namespace pairscope::test {

/// Exact pairs made from what happens at a vertex: nothing of the fit's own code but the perigee map is used.
struct PairBuilder {
    Vector3 vertex = Vector3::Zero(); ///< cm
    double phi = 0.6;                 ///< direction of the pair, rad
    double tanLambda = 0.4;
    double pT = 4.0;    ///< of the pair, GeV
    double share = 0.5; ///< of the positron
    double opening = 0; ///< transverse angle phi+ - phi- at the vertex, rad
    double polar = 0;   ///< tanLambda+ - tanLambda- at the vertex
    MagneticField field;

    /// A conversion at `radius` on a straight flight from the origin.
    [[nodiscard]] static PairBuilder conversionAt(double radius) {
        PairBuilder builder;
        builder.vertex = radius * Vector3(std::cos(builder.phi), std::sin(builder.phi), builder.tanLambda);
        return builder;
    }

    /// A prompt pair of `mass` [GeV] that opens in the transverse plane alone; e+ on the outside of the
    /// field's turn when `crossing` is true, so that the circles cross again further out.
    [[nodiscard]] static PairBuilder promptOfMass(double mass, bool crossing = true) {
        PairBuilder builder;
        builder.tanLambda = 0;
        const double x = builder.share;
        const double square = (mass * mass - kElectronMass * kElectronMass / (x * (1 - x))) * x * (1 - x);
        builder.opening = std::sqrt(square) / (x * (1 - x) * builder.pT) * (crossing ? 1 : -1);
        return builder;
    }

    [[nodiscard]] TrackPoint point(int track) const {
        const double sign = track == 0 ? 1 : -1;
        const double fraction = track == 0 ? share : 1 - share;
        // each leg turned away from the pair so that the transverse momenta add up along phi
        const double turn = sign * opening * (1 - fraction);
        return {vertex, phi + turn, sign / (field.alpha() * pT * fraction),
                tanLambda + sign * polar * (1 - fraction)};
    }

    [[nodiscard]] TrackPair tracks() const {
        TrackPair pair;
        for (int track = 0; track < 2; ++track)
            pair[track] = {Helix(perigeeParameters(point(track))), covariance()};
        return pair;
    }

    /// Typical errors: 15 um, 0.5 mrad, 1e-5/cm, 20 um, 5e-4, correlated as tracks measured further out are.
    [[nodiscard]] static Matrix5 covariance() {
        Vector5 sigma;
        sigma << 15e-4, 5e-4, 1e-5, 20e-4, 5e-4;
        Matrix5 correlation = Matrix5::Identity();
        const auto correlate = [&correlation](int i, int j, double value) {
            correlation(i, j) = correlation(j, i) = value;
        };
        correlate(kD0, kPhi0, 0.7);
        correlate(kPhi0, kOmega, 0.3);
        correlate(kD0, kOmega, 0.2);
        correlate(kZ0, kTanLambda, -0.8);
        const Matrix5 covariance = sigma.asDiagonal() * correlation * sigma.asDiagonal();
        return (covariance + covariance.transpose()) / 2; // exactly symmetric
    }
};

} // namespace pairscope::test
