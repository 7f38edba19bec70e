#pragma once

#include <string>
#include <vector>

namespace pairscope {

/// Aligned columns for the terminal: cells of ASCII text, two blanks between columns, none at a line's end.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
    };

    /// No line of titles is printed when all are empty.
    explicit TextTable(std::vector<Column> columns);
    /// @pre as many cells as columns
    void add(std::vector<std::string> cells);
    /// Each line begins with `indent`.
    [[nodiscard]] std::string text(const std::string& indent = {}) const;

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace pairscope
