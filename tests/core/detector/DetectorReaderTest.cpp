#include "core/detector/DetectorReader.h"

#include "TestDetectors.h"
#include "core/math/Units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace pairscope;
using namespace pairscope::test;
using nlohmann::json;
using testing::HasSubstr;

namespace {

/// layers[0] is a ring, layers[1] a ladder, layers[2] a slanted ladder.
json goodDescription() {
    return json::parse(descriptionWith(kRing + "," + kLadder + "," + kSlanted));
}

struct BadCase {
    const char* what;
    void (*spoil)(json&);
    const char* path;        ///< key as the message must name it
    const char* expectation; ///< words that the message must have
};

const BadCase kBadCases[] = {
    {"NotAnObject", [](json& j) { j = json::array({1}); }, "", "expected an object, found [1]"},
    {"NoName", [](json& j) { j.erase("name"); }, "name", "missing, expected a text"},
    {"EmptyName", [](json& j) { j["name"] = ""; }, "name", "expected a text that is not empty, found \"\""},
    {"NoVersion", [](json& j) { j.erase("schema_version"); }, "schema_version", "missing, expected 1"},
    {"NewerVersion", [](json& j) { j["schema_version"] = 2; }, "schema_version", "found 2"},
    {"FieldIsText", [](json& j) { j["magnetic_field_t"] = "1.5"; }, "magnetic_field_t", "found \"1.5\""},
    {"FieldIsZero", [](json& j) { j["magnetic_field_t"] = 0; }, "magnetic_field_t", "a number above 0"},
    {"FieldIsNull", [](json& j) { j["magnetic_field_t"] = nullptr; }, "magnetic_field_t", "found null"},
    {"UnknownTopKey", [](json& j) { j["magnetic_filed_t"] = 1; }, "magnetic_filed_t",
     "unknown key, expected one of"},
    {"NameIsAnObject",
     [](json& j) {
         j["name"] = {{"a", 1}};
     },
     "name", "found an object"},
    {"NoBeams", [](json& j) { j.erase("beams"); }, "beams", "missing, expected an object"},
    {"BeamsAreAList", [](json& j) { j["beams"] = json::array(); }, "beams", "expected an object, found []"},
    {"NegativeEnergy", [](json& j) { j["beams"]["her_energy_gev"] = -7; }, "beams.her_energy_gev",
     "found -7"},
    {"SpotOfTwoNumbers",
     [](json& j) {
         j["beams"]["spot_cm"] = {0, 0};
     },
     "beams.spot_cm", "expected three numbers, found [0,0]"},
    {"SpotSizeOfZero", [](json& j) { j["beams"]["spot_size_um"][1] = 0; }, "beams.spot_size_um[1]",
     "a number above 0"},
    {"AcceptanceUpsideDown", [](json& j) { j["acceptance"]["theta_max_deg"] = 10; },
     "acceptance.theta_max_deg", "larger angle than theta_min_deg"},
    {"AcceptanceBeyond180", [](json& j) { j["acceptance"]["theta_max_deg"] = 181; },
     "acceptance.theta_max_deg", "between 0 and 180"},
    {"NoLayers", [](json& j) { j.erase("layers"); }, "layers",
     "missing, expected a list of at least one object"},
    {"EmptyLayers", [](json& j) { j["layers"] = json::array(); }, "layers",
     "a list of at least one object, found []"},
    {"LayerIsANumber", [](json& j) { j["layers"][1] = 5; }, "layers[1]", "expected an object, found 5"},
    {"SameNameTwice", [](json& j) { j["layers"][1]["name"] = "ring"; }, "layers[1].name",
     "not used before, found \"ring\""},
    {"NoGroup", [](json& j) { j["layers"][0].erase("group"); }, "layers[0].group",
     "missing, expected a text"},
    {"TrackingIsText", [](json& j) { j["layers"][0]["tracking"] = "yes"; }, "layers[0].tracking",
     "expected true or false, found \"yes\""},
    {"NegativeThickness", [](json& j) { j["layers"][0]["x_over_x0"] = -0.01; }, "layers[0].x_over_x0",
     "a number above 0"},
    {"UnknownShape", [](json& j) { j["layers"][0]["shape"] = "cone"; }, "layers[0].shape",
     "expected cylinder, ladders or slanted ladders, found \"cone\""},
    {"RingInsideOut", [](json& j) { j["layers"][0]["outer_radius_cm"] = 1.9; }, "layers[0].outer_radius_cm",
     "larger radius than inner_radius_cm"},
    {"NegativeRadius", [](json& j) { j["layers"][0]["inner_radius_cm"] = -1; }, "layers[0].inner_radius_cm",
     "a radius of 0 to 1e5 cm, found -1"},
    {"RadiusIsText", [](json& j) { j["layers"][0]["inner_radius_cm"] = "2 cm"; }, "layers[0].inner_radius_cm",
     "found \"2 cm\""},
    {"NoRadius", [](json& j) { j["layers"][1].erase("radius_cm"); }, "layers[1].radius_cm",
     "missing, expected a number above 0"},
    {"ZUpsideDown", [](json& j) { j["layers"][1]["z_max_cm"] = -10; }, "layers[1].z_max_cm",
     "larger number than z_min_cm"},
    {"EmptyPhi", [](json& j) { j["layers"][1]["phi_deg"] = json::array(); }, "layers[1].phi_deg",
     "a list of at least one number, found []"},
    {"PhiIsANumber", [](json& j) { j["layers"][1]["phi_deg"] = 0; }, "layers[1].phi_deg",
     "a list of at least one number, found 0"},
    {"PhiHoldsText",
     [](json& j) {
         j["layers"][1]["phi_deg"] = {0, "x"};
     },
     "layers[1].phi_deg[1]", "an angle between -360 and 360, found \"x\""},
    {"PhiTwiceTheSame",
     [](json& j) {
         j["layers"][1]["phi_deg"] = {-8, 352};
     },
     "layers[1].phi_deg", "each direction once"},
    {"Run1PhiNotInPhi", [](json& j) { j["layers"][1]["run1_phi_deg"] = {45}; }, "layers[1].run1_phi_deg",
     "directions from phi_deg, found 45"},
    {"Run1PhiEmpty", [](json& j) { j["layers"][1]["run1_phi_deg"] = json::array(); },
     "layers[1].run1_phi_deg", "at least one number"},
    {"MisspeltOptionalKey", [](json& j) { j["layers"][1]["run1_phi"] = {0}; }, "layers[1].run1_phi",
     "unknown key, expected one of"},
    {"ThicknessInCm", [](json& j) { j["layers"][1]["thickness_um"] = 1e5; }, "layers[1].thickness_um",
     "less than twice the distance from the axis"},
    {"ZeroWidth", [](json& j) { j["layers"][2]["width_at_z_max_cm"] = 0; }, "layers[2].width_at_z_max_cm",
     "a number above 0"},
    {"BarrelKeyInSlanted", [](json& j) { j["layers"][2]["width_cm"] = 4; }, "layers[2].width_cm",
     "unknown key"},
    {"LongText", [](json& j) { j["layers"][2]["z_min_cm"] = std::string(500, 'x'); }, "layers[2].z_min_cm",
     "xxx..."},
};

class BadDescription : public testing::TestWithParam<BadCase> {};

} // namespace

