#pragma once

#include "core/detector/BeamParameters.h"
#include "core/detector/MaterialLayer.h"
#include "core/track/MagneticField.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// What a detector description cannot be used for, in words.
struct DetectorError {
    enum class Kind { CannotRead, NotJson, BadContent };
    Kind kind = Kind::CannotRead;
    std::string message; ///< names file, key and what was expected
};

/// A straight path going through one piece of material.
struct LayerCrossing {
    std::size_t layer = 0; ///< index into DetectorModel::layers()
    double distance = 0; ///< from the start of the path to the middle of the material, cm (three-dimensional)
    double length = 0;   ///< inside the material, cm
    double radius = 0;   ///< transverse distance from the z axis at the middle, cm
    double radiationLengths = 0;        ///< X/X0 along the path, obliquity included
    Vector3 position = Vector3::Zero(); ///< middle of the material, cm
};

/// The material nearest to a point.
struct NearestLayer {
    std::size_t layer = 0; ///< index into DetectorModel::layers()
    /// Shortest signed transverse distance to the material [cm]: 0 inside it, > 0 when the point is outside
    /// (farther from the axis), < 0 when it is nearer to the axis than the material.
    double distance = 0;
};

/// The detector's data-taking period: Run 1 had only two ladders of PXD layer 2.
enum class DetectorRun { Run1, Run2 };

/// Material, beams, field and acceptance; immutable after load. Nominal geometry: no alignment.
class DetectorModel {
public:
    /// Reads a description as in resources/detectors/belle2.json.
    [[nodiscard]] static tl::expected<DetectorModel, DetectorError>
    fromFile(const std::filesystem::path& file, DetectorRun run = DetectorRun::Run2);
    [[nodiscard]] static tl::expected<DetectorModel, DetectorError>
    fromJson(std::string_view text, DetectorRun run = DetectorRun::Run2);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] DetectorRun run() const { return m_run; }
    [[nodiscard]] MagneticField field() const { return m_field; }
    [[nodiscard]] const BeamParameters& beams() const { return m_beams; }
    [[nodiscard]] double thetaMin() const { return m_thetaMin; } ///< rad
    [[nodiscard]] double thetaMax() const { return m_thetaMax; } ///< rad

    /// All layers by nominal radius, innermost first.
    [[nodiscard]] std::span<const MaterialLayer> layers() const { return m_layers; }
    /// The names of the groups (beam pipe, PXD 1, ...), innermost first, each once.
    [[nodiscard]] std::vector<std::string> groups() const;

    /// Every piece of material on the straight path from `origin` along `direction` (any length > 0), nearest
    /// first; one entry a ladder, so overlapping ladders give two. Only up to `maxRadius` [cm] from the z
    /// axis.
    [[nodiscard]] std::vector<LayerCrossing> crossings(const Vector3& origin, const Vector3& direction,
                                                       double maxRadius = 17.0) const;

    /// The tracking material (up to the CDC inner wall) nearest to a point in the transverse plane, among
    /// what is there at the point's z (with 1 cm margin; the z range is ignored when nothing is there). Gas
    /// volumes do not count.
    [[nodiscard]] std::optional<NearestLayer> nearestLayer(const Vector3& point) const;

private:
    std::string m_name;
    DetectorRun m_run = DetectorRun::Run2;
    MagneticField m_field;
    BeamParameters m_beams;
    double m_thetaMin = 0;
    double m_thetaMax = 0;
    std::vector<MaterialLayer> m_layers;
};

} // namespace pairscope
