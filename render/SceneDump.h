#pragma once

#include "core/analysis/VertexDensity.h"
#include "core/detector/DetectorModel.h"
#include "render/CandidateItems.h"
#include "render/LayerSection.h"

#include <string>

namespace pairscope {

/// A scene as text, one item a line, lengths in cm, angles in rad: what tests compare instead of pictures.
///   ring NAME inner outer x/x0       box NAME x1 y1 .. x4 y4      arc KIND TRACK x y .. (5 points evenly
///   along it) ellipse MINIMUM cx cy major minor angle      line KIND INDEX x1 y1 x2 y2      cluster INDEX
///   energy x1 y1 .. x4 y4      point KIND INDEX x y
/// @param detector may be null. @param sections of its layers
[[nodiscard]] std::string dumpScene(const DetectorModel* detector, const std::vector<LayerSection>& sections,
                                    const CandidateItems& items, const SceneOptions& options);

/// One line: density INSIDE MAXIMUM cellSize x y columns rows, with the corner of the lowest cell
[[nodiscard]] std::string dumpDensity(const VertexDensity& density);

/// "vertex", "track-after", ...
[[nodiscard]] const char* toString(ItemKind kind);

} // namespace pairscope
