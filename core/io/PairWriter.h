#pragma once

#include "core/event/PairTable.h"
#include "core/io/TableWriter.h"

#include <memory>

namespace pairscope {

/// Writes pairs in the columns basf2 uses, some at a time, so that readPairs() gives them all back. CSV or
/// HDF5 by the ending (.csv, .csv.gz, .h5, .hdf5). The file has its name only when finish() was good: after a
/// failure, or when the writer is destroyed before that, nothing is left of it and what was there before is
/// still there.
class PairWriter {
public:
    /// Room for names of layers (bytes) where they are not known beforehand.
    static constexpr std::size_t kLayerNameBytes = 63;

    /// Checks that the file can be written.
    /// @param contents of every table that will come
    /// @param longestLayer bytes of the longest name of a layer that will come
    [[nodiscard]] static tl::expected<PairWriter, FileError>
    create(const std::filesystem::path& file, const PairTable::Contents& contents,
           std::size_t longestLayer = kLayerNameBytes);

    /// @pre pairs.contents() == contents
    [[nodiscard]] tl::expected<void, FileError> append(const PairTable& pairs);
    /// Gives the file its name.
    [[nodiscard]] tl::expected<void, FileError> finish();

private:
    PairWriter(PendingFile pending, FileFormat format, const PairTable::Contents& contents,
               std::size_t longestLayer);

    PairTable::Contents m_contents;
    std::size_t m_longestLayer;
    std::unique_ptr<PendingFile> m_file; ///< the writer knows where it is
    std::unique_ptr<TableWriter> m_writer;
};

} // namespace pairscope
