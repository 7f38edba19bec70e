#include "core/io/CsvReader.h"

#include "core/io/CsvRows.h"
#include "core/io/MemoryNeed.h"
#include "core/io/PairFileParts.h"
#include "core/io/PairIds.h"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace pairscope {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// First line of the data; the block then has only rows.
std::vector<std::string> takeHeader(CsvBlock& block, std::size_t& lines) {
    const std::size_t mark =
        std::string_view(block.text).starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    CsvCursor cursor(std::string_view(block.text).substr(mark));
    std::vector<std::string> names;
    cursor.skipEmptyLines();
    if (cursor.atEnd()) return names;
    do
        names.emplace_back(cursor.cell());
    while (!cursor.endsRow());
    lines = cursor.lines();
    block.text.erase(0, static_cast<std::size_t>(cursor.here() - block.text.data()));
    return names;
}

FileError missingColumns(const std::filesystem::path& file, const std::vector<std::string>& header,
                         std::vector<std::string> missing) {
    std::string hint;
    if (header.size() == 1 && header.front().find_first_of(";\t") != std::string::npos)
        hint = " Its first line has no commas: cells must be separated by commas.";
    return missingColumnsError(fmt::format("{} cannot be read as a table of pairs", file.string()),
                               std::move(missing), hint);
}

/// A file while it is read.
class CsvFile {
public:
    CsvFile(ByteReader bytes, const ReadOptions& options)
        : m_blocks(std::move(bytes)), m_options(options), m_memory(availableMemory(options)) {}

    tl::expected<PairFile, FileError> read();

private:
    tl::expected<CsvBlock, FileError> readHeader();
    void readPieces(CsvBlock first);
    CsvBlock nextBlock(CsvBlock& first);
    PairFile assemble();
    void checkRoom();
    [[nodiscard]] std::size_t lineOf(std::size_t row) const;

    CsvBlocks m_blocks;
    const ReadOptions& m_options;
    ColumnLayout m_layout;
    std::size_t m_headerLines = 0;
    std::vector<std::unique_ptr<CsvPiece>> m_pieces;
    std::vector<std::size_t> m_firstRows;  ///< of each piece
    std::vector<std::size_t> m_firstLines; ///< of each piece, from 1
    std::optional<FileError> m_error;
    std::optional<std::uint64_t> m_memory; ///< bytes, before anything was read
    std::size_t m_rows = 0;                ///< collected so far
    std::atomic<double> m_progress = 0;    ///< of the bytes handed out
    std::atomic<bool> m_full = false;      ///< there is no room for more
    std::optional<FileError> m_tooLarge;
};

tl::expected<CsvBlock, FileError> CsvFile::readHeader() {
    auto block = m_blocks.next();
    if (!block) return block;
    const std::vector<std::string> header = takeHeader(*block, m_headerLines);
    const auto& file = m_blocks.bytes().file();
    if (header.empty())
        return tl::unexpected(
            FileError{FileError::Kind::Empty,
                      fmt::format("{} has no first line with the names of the columns.", file.string()),
                      {}});
    auto layout = resolveColumns(header);
    if (!layout) return tl::unexpected(missingColumns(file, header, layout.error()));
    m_layout = std::move(*layout);
    return block;
}

/// The next block of rows; an empty one at the end, on a stop request or on an error.
CsvBlock CsvFile::nextBlock(CsvBlock& first) {
    if (m_options.stop.stop_requested() || m_full) return {};
    if (!first.text.empty()) return std::exchange(first, CsvBlock{});
    if (m_options.progress) m_options.progress(m_blocks.bytes().progress());
    auto block = m_blocks.next();
    m_progress = m_blocks.bytes().progress();
    if (block) return std::move(*block);
    m_error = block.error();
    return {};
}

