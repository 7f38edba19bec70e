#pragma once

#include "core/detector/DetectorModel.h"

namespace pairscope {

/// What a detector file says, checked for plausibility, with the layers that exist in the wanted run.
struct DetectorDescription {
    std::string name;
    MagneticField field;
    BeamParameters beams;
    double thetaMin = 0; ///< rad
    double thetaMax = 0; ///< rad
    DriftChamber driftChamber;
    std::vector<MaterialLayer> layers;
};

[[nodiscard]] tl::expected<std::string, DetectorError> readDetectorText(const std::filesystem::path& file);

/// @param origin what messages call the text, usually the file's path.
[[nodiscard]] tl::expected<DetectorDescription, DetectorError>
readDetector(std::string_view text, const std::string& origin, DetectorRun run);

} // namespace pairscope
