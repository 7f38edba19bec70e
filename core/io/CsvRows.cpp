#include "core/io/CsvRows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>

namespace pairscope {

namespace {

/// Reads the rows of one block one after the other.
class RowReader {
public:
    RowReader(const CsvBlock& block, const ColumnLayout& layout, CsvPiece& piece)
        : m_layout(layout),
          m_piece(piece),
          m_cutOff(block.cutOff),
          m_cursor(block.text),
          m_writer(layout, piece.table, piece.problems) {}

    void readAll();

private:
    /// @return the number of cells.
    std::size_t readRow();
    void readCell(int field);
    bool readPlainNumber(int field);
    void readText(int field, std::string_view text);
    void reportCells(std::size_t found);
    void forgetCell(std::size_t column);
    void noteLine();

    const ColumnLayout& m_layout;
    CsvPiece& m_piece;
    bool m_cutOff;
    CsvCursor m_cursor;
    PairRowWriter m_writer;
};

void RowReader::readAll() {
    m_cursor.skipEmptyLines();
    while (!m_cursor.atEnd()) {
        noteLine();
        m_writer.begin(m_piece.rows, m_cursor.lines());
        const std::size_t found = readRow();
        if (found != m_layout.names.size()) reportCells(found);
        m_piece.lastRowCutOff = m_cutOff && m_cursor.atEnd() && found < m_layout.names.size();
        if (m_piece.lastRowCutOff) forgetCell(found - 1);
        m_writer.store();
        ++m_piece.rows;
        m_cursor.skipEmptyLines();
    }
    m_piece.lines = m_cursor.lines();
}

void RowReader::noteLine() {
    const std::size_t offset = m_cursor.lines() - m_piece.rows;
    if (m_piece.lineOffsets.empty() || m_piece.lineOffsets.back().second != offset)
        m_piece.lineOffsets.emplace_back(m_piece.rows, offset);
}

std::size_t RowReader::readRow() {
    std::size_t column = 0;
    do {
        const int field = column < m_layout.fields.size() ? m_layout.fields[column] : ColumnLayout::kNone;
        readCell(field);
        ++column;
    } while (!m_cursor.endsRow());
    return column;
}

void RowReader::readCell(int field) {
    if (field == ColumnLayout::kNone || field == kFieldSimulation)
        (void)m_cursor.cell();
    else if (field == kFieldLayer)
        m_writer.setText(field, m_cursor.cell());
    else if (!readPlainNumber(field))
        readText(field, m_cursor.cell());
}

/// The fast way: a number that begins and ends with the cell.
bool RowReader::readPlainNumber(int field) {
    double number = 0;
    const auto [stop, error] = std::from_chars(m_cursor.here(), m_cursor.end(), number);
    if (error != std::errc{} || (*stop != ',' && *stop != '\n')) return false;
    m_writer.set(field, number);
    m_cursor.moveTo(stop);
    return true;
}

void RowReader::readText(int field, std::string_view text) {
    if (text.empty()) return; // stays NaN
    const std::string_view digits = text.front() == '+' ? text.substr(1) : text;
    double number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (stop == digits.data() + digits.size() && !digits.empty()) {
        // from_chars leaves the number alone when it is too large or too small for a double
        if (error == std::errc::result_out_of_range)
            number = std::strtod(std::string(digits).c_str(), nullptr);
        m_writer.set(field, number);
    } else {
        m_writer.setText(field, text);
    }
}

void RowReader::reportCells(std::size_t found) {
    const std::size_t expected = m_layout.names.size();
    const bool missing = found < expected;
    m_writer.report(
        missing ? RowProblem::Kind::MissingCell : RowProblem::Kind::ExtraCell,
        missing ? std::string_view(m_layout.names[found]) : std::string_view{},
        fmt::format("found {} cells, expected {}, one for each column of the first line", found, expected));
    for (std::size_t column = found; column < expected; ++column)
        if (m_layout.fields[column] != ColumnLayout::kNone) m_writer.excuse(m_layout.fields[column]);
}

/// The last cell of a line that is cut off may have lost digits.
void RowReader::forgetCell(std::size_t column) {
    const int field = m_layout.fields[column];
    if (field == ColumnLayout::kNone) return;
    m_writer.set(field, std::numeric_limits<double>::quiet_NaN());
    m_writer.excuse(field);
}

} // namespace

CsvPiece readCsvRows(const CsvBlock& block, const ColumnLayout& layout) {
    CsvPiece piece;
    const auto lines = std::count(block.text.begin(), block.text.end(), '\n');
    piece.table = PairTable(layout.contents, static_cast<std::size_t>(lines));
    RowReader(block, layout, piece).readAll();
    return piece;
}

} // namespace pairscope
