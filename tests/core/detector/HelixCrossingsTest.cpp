#include "core/detector/HelixCrossings.h"

#include "core/math/Units.h"
#include "core/simulation/RandomStream.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

using namespace pairscope;
using namespace pairscope::test;

namespace {

Helix helixFrom(const Vector3& vertex, double pT, int charge, double phi, double tanLambda) {
    return Helix(perigeeParameters({vertex, phi, charge / (MagneticField{}.alpha() * pT), tanLambda}));
}

std::vector<HelixCrossing> crossingsOf(const Helix& helix, double begin,
                                       DetectorRun run = DetectorRun::Run2) {
    std::vector<HelixCrossing> crossings;
    HelixCrossings(belle2Detector(run)).find(helix, begin, crossings);
    return crossings;
}

std::vector<std::string> sensorsOf(const std::vector<HelixCrossing>& crossings) {
    const auto detector = belle2Detector();
    std::vector<std::string> names;
    for (const HelixCrossing& crossing : crossings) {
        const MaterialLayer& layer = detector->layers()[crossing.layer];
        if (layer.hit) names.push_back(layer.name);
    }
    return names;
}

} // namespace

TEST(HelixCrossings, OfAStiffTrackAreThoseOfAStraightPath) {
    const auto detector = belle2Detector();
    for (int i = 0; i < 300; ++i) {
        RandomStream random(21, static_cast<std::uint64_t>(i));
        const double phi = random.uniform(-kPi, kPi);
        const double tanLambda = random.uniform(-1.2, 2.5);
        const Helix helix = helixFrom({0.001, 0, 0.05}, 1e5, i % 2 ? 1 : -1, phi, tanLambda);
        std::map<std::size_t, double> straight;
        for (const LayerCrossing& crossing :
             detector->crossings(helix.positionAt(0), helix.directionAt(0), 16.31101))
            if (detector->layers()[crossing.layer].tracking)
                straight[crossing.layer] += crossing.radiationLengths;
        std::map<std::size_t, double> curved;
        for (const HelixCrossing& crossing : crossingsOf(helix, 0))
            curved[crossing.layer] += crossing.radiationLengths;
        ASSERT_EQ(curved.size(), straight.size()) << i;
        for (const auto& [layer, radiationLengths] : straight)
            EXPECT_NEAR(curved[layer] / radiationLengths, 1, 1e-3) << detector->layers()[layer].name;
    }
}

TEST(HelixCrossings, LieOnTheTrackInsideTheirLayer) {
    const auto detector = belle2Detector();
    for (const int charge : {1, -1}) {
        const Helix helix = helixFrom(Vector3::Zero(), 0.3, charge, 0.4, 0.5);
        const auto crossings = crossingsOf(helix, 0);
        ASSERT_GT(crossings.size(), 10U);
        double before = 0;
        for (const HelixCrossing& crossing : crossings) {
            const MaterialLayer& layer = detector->layers()[crossing.layer];
            const Vector3 place = helix.positionAt(crossing.path);
            EXPECT_GE(crossing.path, before);
            EXPECT_LE(crossing.entry, crossing.path);
            EXPECT_GT(place.head<2>().norm(), layer.innerRadius() - 0.03) << layer.name; // sagitta of a chord
            EXPECT_LT(place.head<2>().norm(), layer.outerRadius() + 0.03) << layer.name;
            before = crossing.path;
        }
    }
}

TEST(HelixCrossings, GoThroughTheSlantedSensorsForwardAndNoneBeyondTheAcceptance) {
    const auto forward =
        sensorsOf(crossingsOf(helixFrom(Vector3::Zero(), 1, 1, 0.2, 1 / std::tan(24.0_deg)), 0));
    EXPECT_TRUE(std::any_of(forward.begin(), forward.end(),
                            [](const std::string& name) { return name.ends_with("slanted"); }));
    const auto central = sensorsOf(crossingsOf(helixFrom(Vector3::Zero(), 1, 1, 0.2, 0), 0));
    EXPECT_GE(central.size(), 6U);
    EXPECT_TRUE(std::none_of(central.begin(), central.end(),
                             [](const std::string& name) { return name.ends_with("slanted"); }));
}

TEST(HelixCrossings, BeginWhereTheTrackIsBorn) {
    const Vector3 birth(5, 0, 0);
    const Helix helix = helixFrom(birth, 2, 1, 0.02, 0.1);
    const auto crossings = crossingsOf(helix, helix.pathOfClosestApproach(birth.head<2>()));
    ASSERT_FALSE(crossings.empty());
    for (const HelixCrossing& crossing : crossings)
        EXPECT_GT(helix.positionAt(crossing.path).head<2>().norm(), 5);
    for (const std::string& name : sensorsOf(crossings))
        EXPECT_TRUE(name.starts_with("SVD")) << name;
}

TEST(HelixCrossings, OfACurlerEndAtItsTurningPoint) {
    const Helix curler = helixFrom(Vector3::Zero(), 0.02, 1, 0.3, 0); // turns back at r = 8.9 cm
    for (const HelixCrossing& crossing : crossingsOf(curler, 0))
        EXPECT_LT(curler.positionAt(crossing.path).head<2>().norm(), 8.9);
}

TEST(HelixCrossings, KnowThatRun1HadTwoLaddersInTheSecondPixelLayer) {
    int run1 = 0;
    int run2 = 0;
    for (int i = 0; i < 72; ++i) {
        const Helix helix = helixFrom(Vector3::Zero(), 2, 1, i * 5.0_deg, 0.2);
        for (const auto& [run, count] :
             {std::pair(DetectorRun::Run1, &run1), std::pair(DetectorRun::Run2, &run2)}) {
            const auto names = sensorsOf(crossingsOf(helix, 0, run));
            *count += std::find(names.begin(), names.end(), "PXD_L2") != names.end();
        }
    }
    EXPECT_EQ(run2, 72);
    EXPECT_GE(run1, 8);
    EXPECT_LE(run1, 18);
}
