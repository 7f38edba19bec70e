#include "core/io/TableWriter.h"

#include "core/io/CsvWriter.h"
#include "core/io/Hdf5Writer.h"

namespace pairscope {

std::unique_ptr<TableWriter> makeTableWriter(FileFormat format, const OutputTable& columns,
                                             const PendingFile& file) {
    if (format == FileFormat::Hdf5) return std::make_unique<Hdf5Writer>(columns, file);
    return std::make_unique<CsvWriter>(columns, file, format == FileFormat::CsvGzip);
}

} // namespace pairscope
