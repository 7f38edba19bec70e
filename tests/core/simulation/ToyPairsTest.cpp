#include "core/simulation/ToyPairs.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/simulation/RandomStream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

using namespace pairscope;

namespace {

ToyOptions options(std::size_t conversions, std::vector<ToyOptions::DarkPhoton> signals) {
    ToyOptions result;
    result.conversions = conversions;
    result.darkPhotons = std::move(signals);
    return result;
}

Helix trueHelix(const PairTruth& truth, int leg) {
    const Vector3& p = (*truth.momenta)[static_cast<std::size_t>(leg)];
    const double pT = p.head<2>().norm();
    const int charge = leg == 0 ? 1 : -1;
    return Helix(perigeeParameters(
        {*truth.vertex, std::atan2(p.y(), p.x()), charge / (MagneticField{}.alpha() * pT), p.z() / pT}));
}

double energy(const Vector3& p) {
    return std::sqrt(p.squaredNorm() + kElectronMass * kElectronMass);
}

/// Of the pair, GeV, by plain subtraction: good to 1e-8 GeV for the masses used here.
double massOf(const std::array<Vector3, 2>& momenta) {
    const double e = energy(momenta[0]) + energy(momenta[1]);
    const double p = (momenta[0] + momenta[1]).norm();
    return std::sqrt((e - p) * (e + p));
}

std::vector<double> conversionMasses(const PairTable& table, double smallestShare) {
    std::vector<double> masses;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairTruth truth = *table.event(row).truth;
        const double e0 = energy((*truth.momenta)[0]);
        const double e1 = energy((*truth.momenta)[1]);
        if (std::min(e0, e1) > smallestShare * (e0 + e1)) masses.push_back(*truth.mass);
    }
    std::sort(masses.begin(), masses.end());
    return masses;
}

double fractionAbove(const std::vector<double>& sorted, double limit) {
    const auto first = std::upper_bound(sorted.begin(), sorted.end(), limit);
    return static_cast<double>(sorted.end() - first) / static_cast<double>(sorted.size());
}

} // namespace

TEST(ToyPairs, AreTheSameForTheSameSeed) {
    const PairTable first = generateToyPairs(options(40, {{0.017, 30}}));
    const PairTable second = generateToyPairs(options(40, {{0.017, 30}}));
    ToyOptions other = options(40, {{0.017, 30}});
    other.seed = 2;
    const PairTable third = generateToyPairs(other);
    int equalToOtherSeed = 0;
    for (std::size_t row = 0; row < first.rows(); ++row) {
        for (const int daughter : {0, 1})
            EXPECT_TRUE(std::equal(first.track(row, daughter),
                                   first.track(row, daughter) + PairTable::kTrackNumbers,
                                   second.track(row, daughter)));
        EXPECT_TRUE(std::equal(first.photon(row), first.photon(row) + 6, second.photon(row)));
        for (std::size_t i = 0; i < PairTable::kTruthNumbers; ++i)
            EXPECT_TRUE(first.truth(row)[i] == second.truth(row)[i] ||
                        (std::isnan(first.truth(row)[i]) && std::isnan(second.truth(row)[i])));
        equalToOtherSeed += first.truth(row)[0] == third.truth(row)[0] ? 1 : 0;
    }
    EXPECT_EQ(equalToOtherSeed, 0);
}

TEST(ToyPairs, DoNotChangeWhenMoreAreMade) {
    std::set<double> few;
    std::set<double> many;
    const PairTable fewPairs = generateToyPairs(options(50, {}));
    const PairTable manyPairs = generateToyPairs(options(60, {{0.05, 10}}));
    for (std::size_t row = 0; row < fewPairs.rows(); ++row)
        few.insert(fewPairs.track(row, 0)[kD0]);
    for (std::size_t row = 0; row < manyPairs.rows(); ++row)
        many.insert(manyPairs.track(row, 0)[kD0]);
    EXPECT_EQ(few.size(), 50U);
    EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST(ToyPairs, KeepTheNumbersThatSeedOneHasAlwaysGiven) {
    // A change of these is a change of every result quoted from the simulation: on purpose or not at all.
    RandomStream random(1, 0);
    EXPECT_DOUBLE_EQ(random.uniform(), 0.62992069892092717);
    const PairTable table = generateToyPairs(options(1, {}));
    EXPECT_NEAR(table.truth(0)[0], -1.0312574967622925, 1e-9); // 1e-9: sin and log may differ in the last bit
}

TEST(ToyPairs, AreLabelledAsSimulationAndHavePhotonAndTruth) {
    const PairTable table = generateToyPairs(options(3, {{0.017, 2}}));
    EXPECT_TRUE(table.contents().simulation);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairEvent event = table.event(row);
        ASSERT_TRUE(!event.photons.empty());
        ASSERT_TRUE(event.truth.has_value());
        EXPECT_TRUE(event.truth->vertex && event.truth->mass && event.truth->momenta);
        EXPECT_FALSE(event.swapped);
        EXPECT_EQ(event.tracks.positron.helix.charge(), 1);
        EXPECT_EQ(event.tracks.electron.helix.charge(), -1);
        EXPECT_EQ(event.id, (EventId{0, 0, static_cast<std::uint32_t>(row), 0}));
    }
}

