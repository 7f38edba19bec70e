#pragma once

#include "core/io/Hdf5Disk.h"
#include "core/io/TableWriter.h"

#include <optional>
#include <string>

namespace pairscope {

/// Writes tables as PyTables does: a compound dataset "/<name>" in chunks, packed by zlib, with the
/// attributes that let PyTables and pandas.read_hdf open it. Text columns are strings of fixed length: a
/// longer text than announced is a failure.
class Hdf5Writer : public TableWriter {
public:
    Hdf5Writer(const OutputTable& columns, const PendingFile& file);
    ~Hdf5Writer() override;
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    [[nodiscard]] tl::expected<void, FileError> append(const OutputTable& table) override;
    [[nodiscard]] tl::expected<void, FileError> finish() override;

    /// How a row lies in memory and in the file.
    struct RowShape {
        std::vector<std::size_t> offsets;
        std::vector<std::size_t> sizes;
        std::size_t rowSize = 0;
    };

private:
    [[nodiscard]] tl::expected<void, FileError> judged(bool good) const;
    [[nodiscard]] bool writeRows(const OutputTable& table);
    void close();

    const PendingFile& m_pending;
    Hdf5Disk m_disk;
    RowShape m_shape;
    std::size_t m_chunkRows = 1;
    std::size_t m_rows = 0; ///< written
    std::string m_title;
    std::vector<std::string> m_names; ///< of the columns
    Hdf5Handle m_file;
    Hdf5Handle m_type;
    Hdf5Handle m_dataset;
};

} // namespace pairscope
