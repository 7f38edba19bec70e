#pragma once

#include "core/detector/DetectorModel.h"

#include <memory>
#include <stdexcept>

namespace pairscope::test {

/// The detector the program ships.
inline std::shared_ptr<const DetectorModel> belle2Detector(DetectorRun run = DetectorRun::Run2) {
    auto detector = DetectorModel::fromFile(PAIRSCOPE_SOURCE_DIR "/resources/detectors/belle2.json", run);
    if (!detector) throw std::runtime_error(detector.error().message);
    return std::make_shared<const DetectorModel>(std::move(*detector));
}

} // namespace pairscope::test
