#include "core/analysis/SidebandFile.h"

#include "core/analysis/Filter.h"
#include "core/analysis/RegionMembership.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <system_error>

namespace pairscope {

namespace {

using Json = nlohmann::ordered_json;
using Kind = SidebandFileError::Kind;

constexpr std::string_view kFormat = "pairscope-sideband";
constexpr int kVersion = 2; // 1 had no roles, no blinding and no expressions: all may be missing

/// Carries the first problem out of the nested reading functions; never leaves this file.
struct Problem {
    SidebandFileError error;
};

[[noreturn]] void fail(Kind kind, const std::string& key, std::string message) {
    throw Problem{{kind, {}, key, std::move(message)}};
}

/// A part of the document and the path to it.
struct Node {
    const Json& json;
    std::string key;

    [[nodiscard]] std::string pathTo(std::string_view name) const {
        return key.empty() ? std::string(name) : fmt::format("{}.{}", key, name);
    }
    [[nodiscard]] bool has(const char* name) const { return json.contains(name); }
    [[nodiscard]] Node operator[](const char* name) const {
        if (!has(name)) fail(Kind::MissingKey, pathTo(name), "is missing");
        return {json[name], pathTo(name)};
    }
    [[nodiscard]] Node operator[](std::size_t index) const {
        return {json[index], fmt::format("{}[{}]", key, index)};
    }
    [[noreturn]] void wrongType(std::string_view expected) const {
        constexpr std::size_t kLongest = 60;          // characters of what was found
        std::string found = json.dump(-1, ' ', true); // ASCII, so that it can be cut anywhere
        if (found.size() > kLongest) found = found.substr(0, kLongest) + "...";
        fail(Kind::WrongType, key, fmt::format("expected {}, found {}", expected, found));
    }
    [[nodiscard]] std::string text() const {
        if (!json.is_string()) wrongType("text");
        return json.get<std::string>();
    }
    [[nodiscard]] double number() const {
        if (!json.is_number()) wrongType("a number");
        return json.get<double>();
    }
    [[nodiscard]] bool yesOrNo() const {
        if (!json.is_boolean()) wrongType("true or false");
        return json.get<bool>();
    }
    /// The number of elements of an array.
    [[nodiscard]] std::size_t size(std::string_view expected) const {
        if (!json.is_array()) wrongType(expected);
        return json.size();
    }
};

Json parsed(std::string_view text) {
    // Copying and writing JSON recurse: a file that nests without end must not exhaust the stack.
    static constexpr int kDeepest = 64;
    const auto checkDepth = [](int depth, Json::parse_event_t, const Json&) {
        if (depth > kDeepest) fail(Kind::NotJson, {}, fmt::format("nested deeper than {} levels", kDeepest));
        return true;
    };
    try {
        return Json::parse(text, checkDepth);
    } catch (const Json::parse_error& error) {
        fail(Kind::NotJson, {}, fmt::format("not well-formed JSON at byte {}", error.byte));
    } catch (const Json::exception&) {
        fail(Kind::NotJson, {}, "a number of the JSON text is too large");
    }
}

void checkHeader(const Node& root) {
    if (!root.json.is_object() || !root.has("format") || root.json["format"] != kFormat)
        fail(Kind::WrongFormat, "format", fmt::format("expected \"{}\"", kFormat));
    const Node version = root["version"];
    if (!version.json.is_number_integer() || version.json.get<long long>() < 1)
        version.wrongType("a whole number from 1");
    if (version.json.get<long long>() > kVersion)
        fail(Kind::NewerVersion, version.key,
             fmt::format("is {}, this program knows up to {}", version.json.dump(), kVersion));
}

CandidateColumn readColumn(const Node& node) {
    const std::string name = node.text();
    const auto column = candidateColumn(name);
    if (!column) fail(Kind::UnknownColumn, node.key, fmt::format("there is no column \"{}\"", name));
    return *column;
}

std::optional<double> readBound(const Node& node) {
    if (node.json.is_null()) return std::nullopt;
    if (!node.json.is_number()) node.wrongType("a number or null");
    return node.number();
}

ClosedRange readRange(const Node& node) {
    constexpr std::string_view kExpected = "[low, high], each a number or null";
    if (node.size(kExpected) != 2) node.wrongType(kExpected);
    const ClosedRange range{readBound(node[std::size_t{0}]), readBound(node[std::size_t{1}])};
    if (range.low && range.high && *range.low > *range.high)
        fail(Kind::BadValue, node.key, fmt::format("low {} is above high {}", *range.low, *range.high));
    return range;
}

PolygonRegion readPolygon(const Node& node) {
    PolygonRegion polygon;
    const std::size_t count = node.size("an array of vertices [x, y]");
    if (count < 3) fail(Kind::BadValue, node.key, fmt::format("needs at least 3 vertices, has {}", count));
    for (std::size_t i = 0; i < count; ++i) {
        const Node vertex = node[i];
        if (vertex.size("a vertex [x, y]") != 2) vertex.wrongType("a vertex [x, y]");
        polygon.vertices.emplace_back(vertex[std::size_t{0}].number(), vertex[std::size_t{1}].number());
    }
    return polygon;
}

RectangleRegion readRectangle(const Node& node) {
    if (!node.json.is_object()) node.wrongType("an object with \"x\" and \"y\"");
    return {readRange(node["x"]), readRange(node["y"])};
}

/// One that cannot be compiled would contain nothing: as a blinded region it would hide nothing.
ExpressionRegion readExpression(const Node& node) {
    ExpressionRegion expression{node.text()};
    if (expression.text.find_first_not_of(" \t\n") == std::string::npos)
        fail(Kind::BadValue, node.key, "must not be empty");
    if (const auto filter = Filter::compile(expression.text); !filter)
        fail(Kind::BadValue, node.key,
             fmt::format("\"{}\", character {}: {}", expression.text, filter.error().position + 1,
                         filter.error().message));
    return expression;
}

RegionShape readShape(const Node& node) {
    const int shapes = node.has("rectangle") + node.has("polygon") + node.has("expression");
    if (shapes != 1)
        fail(shapes > 1 ? Kind::BadValue : Kind::MissingKey, node.key,
             "expected one of \"rectangle\", \"polygon\" and \"expression\"");
    if (node.has("rectangle")) return readRectangle(node["rectangle"]);
    if (node.has("polygon")) return readPolygon(node["polygon"]);
    return readExpression(node["expression"]);
}

RegionRole readRole(const Node& node) {
    const std::string name = node.text();
    const auto role = regionRole(name);
    if (!role)
        fail(Kind::BadValue, node.key,
             fmt::format("expected signal, B, C, D or validation, found \"{}\"", name));
    return *role;
}

/// What is left of an object without the keys of this version, as text; empty when nothing is.
std::string unknownKeys(Json object, std::initializer_list<const char*> known) {
    for (const char* key : known)
        object.erase(key);
    return object.empty() ? std::string() : object.dump();
}

Region readRegion(const Node& node) {
    if (!node.json.is_object()) node.wrongType("an object");
    Region region;
    region.name = node["name"].text();
    if (region.name.empty()) fail(Kind::BadValue, node.pathTo("name"), "must not be empty");
    region.colour = node["colour"].text();
    if (!isColour(region.colour))
        fail(Kind::BadValue, node.pathTo("colour"),
             fmt::format("expected \"#rrggbb\", found \"{}\"", region.colour));
    region.shape = readShape(node);
    if (node.has("role")) region.role = readRole(node["role"]);
    if (node.has("blind")) region.blind = node["blind"].yesOrNo();
    region.unknownKeys =
        unknownKeys(node.json, {"name", "colour", "rectangle", "polygon", "expression", "role", "blind"});
    return region;
}

SidebandPlane readPlane(std::string_view text) {
    const Json json = parsed(text);
    const Node root{json, {}};
    checkHeader(root);
    SidebandPlane plane;
    plane.x = readColumn(root["x"]);
    plane.y = readColumn(root["y"]);
    const Node regions = root["regions"];
    const std::size_t count = regions.size("an array of regions");
    if (count > RegionMembership::kMostRegions)
        fail(Kind::BadValue, regions.key,
             fmt::format("has {} regions, at most {} are possible", count, RegionMembership::kMostRegions));
    for (std::size_t i = 0; i < count; ++i) {
        Region region = readRegion(regions[i]);
        const auto sameName = [&](const Region& other) { return other.name == region.name; };
        if (std::any_of(plane.regions.begin(), plane.regions.end(), sameName))
            fail(Kind::BadValue, regions[i].pathTo("name"),
                 fmt::format("the name \"{}\" is used twice", region.name));
        plane.regions.push_back(std::move(region));
    }
    plane.unknownKeys = unknownKeys(json, {"format", "version", "x", "y", "regions"});
    return plane;
}

Json asJson(const std::optional<double>& bound) {
    return bound && std::isfinite(*bound) ? Json(*bound) : Json(nullptr);
}

Json asJson(const ClosedRange& range) {
    return Json::array({asJson(range.low), asJson(range.high)});
}

void addUnknownKeys(Json& object, const std::string& unknown) {
    if (!unknown.empty()) object.update(Json::parse(unknown));
}

Json asJson(const Region& region) {
    Json object{{"name", region.name}, {"colour", region.colour}};
    if (const auto* rectangle = std::get_if<RectangleRegion>(&region.shape)) {
        object["rectangle"] = Json{{"x", asJson(rectangle->x)}, {"y", asJson(rectangle->y)}};
    } else if (const auto* polygon = std::get_if<PolygonRegion>(&region.shape)) {
        Json vertices = Json::array();
        for (const auto& [x, y] : polygon->vertices)
            vertices.push_back(Json::array({x, y}));
        object["polygon"] = std::move(vertices);
    } else {
        object["expression"] = std::get<ExpressionRegion>(region.shape).text;
    }
    if (region.role != RegionRole::None) object["role"] = toString(region.role);
    if (region.blind) object["blind"] = true;
    addUnknownKeys(object, region.unknownKeys);
    return object;
}

/// As people edit it: a key on a line, a region on a line.
std::string lines(const Json& root) {
    constexpr auto kReplace = Json::error_handler_t::replace; // text that is not UTF-8 must not throw
    std::string text = "{";
    for (const auto& [key, value] : root.items()) {
        text += fmt::format("{}\n  {}: ", text.size() > 1 ? "," : "", Json(key).dump());
        if (key != "regions") {
            text += value.dump(-1, ' ', false, kReplace);
            continue;
        }
        text += "[";
        for (const Json& region : value)
            text += fmt::format("{}\n    {}", text.back() == '[' ? "" : ",",
                                region.dump(-1, ' ', false, kReplace));
        text += value.empty() ? "]" : "\n  ]";
    }
    return text + "\n}\n";
}

SidebandFileError fileError(Kind kind, const std::filesystem::path& file, std::string message) {
    return {kind, file.string(), {}, std::move(message)};
}

} // namespace

std::string describe(const SidebandFileError& error) {
    std::string text;
    for (const std::string& part : {error.file, error.key, error.message})
        if (!part.empty()) text += (text.empty() ? "" : ": ") + part;
    return text;
}

tl::expected<SidebandPlane, SidebandFileError> readSidebandPlane(std::string_view json) {
    try {
        return readPlane(json);
    } catch (Problem& problem) {
        return tl::unexpected(std::move(problem.error));
    }
}

std::string writeSidebandPlane(const SidebandPlane& plane) {
    Json root{{"format", kFormat},
              {"version", kVersion},
              {"x", info(plane.x).name},
              {"y", info(plane.y).name},
              {"regions", Json::array()}};
    for (const Region& region : plane.regions)
        root["regions"].push_back(asJson(region));
    addUnknownKeys(root, plane.unknownKeys);
    return lines(root);
}

tl::expected<SidebandPlane, SidebandFileError> loadSidebandPlane(const std::filesystem::path& file) {
    std::error_code status;
    if (std::filesystem::is_directory(file, status))
        return tl::unexpected(fileError(Kind::CannotRead, file, "is a directory"));
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return tl::unexpected(fileError(Kind::CannotRead, file, "cannot be opened"));
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad()) return tl::unexpected(fileError(Kind::CannotRead, file, "cannot be read"));
    auto plane = readSidebandPlane(text);
    if (!plane) plane.error().file = file.string();
    return plane;
}

tl::expected<void, SidebandFileError> saveSidebandPlane(const SidebandPlane& plane,
                                                        const std::filesystem::path& file) {
    std::filesystem::path partial = file;
    partial += ".part";
    std::error_code status;
    {
        std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
        stream << writeSidebandPlane(plane);
        stream.close();
        if (!stream) {
            std::filesystem::remove(partial, status);
            return tl::unexpected(fileError(Kind::CannotWrite, file, "cannot be written"));
        }
    }
    std::filesystem::rename(partial, file, status);
    if (!status) return {};
    const std::string reason = status.message();
    std::filesystem::remove(partial, status);
    return tl::unexpected(fileError(Kind::CannotWrite, file, reason));
}

} // namespace pairscope
