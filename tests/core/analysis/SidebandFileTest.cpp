#include "core/analysis/SidebandFile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace pairscope;
using Kind = SidebandFileError::Kind;
using testing::HasSubstr;

namespace {

std::string document(const std::string& regions, const std::string& rest = "") {
    return R"({"format": "pairscope-sideband", "version": 1, "x": "rho", "y": "deltaM", "regions": [)" +
           regions + "]" + rest + "}";
}

std::string rectangle(const std::string& name, const std::string& x = "[0, 1]") {
    return R"({"name": ")" + name + R"(", "colour": "#0072b2", "rectangle": {"x": )" + x +
           R"(, "y": [null, 2]}})";
}

SidebandFileError errorOf(const std::string& text) {
    const auto plane = readSidebandPlane(text);
    EXPECT_FALSE(plane.has_value()) << text;
    return plane ? SidebandFileError{} : plane.error();
}

void expectError(const std::string& text, Kind kind, const std::string& key) {
    const SidebandFileError error = errorOf(text);
    EXPECT_EQ(error.kind, kind) << text << '\n' << describe(error);
    EXPECT_EQ(error.key, key) << text;
    EXPECT_FALSE(error.message.empty()) << text;
}

/// A folder of its own for each test, gone afterwards.
class SidebandFile : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder = std::filesystem::path(testing::TempDir()) / (std::string("pairscope-") + test->name());
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::filesystem::path m_folder;
};

} // namespace

TEST_F(SidebandFile, GivesBackWhatWasSaved) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.x = CandidateColumn::MassAfter;
    plane.regions[0].name = "prompt \"quoted\", µ";
    plane.regions[3].shape = PolygonRegion{{{0.1, 1.0 / 3}, {1e-17, -2e300}, {5, 6}}};
    ASSERT_TRUE(saveSidebandPlane(plane, m_folder / "regions.json").has_value());
    const auto loaded = loadSidebandPlane(m_folder / "regions.json");
    ASSERT_TRUE(loaded.has_value()) << describe(loaded.error());
    EXPECT_EQ(*loaded, plane);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "regions.json.part"));
}

TEST_F(SidebandFile, ReplacesAnOlderFile) {
    const auto file = m_folder / "regions.json";
    ASSERT_TRUE(saveSidebandPlane(defaultSidebandPlane(), file).has_value());
    SidebandPlane empty;
    ASSERT_TRUE(saveSidebandPlane(empty, file).has_value());
    EXPECT_EQ(loadSidebandPlane(file).value(), empty);
}

TEST_F(SidebandFile, KeepsKeysItDoesNotKnow) {
    const std::string text =
        document(R"({"name": "a", "colour": "#000000", "polygon": [[0,0],[1,0],[0,1]], "opacity": 0.5})",
                 R"(, "kappa": {"value": 1.1})");
    const auto plane = readSidebandPlane(text);
    ASSERT_TRUE(plane.has_value());
    const std::string written = writeSidebandPlane(*plane);
    EXPECT_THAT(written, HasSubstr("\"opacity\":0.5"));
    EXPECT_THAT(written, HasSubstr("\"kappa\": {\"value\":1.1}"));
    EXPECT_EQ(readSidebandPlane(written).value(), *plane);
}

TEST_F(SidebandFile, ReadsOpenEndsAndWritesInfiniteBoundsAsOpen) {
    const auto plane = readSidebandPlane(document(rectangle("a", "[null, 1.5]")));
    ASSERT_TRUE(plane.has_value());
    EXPECT_EQ(std::get<RectangleRegion>(plane->regions[0].shape),
              (RectangleRegion{{std::nullopt, 1.5}, {std::nullopt, 2}}));
    SidebandPlane infinite = *plane;
    infinite.regions[0].shape =
        RectangleRegion{{-std::numeric_limits<double>::infinity(), 1.5}, {std::nullopt, 2}};
    EXPECT_EQ(readSidebandPlane(writeSidebandPlane(infinite)).value(), *plane);
}

