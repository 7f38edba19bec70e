#pragma once

#include "core/detector/DetectorModel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace pairscope::test {

inline std::filesystem::path belle2File() {
    return std::filesystem::path(PAIRSCOPE_SOURCE_DIR) / "resources/detectors/belle2.json";
}

inline DetectorModel belle2(DetectorRun run = DetectorRun::Run2) {
    auto detector = DetectorModel::fromFile(belle2File(), run);
    if (!detector) throw std::runtime_error(detector.error().message);
    return *std::move(detector);
}

/// A detector description with the given comma-separated layer objects.
inline std::string descriptionWith(const std::string& layers) {
    return R"({"schema_version": 1, "name": "test", "magnetic_field_t": 1.5,
      "beams": {"her_energy_gev": 7, "ler_energy_gev": 4, "her_angle_mrad": 41.5, "ler_angle_mrad": 41.5,
                "spot_cm": [0, 0, 0], "spot_size_um": [10, 0.3, 250]},
      "acceptance": {"theta_min_deg": 17, "theta_max_deg": 150},
      "layers": [)" +
           layers + "]}";
}

/// @param shape the members that describe the shape.
inline std::string layerNamed(const std::string& name, const std::string& shape) {
    return R"({"name": ")" + name +
           R"(", "group": "g", "material": "Si", "source": "test", "tracking": true, )" + shape + "}";
}

inline DetectorModel detectorWith(const std::string& layers) {
    auto detector = DetectorModel::fromJson(descriptionWith(layers));
    if (!detector) throw std::runtime_error(detector.error().message);
    return *std::move(detector);
}

/// X/X0 = 1 %, 1 mm thick at r = 2 cm, -10 < z < 10 cm.
inline const std::string kRing = layerNamed("ring", R"("x_over_x0": 0.01, "shape": "cylinder",
    "inner_radius_cm": 2, "outer_radius_cm": 2.1, "z_min_cm": -10, "z_max_cm": 10)");

/// One ladder at x = 3 cm, 0.1 mm thick, -1 < y < 2 cm, -10 < z < 10 cm, X/X0 = 2 %.
inline const std::string kLadder = layerNamed("ladder", R"("x_over_x0": 0.02, "shape": "ladders",
    "radius_cm": 3, "shift_cm": 0.5, "width_cm": 3, "thickness_um": 100, "z_min_cm": -10, "z_max_cm": 10,
    "phi_deg": [0])");

/// One trapezoid from x = 5 cm at z = 10 cm, 4 cm wide, to x = 3 cm at z = 20 cm, 2 cm wide.
inline const std::string kSlanted = layerNamed("slanted", R"("x_over_x0": 0.03, "shape": "slanted ladders",
    "radius_at_z_min_cm": 5, "radius_at_z_max_cm": 3, "shift_cm": 0.5, "width_at_z_min_cm": 4,
    "width_at_z_max_cm": 2, "thickness_um": 300, "z_min_cm": 10, "z_max_cm": 20, "phi_deg": [0])");

inline Vector3 transverseDirection(double phi) {
    return {std::cos(phi), std::sin(phi), 0};
}

/// Index of the layer of that name; a name that does not exist fails the test.
inline std::size_t indexOf(const DetectorModel& detector, const std::string& name) {
    const auto layers = detector.layers();
    for (std::size_t index = 0; index < layers.size(); ++index)
        if (layers[index].name == name) return index;
    throw std::runtime_error("no layer " + name);
}

} // namespace pairscope::test
