#pragma once

#include "core/io/ByteReader.h"

#include <cstddef>
#include <string>

namespace pairscope {

/// Some whole rows of a CSV file; ends with a line end.
struct CsvBlock {
    std::string text;
    bool cutOff = false; ///< the file ended without a line end here, one was added
};

/// Cuts a file into blocks of whole rows.
class CsvBlocks {
public:
    explicit CsvBlocks(ByteReader bytes, std::size_t blockSize = 1 << 20)
        : m_bytes(std::move(bytes)), m_blockSize(blockSize) {}

    /// @return the next block; one with an empty text at the end of the file.
    [[nodiscard]] tl::expected<CsvBlock, FileError> next();
    [[nodiscard]] const ByteReader& bytes() const { return m_bytes; }

private:
    ByteReader m_bytes;
    std::size_t m_blockSize;
    std::string m_rest; ///< the beginning of a row whose end is not read yet
};

} // namespace pairscope
