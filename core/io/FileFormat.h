#pragma once

#include "core/io/PairSource.h"

namespace pairscope {

enum class FileFormat {
    Csv,
    CsvGzip,
    Hdf5,
    FitCase, ///< one pair (core/io/FitCase.h); read only
};

/// What a file to be read is, by its first bytes, else by its ending.
[[nodiscard]] tl::expected<FileFormat, FileError> formatOfContent(const std::filesystem::path& file);

/// What a file to be written shall be, by its ending.
[[nodiscard]] tl::expected<FileFormat, FileError> formatOfName(const std::filesystem::path& file);

} // namespace pairscope
