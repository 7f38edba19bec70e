#include "core/simulation/TrackSmearing.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

using namespace pairscope;

namespace {

Helix helix(double phi0, double pT, double tanLambda, int charge = 1) {
    Vector5 parameters;
    parameters << 0.01, phi0, charge / (MagneticField{}.alpha() * pT), -0.02, tanLambda;
    return Helix(parameters);
}

Vector5 errors(const Helix& track) {
    return parametricCovariance(track, MagneticField{}).diagonal().cwiseSqrt();
}

} // namespace

TEST(TrackSmearing, HasTheResolutionOfASiliconTracker) {
    const Vector5 at1GeV = errors(helix(0, 1.4, 0.2));
    EXPECT_NEAR(at1GeV(kD0), 16.5_um, 1.0_um);
    EXPECT_NEAR(at1GeV(kZ0), 24.0_um, 2.0_um);
    EXPECT_NEAR(at1GeV(kPhi0), 0.8e-3, 0.05e-3);
    EXPECT_NEAR(at1GeV(kTanLambda), 0.8e-3, 0.05e-3);
    EXPECT_NEAR(at1GeV(kOmega) * MagneticField{}.alpha() * 1.4, 0.0041, 0.0003); // sigma(pT)/pT
    EXPECT_NEAR(errors(helix(0, 4.5, 0.2))(kD0), 12.5_um, 0.5_um);
    EXPECT_NEAR(errors(helix(0, 0.2, 0.2))(kD0), 77.0_um, 4.0_um);
}

TEST(TrackSmearing, IsWorseForSofterAndForMoreForwardTracks) {
    const Vector5 central = errors(helix(0, 1, 0));
    const Vector5 softer = errors(helix(0, 0.5, 0));
    const Vector5 forward = errors(helix(0, 1, 1.5));
    for (int i = 0; i < kTrackParameterCount; ++i) {
        EXPECT_GT(softer(i), central(i)) << i;
        EXPECT_GT(forward(i), central(i)) << i;
    }
}

TEST(TrackSmearing, GivesACovarianceThatIsAcceptedFromSlowestToFastest) {
    for (const double pT : {0.05, 0.2, 1.0, 6.0, 50.0})
        for (const double tanLambda : {-1.7, 0.0, 3.3})
            for (const int charge : {-1, 1}) {
                const Matrix5 covariance =
                    parametricCovariance(helix(1, pT, tanLambda, charge), MagneticField{});
                EXPECT_TRUE(checkSpd<5>(covariance).has_value());
                EXPECT_EQ((covariance - covariance.transpose()).norm(), 0);
                EXPECT_GT(scaledEigenvalues<5>(covariance)(0), 0.02);
            }
}

TEST(TrackSmearing, CorrelatesParametersAsALeverArmDoes) {
    const Matrix5 covariance = parametricCovariance(helix(0, 1, 0.3), MagneticField{});
    const auto correlation = [&](int i, int j) {
        return covariance(i, j) / std::sqrt(covariance(i, i) * covariance(j, j));
    };
    EXPECT_GT(correlation(kD0, kPhi0), 0.5);
    EXPECT_GT(correlation(kPhi0, kOmega), 0.3);
    EXPECT_LT(correlation(kZ0, kTanLambda), -0.4);
    EXPECT_EQ(correlation(kD0, kZ0), 0);
}

TEST(TrackSmearing, DrawsWithExactlyTheGivenCovariance) {
    const Helix truth = helix(3.14159, 0.8, -0.4, -1); // phi0 at the seam: a wrap forgotten would show
    const Matrix5 covariance = parametricCovariance(truth, MagneticField{});
    const auto weight = inverseSpd<5>(covariance);
    ASSERT_TRUE(weight.has_value());
    constexpr int kCount = 20000;
    Vector5 mean = Vector5::Zero();
    Matrix5 spread = Matrix5::Zero();
    double chi2 = 0;
    for (int i = 0; i < kCount; ++i) {
        RandomStream random(11, static_cast<std::uint64_t>(i));
        const TrackState track = smear(truth, covariance, random);
        EXPECT_LE(std::abs(track.helix.phi0()), kPi);
        Vector5 difference = track.helix.parameters() - truth.parameters();
        difference(kPhi0) = wrapAngle(difference(kPhi0));
        mean += difference / kCount;
        spread += difference * difference.transpose() / kCount;
        chi2 += difference.dot(*weight * difference) / kCount;
    }
    for (int i = 0; i < kTrackParameterCount; ++i) {
        EXPECT_NEAR(mean(i) / std::sqrt(covariance(i, i)), 0, 4 / std::sqrt(1.0 * kCount)) << i;
        for (int j = 0; j < kTrackParameterCount; ++j)
            EXPECT_NEAR((spread(i, j) - covariance(i, j)) / std::sqrt(covariance(i, i) * covariance(j, j)), 0,
                        4 * std::sqrt(2.0 / kCount))
                << i << j;
    }
    EXPECT_NEAR(chi2, 5, 4 * std::sqrt(10.0 / kCount)); // chi2 with 5 degrees of freedom
}

TEST(TrackSmearing, RefusesACovarianceThatIsNoCovariance) {
    Matrix5 covariance = parametricCovariance(helix(0, 1, 0), MagneticField{});
    covariance(kZ0, kZ0) = -1e-6;
    RandomStream random(1, 1);
    EXPECT_THROW(static_cast<void>(smear(helix(0, 1, 0), covariance, random)), std::invalid_argument);
}
