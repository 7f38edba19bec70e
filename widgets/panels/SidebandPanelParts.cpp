// What the sideband panel is made of, and how the parts hang together.

#include "core/analysis/Blinding.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/RegionModel.h"
#include "widgets/panels/AbcdPage.h"
#include "widgets/panels/OverlayChoice.h"
#include "widgets/panels/RegionComparePage.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/plots/PlotColumn.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace pairscope {

namespace {

constexpr int kNarrowestBox = 64; ///< pixels

} // namespace

namespace {

using C = CandidateColumn;

constexpr std::array<std::pair<C, C>, 5> kPresets = {{{C::Rho, C::DeltaM},
                                                      {C::MassAfter, C::DeltaM},
                                                      {C::MassBefore, C::DeltaM},
                                                      {C::KT, C::KL},
                                                      {C::PhiV, C::MassAfter}}};
/// What a new expression begins with, to show how one is written.
const QString kFirstExpression = QStringLiteral("rho > 1.2 && deltaM < -5*MeV");

QString title(C column) {
    return fromView(info(column).title);
}

/// Chooses a role from the list of them.
class RoleDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* box = new QComboBox(parent);
        for (const RegionRole role : {RegionRole::None, RegionRole::Signal, RegionRole::B, RegionRole::C,
                                      RegionRole::D, RegionRole::Validation})
            box->addItem(fromView(toString(role)));
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentText(index.data(Qt::EditRole).toString());
        box->showPopup();
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        model->setData(index, static_cast<QComboBox*>(editor)->currentText(), Qt::EditRole);
    }
};

/// A list of columns in which one can type to find.
void makeSearchable(QComboBox& box) {
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    box.completer()->setCompletionMode(QCompleter::PopupCompletion);
    box.completer()->setFilterMode(Qt::MatchContains);
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(9);
}

} // namespace

SidebandPanel::SidebandPanel(QWidget* parent)
    : QWidget(parent),
      m_preset(new QComboBox(this)),
      m_x(new QComboBox(this)),
      m_y(new QComboBox(this)),
      m_overlay(new OverlayChoice(this)),
      m_menuButton(new QToolButton(this)),
      m_blind(new QPushButton(this)),
      m_blindLine(new QWidget(this)),
      m_blindText(new QLabel(m_blindLine)),
      m_plot(new PlanePlot(this)),
      m_regions(new RegionModel(this)),
      m_view(new QTableView(this)),
      m_expression(new QLineEdit(this)),
      m_summary(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_abcd(new AbcdPage(this)),
      m_compare(new RegionComparePage(this)),
      m_pages(new QTabWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_count(new LatestJob(this)) {
    setAccessibleName(tr("Sideband"));
    build();
    connectParts();
    apply(defaultSidebandPlane());
    setTable(nullptr);
}

void SidebandPanel::build() {
    for (const auto& [x, y] : kPresets)
        m_preset->addItem(tr("%1 × %2").arg(title(x), title(y)));
    m_preset->addItem(tr("other…"));
    m_preset->setAccessibleName(tr("Quantities of the plane"));
    m_preset->setToolTip(tr("Quantities of the plane; each pair keeps regions of its own"));
    m_x->setAccessibleName(tr("Quantity along x"));
    m_y->setAccessibleName(tr("Quantity along y"));
    for (QComboBox* box : {m_x, m_y}) {
        makeSearchable(*box);
        box->hide();
    }
    buildMenu();
    buildBlindLine();
    buildRegionsPage();
    auto* controls = new QHBoxLayout;
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_preset, m_x, m_y, m_menuButton, m_overlay, m_blind})
        controls->addWidget(control);
    for (QComboBox* box : findChildren<QComboBox*>())
        box->setMinimumWidth(kNarrowestBox); // in a narrow row the boxes shrink, not the window grows
    controls->addStretch(1);
    m_pages->addTab(m_abcd, tr("ABCD"));
    m_pages->addTab(m_compare, tr("Compare"));
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(m_pages);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({3000, 3000}); // shares; the splitter scales them to its width
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(3);
    layout->addLayout(controls);
    layout->addWidget(m_blindLine);
    layout->addWidget(m_splitter, 1);
}

