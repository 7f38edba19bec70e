#pragma once

#include "core/io/PairSource.h"

namespace pairscope {

/// Reads one table of an HDF5 file: a compound dataset, as basf2's VariablesToTable, PyTables and pandas
/// (format="table") write it, with any compression whose plug-in is installed.
[[nodiscard]] tl::expected<PairFile, FileError> readHdf5(const std::filesystem::path& file,
                                                         const ReadOptions& options);

} // namespace pairscope
