#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace pairscope {

/// Every action with its keys, found by typing. Not modal: it may stay open beside the window.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget* parent = nullptr);

    /// Lists the actions that have a text; one without keys says so.
    void setActions(const QList<QAction*>& actions);
    [[nodiscard]] int shownCount() const;

private:
    QLineEdit* m_find;
    QSortFilterProxyModel* m_shown;
    QTableView* m_view;
};

} // namespace pairscope
