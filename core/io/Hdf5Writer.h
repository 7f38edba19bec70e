#pragma once

#include "core/io/OutputTable.h"
#include "core/io/PendingFile.h"

namespace pairscope {

/// Writes a table as PyTables does: a compound dataset "/<name>" in chunks, packed by zlib, with the
/// attributes that let PyTables and pandas.read_hdf open it. Text columns are strings of fixed length.
[[nodiscard]] tl::expected<void, FileError> writeHdf5(const OutputTable& table, const PendingFile& file);

} // namespace pairscope
