#include "app/commands/TextTable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace pairscope {

TextTable::TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) {
    std::vector<std::string> titles;
    for (const Column& column : m_columns)
        titles.push_back(column.title);
    if (std::any_of(titles.begin(), titles.end(), [](const std::string& title) { return !title.empty(); }))
        m_rows.push_back(std::move(titles));
}

void TextTable::add(std::vector<std::string> cells) {
    assert(cells.size() == m_columns.size());
    m_rows.push_back(std::move(cells));
}

std::string TextTable::text(const std::string& indent) const {
    std::vector<std::size_t> widths(m_columns.size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    std::string text;
    for (const auto& row : m_rows) {
        std::string line = indent;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) line += "  ";
            line += m_columns[i].align == Align::Left ? fmt::format("{:<{}}", row[i], widths[i])
                                                      : fmt::format("{:>{}}", row[i], widths[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace pairscope
