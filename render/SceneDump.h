#pragma once

#include "core/detector/DetectorModel.h"
#include "render/CandidateItems.h"

#include <string>

namespace pairscope {

/// A scene as text, one item a line, lengths in cm, angles in rad: what tests compare instead of pictures.
///   ring NAME inner outer x/x0       ladder NAME x1 y1 .. x4 y4      arc KIND TRACK x y .. (5 points evenly
///   along it) ellipse MINIMUM cx cy major minor angle      line KIND x1 y1 x2 y2      point KIND INDEX x y
/// @param detector may be null.
[[nodiscard]] std::string dumpScene(const DetectorModel* detector, const CandidateItems& items,
                                    const SceneOptions& options);

/// "vertex", "track-after", ...
[[nodiscard]] const char* toString(ItemKind kind);

} // namespace pairscope