TEST(ToyPairs, HaveTheCountsThatWereAskedForInMixedOrder) {
    const PairTable table = generateToyPairs(options(140, {{0.017, 100}, {0.1, 50}}));
    ASSERT_EQ(table.rows(), 290U);
    std::map<double, int> radii;
    std::map<double, int> masses;
    int changes = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairTruth truth = *table.event(row).truth;
        if (row > 0 && table.pairClass(row) != table.pairClass(row - 1)) ++changes;
        if (truth.pairClass == PairClass::Conversion)
            ++radii[std::round(truth.vertex->head<2>().norm() * 1e9) / 1e9];
        else
            ++masses[*truth.mass];
    }
    EXPECT_EQ(radii, (std::map<double, int>{
                         {1.05, 20}, {1.4, 20}, {2.2, 20}, {3.9, 20}, {8.0, 20}, {10.4, 20}, {13.5, 20}}));
    EXPECT_EQ(masses, (std::map<double, int>{{0.017, 100}, {0.1, 50}}));
    EXPECT_GT(changes, 100);
}

TEST(ToyPairs, HaveTrueHelicesThroughTheTrueVertex) {
    const PairTable table = generateToyPairs(options(200, {{0.017, 100}}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairTruth truth = *table.event(row).truth;
        for (const int leg : {0, 1}) {
            const Helix helix = trueHelix(truth, leg);
            const double s = helix.pathOfClosestApproach(truth.vertex->head<2>());
            EXPECT_LT((helix.positionAt(s) - *truth.vertex).norm(), 1e-10);
            EXPECT_LT((helix.momentumAt(s, MagneticField{}) - (*truth.momenta)[static_cast<std::size_t>(leg)])
                          .norm(),
                      1e-11);
        }
    }
}

TEST(ToyPairs, HaveUnitPullsInAllFiveParameters) {
    const PairTable table = generateToyPairs(options(7000, {{0.017, 3000}}));
    constexpr int kTracks = 20000;
    Vector5 mean = Vector5::Zero();
    Vector5 square = Vector5::Zero();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairEvent event = table.event(row);
        for (const int leg : {0, 1}) {
            const TrackState& track = event.tracks[leg];
            ASSERT_TRUE(checkSpd<5>(track.covariance).has_value());
            Vector5 pull = track.helix.parameters() - trueHelix(*event.truth, leg).parameters();
            pull(kPhi0) = wrapAngle(pull(kPhi0));
            pull.array() /= track.covariance.diagonal().array().sqrt();
            mean += pull / kTracks;
            square += pull.cwiseAbs2() / kTracks;
        }
    }
    for (int i = 0; i < kTrackParameterCount; ++i) {
        EXPECT_NEAR(mean(i), 0, 4 / std::sqrt(1.0 * kTracks)) << i;
        EXPECT_NEAR(std::sqrt(square(i)), 1, 4 / std::sqrt(2.0 * kTracks)) << i;
    }
}