void SidebandPanel::buildMenu() {
    m_menuButton->setText(tr("Regions"));
    m_menuButton->setToolTip(tr("Add, remove, load and save regions"));
    m_menuButton->setAccessibleName(tr("Add, remove, load and save regions"));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_menuButton);
    menu->addAction(tr("Add rectangle"), this, &SidebandPanel::addRectangle);
    menu->addAction(tr("Add rectangle around the selection"), this, &SidebandPanel::addAroundSelection);
    menu->addAction(tr("Add polygon"), this, &SidebandPanel::addPolygon);
    menu->addAction(tr("Add expression"), this, [this] { addExpression(kFirstExpression); });
    menu->addSeparator();
    m_ofRegion = {menu->addAction(tr("Select the pairs in it"), this, &SidebandPanel::selectInActive),
                  menu->addAction(tr("Colour…"), this, &SidebandPanel::chooseColour),
                  menu->addAction(tr("Duplicate"), this, &SidebandPanel::duplicateActive),
                  menu->addAction(tr("Remove"), this, &SidebandPanel::removeActive)};
    menu->addSeparator();
    m_allColumns = menu->addAction(tr("All columns, with bounds to type"));
    m_allColumns->setCheckable(true);
    connect(m_allColumns, &QAction::toggled, this, &SidebandPanel::fitColumns);
    menu->addAction(tr("Load…"), this, &SidebandPanel::askAndLoad);
    menu->addAction(tr("Save as…"), this, &SidebandPanel::askAndSave);
    menu->addAction(tr("Default regions"), this, [this] { replace(defaultSidebandPlane()); });
    m_menuButton->setMenu(menu);
}

/// Asks in the panel itself before anything is unblinded.
void SidebandPanel::buildBlindLine() {
    auto* unblind = new QPushButton(tr("Unblind and log"), m_blindLine);
    auto* keep = new QPushButton(tr("Keep blind"), m_blindLine);
    m_blindText->setWordWrap(true);
    m_blindText->setText(tr("Looking into blind regions cannot be taken back. It is written to %1.")
                             .arg(QString::fromStdString(blindingLog().string())));
    auto* line = new QHBoxLayout(m_blindLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_blindText, 1);
    line->addWidget(unblind);
    line->addWidget(keep);
    m_blindLine->hide();
    connect(keep, &QPushButton::clicked, m_blindLine, &QWidget::hide);
    connect(unblind, &QPushButton::clicked, this, [this] {
        m_blindLine->hide();
        emit unblindRequested(true);
    });
    connect(m_blind, &QPushButton::clicked, this, [this] {
        if (m_unblinded)
            emit unblindRequested(false);
        else
            m_blindLine->show();
    });
}

void SidebandPanel::buildRegionsPage() {
    m_expression->setObjectName(QStringLiteral("expression"));
    m_expression->setAccessibleName(tr("Expression of the active region"));
    m_expression->setToolTip(tr("Pairs for which it holds are in the region; Return applies it"));
    m_expression->hide();
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the typed value was refused"));
    m_problem->hide();
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("Pairs outside of all regions"));
    m_view->setModel(m_regions);
    m_view->viewport()->installEventFilter(this);
    m_view->setItemDelegateForColumn(RegionModel::Role, new RoleDelegate(m_view));
    m_view->setWordWrap(false); // a column is as wide as its text in one line
    m_view->setAccessibleName(tr("Regions and what is in them"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setHighlightSections(false);
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_expression);
    layout->addWidget(m_problem);
    layout->addWidget(m_summary);
    m_pages->addTab(page, tr("Regions"));
}

void SidebandPanel::connectParts() {
    connect(m_preset, &QComboBox::activated, this, [this](int index) {
        const bool other = index >= static_cast<int>(kPresets.size());
        m_x->setVisible(other);
        m_y->setVisible(other);
        if (!other)
            chooseAxes(kPresets[static_cast<std::size_t>(index)].first,
                       kPresets[static_cast<std::size_t>(index)].second);
    });
    for (const QComboBox* box : {m_x, m_y})
        connect(box, &QComboBox::activated, this, [this] {
            chooseAxes(static_cast<C>(m_x->currentData().toInt()),
                       static_cast<C>(m_y->currentData().toInt()));
        });
    connect(m_overlay, &OverlayChoice::groupingChanged, m_plot, &PlanePlot::setGrouping);
    connect(m_plot, &PlanePlot::regionsChanged, this, &SidebandPanel::changed);
    connect(m_plot, &PlanePlot::regionsEdited, this, &SidebandPanel::planeEdited);
    connect(m_plot, &PlanePlot::rowsSelected, this, &SidebandPanel::rowsSelected);
    connect(m_plot, &PlanePlot::rowsBrushed, this, &SidebandPanel::rowsBrushed);
    connect(m_plot, &PlanePlot::rowClicked, this, &SidebandPanel::rowClicked);
    connect(m_plot, &PlotWidget::readoutChanged, this, &SidebandPanel::readoutChanged);
    connect(m_plot, &PlotWidget::messageRaised, this, &SidebandPanel::messageRaised);
    connect(m_regions, &RegionModel::edited, this, &SidebandPanel::edited);
    connect(m_regions, &RegionModel::refused, this, &SidebandPanel::setProblem);
    connect(m_plot, &PlanePlot::activeRegionChanged, this, &SidebandPanel::showRegion);
    m_plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_plot, &QWidget::customContextMenuRequested, this, &SidebandPanel::showPlotMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { m_menuButton->menu()->popup(m_view->viewport()->mapToGlobal(at)); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) m_plot->setActiveRegion(static_cast<std::size_t>(current.row()));
            });
    connect(m_expression, &QLineEdit::editingFinished, this, &SidebandPanel::applyExpression);
    connect(m_pages, &QTabWidget::currentChanged, this, &SidebandPanel::count); // what is in sight is made
    connect(m_abcd, &AbcdPage::kappaChanged, this, &SidebandPanel::count);
    connect(m_compare, &RegionComparePage::choiceChanged, this, &SidebandPanel::count);
    connect(m_compare, &RegionComparePage::sampleRequested, this, &SidebandPanel::comparisonRequested);
}