TEST_P(BadDescription, IsRefusedNamingKeyAndExpectation) {
    json description = goodDescription();
    GetParam().spoil(description);
    const auto detector = DetectorModel::fromJson(description.dump());
    ASSERT_FALSE(detector);
    EXPECT_EQ(detector.error().kind, DetectorError::Kind::BadContent);
    const std::string path = GetParam().path;
    const std::string start = "detector description: " + (path.empty() ? "" : path + ": ");
    EXPECT_THAT(detector.error().message, testing::StartsWith(start));
    EXPECT_THAT(detector.error().message, HasSubstr(GetParam().expectation));
    EXPECT_LT(detector.error().message.size(), 400u);
}

INSTANTIATE_TEST_SUITE_P(DetectorReader, BadDescription, testing::ValuesIn(kBadCases),
                         [](const auto& bad) { return std::string(bad.param.what); });

TEST(DetectorReader, AcceptsTheDescriptionThatTheBadCasesSpoil) {
    const auto detector = DetectorModel::fromJson(goodDescription().dump());
    ASSERT_TRUE(detector) << detector.error().message;
    ASSERT_EQ(detector->layers().size(), 3u);
    const auto& ladder = std::get<LadderShape>(detector->layers()[1].shape);
    EXPECT_DOUBLE_EQ(ladder.thickness, 0.01);
    EXPECT_FALSE(ladder.slanted());
    EXPECT_TRUE(std::get<LadderShape>(detector->layers()[2].shape).slanted());
}