TEST(ToyPairs, HaveExactMassesForDarkPhotons) {
    const PairTable table = generateToyPairs(options(0, {{0.0011, 50}, {0.017, 50}, {0.2, 50}, {3.0, 50}}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairTruth truth = *table.event(row).truth;
        EXPECT_NEAR(massOf(*truth.momenta), *truth.mass, 1e-9 + 1e-10 / *truth.mass);
        EXPECT_LT(truth.vertex->head<2>().norm(), 0.01);
    }
}

TEST(ToyPairs, HaveConversionMassesOfTheTransverseRecoilModel) {
    const PairTable table = generateToyPairs(options(40000, {}));
    for (std::size_t row = 0; row < 100; ++row) {
        const PairTruth truth = *table.event(row).truth;
        EXPECT_NEAR(massOf(*truth.momenta), *truth.mass, 1e-7);
    }
    const std::vector<double> all = conversionMasses(table, 0);
    EXPECT_NEAR(all[all.size() / 2], 2.0_MeV, 0.1_MeV);
    // With u^2 = x (1-x) m^2/m_e^2 - 1 the density of u gives P(M > m) = m_e^2/m^2 <1/(x (1-x))>, and over
    // the shares 0.1 to 0.9 with weight 1 - 4/3 x (1-x) that mean is (2 ln 9 - 16/15) / (0.8 - 4/3 *
    // 0.157333).
    const double mean = (2 * std::log(9) - 16.0 / 15) / (0.8 - 4.0 / 3 * (0.4 - 0.728 / 3));
    const std::vector<double> balanced = conversionMasses(table, 0.1);
    for (const double mass : {1.716_MeV, 3.0_MeV, 10.0_MeV, 19.0_MeV}) {
        const double expected = mean * std::pow(kElectronMass / mass, 2);
        const double sigma = std::sqrt(expected * (1 - expected) / static_cast<double>(balanced.size()));
        EXPECT_NEAR(fractionAbove(balanced, mass), expected, 4 * sigma) << mass;
    }
    EXPECT_GT(all.front(), 2 * kElectronMass);
}

TEST(ToyPairs, RecoilAgainstThePhotonWithTheBeamsFourMomentum) {
    const PairTable table = generateToyPairs(options(2000, {{0.017, 1000}}));
    const BeamParameters beams;
    double meanPull = 0;
    double meanSquare = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairEvent event = table.event(row);
        const auto& momenta = *event.truth->momenta;
        const Vector3 recoil = beams.totalMomentum() - momenta[0] - momenta[1];
        const double energyLeft = beams.totalEnergy() - energy(momenta[0]) - energy(momenta[1]);
        // the nucleus of a conversion takes no energy but the momentum M^2/2E
        const double nucleus =
            event.truth->pairClass == PairClass::Conversion
                ? std::pow(*event.truth->mass, 2) / (energy(momenta[0]) + energy(momenta[1]))
                : 0;
        EXPECT_NEAR(recoil.norm(), energyLeft, nucleus + 1e-9);
        const double pull = (event.photons.front().energy - energyLeft) / event.photons.front().energyError;
        meanPull += pull / static_cast<double>(table.rows());
        meanSquare += pull * pull / static_cast<double>(table.rows());
        const double phi = std::atan2(recoil.y(), recoil.x());
        EXPECT_LT(std::abs(wrapAngle(event.photons.front().phi - phi)), 6 * event.photons.front().phiError);
        EXPECT_NEAR(event.photons.front().energyError / event.photons.front().energy, 0.0145, 0.0015);
    }
    EXPECT_NEAR(meanPull, 0, 4 / std::sqrt(3000.0));
    EXPECT_NEAR(meanSquare, 1, 4 * std::sqrt(2 / 3000.0));
}

TEST(ToyPairs, StayWithinTheAcceptance) {
    const PairTable table = generateToyPairs(options(1000, {{0.1, 1000}}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto momenta = *table.event(row).truth->momenta;
        const Vector3 sum = momenta[0] + momenta[1];
        const double theta = std::atan2(sum.head<2>().norm(), sum.z());
        EXPECT_GT(theta, 16.9 * kDegree); // the pair's direction is the photon's to an opening of mrad
        EXPECT_LT(theta, 150.1 * kDegree);
        for (const Vector3& p : momenta)
            EXPECT_GE(p.head<2>().norm(), 0.1);
    }
}

TEST(ToyPairs, RefuseImpossibleOptions) {
    const auto refuses = [](const ToyOptions& bad) {
        EXPECT_THROW(static_cast<void>(generateToyPairs(bad)), std::invalid_argument);
    };
    ToyOptions bad = options(1, {});
    bad.radii = {};
    refuses(bad);
    bad.radii = {0.001};
    refuses(bad);
    bad.radii = {std::nan("")};
    refuses(bad);
    refuses(options(0, {{0.001, 1}}));
    refuses(options(0, {{8.0, 1}}));
    refuses(options(0, {{std::nan(""), 1}}));
    bad = options(1, {});
    bad.field.bz = 0;
    refuses(bad);
}

TEST(ToyPairs, GiveAnEmptyTableWhenNothingIsAskedFor) {
    EXPECT_EQ(generateToyPairs(options(0, {})).rows(), 0U);
}