TEST_F(SidebandFile, SaysWhichKeyIsWrongAndWhy) {
    expectError("{", Kind::NotJson, "");
    expectError("", Kind::NotJson, "");
    expectError(document(rectangle("a", "[0, 1e999]")), Kind::NotJson, "");
    expectError("[]", Kind::WrongFormat, "format");
    expectError(R"({"format": "phoenix"})", Kind::WrongFormat, "format");
    expectError(R"({"format": "pairscope-sideband"})", Kind::MissingKey, "version");
    expectError(R"({"format": "pairscope-sideband", "version": "1"})", Kind::WrongType, "version");
    expectError(R"({"format": "pairscope-sideband", "version": 3})", Kind::NewerVersion, "version");
    expectError(R"({"format": "pairscope-sideband", "version": 1, "x": "radius"})", Kind::UnknownColumn, "x");
    expectError(R"({"format": "pairscope-sideband", "version": 1, "x": "rho"})", Kind::MissingKey, "y");
    expectError(document("7"), Kind::WrongType, "regions[0]");
    expectError(document(rectangle("a") + "," + rectangle("a")), Kind::BadValue, "regions[1].name");
    expectError(document(rectangle("")), Kind::BadValue, "regions[0].name");
    expectError(document(R"({"name": "a"})"), Kind::MissingKey, "regions[0].colour");
    expectError(document(R"({"name": 5})"), Kind::WrongType, "regions[0].name");
    expectError(document(R"({"name": "a", "colour": "blue"})"), Kind::BadValue, "regions[0].colour");
    expectError(document(R"({"name": "a", "colour": "#000000"})"), Kind::MissingKey, "regions[0]");
}

TEST_F(SidebandFile, SaysWhichNumberOfAShapeIsWrong) {
    const auto polygon = [](const std::string& vertices) {
        return document(R"({"name": "a", "colour": "#000000", "polygon": )" + vertices + "}");
    };
    expectError(document(rectangle("a", "[2, 1]")), Kind::BadValue, "regions[0].rectangle.x");
    expectError(document(rectangle("a", "[2]")), Kind::WrongType, "regions[0].rectangle.x");
    expectError(document(rectangle("a", "[0, \"wide\"]")), Kind::WrongType, "regions[0].rectangle.x[1]");
    expectError(polygon("[[0,0],[1,1]]"), Kind::BadValue, "regions[0].polygon");
    expectError(polygon("[[0,0],[1],[2,2]]"), Kind::WrongType, "regions[0].polygon[1]");
    expectError(polygon("[[0,0],[1,1],[2,null]]"), Kind::WrongType, "regions[0].polygon[2][1]");
    const std::string message = errorOf(document(rectangle("a", "[0, \"wide\"]"))).message;
    EXPECT_THAT(message, HasSubstr("expected a number or null"));
    EXPECT_THAT(message, HasSubstr("\"wide\""));
}

TEST_F(SidebandFile, ReadsRolesBlindingAndExpressions) {
    const auto plane = readSidebandPlane(document(
        R"({"name": "a", "colour": "#000000", "expression": "rho > 1.2*cm && reason == \"TwoMinima\"",
            "role": "signal", "blind": true, "opacity": 1}, )" +
        rectangle("b")));
    ASSERT_TRUE(plane.has_value()) << describe(plane.error());
    EXPECT_EQ(std::get<ExpressionRegion>(plane->regions[0].shape).text,
              "rho > 1.2*cm && reason == \"TwoMinima\"");
    EXPECT_EQ(plane->regions[0].role, RegionRole::Signal);
    EXPECT_TRUE(plane->regions[0].blind);
    EXPECT_EQ(plane->regions[0].unknownKeys, R"({"opacity":1})");
    EXPECT_EQ(plane->regions[1].role, RegionRole::None);
    EXPECT_FALSE(plane->regions[1].blind);
    const std::string written = writeSidebandPlane(*plane);
    EXPECT_THAT(written, HasSubstr("\"version\": 2"));
    EXPECT_EQ(readSidebandPlane(written).value(), *plane);
}

TEST_F(SidebandFile, SaysWhatIsWrongWithARoleABlindingOrAnExpression) {
    const auto region = [](const std::string& rest) {
        return document(R"({"name": "a", "colour": "#000000", )" + rest + "}");
    };
    const std::string shape = R"("rectangle": {"x": [0, 1], "y": [0, 1]}, )";
    expectError(region(shape + R"("role": "A")"), Kind::BadValue, "regions[0].role");
    expectError(region(shape + R"("role": 1)"), Kind::WrongType, "regions[0].role");
    expectError(region(shape + R"("blind": "yes")"), Kind::WrongType, "regions[0].blind");
    expectError(region(shape + R"("expression": "rho > 1")"), Kind::BadValue, "regions[0]");
    expectError(region(R"("expression": " ")"), Kind::BadValue, "regions[0].expression");
    expectError(region(R"("expression": 5)"), Kind::WrongType, "regions[0].expression");
    const std::string unknown = region(R"("expression": "rho > 1 && roh < 2")");
    expectError(unknown, Kind::BadValue, "regions[0].expression");
    EXPECT_THAT(errorOf(unknown).message, HasSubstr("character 12"));
    EXPECT_THAT(errorOf(unknown).message, HasSubstr("'roh'"));
}

TEST_F(SidebandFile, RefusesMoreRegionsThanCanBeCounted) {
    std::string regions;
    for (int i = 0; i < 33; ++i) {
        if (i > 0) regions += ',';
        regions += rectangle(std::to_string(i));
    }
    expectError(document(regions), Kind::BadValue, "regions");
}

TEST_F(SidebandFile, SurvivesEndlessNesting) {
    const std::string deep = std::string(200000, '[') + std::string(200000, ']');
    expectError(deep, Kind::NotJson, "");
    expectError(document("", ", \"later\": " + deep), Kind::NotJson, "");
    EXPECT_TRUE(readSidebandPlane(document("", ", \"later\": [[[[[[[[1]]]]]]]]")).has_value());
}

TEST_F(SidebandFile, NamesTheFileThatCannotBeRead) {
    for (const auto& file : {m_folder / "absent.json", m_folder}) {
        const auto plane = loadSidebandPlane(file);
        ASSERT_FALSE(plane.has_value());
        EXPECT_EQ(plane.error().kind, Kind::CannotRead);
        EXPECT_THAT(describe(plane.error()), HasSubstr(file.string()));
    }
    std::ofstream(m_folder / "broken.json") << document("7");
    const auto broken = loadSidebandPlane(m_folder / "broken.json");
    ASSERT_FALSE(broken.has_value());
    EXPECT_THAT(describe(broken.error()), HasSubstr("broken.json: regions[0]: expected an object, found 7"));
}

TEST_F(SidebandFile, SaysWhenItCannotBeWritten) {
    const auto absent = saveSidebandPlane(defaultSidebandPlane(), m_folder / "absent" / "regions.json");
    ASSERT_FALSE(absent.has_value());
    EXPECT_EQ(absent.error().kind, Kind::CannotWrite);
    std::filesystem::create_directories(m_folder / "folder.json" / "inside");
    const auto folder = saveSidebandPlane(defaultSidebandPlane(), m_folder / "folder.json");
    ASSERT_FALSE(folder.has_value());
    EXPECT_EQ(folder.error().kind, Kind::CannotWrite);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "folder.json.part"));
}

TEST_F(SidebandFile, OfTheDefaultRegionsIsShippedAsAnExampleToEdit) {
    const auto file = std::filesystem::path(PAIRSCOPE_SOURCE_DIR) / "resources/regions/rho-deltaM.json";
    const auto shipped = loadSidebandPlane(file);
    ASSERT_TRUE(shipped.has_value()) << describe(shipped.error());
    EXPECT_EQ(*shipped, defaultSidebandPlane());
    std::ifstream stream(file);
    EXPECT_EQ(writeSidebandPlane(*shipped), std::string(std::istreambuf_iterator<char>(stream), {}));
}
