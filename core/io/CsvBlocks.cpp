#include "core/io/CsvBlocks.h"

#include "core/io/CsvText.h"

#include <fmt/format.h>

namespace pairscope {

namespace {

/// A row longer than this is no row.
constexpr std::size_t kLongestRow = 16 << 20;

} // namespace

tl::expected<CsvBlock, FileError> CsvBlocks::next() {
    CsvBlock block{std::move(m_rest), false};
    m_rest.clear();
    while (true) {
        const std::size_t before = block.text.size();
        block.text.resize(before + m_blockSize);
        const auto got = m_bytes.read(std::span(block.text).subspan(before));
        if (!got) return tl::unexpected(got.error());
        block.text.resize(before + *got);
        const bool complete = *got < m_blockSize;
        const std::size_t rowEnd = endOfLastRow(block.text, complete);
        if (complete) {
            block.cutOff = rowEnd < block.text.size();
            if (block.cutOff) block.text += '\n';
            return block;
        }
        if (rowEnd > 0) {
            m_rest = block.text.substr(rowEnd);
            block.text.resize(rowEnd);
            return block;
        }
        if (block.text.size() > kLongestRow)
            return tl::unexpected(FileError{FileError::Kind::BadFormat,
                                            fmt::format("{} has no line end in {} MB: it is not a CSV table.",
                                                        m_bytes.file().string(), kLongestRow >> 20),
                                            {}});
    }
}

} // namespace pairscope
