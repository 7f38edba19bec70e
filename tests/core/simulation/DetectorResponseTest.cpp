#include "core/simulation/DetectorResponse.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/simulation/MultipleScattering.h"
#include "tests/support/Statistics.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace pairscope;
using namespace pairscope::test;

namespace {

ResponseOptions perfect() {
    ResponseOptions options;
    options.bremsstrahlung = false;
    options.hitEfficiency = options.trackEfficiency = options.photonEfficiency = 1;
    return options;
}

Vector3 momentumOf(double p, double theta, double phi) {
    return p * Vector3(std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi), std::cos(theta));
}

Helix truthOf(const Vector3& vertex, const Vector3& p, int charge) {
    const double pT = p.head<2>().norm();
    return Helix(perigeeParameters(
        {vertex, std::atan2(p.y(), p.x()), charge / (MagneticField{}.alpha() * pT), p.z() / pT}));
}

/// A track born at a radius on its own line from the origin.
std::optional<SimulatedTrack> trackFrom(const DetectorResponse& response, double radius, double p,
                                        double theta, RandomStream& random) {
    const Vector3 momentum = momentumOf(p, theta, random.uniform(-kPi, kPi));
    const Vector3 vertex = momentum / momentum.head<2>().norm() * radius;
    return response.track(vertex, momentum, 1, random);
}

double medianError(const DetectorResponse& response, int parameter, double radius, double p) {
    std::vector<double> errors;
    for (int i = 0; i < 300; ++i) {
        RandomStream random(41, static_cast<std::uint64_t>(i));
        if (const auto track = trackFrom(response, radius, p, 1.4, random))
            errors.push_back(std::sqrt(track->measured.covariance(parameter, parameter)));
    }
    return quantile(errors, 0.5);
}

} // namespace

TEST(DetectorResponse, WithoutBremsstrahlungPullsAreUnitWhereverTheTrackIsBorn) {
    const DetectorResponse response(belle2Detector(), perfect());
    for (const double radius : {0.0, 1.1, 3.9, 10.4}) {
        std::array<std::vector<double>, 5> pulls;
        for (int i = 0; i < 8000; ++i) {
            RandomStream random(42, static_cast<std::uint64_t>(i));
            const double theta = std::acos(random.uniform(-0.8, 0.9));
            const Vector3 p = momentumOf(random.uniform(0.3, 5), theta, random.uniform(-kPi, kPi));
            const Vector3 vertex = p / p.head<2>().norm() * radius;
            const int charge = i % 2 ? 1 : -1;
            const auto track = response.track(vertex, p, charge, random);
            if (!track) continue;
            Vector5 difference = track->measured.helix.parameters() - truthOf(vertex, p, charge).parameters();
            difference(kPhi0) = wrapAngle(difference(kPhi0));
            for (int k = 0; k < 5; ++k)
                pulls[static_cast<std::size_t>(k)].push_back(difference(k) /
                                                             std::sqrt(track->measured.covariance(k, k)));
        }
        for (const auto& pull : pulls) {
            ASSERT_GT(pull.size(), 7000U);
            EXPECT_NEAR(mean(pull), 0, 3.5 / std::sqrt(7000.0)) << radius;
            EXPECT_NEAR(width(pull), 1, 3.5 / std::sqrt(14000.0)) << radius;
        }
    }
}

TEST(DetectorResponse, ResolutionOfPromptTracksIsAsUsuallyQuoted) {
    // ranges of the detector's README, section 4: sigma(d0) 10 um (+) 12 to 15 um/p, sigma(z0) 12 to 15 um
    // (+) 15 to 20 um/p at 90 degrees, sigma(pT)/pT 0.11 % pT (+) 0.3 %
    const DetectorResponse response(belle2Detector(), perfect());
    EXPECT_NEAR(medianError(response, kD0, 0, 5) / 1.0_um, 11, 4);
    EXPECT_NEAR(medianError(response, kD0, 0, 1) / 1.0_um, 17, 6);
    EXPECT_NEAR(medianError(response, kZ0, 0, 5) / 1.0_um, 15, 6);
    EXPECT_NEAR(medianError(response, kZ0, 0, 1) / 1.0_um, 23, 8);
    const auto relativePt = [&](double p) {
        return medianError(response, kOmega, 0, p) * MagneticField{}.alpha() * p * std::sin(1.4);
    };
    // better by a third: every hit of an ideal chamber and of the silicon is used with its exact error
    EXPECT_NEAR(100 * relativePt(1), 0.32 * 2 / 3, 0.07);
    EXPECT_NEAR(100 * relativePt(5), 0.63 * 2 / 3, 0.1);
}

