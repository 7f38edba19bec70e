#pragma once

#include "core/io/OutputTable.h"
#include "core/io/PendingFile.h"

namespace pairscope {

/// Writes a table as CSV (RFC 4180 with plain line ends), numbers with as many digits as give the same double
/// back, none as an empty cell; packed by gzip if asked.
[[nodiscard]] tl::expected<void, FileError> writeCsv(const OutputTable& table, const PendingFile& file,
                                                     bool gzip);

} // namespace pairscope
