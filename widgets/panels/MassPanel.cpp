#include "widgets/panels/MassPanel.h"

#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pairscope {

MassPanel::MassPanel(QWidget* parent)
    : QWidget(parent),
      m_plot(new MassPlot(this)),
      m_population(new QComboBox(this)),
      m_width(new QComboBox(this)),
      m_log(new QCheckBox(tr("Log"), this)),
      m_errors(new QCheckBox(tr("Errors"), this)),
      m_kinematic(new QCheckBox(tr("M kin"), this)) {
    setAccessibleName(tr("Mass"));
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

    m_kinematic->setToolTip(tr("Mass after the kinematic fit, where the pairs have a photon"));
    m_kinematic->setAccessibleName(tr("Mass after the kinematic fit"));
    m_kinematic->setChecked(true);
    m_kinematic->setEnabled(false);

    auto* controls = new QHBoxLayout;
    controls->addWidget(m_population);
    controls->addWidget(m_width);
    controls->addWidget(m_log);
    controls->addWidget(m_errors);
    controls->addWidget(m_kinematic);
    controls->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(3);
    layout->addLayout(controls);
    layout->addWidget(m_plot, 1);

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
    connect(m_plot, &PlotWidget::readoutChanged, this, &MassPanel::readoutChanged);
}

void MassPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->setTable(std::move(table));
    m_kinematic->setEnabled(m_plot->hasKinematics());
}

void MassPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_plot->replaceTable(std::move(table));
    m_kinematic->setEnabled(m_plot->hasKinematics());
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
