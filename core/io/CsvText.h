#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pairscope {

/// RFC 4180 quoting: a cell that begins with a quote (after blanks) reaches to the next single quote; within
/// it, commas and line ends are text and "" is a quote. A quote that is not closed within this distance is
/// taken as an ordinary character, so that one stray quote cannot swallow the rest of a file.
inline constexpr std::size_t kLongestQuotedCell = std::size_t{64} << 10;

enum class QuoteEnd {
    Found,
    NotThere,  ///< an ordinary character
    Undecided, ///< the text ends too early to tell
};

struct ClosingQuote {
    QuoteEnd end = QuoteEnd::NotThere;
    std::size_t position = 0; ///< of the closing quote
};

/// The quote that closes the one at `open`. `complete`: nothing follows the text.
[[nodiscard]] ClosingQuote closingQuote(std::string_view text, std::size_t open, bool complete);

/// Where the last whole row of a text ends: the number of characters up to and with its line end; 0 when
/// there is none. The text begins with a row.
[[nodiscard]] std::size_t endOfLastRow(std::string_view text, bool complete);

/// Reads cell after cell of a text that ends with a line end.
class CsvCursor {
public:
    explicit CsvCursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] const char* here() const { return m_text.data() + m_position; }
    [[nodiscard]] const char* end() const { return m_text.data() + m_text.size(); }
    void moveTo(const char* position) { m_position = static_cast<std::size_t>(position - m_text.data()); }

    /// The cell that begins here, without quotes and without blanks around it; leaves the cursor at the comma
    /// or line end behind it. Valid until the next call.
    [[nodiscard]] std::string_view cell();
    /// Moves behind the comma; or behind the line end, and then it says that the row is over.
    [[nodiscard]] bool endsRow();
    /// Moves over empty lines.
    void skipEmptyLines();
    /// Line ends passed so far.
    [[nodiscard]] std::size_t lines() const { return m_lines; }

private:
    [[nodiscard]] std::string_view quotedCell(std::size_t open, std::size_t close);

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_lines = 0;
    std::string m_unquoted;
};

/// A cell as RFC 4180 wants it: quoted when it has a comma, a quote or a line end.
[[nodiscard]] std::string csvCell(std::string_view cell);

} // namespace pairscope
