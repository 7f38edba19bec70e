#include "core/vertex/LayerAssociation.h"

#include "core/simulation/ToyPairs.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

using namespace pairscope;
using test::PairBuilder;

namespace {

double sumOf(const LayerAssociation& association, double OriginProbability::*what) {
    double sum = association.prompt.*what;
    for (const OriginProbability& layer : association.layers)
        sum += layer.*what;
    return sum;
}

const OriginProbability& layerNamed(const LayerAssociation& association, const std::string& name) {
    for (const OriginProbability& layer : association.layers)
        if (layer.place == name) return layer;
    throw std::runtime_error("no layer " + name);
}

} // namespace

TEST(LayerAssociation, SumsToOneAndNamesEveryLayerUpToTheCdcWall) {
    const auto association =
        associateOrigin(PairBuilder::conversionAt(2.2).tracks(), *test::belle2Detector());
    EXPECT_NEAR(sumOf(association, &OriginProbability::probability), 1, 1e-12);
    EXPECT_NEAR(sumOf(association, &OriginProbability::prior), 1, 1e-12);
    EXPECT_EQ(association.layers.front().place, "beam pipe");
    EXPECT_EQ(association.layers.back().place, "CDC wall");
    EXPECT_DOUBLE_EQ(association.prompt.prior, 0.5);
}

TEST(LayerAssociation, PutsAClearConversionIntoItsLayer) {
    const auto association = associateOrigin(PairBuilder::conversionAt(8).tracks(), *test::belle2Detector());
    EXPECT_EQ(association.best().place, "SVD 4");
    EXPECT_TRUE(association.decided());
    EXPECT_NEAR(association.best().u, 8, 0.6);
}

TEST(LayerAssociation, PutsAHeavyPairAtTheInteractionPoint) {
    const auto association =
        associateOrigin(PairBuilder::promptOfMass(0.05).tracks(), *test::belle2Detector());
    EXPECT_EQ(association.best().place, "prompt");
    EXPECT_GT(association.prompt.probability, 0.99);
}

TEST(LayerAssociation, SaysUndecidedBetweenNeighbouringLayers) {
    const std::vector<ConversionPlace> places = {{"inner", 2.15, 1}, {"outer", 2.25, 1}};
    const std::vector<std::string> groups = {"inner", "outer"};
    AssociationOptions options;
    options.promptPrior = 0;
    const auto association =
        associateOrigin(PairBuilder::conversionAt(2.2).tracks(), MagneticField{}, places, groups, options);
    EXPECT_FALSE(association.decided());
    EXPECT_NEAR(association.layers[0].probability, 0.5, 0.1);
}

TEST(LayerAssociation, FollowsItsPriors) {
    const TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    AssociationOptions none;
    none.promptPrior = 0;
    AssociationOptions all;
    all.promptPrior = 1;
    const auto detector = test::belle2Detector();
    EXPECT_EQ(associateOrigin(tracks, *detector, none).prompt.probability, 0);
    EXPECT_EQ(associateOrigin(tracks, *detector, all).prompt.probability, 1);
    // posterior odds are prior odds times a ratio that does not depend on them
    AssociationOptions rare;
    rare.promptPrior = 0.1;
    const auto odds = [](const LayerAssociation& a) {
        return a.prompt.probability / (1 - a.prompt.probability);
    };
    EXPECT_NEAR(odds(associateOrigin(tracks, *detector, rare)) / odds(associateOrigin(tracks, *detector)),
                (0.1 / 0.9) / (0.5 / 0.5), 1e-9);
}

TEST(LayerAssociation, SharesConversionsByTheMaterialOnThePath) {
    const TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    const auto detector = test::belle2Detector();
    double material = 0;
    double pipe = 0;
    for (const ConversionPlace& place : conversionPlaces(tracks, *detector)) {
        material += place.weight;
        if (place.group == "beam pipe") pipe += place.weight;
    }
    const auto association = associateOrigin(tracks, *detector);
    EXPECT_NEAR(layerNamed(association, "beam pipe").prior, 0.5 * pipe / material, 1e-12);
}

TEST(LayerAssociation, IsPromptWhereThereIsNoMaterial) {
    const auto association = associateOrigin(PairBuilder::conversionAt(1.4).tracks(), DetectorModel{});
    EXPECT_EQ(association.prompt.probability, 1);
}

TEST(LayerAssociation, RefusesImpossiblePriors) {
    const TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    AssociationOptions options;
    options.promptPrior = 1.1;
    EXPECT_THROW(associateOrigin(tracks, DetectorModel{}, options), std::invalid_argument);
    options = {};
    options.lowestMass = options.highestMass;
    EXPECT_THROW(associateOrigin(tracks, DetectorModel{}, options), std::invalid_argument);
}

/// Among conversions given probability p for a layer, a fraction p is there.
TEST(LayerAssociation, GivesTrueProbabilitiesToConversions) {
    ToyOptions options;
    options.conversions = 2100;
    const PairTable toys = generateToyPairs(options);
    AssociationOptions noPrompt;
    noPrompt.promptPrior = 0;
    std::vector<ConversionPlace> places;
    std::vector<std::string> groups;
    for (const double radius : options.radii) {
        groups.push_back(std::to_string(radius));
        places.push_back({groups.back(), radius, 1});
    }
    constexpr std::size_t kBins = 4;
    std::array<double, kBins> expected{};
    std::array<double, kBins> variance{};
    std::array<double, kBins> right{};
    for (std::size_t row = 0; row < toys.rows(); ++row) {
        const PairEvent event = toys.event(row);
        const double truth = event.truth->vertex->head<2>().norm();
        const auto association = associateOrigin(event.tracks, MagneticField{}, places, groups, noPrompt);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const double p = association.layers[i].probability;
            const auto bin = std::min(kBins - 1, static_cast<std::size_t>(p * kBins));
            expected[bin] += p;
            variance[bin] += p * (1 - p);
            right[bin] += std::abs(options.radii[i] - truth) < 1e-3;
        }
    }
    for (std::size_t bin = 0; bin < kBins; ++bin)
        EXPECT_NEAR(right[bin], expected[bin], 3 * std::sqrt(variance[bin])) << "bin " << bin;
    // the last quarter holds most conversions: the layer is known
    EXPECT_GT(right[kBins - 1], 0.75 * static_cast<double>(toys.rows()));
}
