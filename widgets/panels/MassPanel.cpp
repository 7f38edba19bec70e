#include "widgets/panels/MassPanel.h"

#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/OverlayChoice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pairscope {

namespace {

constexpr int kNarrowestBox = 64; ///< pixels

} // namespace

MassPanel::MassPanel(QWidget* parent)
    : QWidget(parent),
      m_plot(new MassPlot(this)),
      m_population(new QComboBox(this)),
      m_width(new QComboBox(this)),
      m_overlay(new OverlayChoice(this)),
      m_mass(new QComboBox(this)),
      m_log(new QCheckBox(tr("Log"), this)),
      m_errors(new QCheckBox(tr("Errors"), this)),
      m_fractions(new QCheckBox(tr("Fractions"), this)),
      m_kinematic(new QCheckBox(tr("M kin"), this)) {
    setAccessibleName(tr("Mass"));
    build();
    connectParts();
}

void MassPanel::build() {
    m_population->addItems({tr("All shown"), tr("Selected")});
    m_population->setAccessibleName(tr("Which pairs are in the histogram"));
    m_population->setToolTip(tr("Which pairs are in the histogram"));
    m_width->addItem(tr("Auto bins"));
    for (const double width : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0})
        m_width->addItem(tr("%1 MeV bins").arg(significantText(width, 3)), width * kMeV);
    m_width->setAccessibleName(tr("Width of the bins"));
    m_width->setToolTip(tr("Width of the bins; all masses share them"));
    m_log->setToolTip(tr("Logarithmic counts"));
    m_log->setAccessibleName(tr("Logarithmic counts"));
    m_errors->setToolTip(tr("Poisson intervals of the counts (Garwood, 68.27 %)"));
    m_errors->setAccessibleName(tr("Error bars"));
    m_fractions->setToolTip(tr("Each histogram divided by the number of its pairs, to compare shapes"));
    m_fractions->setAccessibleName(tr("Fractions rather than counts"));
    m_mass->addItem(tr("M after"), static_cast<int>(CandidateColumn::MassAfter));
    m_mass->addItem(tr("M before"), static_cast<int>(CandidateColumn::MassBefore));
    m_mass->addItem(tr("M kin"), static_cast<int>(CandidateColumn::KinematicMass));
    m_mass->setAccessibleName(tr("The mass that is shown in groups"));
    m_mass->setToolTip(tr("The mass that is shown in groups"));
    m_mass->setVisible(false);
    m_kinematic->setToolTip(tr("Mass after the kinematic fit, where the pairs have a photon"));
    m_kinematic->setAccessibleName(tr("Mass after the kinematic fit"));
    m_kinematic->setChecked(true);
    m_kinematic->setEnabled(false);

    auto* controls = new QHBoxLayout;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_population, m_width, m_overlay, m_mass, m_log,
                                                           m_errors, m_fractions, m_kinematic})
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

void MassPanel::connectParts() {
    connect(m_population, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_plot->setPopulation(index == 0 ? MassPlot::Population::All : MassPlot::Population::Selected);
    });
    connect(m_width, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant width = m_width->currentData();
        m_plot->setBinWidth(width.isValid() ? std::optional<double>(width.toDouble()) : std::nullopt);
    });
    connect(m_log, &QCheckBox::toggled, m_plot, &MassPlot::setLogScale);
    connect(m_errors, &QCheckBox::toggled, m_plot, &MassPlot::setErrorBars);
    connect(m_kinematic, &QCheckBox::toggled, m_plot, &MassPlot::setKinematicShown);
    connect(m_fractions, &QCheckBox::toggled, m_plot, &MassPlot::setNormalised);
    connect(m_overlay, &OverlayChoice::groupingChanged, this,
            [this](const std::shared_ptr<const RowGrouping>& grouping) {
                m_mass->setVisible(grouping != nullptr);
                m_kinematic->setVisible(!grouping);
                m_plot->setGrouping(grouping);
            });
    connect(m_mass, &QComboBox::currentIndexChanged, this, [this] {
        m_plot->setGroupedColumn(static_cast<CandidateColumn>(m_mass->currentData().toInt()));
    });
    connect(m_plot, &RowPlot::rowsSelected, this, &MassPanel::rowsSelected);
    connect(m_plot, &RowPlot::rowsBrushed, this, &MassPanel::rowsBrushed);
    connect(m_plot, &PlotWidget::messageRaised, this, &MassPanel::messageRaised);
    connect(m_plot, &PlotWidget::readoutChanged, this, &MassPanel::readoutChanged);
}

void MassPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->setTable(table);
    m_overlay->setSelection({});
    m_overlay->setTable(std::move(table));
    m_kinematic->setEnabled(m_plot->hasKinematics());
}

void MassPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->replaceTable(table);
    m_overlay->setTable(std::move(table));
    m_kinematic->setEnabled(m_plot->hasKinematics());
}

void MassPanel::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    m_plot->setVerdicts(table);
    m_overlay->setVerdicts(std::move(table));
}

void MassPanel::setSelection(const RowSet& rows) {
    m_plot->setSelection(rows);
    m_overlay->setSelection(rows);
}

void MassPanel::setNamedFilters(const std::vector<NamedFilter>& filters) {
    m_overlay->setNamedFilters(filters);
}

void MassPanel::setCandidate(const std::shared_ptr<const Candidate>& candidate) {
    MassPlot::Masses masses;
    if (candidate) masses.before = candidate->massBefore;
    if (candidate && !candidate->stages.empty()) masses.after = candidate->stage().mass;
    if (candidate && candidate->kinematic) masses.kinematic = candidate->kinematic->mass;
    if (candidate && candidate->event.truth) masses.truth = candidate->event.truth->mass;
    m_plot->setCandidate(masses);
}

} // namespace pairscope
