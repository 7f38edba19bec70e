#pragma once

#include "app/window/Dataset.h"
#include "core/candidate/BatchReconstruction.h"
#include "widgets/panels/MessageBar.h"

#include <tl/expected.hpp>

#include <stop_token>

namespace pairscope {

/// Why a file could not be opened, as the message bar says it.
using LoadResult = tl::expected<std::shared_ptr<const Dataset>, Message>;

/// Reads a pair table and reconstructs every row. Reading is the first third of the progress.
[[nodiscard]] LoadResult loadDataset(const QString& path,
                                     const std::shared_ptr<const DetectorModel>& detector,
                                     const std::stop_token& stop, const Progress& progress);

/// The demonstration sample, made and reconstructed in some tens of milliseconds.
[[nodiscard]] std::shared_ptr<const Dataset>
demonstrationDataset(const std::shared_ptr<const DetectorModel>& detector);

} // namespace pairscope
