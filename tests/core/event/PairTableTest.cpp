#include "core/event/PairTable.h"

#include "tests/support/PairBuilder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <tbb/parallel_for.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

PairEvent sampleEvent() {
    PairEvent event;
    event.id = {1, 2, 3, 4};
    event.tracks = PairBuilder::conversionAt(1.4).tracks();
    event.photons.push_back(PhotonCluster{5, 1, -2, 0.1, 0.003, 0.004, Vector3(1, 2, 3)});
    event.truth = PairTruth{PairClass::Conversion, Vector3(1, 1, 0), 2.0_MeV,
                            std::array{Vector3(1, 0, 0), Vector3(0, 1, 0)}};
    event.truth->production = Vector3(0, 0, 0.1);
    event.truth->losses = std::array{EnergyLoss{0.3, 0.2, 1.4}, EnergyLoss{0.001, 0, std::nan("")}};
    event.truth->layer = "PXD_L1";
    return event;
}

} // namespace

TEST(PairTable, GivesBackWhatWasPutIn) {
    PairTable table({.photons = 1, .truth = true}, 2);
    const PairEvent event = sampleEvent();
    table.setEvent(1, event);
    const PairEvent back = table.event(1);
    EXPECT_EQ(back.id, event.id);
    for (int track = 0; track < 2; ++track) {
        EXPECT_EQ(back.tracks[track].helix.parameters(), event.tracks[track].helix.parameters());
        EXPECT_EQ(back.tracks[track].covariance, event.tracks[track].covariance);
    }
    ASSERT_TRUE(back.photons.size() == 1 && back.truth);
    EXPECT_EQ(back.photons.front().energy, 5);
    EXPECT_EQ(*back.photons.front().position, Vector3(1, 2, 3));
    EXPECT_EQ(back.truth->pairClass, PairClass::Conversion);
    EXPECT_EQ(*back.truth->mass, 2.0_MeV);
    EXPECT_EQ((*back.truth->momenta)[1], Vector3(0, 1, 0));
    EXPECT_EQ(*back.truth->production, Vector3(0, 0, 0.1));
    EXPECT_EQ((*back.truth->losses)[0].hardestPhoton, 0.2);
    EXPECT_EQ((*back.truth->losses)[1].total, 0.001);
    EXPECT_TRUE(std::isnan((*back.truth->losses)[1].hardestRadius));
    EXPECT_EQ(back.truth->layer, "PXD_L1");
    EXPECT_FALSE(back.swapped);
}

TEST(PairTable, KeepsAsManyPhotonsAsItsContentsSay) {
    PairEvent event = sampleEvent();
    event.photons.push_back(PhotonCluster{4, 0.5, 0.25, 0, 0, 0, std::nullopt});
    event.photons.push_back(PhotonCluster{3, 2, 1, 0, 0, 0, std::nullopt});
    PairTable table({.photons = 2}, 3);
    table.setEvent(1, event);
    const PairEvent back = table.event(1);
    ASSERT_EQ(back.photons.size(), 2u);
    EXPECT_EQ(back.photons[0].energy, 5);
    EXPECT_EQ(back.photons[1].theta, 0.5);
    EXPECT_FALSE(back.photons[1].position);
    EXPECT_TRUE(table.event(0).photons.empty() && table.event(2).photons.empty());
    event.photons.resize(1);
    table.setEvent(1, event);
    EXPECT_EQ(table.event(1).photons.size(), 1u) << "the second one is gone";
}

TEST(PairTable, KeepsEachNameOfALayerOnceAndAtMost255) {
    PairTable table({.truth = true}, 300);
    for (std::size_t row = 0; row < 300; ++row)
        EXPECT_EQ(table.setLayer(row, fmt::format("layer {}", row)), row < 255) << row;
    EXPECT_TRUE(table.setLayer(299, "layer 17"));
    EXPECT_EQ(table.layer(254), "layer 254");
    EXPECT_EQ(table.layer(255), "");
    EXPECT_EQ(table.layer(299), "layer 17");
    PairTable copy = table;
    table.setLayer(299, "");
    EXPECT_EQ(copy.layer(299), "layer 17");
    EXPECT_EQ(copy.longestLayerName(), 9u);
}

TEST(PairTable, TakesEventsFromSeveralThreads) {
    PairTable table({.photons = 1, .truth = true}, 20000);
    tbb::parallel_for(std::size_t{0}, table.rows(), [&](std::size_t row) {
        PairEvent event = sampleEvent();
        event.truth->layer = fmt::format("layer {}", row % 200);
        table.setEvent(row, event);
    });
    for (std::size_t row = 0; row < table.rows(); ++row)
        ASSERT_EQ(table.layer(row), fmt::format("layer {}", row % 200));
}

TEST(PairTable, PutsThePositronFirstWhateverTheFilesOrder) {
    PairEvent event = sampleEvent();
    const TrackPair right = event.tracks;
    std::swap(event.tracks.positron, event.tracks.electron);
    PairTable table({.truth = true}, 1);
    table.setEvent(0, event);
    const PairEvent back = table.event(0);
    EXPECT_TRUE(back.swapped);
    EXPECT_EQ(back.tracks.positron.helix.parameters(), right.positron.helix.parameters());
    EXPECT_EQ((*back.truth->momenta)[0], Vector3(0, 1, 0)); // truth belongs to its daughter
    EXPECT_EQ((*back.truth->losses)[0].total, 0.001);
}

TEST(PairTable, StartsWithNothingRatherThanZero) {
    const PairTable table({.photons = 1, .truth = true}, 1);
    const PairEvent event = table.event(0);
    EXPECT_TRUE(std::isnan(event.tracks.positron.helix.d0()));
    EXPECT_TRUE(event.photons.empty());
    EXPECT_FALSE(event.truth->vertex || event.truth->production || event.truth->losses);
    EXPECT_EQ(event.truth->pairClass, PairClass::Unknown);
}

TEST(PairTable, TakesNoMemoryForPartsTheFileLacks) {
    EXPECT_LT(PairTable({}, 1000).memory(), PairTable({.photons = 1, .truth = true}, 1000).memory());
    EXPECT_LT(PairTable({.photons = 1, .truth = true}, 1000).memory() / 1000, 570u);
    EXPECT_EQ(PairTable({.photons = 2}, 1000).memory() - PairTable({.photons = 1}, 1000).memory(), 72000u);
}

TEST(PairTable, PacksTheUpperTriangleRowByRow) {
    std::size_t expected = 0;
    for (int j = 0; j < 5; ++j)
        for (int k = j; k < 5; ++k)
            EXPECT_EQ(packedIndex(j, k), expected++);
}