TEST(DetectorResponse, LegsBornFartherOutAreKnownWorse) {
    const DetectorResponse response(belle2Detector(), perfect());
    double before = 0;
    for (const double radius : {0.0, 2.3, 4.5, 9.0, 12.0}) {
        const double error = medianError(response, kD0, radius, 2);
        EXPECT_GT(error, before * 1.2) << radius;
        before = error;
    }
}

TEST(DetectorResponse, KnowsWhichSensorsALegCrosses) {
    const DetectorResponse response(belle2Detector(), perfect());
    RandomStream random(43, 0);
    const auto prompt = response.track(Vector3::Zero(), momentumOf(2, 1.4, 0.3), 1, random);
    const auto late = response.track(Vector3(9.5, 0, 1), momentumOf(2, 1.4, 0.02), 1, random);
    ASSERT_TRUE(prompt && late);
    EXPECT_GE(prompt->hits.siliconHits, 6);
    EXPECT_EQ(prompt->hits.chamberLayers, 56);
    EXPECT_LE(late->hits.siliconHits, 4);
    EXPECT_GE(late->hits.siliconHits, 2);
}

TEST(DetectorResponse, ALegBornInTheChamberHasTheWiresOutsideIt) {
    const DetectorResponse response(belle2Detector(), perfect());
    RandomStream random(50, 0);
    const auto late = response.track(Vector3(35, 0, 0), momentumOf(2, kPi / 2, 0.02), 1, random);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->hits.siliconHits, 0);
    EXPECT_EQ(late->hits.chamberLayers, 42);
}

TEST(DetectorResponse, ForwardTracksLeaveTheChamberEarly) {
    const DetectorResponse response(belle2Detector(), perfect());
    RandomStream random(44, 0);
    const auto track = response.track(Vector3::Zero(), momentumOf(3, 24.0_deg, 1), -1, random);
    ASSERT_TRUE(track);
    EXPECT_LT(track->hits.chamberLayers, 40);
    EXPECT_GE(track->hits.siliconHits, 4);
}

TEST(DetectorResponse, FindsNothingOutsideItsLimits) {
    const DetectorResponse response(belle2Detector(), perfect());
    RandomStream random(45, 0);
    EXPECT_FALSE(response.track(Vector3::Zero(), momentumOf(2, 15.0_deg, 1), 1, random)) << "polar angle";
    EXPECT_FALSE(response.track(Vector3::Zero(), momentumOf(0.09, 1.5, 1), 1, random)) << "momentum";
    EXPECT_FALSE(response.track(Vector3(90, 0, 0), momentumOf(0.2, 1.5, 0), 1, random)) << "no hits";
    EXPECT_FALSE(response.photon(Vector3::Zero(), {momentumOf(4, 160.0_deg, 1), 4}, random));
}

TEST(DetectorResponse, AnInefficiencyLosesThatPart) {
    ResponseOptions options = perfect();
    options.trackEfficiency = 0.7;
    options.photonEfficiency = 0.4;
    const DetectorResponse response(belle2Detector(), options);
    int tracks = 0;
    int photons = 0;
    for (int i = 0; i < 5000; ++i) {
        RandomStream random(46, static_cast<std::uint64_t>(i));
        tracks += response.track(Vector3::Zero(), momentumOf(2, 1.4, 0.3), 1, random).has_value();
        photons += response.photon(Vector3::Zero(), {momentumOf(4, 1.2, 1), 4}, random).has_value();
    }
    EXPECT_NEAR(tracks / 5000.0, 0.7, 0.026);
    EXPECT_NEAR(photons / 5000.0, 0.4, 0.028);
}

