#pragma once

#include "core/detector/DetectorModel.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pairscope {

/// The folders in which the program's own files (detectors, regions, ...) are looked for, in this order: the
/// environment's PAIRSCOPE_RESOURCES, share/pairscope beside the folder of the executable (an installed
/// program), the source folder (a program that was built in place). Folders that do not exist are left out.
[[nodiscard]] std::vector<std::filesystem::path> resourceFolders();

/// The first of the folders that has this file, e.g. "detectors/belle2.json".
/// @return its path, or one sentence with every place that was tried
[[nodiscard]] tl::expected<std::filesystem::path, std::string>
findResource(const std::filesystem::path& name,
             const std::vector<std::filesystem::path>& folders = resourceFolders());

/// The Belle II detector from the program's own files, or why there is none.
[[nodiscard]] tl::expected<std::shared_ptr<const DetectorModel>, std::string>
loadDetector(DetectorRun run = DetectorRun::Run2);

} // namespace pairscope