TEST(DetectorReader, RefusesWhatIsNotJson) {
    for (const char* text :
         {"", "   ", "{", "{\"name\": }", "name = 1", "\xff\xfe", "{\"a\": 1e999}", "[1] 2"}) {
        const auto detector = DetectorModel::fromJson(text);
        ASSERT_FALSE(detector) << text;
        EXPECT_EQ(detector.error().kind, DetectorError::Kind::NotJson) << text;
        EXPECT_THAT(detector.error().message, testing::StartsWith("detector description: is not JSON: "))
            << text;
        EXPECT_THAT(detector.error().message, testing::Not(HasSubstr("json.exception"))) << text;
    }
}

TEST(DetectorReader, SurvivesNestingDeeperThanTheStack) {
    const std::string deep = std::string(200000, '[') + std::string(200000, ']');
    const auto detector = DetectorModel::fromJson(deep);
    ASSERT_FALSE(detector);
    EXPECT_EQ(detector.error().message, "detector description: expected an object, found a nested list");
    const auto layer = DetectorModel::fromJson(descriptionWith(deep));
    ASSERT_FALSE(layer);
    EXPECT_EQ(layer.error().message,
              "detector description: layers[0]: expected an object, found a nested list");
}

TEST(DetectorReader, SurvivesEveryTruncationAndEveryLostByte) {
    const std::string text = descriptionWith(kRing + "," + kLadder);
    for (std::size_t length = 0; length < text.size(); ++length)
        EXPECT_FALSE(DetectorModel::fromJson(std::string_view(text).substr(0, length))) << length;
    for (std::size_t position = 0; position < text.size(); ++position) {
        std::string damaged = text;
        damaged.erase(position, 1);
        const auto detector = DetectorModel::fromJson(damaged);
        if (!detector) {
            EXPECT_FALSE(detector.error().message.empty());
        }
    }
}

TEST(DetectorReader, SaysWhichFileCannotBeRead) {
    const auto missing = DetectorModel::fromFile("/nowhere/detector.json");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, DetectorError::Kind::CannotRead);
    EXPECT_THAT(missing.error().message, HasSubstr("/nowhere/detector.json: cannot be opened (No such file"));

    const auto directory = DetectorModel::fromFile(std::filesystem::temp_directory_path());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().kind, DetectorError::Kind::CannotRead);
    EXPECT_THAT(directory.error().message, HasSubstr("is a directory, expected a JSON file"));
}

TEST(DetectorReader, NamesTheFileInItsMessages) {
    const auto file = std::filesystem::path(testing::TempDir()) / "pairscope_bad_detector.json";
    json description = goodDescription();
    description["layers"][0]["inner_radius_cm"] = 3;
    std::ofstream(file) << description.dump();
    const auto detector = DetectorModel::fromFile(file);
    std::filesystem::remove(file);
    ASSERT_FALSE(detector);
    EXPECT_EQ(detector.error().message,
              file.string() + ": layers[0].outer_radius_cm: expected a larger radius than inner_radius_cm");
}
