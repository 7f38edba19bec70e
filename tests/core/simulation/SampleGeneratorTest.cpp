#include "core/simulation/SampleGenerator.h"

#include "core/math/Units.h"
#include "core/simulation/CrossSections.h"
#include "core/simulation/DemonstrationSample.h"
#include "core/simulation/PairGenerators.h"
#include "core/track/Helix.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>

using namespace pairscope;
using namespace pairscope::test;

namespace {

SampleOptions smallSample() {
    SampleOptions options;
    options.seed = 5;
    options.darkPhotons = {{17.0_MeV, 1e-3, 60}, {50.0_MeV, 5e-4, 40}};
    options.conversions = 70;
    options.promptPairs = 30;
    return options;
}

void expectSameRow(const PairTable& a, std::size_t rowA, const PairTable& b, std::size_t rowB) {
    EXPECT_EQ(a.id(rowA), b.id(rowB));
    EXPECT_EQ(a.pairClass(rowA), b.pairClass(rowB));
    for (const int daughter : {0, 1})
        for (std::size_t i = 0; i < PairTable::kTrackNumbers; ++i)
            EXPECT_EQ(a.track(rowA, daughter)[i], b.track(rowB, daughter)[i]);
}

std::string refusalOf(const SampleOptions& options) {
    try {
        SampleGenerator generator(belle2Detector(), options);
    } catch (const std::invalid_argument& problem) {
        return problem.what();
    }
    return {};
}

} // namespace

TEST(SampleGenerator, GivesTheNumbersAskedForInMixedOrder) {
    const auto sample = generateSample(belle2Detector(), smallSample());
    ASSERT_EQ(sample->rows(), 200U);
    EXPECT_TRUE(sample->contents().simulation);
    std::map<PairClass, int> counts;
    int changes = 0;
    for (std::size_t row = 0; row < sample->rows(); ++row) {
        ++counts[sample->pairClass(row)];
        changes += row > 0 && sample->pairClass(row) != sample->pairClass(row - 1);
    }
    EXPECT_EQ(counts[PairClass::Signal], 100);
    EXPECT_EQ(counts[PairClass::Conversion], 70);
    EXPECT_EQ(counts[PairClass::PromptPair], 30);
    EXPECT_GT(changes, 60);
}

TEST(SampleGenerator, ARowDependsOnSeedAndNumberOnly) {
    const SampleGenerator generator(belle2Detector(), smallSample());
    std::vector<ClassYield> yields;
    const auto all = generator.make(0, 200, yields);
    const auto part = generator.make(120, 30, yields);
    for (std::size_t row = 0; row < 30; ++row)
        expectSameRow(*all, 120 + row, *part, row);
    SampleOptions other = smallSample();
    other.seed = 6;
    const auto different = generateSample(belle2Detector(), other);
    EXPECT_NE(different->track(0, 0)[0], all->track(0, 0)[0]);
}

TEST(SampleGenerator, KeepsTheWholeTruth) {
    const auto detector = belle2Detector();
    const auto sample = generateSample(detector, smallSample());
    for (std::size_t row = 0; row < sample->rows(); ++row) {
        const PairEvent event = sample->event(row);
        ASSERT_TRUE(event.truth && event.truth->vertex && event.truth->mass && event.truth->momenta &&
                    event.truth->production && event.truth->losses);
        EXPECT_EQ(event.truth->layer.empty(), event.truth->pairClass != PairClass::Conversion);
        EXPECT_LT(event.truth->production->head<2>().norm(), 0.01);
        EXPECT_GT(event.tracks.positron.helix.omega(), 0);
        EXPECT_LT(event.tracks.electron.helix.omega(), 0);
        ASSERT_FALSE(event.photons.empty());
        for (std::size_t i = 1; i < event.photons.size(); ++i)
            EXPECT_LE(event.photons[i].energy, event.photons[i - 1].energy);
        if (event.truth->pairClass == PairClass::Conversion) {
            const auto nearest = detector->nearestLayer(*event.truth->vertex);
            ASSERT_TRUE(nearest);
            EXPECT_NEAR(nearest->distance, 0, 1e-9);
        }
    }
}

TEST(SampleGenerator, SomeCandidatesHaveClustersOfBremsstrahlung) {
    const auto sample = generateSample(belle2Detector(), smallSample());
    int several = 0;
    for (std::size_t row = 0; row < sample->rows(); ++row)
        several += sample->event(row).photons.size() > 1;
    EXPECT_GT(several, 10);
    SampleOptions quiet = smallSample();
    quiet.response.bremsstrahlung = false;
    const auto single = generateSample(belle2Detector(), quiet);
    for (std::size_t row = 0; row < single->rows(); ++row)
        EXPECT_EQ(single->event(row).photons.size(), 1U);
}

