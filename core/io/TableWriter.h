#pragma once

#include "core/io/FileFormat.h"
#include "core/io/OutputTable.h"
#include "core/io/PendingFile.h"

#include <memory>

namespace pairscope {

/// Writes tables of the same columns one below the other into one file.
class TableWriter {
public:
    virtual ~TableWriter() = default;

    /// @return why not all of it could be written; nothing more is then to be appended.
    [[nodiscard]] virtual tl::expected<void, FileError> append(const OutputTable& table) = 0;
    /// Writes what is still to be written, and closes.
    [[nodiscard]] virtual tl::expected<void, FileError> finish() = 0;
};

/// @param columns a table, with or without rows, that has the columns that will come; none of it is written
/// @param file must outlive the writer
/// @pre format is one of the formats that can be written
[[nodiscard]] std::unique_ptr<TableWriter> makeTableWriter(FileFormat format, const OutputTable& columns,
                                                           const PendingFile& file);

} // namespace pairscope
