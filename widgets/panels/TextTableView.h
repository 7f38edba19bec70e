#pragma once

#include "widgets/models/TextTableModel.h"

#include <QTableView>

namespace pairscope {

/// A small read-only table: headings span it, whole rows are current, columns fit their text.
class TextTableView : public QTableView {
    Q_OBJECT
public:
    /// @param name for people who do not see the table
    explicit TextTableView(const QString& name, QWidget* parent = nullptr);

    /// No row is current afterwards.
    void setTable(TextTable table);
    [[nodiscard]] const TextTable& table() const { return m_model->table(); }

    /// As high as its rows, up to `rows` of them.
    void setHeightToRows(int rows);
    /// The last column takes the room that is left and breaks its lines.
    void setWrapsLastColumn();

    /// -1 for none.
    [[nodiscard]] int currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }
    /// Makes a row current without telling.
    void showRow(int row);

signals:
    /// The user moved to another row, by mouse or keys.
    void rowChosen(int row);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    TextTableModel* m_model;
    int m_mostRows = 0; ///< 0: as high as the layout makes it
    bool m_wraps = false;
    bool m_showing = false; ///< the current row is being set from outside
};

} // namespace pairscope
