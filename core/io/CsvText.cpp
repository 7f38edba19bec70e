#include "core/io/CsvText.h"

#include <algorithm>

namespace pairscope {

namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr auto kNone = std::string_view::npos;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    if (first == kNone) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool opensCell(std::string_view text, std::size_t quote) {
    while (quote > 0 && (text[quote - 1] == ' ' || text[quote - 1] == '\t'))
        --quote;
    return quote == 0 || text[quote - 1] == ',' || text[quote - 1] == '\n';
}

} // namespace

ClosingQuote closingQuote(std::string_view text, std::size_t open, bool complete) {
    const std::size_t reach = std::min(text.size(), open + 1 + kLongestQuotedCell);
    const bool whole = complete || reach < text.size();
    std::size_t position = open + 1;
    while (true) {
        position = text.find('"', position);
        if (position == kNone || position >= reach)
            return {whole ? QuoteEnd::NotThere : QuoteEnd::Undecided, 0};
        if (position + 1 == text.size() && !complete) return {QuoteEnd::Undecided, 0};
        if (position + 1 == text.size() || text[position + 1] != '"') return {QuoteEnd::Found, position};
        position += 2;
    }
}

std::size_t endOfLastRow(std::string_view text, bool complete) {
    std::size_t rowEnd = 0;
    std::size_t position = 0;
    while (true) {
        const std::size_t quote = text.find('"', position);
        const std::string_view plain = text.substr(position, quote == kNone ? kNone : quote - position);
        const std::size_t lineEnd = plain.rfind('\n');
        if (lineEnd != kNone) rowEnd = position + lineEnd + 1;
        if (quote == kNone) return rowEnd;
        position = quote + 1;
        if (!opensCell(text, quote)) continue;
        const ClosingQuote closing = closingQuote(text, quote, complete);
        if (closing.end == QuoteEnd::Undecided) return rowEnd;
        if (closing.end == QuoteEnd::Found) position = closing.position + 1;
    }
}

std::string_view CsvCursor::cell() {
    std::size_t start = m_position;
    while (m_text[start] == ' ' || m_text[start] == '\t')
        ++start;
    if (m_text[start] == '"') {
        const ClosingQuote closing = closingQuote(m_text, start, true);
        if (closing.end == QuoteEnd::Found) return quotedCell(start, closing.position);
    }
    m_position = std::min(m_text.find_first_of(",\n", start), m_text.size() - 1);
    return trimmed(m_text.substr(start, m_position - start));
}

std::string_view CsvCursor::quotedCell(std::size_t open, std::size_t close) {
    m_unquoted.clear();
    for (std::size_t i = open + 1; i < close; ++i) {
        m_unquoted += m_text[i];
        if (m_text[i] == '"')
            ++i;
        else if (m_text[i] == '\n')
            ++m_lines;
    }
    m_position = std::min(m_text.find_first_of(",\n", close + 1), m_text.size() - 1);
    m_unquoted += m_text.substr(close + 1, m_position - close - 1); // what follows the quote is kept as it is
    return trimmed(m_unquoted);
}

bool CsvCursor::endsRow() {
    if (m_text[m_position++] == ',') return false;
    ++m_lines;
    return true;
}

void CsvCursor::skipEmptyLines() {
    while (!atEnd()) {
        const bool carriageReturn = m_text[m_position] == '\r' && m_text.substr(m_position, 2) == "\r\n";
        if (!carriageReturn && m_text[m_position] != '\n') return;
        m_position += carriageReturn ? 2 : 1;
        ++m_lines;
    }
}

std::string csvCell(std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == kNone) return std::string(cell);
    std::string result = "\"";
    for (const char c : cell) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

} // namespace pairscope
