#pragma once

#include <QIcon>
#include <QString>

#include <vector>

namespace pairscope {

/// One cell of a small table as it is shown.
struct TextCell {
    QString text;
    QString tip = {};
    QIcon icon = {};
    bool bold = false;
};

struct TextColumn {
    QString title;
    QString tip = {};
    bool number = true; ///< stands to the right
};

/// A small table made whole from values. A row with fewer cells than columns is empty at its end; one with a
/// single bold cell is a heading.
struct TextTable {
    std::vector<TextColumn> columns;
    std::vector<std::vector<TextCell>> rows;

    [[nodiscard]] bool isHeading(std::size_t row) const {
        return rows[row].size() == 1 && rows[row].front().bold;
    }
};

} // namespace pairscope
