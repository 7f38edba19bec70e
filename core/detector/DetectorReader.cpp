#include "core/detector/DetectorReader.h"

#include "core/detector/CheckedJson.h"
#include "core/math/Units.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <iterator>
#include <system_error>

namespace pairscope {

namespace {

using nlohmann::json;

constexpr int kSchemaVersion = 1;

// Bounds far beyond any real detector, so that sums and squares of what is read stay finite.
constexpr NumberKind kPosition{"a number of cm between -1e5 and 1e5",
                               [](double x) { return std::abs(x) <= 1e5; }};
constexpr NumberKind kRadius{"a radius of 0 to 1e5 cm", [](double x) { return x >= 0 && x <= 1e5; }};
constexpr NumberKind kPositive{"a number above 0 and at most 1e6",
                               [](double x) { return x > 0 && x <= 1e6; }};
constexpr NumberKind kDirection{"an angle between -360 and 360", [](double x) { return std::abs(x) <= 360; }};
constexpr NumberKind kBeamAngle{"an angle between -1000 and 1000 mrad",
                                [](double x) { return std::abs(x) <= 1000; }};
constexpr NumberKind kPolarAngle{"an angle between 0 and 180 degrees",
                                 [](double x) { return x >= 0 && x <= 180; }};
constexpr NumberKind kAtomicNumber{"an atomic number of 1 to 120",
                                   [](double x) { return x >= 1 && x <= 120; }};
constexpr NumberKind kCount{"a whole number of 1 to 1000",
                            [](double x) { return x >= 1 && x <= 1000 && x == std::floor(x); }};
constexpr NumberKind kVersion{"1, the version of the format that this program knows",
                              [](double x) { return x == kSchemaVersion; }};

BeamParameters readBeams(const CheckedJson& beams) {
    beams.allowOnly({"her_energy_gev", "ler_energy_gev", "her_angle_mrad", "ler_angle_mrad", "spot_cm",
                     "spot_size_um", "source", "note"});
    BeamParameters result;
    result.energyHer = beams.number("her_energy_gev", kPositive);
    result.energyLer = beams.number("ler_energy_gev", kPositive);
    result.angleHer = beams.number("her_angle_mrad", kBeamAngle) * kMilliradian;
    result.angleLer = beams.number("ler_angle_mrad", kBeamAngle) * kMilliradian;
    result.spot = beams.vector("spot_cm", kPosition);
    result.spotSize = beams.vector("spot_size_um", kPositive) * kMicrometre;
    return result;
}

void readAcceptance(const CheckedJson& acceptance, DetectorDescription& description) {
    acceptance.allowOnly({"theta_min_deg", "theta_max_deg", "source", "note"});
    description.thetaMin = acceptance.number("theta_min_deg", kPolarAngle) * kDegree;
    description.thetaMax = acceptance.number("theta_max_deg", kPolarAngle) * kDegree;
    if (!(description.thetaMin < description.thetaMax))
        acceptance.fail("theta_max_deg", "expected a larger angle than theta_min_deg");
}

template<typename Shape>
void readZRange(const CheckedJson& layer, Shape& shape) {
    shape.zMin = layer.number("z_min_cm", kPosition);
    shape.zMax = layer.number("z_max_cm", kPosition);
    if (!(shape.zMin < shape.zMax)) layer.fail("z_max_cm", "expected a larger number than z_min_cm");
}

HitResolution readHitResolution(const CheckedJson& layer) {
    const std::vector<double> um = layer.numbers("hit_resolution_um", kPositive);
    if (um.size() == 2) return {um[0] * kMicrometre, um[1] * kMicrometre};
    layer.fail("hit_resolution_um", "expected two numbers, across the track and along z");
    return {};
}

DriftChamber readDriftChamber(const CheckedJson& chamber) {
    chamber.allowOnly({"hit_resolution_um", "x_over_x0", "superlayers", "source", "note"});
    DriftChamber result;
    result.hitResolution = chamber.number("hit_resolution_um", kPositive) * kMicrometre;
    result.radiationLengths = chamber.number("x_over_x0", kPositive);
    double innerRadius = 0;
    for (const CheckedJson& entry : chamber.objects("superlayers")) {
        entry.allowOnly({"radius_cm", "layers", "stereo_mrad", "z_min_cm", "z_max_cm"});
        DriftChamber::Superlayer superlayer;
        superlayer.radius = entry.number("radius_cm", kPositive);
        superlayer.layers = static_cast<int>(entry.number("layers", kCount));
        superlayer.stereo = entry.number("stereo_mrad", kBeamAngle) * kMilliradian;
        readZRange(entry, superlayer);
        if (!(superlayer.radius > innerRadius))
            entry.fail("radius_cm", "expected a larger radius than that of the superlayer before");
        innerRadius = superlayer.radius;
        result.superlayers.push_back(superlayer);
    }
    return result;
}

CylinderShape readCylinder(const CheckedJson& layer) {
    layer.allowOnly({"name", "group", "material", "source", "note", "tracking", "x_over_x0", "shape",
                     "atomic_number", "hit_resolution_um", "inner_radius_cm", "outer_radius_cm", "z_min_cm",
                     "z_max_cm"});
    CylinderShape shape;
    shape.innerRadius = layer.number("inner_radius_cm", kRadius);
    shape.outerRadius = layer.number("outer_radius_cm", kRadius);
    readZRange(layer, shape);
    if (!(shape.innerRadius < shape.outerRadius))
        layer.fail("outer_radius_cm", "expected a larger radius than inner_radius_cm");
    return shape;
}

/// True when two of the directions [deg] are the same ladder.
bool hasDuplicates(std::vector<double> degrees) {
    for (double& phi : degrees)
        phi = std::fmod(phi + 720, 360);
    std::sort(degrees.begin(), degrees.end());
    return std::adjacent_find(degrees.begin(), degrees.end()) != degrees.end();
}

/// Normal directions [rad] of the ladders there are in `run`.
std::vector<double> readDirections(const CheckedJson& layer, DetectorRun run) {
    std::vector<double> degrees = layer.numbers("phi_deg", kDirection);
    if (hasDuplicates(degrees)) layer.fail("phi_deg", "expected each direction once");
    if (layer.has("run1_phi_deg")) {
        const std::vector<double> run1 = layer.numbers("run1_phi_deg", kDirection);
        for (const double phi : run1)
            if (std::find(degrees.begin(), degrees.end(), phi) == degrees.end())
                layer.fail("run1_phi_deg", fmt::format("expected directions from phi_deg, found {}", phi));
        if (hasDuplicates(run1)) layer.fail("run1_phi_deg", "expected each direction once");
        if (run == DetectorRun::Run1) degrees = run1;
    }
    for (double& phi : degrees)
        phi *= kDegree;
    return degrees;
}

void readBarrelSensor(const CheckedJson& layer, LadderShape& shape) {
    layer.allowOnly({"name", "group", "material", "source", "note", "tracking", "x_over_x0", "shape",
                     "atomic_number", "hit_resolution_um", "radius_cm", "shift_cm", "width_cm",
                     "thickness_um", "z_min_cm", "z_max_cm", "phi_deg", "run1_phi_deg"});
    shape.radiusAtZMin = shape.radiusAtZMax = layer.number("radius_cm", kPositive);
    shape.widthAtZMin = shape.widthAtZMax = layer.number("width_cm", kPositive);
}

void readSlantedSensor(const CheckedJson& layer, LadderShape& shape) {
    layer.allowOnly({"name",
                     "group",
                     "material",
                     "source",
                     "note",
                     "tracking",
                     "x_over_x0",
                     "shape",
                     "atomic_number",
                     "hit_resolution_um",
                     "radius_at_z_min_cm",
                     "radius_at_z_max_cm",
                     "shift_cm",
                     "width_at_z_min_cm",
                     "width_at_z_max_cm",
                     "thickness_um",
                     "z_min_cm",
                     "z_max_cm",
                     "phi_deg",
                     "run1_phi_deg"});
    shape.radiusAtZMin = layer.number("radius_at_z_min_cm", kPositive);
    shape.radiusAtZMax = layer.number("radius_at_z_max_cm", kPositive);
    shape.widthAtZMin = layer.number("width_at_z_min_cm", kPositive);
    shape.widthAtZMax = layer.number("width_at_z_max_cm", kPositive);
}

LadderShape readLadders(const CheckedJson& layer, bool slanted, DetectorRun run) {
    LadderShape shape;
    if (slanted)
        readSlantedSensor(layer, shape);
    else
        readBarrelSensor(layer, shape);
    shape.shift = layer.number("shift_cm", kPosition);
    shape.thickness = layer.number("thickness_um", kPositive) * kMicrometre;
    readZRange(layer, shape);
    shape.phi = readDirections(layer, run);
    if (!(shape.transverseThickness() < 2 * std::min(shape.radiusAtZMin, shape.radiusAtZMax)))
        layer.fail("thickness_um", "expected less than twice the distance from the axis");
    return shape;
}

MaterialLayer readLayer(const CheckedJson& layer, DetectorRun run) {
    MaterialLayer result;
    result.name = layer.text("name");
    result.group = layer.text("group");
    result.material = layer.text("material");
    result.source = layer.text("source");
    result.radiationLengths = layer.number("x_over_x0", kPositive);
    result.tracking = layer.flag("tracking");
    if (layer.has("atomic_number")) result.atomicNumber = layer.number("atomic_number", kAtomicNumber);
    if (layer.has("hit_resolution_um")) result.hit = readHitResolution(layer);
    const std::string shape = layer.text("shape");
    if (shape == "cylinder")
        result.shape = readCylinder(layer);
    else if (shape == "ladders" || shape == "slanted ladders")
        result.shape = readLadders(layer, shape == "slanted ladders", run);
    else
        layer.fail("shape",
                   fmt::format("expected cylinder, ladders or slanted ladders, found \"{}\"", shape));
    return result;
}

std::vector<MaterialLayer> readLayers(const CheckedJson& root, DetectorRun run) {
    std::vector<MaterialLayer> layers;
    for (const CheckedJson& layer : root.objects("layers")) {
        MaterialLayer next = readLayer(layer, run);
        const auto sameName = [&](const MaterialLayer& other) { return other.name == next.name; };
        if (std::any_of(layers.begin(), layers.end(), sameName))
            layer.fail("name", fmt::format("expected a name not used before, found \"{}\"", next.name));
        layers.push_back(std::move(next));
    }
    return layers;
}

DetectorDescription readDescription(const CheckedJson& root, DetectorRun run) {
    root.allowOnly({"schema_version", "about", "keys", "name", "magnetic_field_t", "beams", "acceptance",
                    "layers", "drift_chamber"});
    DetectorDescription description;
    (void)root.number("schema_version", kVersion);
    description.name = root.text("name");
    description.field.bz = root.number("magnetic_field_t", kPositive);
    description.beams = readBeams(root.object("beams"));
    readAcceptance(root.object("acceptance"), description);
    description.layers = readLayers(root, run);
    if (root.has("drift_chamber")) description.driftChamber = readDriftChamber(root.object("drift_chamber"));
    return description;
}

/// The library's words without its own error number: "[json.exception.parse_error.101] parse error at ...".
std::string withoutTag(std::string_view what) {
    const auto end = what.find("] ");
    return std::string(end == std::string_view::npos ? what : what.substr(end + 2));
}

tl::unexpected<DetectorError> failure(DetectorError::Kind kind, const std::string& origin,
                                      std::string_view text) {
    return tl::unexpected(DetectorError{kind, fmt::format("{}: {}", origin, text)});
}

} // namespace

tl::expected<std::string, DetectorError> readDetectorText(const std::filesystem::path& file) {
    using enum DetectorError::Kind;
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        return failure(CannotRead, file.string(), "is a directory, expected a JSON file");
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure(CannotRead, file.string(),
                       fmt::format("cannot be opened ({})", std::generic_category().message(errno)));
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad()) return failure(CannotRead, file.string(), "cannot be read to its end");
    return text;
}

tl::expected<DetectorDescription, DetectorError> readDetector(std::string_view text,
                                                              const std::string& origin, DetectorRun run) {
    using enum DetectorError::Kind;
    json root;
    try {
        root = json::parse(text);
    } catch (const json::exception& problem) {
        return failure(NotJson, origin, fmt::format("is not JSON: {}", withoutTag(problem.what())));
    }
    JsonProblem problem;
    DetectorDescription description = readDescription(CheckedJson(root, "", problem), run);
    if (problem.first()) return failure(BadContent, origin, *problem.first());
    return description;
}

} // namespace pairscope
