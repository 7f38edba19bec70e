#pragma once

#include "core/detector/DetectorModel.h"
#include "render/CandidateItems.h"

#include <string>

namespace pairscope {

/// See SpaceScene::dump(). @param detector, candidate may be null.
[[nodiscard]] std::string dumpSpace(const DetectorModel* detector, const Candidate* candidate,
                                    const CandidateItems& items, const SceneOptions& options);

} // namespace pairscope
