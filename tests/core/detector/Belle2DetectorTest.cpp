#include "TestDetectors.h"
#include "core/math/Units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;

namespace {

/// Mean over the azimuth of X/X0 by layer name, on paths from the origin at 90 degrees.
std::map<std::string, double> meanBudget(const DetectorModel& detector) {
    constexpr int kSteps = 5000;
    std::map<std::string, double> mean;
    for (int step = 0; step < kSteps; ++step)
        for (const auto& crossing :
             detector.crossings(Vector3::Zero(), transverseDirection(2 * kPi * (step + 0.5) / kSteps)))
            mean[detector.layers()[crossing.layer].name] += crossing.radiationLengths / kSteps;
    return mean;
}

/// Closed form of the same for thin ladders: the mean of 1/cos over the angle that each ladder covers.
double meanOfLadders(const MaterialLayer& layer) {
    const auto& shape = std::get<LadderShape>(layer.shape);
    const double high = (shape.shift + shape.widthAtZMin / 2) / shape.radiusAtZMin;
    const double low = (shape.shift - shape.widthAtZMin / 2) / shape.radiusAtZMin;
    return layer.radiationLengths * static_cast<double>(shape.phi.size()) *
           (std::asinh(high) - std::asinh(low)) / (2 * kPi);
}

/// Number of crossings of the layer at 90 degrees towards `phi` [deg].
long crossingsAt(const DetectorModel& detector, const std::string& layer, double phi) {
    const auto crossings = detector.crossings(Vector3::Zero(), transverseDirection(phi * kDegree));
    return std::count_if(crossings.begin(), crossings.end(), [&](const LayerCrossing& crossing) {
        return detector.layers()[crossing.layer].name == layer;
    });
}

} // namespace

TEST(Belle2Detector, HasFieldBeamsAndAcceptance) {
    const DetectorModel detector = belle2();
    EXPECT_EQ(detector.name(), "Belle II");
    EXPECT_EQ(detector.run(), DetectorRun::Run2);
    EXPECT_EQ(detector.field().bz, 1.5);
    EXPECT_DOUBLE_EQ(detector.thetaMin(), 17 * kDegree);
    EXPECT_DOUBLE_EQ(detector.thetaMax(), 150 * kDegree);
    const BeamParameters expected;
    EXPECT_EQ(detector.beams().energyHer, expected.energyHer);
    EXPECT_EQ(detector.beams().energyLer, expected.energyLer);
    EXPECT_DOUBLE_EQ(detector.beams().angleHer, expected.angleHer);
    EXPECT_DOUBLE_EQ(detector.beams().angleLer, expected.angleLer);
    EXPECT_EQ(detector.beams().spot, expected.spot);
    EXPECT_TRUE(detector.beams().spotSize.isApprox(expected.spotSize, 1e-15));
}

TEST(Belle2Detector, NamesItsGroupsFromTheInsideOut) {
    EXPECT_THAT(belle2().groups(),
                ElementsAre("beam pipe", "PXD 1", "PXD 2", "SVD 3", "SVD 4", "SVD 5", "SVD 6", "outer cover",
                            "CDC wall", "CDC gas", "CDC outer wall", "TOP", "ECL"));
    EXPECT_EQ(belle2(DetectorRun::Run1).groups(), belle2().groups());
}

TEST(Belle2Detector, ListsLayersInnermostFirst) {
    const DetectorModel detector = belle2();
    ASSERT_EQ(detector.layers().size(), 22u);
    for (std::size_t i = 1; i < detector.layers().size(); ++i)
        EXPECT_LE(detector.layers()[i - 1].nominalRadius(), detector.layers()[i].nominalRadius());
}

TEST(Belle2Detector, PipeIsZeroPointEightPercentAtNormalIncidence) {
    const DetectorModel detector = belle2();
    double budget = 0;
    for (const auto& crossing : detector.crossings(Vector3::Zero(), Vector3::UnitY(), 1.3)) {
        EXPECT_EQ(detector.layers()[crossing.layer].group, "beam pipe");
        budget += crossing.radiationLengths;
    }
    EXPECT_NEAR(budget, 0.00795, 1e-12);
}