void CsvFile::readPieces(CsvBlock first) {
    const std::size_t inFlight = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const auto input = [&](tbb::flow_control& control) {
        auto block = std::make_shared<CsvBlock>(nextBlock(first));
        if (block->text.empty()) control.stop();
        return block;
    };
    const auto parse = [&](const std::shared_ptr<CsvBlock>& block) {
        return std::make_shared<CsvPiece>(readCsvRows(*block, m_layout));
    };
    const auto collect = [&](const std::shared_ptr<CsvPiece>& piece) {
        if (m_full) return; // what is still under way
        m_pieces.push_back(std::make_unique<CsvPiece>(std::move(*piece)));
        m_rows += m_pieces.back()->rows;
        checkRoom();
    };
    using tbb::filter_mode;
    tbb::parallel_pipeline(
        inFlight,
        tbb::make_filter<void, std::shared_ptr<CsvBlock>>(filter_mode::serial_in_order, input) &
            tbb::make_filter<std::shared_ptr<CsvBlock>, std::shared_ptr<CsvPiece>>(filter_mode::parallel,
                                                                                   parse) &
            tbb::make_filter<std::shared_ptr<CsvPiece>, void>(filter_mode::serial_in_order, collect));
}

/// A text does not tell its number of rows before it was read: they are reckoned from those read so far. At
/// the end the pieces are in memory together with the table they are copied to.
void CsvFile::checkRoom() {
    MemoryNeed need{m_blocks.bytes().file().string(), m_rows, 2 * PairTable::bytesPerRow(m_layout.contents)};
    const double done = m_progress;
    need.estimated = done < 1;
    if (need.estimated && done > 0)
        need.rows = static_cast<std::uint64_t>(static_cast<double>(m_rows) / done);
    if (auto room = checkMemory(need, m_memory); !room) {
        m_full = true;
        m_tooLarge = room.error();
        m_pieces.clear();
    }
}

std::size_t CsvFile::lineOf(std::size_t row) const {
    const auto after = std::upper_bound(m_firstRows.begin(), m_firstRows.end(), row);
    const auto index = static_cast<std::size_t>(after - m_firstRows.begin()) - 1;
    const auto& offsets = m_pieces[index]->lineOffsets;
    const std::size_t local = row - m_firstRows[index];
    const auto next =
        std::upper_bound(offsets.begin(), offsets.end(), local,
                         [](std::size_t value, const auto& entry) { return value < entry.first; });
    return m_firstLines[index] + local + std::prev(next)->second;
}

PairFile CsvFile::assemble() {
    std::size_t rows = 0;
    std::size_t line = m_headerLines + 1;
    ProblemList problems;
    for (const auto& piece : m_pieces) {
        m_firstRows.push_back(rows);
        m_firstLines.push_back(line);
        problems.append(std::move(piece->problems), rows, line);
        rows += piece->rows;
        line += piece->lines;
    }
    auto table = std::make_shared<PairTable>(m_layout.contents, rows);
    std::atomic<bool> layersKept = true;
    tbb::parallel_for(std::size_t{0}, m_pieces.size(), [&](std::size_t i) {
        if (!copyRows(m_pieces[i]->table, m_pieces[i]->rows, *table, m_firstRows[i])) layersKept = false;
        m_pieces[i]->table = PairTable{};
    });
    numberMissingIds(*table, m_layout);
    problems.merge(findDuplicateIds(*table, [this](std::size_t row) { return lineOf(row); }));
    PairFile result = makePairFile(std::move(table), m_layout, std::move(problems));
    result.format = m_blocks.bytes().isGzip() ? "CSV (gzip)" : "CSV";
    if (!layersKept)
        result.warnings.push_back(fmt::format(
            "Column '{}' has more than 255 different names: some are left out.", m_layout.name(kFieldLayer)));
    if (!m_pieces.empty() && m_pieces.back()->lastRowCutOff)
        result.warnings.emplace_back("The last line is cut off: the file was not written to its end.");
    return result;
}

tl::expected<PairFile, FileError> CsvFile::read() {
    auto first = readHeader();
    if (!first) return tl::unexpected(first.error());
    // isolated: a thread that waits here must not pick up other work, least of all another file
    tbb::this_task_arena::isolate([&] { readPieces(std::move(*first)); });
    if (m_tooLarge) return tl::unexpected(*m_tooLarge);
    if (m_error) return tl::unexpected(*m_error);
    if (m_options.stop.stop_requested()) return tl::unexpected(cancelled(m_blocks.bytes().file()));
    PairFile result = tbb::this_task_arena::isolate([&] { return assemble(); });
    if (m_options.progress) m_options.progress(1);
    return result;
}

} // namespace

tl::expected<PairFile, FileError> readCsv(const std::filesystem::path& file, const ReadOptions& options) {
    auto bytes = ByteReader::open(file);
    if (!bytes) return tl::unexpected(bytes.error());
    return CsvFile(std::move(*bytes), options).read();
}

} // namespace pairscope