/// The columns that the table has.
void SidebandPanel::listAxes() {
    const PairTable::Contents contents = m_table ? m_table->pairs().contents() : PairTable::Contents{};
    for (QComboBox* box : {m_x, m_y}) {
        box->clear();
        for (const ColumnInfo& column : candidateColumns()) {
            if (!hasColumn(contents, column.column)) continue;
            box->addItem(fromView(column.title), static_cast<int>(column.column));
            box->setItemData(box->count() - 1, fromView(column.description), Qt::ToolTipRole);
        }
    }
    showAxes();
}

void SidebandPanel::showAxes() {
    int index = 0;
    while (index < static_cast<int>(kPresets.size()) &&
           kPresets[static_cast<std::size_t>(index)] != std::pair{plane().x, plane().y})
        ++index;
    m_preset->setCurrentIndex(index); // the last: other
    const bool other = index == static_cast<int>(kPresets.size());
    m_x->setVisible(other);
    m_y->setVisible(other);
    m_x->setCurrentIndex(m_x->findData(static_cast<int>(plane().x)));
    m_y->setCurrentIndex(m_y->findData(static_cast<int>(plane().y)));
}

void SidebandPanel::showRegion(std::optional<std::size_t> region) {
    for (QAction* action : m_ofRegion)
        action->setEnabled(region.has_value());
    const auto* expression =
        region ? std::get_if<ExpressionRegion>(&plane().regions[*region].shape) : nullptr;
    m_expression->setVisible(expression != nullptr);
    if (expression) m_expression->setText(QString::fromStdString(expression->text));
    if (region)
        m_view->selectRow(static_cast<int>(*region));
    else
        m_view->clearSelection();
}

void SidebandPanel::showBlinding() {
    m_blind->setVisible(anyBlind());
    m_blind->setText(m_unblinded ? tr("Blind again") : tr("Unblind…"));
    m_blind->setToolTip(m_unblinded ? tr("Hide what is in blind regions again")
                                    : tr("See what is in blind regions; it is written to a log"));
    if (!anyBlind() || m_unblinded) m_blindLine->hide();
}

/// The columns that there is room for, the most wanted first; all of them when that is asked for.
void SidebandPanel::fitColumns() {
    using Model = RegionModel;
    for (int column = 0; column < m_regions->columnCount(); ++column)
        m_view->setColumnHidden(column, false);
    m_view->resizeColumnsToContents();
    int room = m_view->viewport()->width();
    for (const int column : {Model::Name, Model::Role, Model::Blind})
        room -= m_view->columnWidth(column);
    const bool truth = m_regions->columnCount() > Model::Signal;
    for (const int column : {Model::Count, Model::CountInterval, Model::Fraction, Model::Purity,
                             Model::Efficiency, Model::Density, Model::XMin, Model::XMax, Model::YMin,
                             Model::YMax, Model::Colour, Model::Signal, Model::Conversion, Model::Prompt}) {
        const bool ofTruth =
            column == Model::Purity || column == Model::Efficiency || column >= Model::Signal;
        if (ofTruth && !truth) {
            m_view->setColumnHidden(column, true);
            continue;
        }
        room -= m_view->columnWidth(column);
        const bool fits = room >= 0 || column == Model::Count || m_allColumns->isChecked();
        m_view->setColumnHidden(column, !fits);
    }
}

bool SidebandPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view->viewport() && event->type() == QEvent::Resize) fitColumns();
    return QWidget::eventFilter(watched, event);
}

} // namespace pairscope