TEST(Belle2Detector, IsFourAndAHalfPercentBeforeTheGasWithEachLayerOnce) {
    const DetectorModel detector = belle2();
    double budget = 0;
    for (const MaterialLayer& layer : detector.layers())
        if (layer.tracking && layer.zMin() < 0) budget += layer.radiationLengths;
    EXPECT_NEAR(budget, 0.04501, 1e-12);
}

TEST(Belle2Detector, MeanBudgetIsTheTableTimesTheCoverageOfTheLadders) {
    const DetectorModel detector = belle2();
    const auto mean = meanBudget(detector);
    double total = 0;
    for (const MaterialLayer& layer : detector.layers()) {
        if (!layer.tracking || layer.zMin() > 0) continue;
        const bool ladders = std::holds_alternative<LadderShape>(layer.shape);
        const double expected = ladders ? meanOfLadders(layer) : layer.radiationLengths;
        // thin-ladder formula, and the edges fall between the steps
        EXPECT_NEAR(mean.at(layer.name), expected, 1e-3 * expected) << layer.name;
        total += mean.at(layer.name);
    }
    // overlaps and tilts add a tenth to the 4.5 % that counts each layer once at normal incidence
    EXPECT_NEAR(total, 0.0491, 1e-4);
}

TEST(Belle2Detector, OverlappingPxdLaddersAreCrossedTwice) {
    const DetectorModel detector = belle2();
    // a ladder covers atan((0.35 -+ 0.77) / r) about its normal: -16.5..38.2 deg of 45, -10.9..27.2 deg of 30
    for (const double phi : {0.0, 20.0, 26.0, 90.0 + 20})
        EXPECT_EQ(crossingsAt(detector, "PXD_L1", phi), 1) << phi;
    for (const double phi : {30.5, 34.0, 37.0, 225.0 + 34})
        EXPECT_EQ(crossingsAt(detector, "PXD_L1", phi), 2) << phi;
    for (const double phi : {0.0, 10.0, 17.5})
        EXPECT_EQ(crossingsAt(detector, "PXD_L2", phi), 1) << phi;
    for (const double phi : {20.0, 23.0, 26.5})
        EXPECT_EQ(crossingsAt(detector, "PXD_L2", phi), 2) << phi;
}

TEST(Belle2Detector, LeavesNoGapInTheAzimuth) {
    const DetectorModel detector = belle2();
    for (const char* layer : {"PXD_L1", "PXD_L2", "SVD_L3", "SVD_L4", "SVD_L5", "SVD_L6"})
        for (double phi = 0.13; phi < 360; phi += 0.5)
            ASSERT_GE(crossingsAt(detector, layer, phi), 1) << layer << " at " << phi;
}

TEST(Belle2Detector, Run1HasTwoLaddersOfThePxdsSecondLayer) {
    const DetectorModel run1 = belle2(DetectorRun::Run1);
    EXPECT_EQ(run1.run(), DetectorRun::Run1);
    const MaterialLayer& layer = run1.layers()[indexOf(run1, "PXD_L2")];
    EXPECT_THAT(std::get<LadderShape>(layer.shape).phi,
                ElementsAre(testing::DoubleEq(90 * kDegree), testing::DoubleEq(120 * kDegree)));
    // covered from 90 - 10.9 to 120 + 27.2 deg
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 78.5), 0);
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 80), 1);
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 113), 2);
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 146), 1);
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 148), 0);
    EXPECT_EQ(crossingsAt(run1, "PXD_L2", 290), 0);
    EXPECT_EQ(crossingsAt(run1, "PXD_L1", 290), 1);
}

TEST(Belle2Detector, ForwardPathMeetsTheSlantedSvd) {
    const DetectorModel detector = belle2();
    const double theta = 25 * kDegree;
    Vector3 direction = std::sin(theta) * transverseDirection(8 * kDegree); // normal of a layer 4 ladder
    direction.z() = std::cos(theta);
    const auto crossings = detector.crossings(Vector3::Zero(), direction);
    const auto slanted = std::find_if(crossings.begin(), crossings.end(), [&](const LayerCrossing& crossing) {
        return detector.layers()[crossing.layer].name == "SVD_L4_slanted";
    });
    ASSERT_NE(slanted, crossings.end());
    const double slope = (5.3942 - 7.9838) / (21.0483 - 8.7601);
    const double z = (7.9838 - slope * 8.7601) / (std::tan(theta) - slope);
    EXPECT_NEAR(slanted->position.z(), z, 1e-10);
    EXPECT_NEAR(slanted->radius, z * std::tan(theta), 1e-10);
    EXPECT_NEAR(slanted->radiationLengths, 0.0044 / std::sin(theta + 11.9 * kDegree),
                1e-7); // angle quoted to 0.1
    for (const auto& crossing : crossings)
        EXPECT_NE(detector.layers()[crossing.layer].name, "SVD_L4"); // the barrel has ended
}

