#pragma once

#include "core/detector/BeamParameters.h"
#include "core/detector/DriftChamber.h"
#include "core/detector/LayerCrossing.h"
#include "core/detector/LayerGeometry.h"
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

/// The material nearest to a point.
struct NearestLayer {
    std::size_t layer = 0; ///< index into DetectorModel::layers()
    /// Shortest signed transverse distance to the material [cm]: 0 inside it, > 0 when the point is outside
    /// (farther from the axis), < 0 when it is nearer to the axis than the material.
    double distance = 0;
};

/// The detector's data-taking period: Run 1 had only two ladders of PXD layer 2.
enum class DetectorRun { Run1, Run2 };

struct DetectorDescription;

/// Material, beams, field and acceptance; immutable after load. Nominal geometry: no alignment.
class DetectorModel {
public:
    /// No material at all: nothing is ever crossed.
    DetectorModel() = default;

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

    [[nodiscard]] const DriftChamber& driftChamber() const { return m_driftChamber; }

    /// All layers by nominal radius, innermost first.
    [[nodiscard]] std::span<const MaterialLayer> layers() const& { return m_layers; }
    std::span<const MaterialLayer> layers() const&& = delete; ///< the span would outlive the layers
    /// The names of the groups (beam pipe, PXD 1, ...), innermost first, each once.
    [[nodiscard]] std::vector<std::string> groups() const;

    /// Every piece of material on the straight path from `origin` along `direction` (any length > 0), nearest
    /// first; one entry a ladder, so overlapping ladders give two, and one entry each time a ring is entered.
    /// Only what lies within `maxRadius` [cm] of the z axis: material that reaches beyond is cut there (the
    /// default keeps 0.7 cm of CDC gas). A path that starts inside material sees the rest of it. Nothing
    /// when the direction is zero or a number is not finite.
    [[nodiscard]] std::vector<LayerCrossing> crossings(const Vector3& origin, const Vector3& direction,
                                                       double maxRadius = 17.0) const;

    /// Appends what of one layer lies on the straight path from `begin` to `end` [cm]; one entry a piece, in
    /// no particular order.
    void appendCrossings(std::size_t layer, const Vector3& begin, const Vector3& end,
                         std::vector<LayerCrossing>& crossings) const;

    /// The tracking material (up to the CDC inner wall) nearest to a point in the transverse plane, among
    /// what is there at the point's z (with 1 cm margin; the z range is ignored when nothing is there). Gas
    /// volumes do not count. Nothing when a coordinate is not finite.
    [[nodiscard]] std::optional<NearestLayer> nearestLayer(const Vector3& point) const;

private:
    DetectorModel(DetectorDescription description, DetectorRun run);

    [[nodiscard]] std::optional<NearestLayer> nearestWithin(const Vector3& point, double zMargin) const;

    std::string m_name;
    DetectorRun m_run = DetectorRun::Run2;
    MagneticField m_field;
    BeamParameters m_beams;
    double m_thetaMin = 0;
    double m_thetaMax = 0;
    DriftChamber m_driftChamber;
    std::vector<MaterialLayer> m_layers;
    std::vector<LayerGeometry> m_geometry; ///< one for each layer
};

} // namespace pairscope
