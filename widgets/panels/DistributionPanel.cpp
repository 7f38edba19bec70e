#include "widgets/panels/DistributionPanel.h"

#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/OverlayChoice.h"
#include "widgets/plots/PlotColumn.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pairscope {

namespace {

constexpr int kNarrowestBox = 64; ///< pixels

} // namespace

namespace {

struct Preset {
    QString name;
    DistributionView view;
};

std::vector<Preset> presets() {
    using C = CandidateColumn;
    return {{DistributionPanel::tr("Radiography (rho)"), radiographyView()},
            {DistributionPanel::tr("Shift of the mass (Delta M)"), {C::DeltaM, {}, {}}},
            {DistributionPanel::tr("Probability of the fit"), {C::Prob, 0.02, ValueRange{0, 1}}},
            {DistributionPanel::tr("chi2 of the fit"), {C::Chi2, {}, {}}},
            {DistributionPanel::tr("Nearest layer"), {C::NearestLayer, {}, {}}},
            {DistributionPanel::tr("Outcome of the fit"), {C::Reason, {}, {}}}};
}

} // namespace

DistributionPanel::DistributionPanel(QWidget* parent)
    : QWidget(parent),
      m_plot(new DistributionPlot(this)),
      m_what(new QComboBox(this)),
      m_overlay(new OverlayChoice(this)),
      m_width(new QComboBox(this)),
      m_log(new QCheckBox(tr("Log"), this)),
      m_errors(new QCheckBox(tr("Errors"), this)),
      m_fractions(new QCheckBox(tr("Fractions"), this)) {
    setAccessibleName(tr("Distribution"));
    build();
    list();
    connectParts();
}

void DistributionPanel::build() {
    const auto name = [](QWidget* widget, const QString& accessible, const QString& tip) {
        widget->setAccessibleName(accessible);
        widget->setToolTip(tip);
    };
    name(m_what, tr("Quantity"), tr("The quantity that is shown"));
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_what->setMinimumContentsLength(14);
    m_what->setMaxVisibleItems(24);
    m_width->setEditable(true);
    m_width->setInsertPolicy(QComboBox::NoInsert);
    m_width->addItem(tr("Auto bins"));
    m_width->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_width->setMinimumContentsLength(8);
    name(m_width, tr("Width of the bins"),
         tr("Width of the bins in the unit of the axis: type a number, or choose Auto bins"));
    name(m_log, tr("Logarithmic heights"), tr("Logarithmic heights"));
    name(m_errors, tr("Error bars"),
         tr("Poisson intervals of the counts (Garwood, 68.27 %), for fractions divided by the number of "
            "pairs"));
    name(m_fractions, tr("Fractions rather than counts"),
         tr("Each histogram divided by the number of its pairs, to compare shapes"));
    auto* controls = new QHBoxLayout;
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_what, m_overlay, m_width, m_log, m_errors, m_fractions})
        controls->addWidget(widget);
    for (QComboBox* box : findChildren<QComboBox*>())
        box->setMinimumWidth(kNarrowestBox); // in a narrow row the boxes shrink, not the window grows
    controls->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(3);
    layout->addLayout(controls);
    layout->addWidget(m_plot, 1);
}

void DistributionPanel::connectParts() {
    connect(m_what, &QComboBox::currentIndexChanged, this, &DistributionPanel::chooseView);
    connect(m_overlay, &OverlayChoice::groupingChanged, m_plot, &DistributionPlot::setGrouping);
    connect(m_width, &QComboBox::activated, this, &DistributionPanel::chooseWidth);
    connect(m_width->lineEdit(), &QLineEdit::editingFinished, this, &DistributionPanel::chooseWidth);
    connect(m_log, &QCheckBox::toggled, m_plot, &DistributionPlot::setLogScale);
    connect(m_errors, &QCheckBox::toggled, m_plot, &DistributionPlot::setErrorBars);
    connect(m_fractions, &QCheckBox::toggled, m_plot, &DistributionPlot::setNormalised);
    connect(m_plot, &RowPlot::rowsSelected, this, &DistributionPanel::rowsSelected);
    connect(m_plot, &RowPlot::rowsBrushed, this, &DistributionPanel::rowsBrushed);
    connect(m_plot, &PlotWidget::readoutChanged, this, &DistributionPanel::readoutChanged);
    connect(m_plot, &PlotWidget::messageRaised, this, &DistributionPanel::messageRaised);
}

void DistributionPanel::list() {
    const QSignalBlocker blocker(m_what);
    const DistributionView before = m_plot->view();
    m_what->clear();
    m_views.clear();
    const auto add = [this](const QString& name, const DistributionView& view, const QString& tip) {
        m_what->addItem(name);
        m_what->setItemData(m_what->count() - 1, tip, Qt::ToolTipRole);
        m_views.push_back(view);
    };
    for (const Preset& preset : presets())
        add(preset.name, preset.view, fromView(info(preset.view.column).description));
    const auto& table = m_plot->table();
    for (const ColumnInfo& about : candidateColumns())
        if (!table || hasColumn(table->pairs().contents(), about.column))
            add(columnTitle(about.column), {about.column, {}, {}}, fromView(about.description));
    const auto same = std::find(m_views.begin(), m_views.end(), before);
    const auto kept = same != m_views.end()
                          ? same
                          : std::find_if(m_views.begin(), m_views.end(), [&before](const auto& view) {
                                return view.column == before.column;
                            });
    const auto index = kept == m_views.end() ? 0 : static_cast<int>(kept - m_views.begin());
    m_what->setCurrentIndex(index);
    if (kept == m_views.end()) chooseView(index);
    showWidth();
}

void DistributionPanel::chooseView(int index) {
    if (index < 0) return;
    m_plot->setView(m_views[static_cast<std::size_t>(index)]);
    showWidth();
}

void DistributionPanel::showColumn(CandidateColumn column) {
    for (std::size_t i = 0; i < m_views.size(); ++i)
        if (m_views[i] == DistributionView{column, {}, {}}) m_what->setCurrentIndex(static_cast<int>(i));
}

void DistributionPanel::chooseWidth() {
    DistributionView view = m_plot->view();
    bool isNumber = false;
    const double shown = m_width->currentText().section(u' ', 0, 0).toDouble(&isNumber);
    view.width = isNumber && shown > 0 ? std::optional(shown / shownFactor(view.column)) : std::nullopt;
    if (view != m_plot->view()) m_plot->setView(view);
    showWidth();
}

void DistributionPanel::showWidth() {
    const DistributionView& view = m_plot->view();
    const QString unit = fromView(info(view.column).displayUnit);
    QString text = m_width->itemText(0);
    if (view.width) text = significantText(*view.width * shownFactor(view.column), 4) + u' ' + unit;
    m_width->setEditText(text.trimmed());
}

void DistributionPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->setTable(table);
    list();
    m_overlay->setSelection({});
    m_overlay->setTable(std::move(table));
}

void DistributionPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->replaceTable(table);
    m_overlay->setTable(std::move(table));
}

void DistributionPanel::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    m_plot->setVerdicts(table);
    m_overlay->setVerdicts(std::move(table));
}

void DistributionPanel::setSelection(const RowSet& rows) {
    m_plot->setSelection(rows);
    m_overlay->setSelection(rows);
}

void DistributionPanel::setNamedFilters(const std::vector<NamedFilter>& filters) {
    m_overlay->setNamedFilters(filters);
}

} // namespace pairscope