namespace {

std::optional<nlohmann::json> sharedMaterial() {
    for (const char* up : {"..", "../.."}) {
        std::ifstream stream(std::filesystem::path(PAIRSCOPE_SOURCE_DIR) / up /
                             "shared/detector/belle2_material.json");
        if (stream) return nlohmann::json::parse(stream);
    }
    return std::nullopt;
}

void expectSameLadders(const MaterialLayer& layer, const nlohmann::json& expected) {
    const auto& shape = std::get<LadderShape>(layer.shape);
    ASSERT_EQ(shape.phi.size(), expected["phi_deg"].size());
    for (std::size_t i = 0; i < shape.phi.size(); ++i)
        EXPECT_DOUBLE_EQ(shape.phi[i], expected["phi_deg"][i].get<double>() * kDegree);
    EXPECT_EQ(shape.shift, expected["shift_cm"].get<double>());
    EXPECT_DOUBLE_EQ(shape.thickness, expected["thickness_um"].get<double>() * kMicrometre);
}

} // namespace

TEST(Belle2Detector, AgreesWithTheSurveyOfTheMaterial) {
    const auto shared = sharedMaterial();
    if (!shared) GTEST_SKIP() << "shared/detector/belle2_material.json is not beside this source tree";
    const DetectorModel detector = belle2();
    for (const auto& expected : (*shared)["layers"]) {
        const std::string name = expected["name"];
        SCOPED_TRACE(name);
        const MaterialLayer& layer = detector.layers()[indexOf(detector, name)];
        EXPECT_NEAR(layer.innerRadius(), expected["inner_radius_cm"].get<double>(), 6e-5); // quoted rounded
        EXPECT_NEAR(layer.outerRadius(), expected["outer_radius_cm"].get<double>(), 6e-5);
        EXPECT_EQ(layer.radiationLengths, expected["x_over_x0"].get<double>());
        EXPECT_EQ(layer.zMin(), expected["z_min_cm"].get<double>());
        EXPECT_EQ(layer.zMax(), expected["z_max_cm"].get<double>());
        EXPECT_EQ(layer.material, expected["material"].get<std::string>());
        if (expected["kind"] == "ladders") expectSameLadders(layer, expected);
    }
}

TEST(Belle2Detector, AgreesWithTheSurveyOfTheSlantedSensors) {
    const auto shared = sharedMaterial();
    if (!shared) GTEST_SKIP() << "shared/detector/belle2_material.json is not beside this source tree";
    const DetectorModel detector = belle2();
    for (const auto& expected : (*shared)["slanted"]) {
        SCOPED_TRACE(expected["name"].get<std::string>());
        const MaterialLayer& layer = detector.layers()[indexOf(detector, expected["name"])];
        expectSameLadders(layer, expected);
        const auto& shape = std::get<LadderShape>(layer.shape);
        EXPECT_NEAR(layer.nominalRadius(), expected["normal_radius_centre_cm"].get<double>(), 1e-4);
        EXPECT_NEAR((shape.zMin + shape.zMax) / 2, expected["z_centre_cm"].get<double>(), 1e-4);
        EXPECT_NEAR(-std::atan(shape.radiusSlope()) / kDegree, expected["slant_angle_deg"].get<double>(),
                    1e-3);
        EXPECT_NEAR(std::hypot(shape.zMax - shape.zMin, shape.radiusAtZMax - shape.radiusAtZMin),
                    expected["length_cm"].get<double>(), 2e-4);
        EXPECT_EQ(shape.widthAtZMin, expected["width_backward_cm"].get<double>());
        EXPECT_EQ(shape.widthAtZMax, expected["width_forward_cm"].get<double>());
        EXPECT_EQ(layer.radiationLengths, expected["x_over_x0"].get<double>());
    }
}
