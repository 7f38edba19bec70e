#pragma once

#include "core/io/OutputFile.h"
#include "core/io/TableWriter.h"

namespace pairscope {

/// Writes tables as CSV (RFC 4180 with plain line ends), numbers with as many digits as give the same double
/// back, none as an empty cell; packed by gzip if asked.
class CsvWriter : public TableWriter {
public:
    CsvWriter(const OutputTable& columns, const PendingFile& file, bool gzip);

    [[nodiscard]] tl::expected<void, FileError> append(const OutputTable& table) override;
    [[nodiscard]] tl::expected<void, FileError> finish() override { return m_output.finish(); }

private:
    OutputFile m_output;
    bool m_gzip;
};

} // namespace pairscope
