#include "widgets/panels/ShortcutsDialog.h"

#include "widgets/models/QuantityText.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace pairscope {

namespace {

QStandardItem* readOnly(const QString& text) {
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

QString actionName(const QAction& action) {
    QString name = action.text();
    name.remove(u'&');
    while (name.endsWith(u'…') || name.endsWith(u'.'))
        name.chop(1);
    return name;
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.isEmpty() ? missingText() : keys.join(QStringLiteral(",  "));
}

/// What the mouse does, which no action has: name, gesture, explanation.
QList<std::array<QString, 3>> mouseGestures() {
    const auto tr = [](const char* text) { return ShortcutsDialog::tr(text); };
    return {{tr("Pan"), tr("Drag"),
             tr("In every view and plot; the view in space is turned, Shift+drag pans it")},
            {tr("Zoom"), tr("Wheel"),
             tr("At the cursor; in the flight view Ctrl+wheel stretches across the flight")},
            {tr("Select candidates"), tr("Shift+drag"),
             tr("In the transverse and rho-z views and in every plot: all panels follow while you drag; Ctrl "
                "adds, "
                "Esc gives up. With the lasso on, a free line")},
            {tr("Change a region"), tr("Drag its edge"),
             tr("In the sideband plane; corners too, and the whole when it "
                "is active")},
            {tr("Cut on a column"), tr("Right click on a header"),
             tr("In the list of candidates; also which columns it "
                "shows")},
            {tr("Save a plot"), tr("Right click in it"), tr("As a picture, or its numbers as CSV")},
            {tr("Fit a plot to its data"), tr("Double click"), tr("In a view: centre there")}};
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget* parent)
    : QDialog(parent),
      m_find(new QLineEdit(this)),
      m_shown(new QSortFilterProxyModel(this)),
      m_view(new QTableView(this)) {
    setWindowTitle(tr("Shortcuts"));
    setAccessibleName(tr("Shortcuts"));
    setModal(false);
    resize(860, 640);
    m_find->setPlaceholderText(tr("Find an action or a key"));
    m_find->setAccessibleName(tr("Find an action or a key"));
    m_find->setClearButtonEnabled(true);
    m_shown->setSourceModel(new QStandardItemModel(0, 3, this));
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_shown);
    m_view->setAccessibleName(tr("Actions and their keys"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // as the menus have them, until a header is clicked
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_find, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_find);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
}

void ShortcutsDialog::setActions(const QList<QAction*>& actions) {
    auto* model = qobject_cast<QStandardItemModel*>(m_shown->sourceModel());
    model->clear();
    model->setHorizontalHeaderLabels({tr("Action"), tr("Keys"), tr("What it does")});
    for (const QAction* action : actions) {
        if (action->isSeparator() || action->text().isEmpty()) continue;
        const QString tip = action->statusTip().isEmpty() ? action->toolTip() : action->statusTip();
        model->appendRow({readOnly(actionName(*action)), readOnly(keysOf(*action)),
                          readOnly(tip == actionName(*action) ? QString() : tip)});
    }
    for (const auto& [what, how, explained] : mouseGestures())
        model->appendRow({readOnly(what), readOnly(how), readOnly(explained)});
    m_view->resizeColumnsToContents();
    m_view->horizontalHeader()->setStretchLastSection(true);
}

int ShortcutsDialog::shownCount() const {
    return m_shown->rowCount();
}

} // namespace pairscope
