#pragma once

#include "core/io/PairSource.h"

namespace pairscope {

/// Reads a CSV file (RFC 4180), plain or gzip, in blocks on all cores; the result does not depend on how
/// many.
[[nodiscard]] tl::expected<PairFile, FileError> readCsv(const std::filesystem::path& file,
                                                        const ReadOptions& options);

} // namespace pairscope
