#include "core/io/PairWriter.h"

#include <cassert>

namespace pairscope {

PairWriter::PairWriter(PendingFile pending, FileFormat format, const PairTable::Contents& contents,
                       std::size_t longestLayer)
    : m_contents(contents),
      m_longestLayer(longestLayer),
      m_file(std::make_unique<PendingFile>(std::move(pending))),
      m_writer(makeTableWriter(format, outputOf(PairTable(contents, 0), longestLayer), *m_file)) {}

tl::expected<PairWriter, FileError> PairWriter::create(const std::filesystem::path& file,
                                                       const PairTable::Contents& contents,
                                                       std::size_t longestLayer) {
    const auto format = formatOfName(file);
    if (!format) return tl::unexpected(format.error());
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(pending.error());
    return PairWriter(std::move(*pending), *format, contents, longestLayer);
}

tl::expected<void, FileError> PairWriter::append(const PairTable& pairs) {
    assert(pairs.contents() == m_contents);
    return m_writer->append(outputOf(pairs, m_longestLayer));
}

tl::expected<void, FileError> PairWriter::finish() {
    if (auto finished = m_writer->finish(); !finished) return finished;
    return m_file->commit();
}

} // namespace pairscope
