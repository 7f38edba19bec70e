#pragma once

#include "render/CandidateItems.h"
#include "render/DrawList.h"

namespace pairscope {

/// Lines, symbols and labels of a candidate's items, in cm.
[[nodiscard]] DrawList candidateDrawing(const CandidateItems& items, const SceneOptions& options,
                                        const View2D& view, PictureSize size);

/// A wave along a line: `amplitude` and `wavelength` in the unit of the points.
[[nodiscard]] std::vector<Vector2> wave(const Vector2& from, const Vector2& to, double amplitude,
                                        double wavelength);

} // namespace pairscope
