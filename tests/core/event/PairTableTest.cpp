#include "core/event/PairTable.h"

#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

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
    return event;
}

} // namespace

TEST(PairTable, GivesBackWhatWasPutIn) {
    PairTable table({.photon = true, .truth = true}, 2);
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
    EXPECT_FALSE(back.swapped);
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
}

TEST(PairTable, StartsWithNothingRatherThanZero) {
    const PairTable table({.photon = true, .truth = true}, 1);
    const PairEvent event = table.event(0);
    EXPECT_TRUE(std::isnan(event.tracks.positron.helix.d0()));
    EXPECT_TRUE(event.photons.empty());
    EXPECT_FALSE(event.truth->vertex);
    EXPECT_EQ(event.truth->pairClass, PairClass::Unknown);
}

TEST(PairTable, TakesNoMemoryForPartsTheFileLacks) {
    EXPECT_LT(PairTable({}, 1000).memory(), PairTable({.photon = true, .truth = true}, 1000).memory());
    EXPECT_LT(PairTable({.photon = true, .truth = true}, 1000).memory() / 1000, 520u);
}

TEST(PairTable, PacksTheUpperTriangleRowByRow) {
    std::size_t expected = 0;
    for (int j = 0; j < 5; ++j)
        for (int k = j; k < 5; ++k)
            EXPECT_EQ(packedIndex(j, k), expected++);
}
