#include "core/track/TrackState.h"

#include "core/math/NumericalJacobian.h"
#include "tests/core/track/TestHelices.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::helices;
using test::perigee;

TEST(TrackState, CartesianJacobianAgreesWithCentralDifferences) {
    const MagneticField field;
    for (const Helix& helix : helices()) {
        if (std::abs(helix.omega()) < 1e-4)
            continue; // momenta of a TeV: derivatives beyond the reach of differences
        const Vector5 steps = perigee(1e-5, 1e-5, 1e-4 * std::abs(helix.omega()), 1e-5, 1e-5);
        for (const double s : {-1.0, 6.0}) {
            const auto numeric = numericalJacobian<6, 5>(
                [s, field](const Vector5& parameters) -> Vector6 {
                    Vector6 v;
                    v << Helix(parameters).positionAt(s), Helix(parameters).momentumAt(s, field);
                    return v;
                },
                helix.parameters(), steps);
            const auto analytic = cartesianJacobian(helix, s, field);
            EXPECT_LT((analytic - numeric).cwiseAbs().maxCoeff(),
                      1e-7 * (1 + analytic.cwiseAbs().maxCoeff()));
        }
    }
}

TEST(TrackState, CartesianCovarianceIsSymmetricOfRankFive) {
    TrackState track{Helix(perigee(0.01, 1, 0.004, 0.2, 0.5)), Matrix5::Identity() * 1e-6};
    track.covariance(kOmega, kOmega) = 1e-10;
    const CartesianState state = cartesianState(track, 3, MagneticField{});
    EXPECT_LT((state.covariance - state.covariance.transpose()).cwiseAbs().maxCoeff(), 1e-18);
    EXPECT_NEAR(scaledEigenvalues<6>(state.covariance)(0), 0, 1e-9);
    EXPECT_GT(scaledEigenvalues<6>(state.covariance)(1), 1e-9);
}