TEST(DetectorResponse, BremsstrahlungIsKeptAsTruthAndBendsTheTrackMore) {
    ResponseOptions options = perfect();
    options.bremsstrahlung = true;
    options.ionisation = false;
    const DetectorResponse response(belle2Detector(), options);
    int lossy = 0;
    int bentMore = 0;
    int radiatedEarly = 0;
    constexpr int kCount = 20000;
    for (int i = 0; i < kCount; ++i) {
        RandomStream random(47, static_cast<std::uint64_t>(i));
        const auto track = trackFrom(response, 0, 2, kPi / 2, random);
        if (!track) continue;
        double sum = 0;
        double hardest = 0;
        for (const RadiatedPhoton& photon : track->photons) {
            sum += photon.momentum.energy;
            hardest = std::max(hardest, photon.momentum.energy);
            EXPECT_LT(photon.position.head<2>().norm(), 112);
        }
        EXPECT_NEAR(track->loss.total, sum, 1e-12);
        EXPECT_NEAR(track->loss.hardestPhoton, hardest, 1e-12);
        lossy += track->loss.total > 0.02;
        if (track->loss.total > 0.2 && track->loss.hardestRadius < 1.5) {
            ++radiatedEarly;
            bentMore += track->measured.helix.omega() > 1.05 / (MagneticField{}.alpha() * 2);
        }
    }
    // 22 % lose more than 1 % in 4.5 % X0 (PHYSICS); this detector has 4.9 % at 90 degrees, ladders
    // overlapping
    EXPECT_NEAR(100.0 * lossy / kCount, 22.5, 2.5);
    EXPECT_GT(bentMore, radiatedEarly * 9 / 10);
    EXPECT_GT(radiatedEarly, 100);
}

TEST(DetectorResponse, IonisationIsTruthOnly) {
    ResponseOptions with = perfect();
    ResponseOptions without = perfect();
    without.ionisation = false;
    RandomStream first(48, 0);
    RandomStream second(48, 0);
    const auto lost =
        DetectorResponse(belle2Detector(), with).track(Vector3::Zero(), momentumOf(2, 1.4, 0.3), 1, first);
    const auto kept = DetectorResponse(belle2Detector(), without)
                          .track(Vector3::Zero(), momentumOf(2, 1.4, 0.3), 1, second);
    ASSERT_TRUE(lost && kept);
    EXPECT_GT(lost->loss.total, 1.0_MeV);
    EXPECT_LT(lost->loss.total, 4.0_MeV);
    EXPECT_EQ(kept->loss.total, 0);
    EXPECT_EQ(lost->measured.helix.parameters(), kept->measured.helix.parameters());
}

TEST(DetectorResponse, PhotonsHaveTheResolutionTheirErrorsTell) {
    const DetectorResponse response(belle2Detector(), perfect());
    const Vector3 origin(0.5, -0.2, 1);
    std::array<std::vector<double>, 3> pulls;
    for (int i = 0; i < 5000; ++i) {
        RandomStream random(49, static_cast<std::uint64_t>(i));
        const Vector3 p = momentumOf(5, random.uniform(0.5, 2.4), random.uniform(-kPi, kPi));
        const auto cluster = response.photon(origin, {p, 5}, random);
        ASSERT_TRUE(cluster && cluster->position);
        const Vector3 entry = *cluster->position;
        EXPECT_NEAR(std::atan2(entry.head<2>().norm(), entry.z()), cluster->theta, 1e-12);
        const double distance = (entry - origin).norm();
        const Vector3 expected = origin + distance * p.normalized();
        pulls[0].push_back((cluster->energy - 5) / cluster->energyError);
        pulls[1].push_back((std::atan2(entry.head<2>().norm(), entry.z()) -
                            std::atan2(expected.head<2>().norm(), expected.z())) /
                           cluster->thetaError);
        pulls[2].push_back(
            wrapAngle(std::atan2(entry.y(), entry.x()) - std::atan2(expected.y(), expected.x())) /
            cluster->phiError);
        EXPECT_NEAR(cluster->energyError / 5, 0.0144, 0.0008);
        EXPECT_NEAR(cluster->thetaError, 3.5e-3, 0.2e-3);
    }
    for (const auto& pull : pulls) {
        EXPECT_NEAR(mean(pull), 0, 3.5 / std::sqrt(5000.0));
        EXPECT_NEAR(width(pull), 1, 3.5 / std::sqrt(10000.0));
    }
}

TEST(DetectorResponse, RefusesImpossibleOptionsInWords) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {0.0, -0.1, 1.1, nan}) {
        ResponseOptions options;
        options.hitEfficiency = bad;
        EXPECT_THROW(DetectorResponse(belle2Detector(), options), std::invalid_argument);
    }
    ResponseOptions options;
    options.smallestTransverseMomentum = -1;
    EXPECT_THROW(DetectorResponse(belle2Detector(), options), std::invalid_argument);
}