TEST(SampleGenerator, CountsWhatItTriedAndSaysWhatTheSampleStandsFor) {
    SampleOptions options;
    options.darkPhotons = {{17.0_MeV, 1e-3, 2000}};
    options.conversions = 2000;
    const SampleGenerator generator(belle2Detector(), options);
    std::vector<ClassYield> yields;
    (void)generator.make(0, generator.rows(), yields);
    ASSERT_EQ(yields.size(), 2U);
    EXPECT_EQ(yields[0].kept, 2000U);
    EXPECT_EQ(yields[1].kept, 2000U);
    EXPECT_GT(yields[0].efficiency().value, 0.4);
    EXPECT_LT(yields[0].efficiency().value, 0.7);
    // about 3.4 to 8 % of the photons of 2.8 nb convert, twice two photons, half of the pairs are seen
    const Collision collision(belle2Detector()->beams());
    const double photons =
        2 * diphotonCrossSection(collision.rootS() * collision.rootS(), kLargestGeneratedCosine);
    const double share = yields[1].visibleCrossSection().value / photons;
    EXPECT_GT(share, 0.015);
    EXPECT_LT(share, 0.06);
    EXPECT_NEAR(yields[1].luminosity().value, 2000 / (yields[1].visibleCrossSection().value * 1e6), 1e-12);
    EXPECT_NEAR(yields[1].luminosity().error / yields[1].luminosity().value, 1 / std::sqrt(2000.0), 0.005);
}

TEST(SampleGenerator, ExpectsAsManyInALuminosityAsASampleOfThatLuminosityHas) {
    SampleOptions options;
    options.darkPhotons = {{17.0_MeV, 1e-3, 1}};
    options.conversions = 1;
    const auto expected = SampleGenerator::forLuminosity(belle2Detector(), options, 0.05);
    ASSERT_TRUE(expected);
    EXPECT_EQ(expected->promptPairs, 0U) << "not asked for";
    SampleOptions signal;
    signal.darkPhotons = options.darkPhotons;
    EXPECT_EQ(SampleGenerator::forLuminosity(belle2Detector(), signal, 1000)->darkPhotons[0].count / 1000, 4U)
        << "4.3 fb";
    std::vector<ClassYield> yields;
    SampleOptions sample;
    sample.conversions = expected->conversions;
    const SampleGenerator generator(belle2Detector(), sample);
    (void)generator.make(0, generator.rows(), yields);
    EXPECT_NEAR(yields[0].luminosity().value, 0.05, 0.05 * 4 * std::sqrt(1.0 / 8000 + 1.0 / 5000));
}

TEST(SampleGenerator, ALongLivedDarkPhotonIsSeenLessOften) {
    const auto efficiency = [](double epsilon) {
        SampleOptions options;
        options.darkPhotons = {{17.0_MeV, epsilon, 500}};
        const SampleGenerator generator(belle2Detector(), options);
        std::vector<ClassYield> yields;
        (void)generator.make(0, 500, yields);
        return yields[0].efficiency().value;
    };
    EXPECT_LT(efficiency(3e-5), 0.6 * efficiency(1e-3));
}

TEST(SampleGenerator, StopsWhenAsked) {
    const SampleGenerator generator(belle2Detector(), smallSample());
    std::stop_source source;
    source.request_stop();
    std::vector<ClassYield> yields;
    EXPECT_EQ(generator.make(0, 200, yields, source.get_token()), nullptr);
    EXPECT_FALSE(SampleGenerator::forLuminosity(belle2Detector(), smallSample(), 1, source.get_token()));
}

TEST(SampleGenerator, RefusesImpossibleOptionsInWords) {
    EXPECT_NE(refusalOf({}).find("at least one candidate"), std::string::npos);
    SampleOptions options = smallSample();
    options.darkPhotons[0].mass = -17.0_MeV;
    EXPECT_NE(refusalOf(options).find("-17 MeV"), std::string::npos);
    options.darkPhotons[0] = {20.0_GeV, 1e-3, 10};
    EXPECT_NE(refusalOf(options).find("20000 MeV"), std::string::npos);
    options.darkPhotons[0] = {17.0_MeV, 0, 10};
    EXPECT_NE(refusalOf(options).find("epsilon"), std::string::npos);
    options = smallSample();
    options.response.photonEfficiency = 2;
    EXPECT_NE(refusalOf(options).find("photon efficiency"), std::string::npos);
    options = smallSample();
    options.largestPromptMass = 0;
    EXPECT_NE(refusalOf(options).find("prompt pairs"), std::string::npos);
    options = smallSample();
    options.darkPhotons[0].epsilon = 1e-9; // decays light years away
    EXPECT_NE(refusalOf(options).find("none of"), std::string::npos);
    EXPECT_THROW((void)SampleGenerator::forLuminosity(belle2Detector(), smallSample(), -1),
                 std::invalid_argument);
    EXPECT_THROW((void)SampleGenerator::forLuminosity(belle2Detector(), smallSample(),
                                                      std::numeric_limits<double>::quiet_NaN()),
                 std::invalid_argument);
}

TEST(DemonstrationSample, HasEveryKind) {
    const auto sample = demonstrationSample(belle2Detector());
    EXPECT_EQ(sample->rows(), 400U);
    EXPECT_TRUE(sample->contents().simulation);
    std::map<PairClass, int> counts;
    for (std::size_t row = 0; row < sample->rows(); ++row)
        ++counts[sample->pairClass(row)];
    EXPECT_EQ(counts[PairClass::Conversion], 200);
    EXPECT_EQ(counts[PairClass::Signal], 180);
    EXPECT_EQ(counts[PairClass::PromptPair], 20);
}
