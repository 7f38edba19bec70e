#include "widgets/panels/FlightPanel.h"

#include "widgets/models/QuantityText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace pairscope {

namespace {

constexpr int kSteps = 1000; ///< of the slider, logarithmic over the whole range

int stepOf(double factor) {
    return static_cast<int>(std::lround(kSteps * std::log(factor / FlightPlot::kLeastStretch) /
                                        std::log(FlightPlot::kMostStretch / FlightPlot::kLeastStretch)));
}

double factorOf(int step) {
    return FlightPlot::kLeastStretch *
           std::pow(FlightPlot::kMostStretch / FlightPlot::kLeastStretch, 1.0 * step / kSteps);
}

} // namespace

FlightPanel::FlightPanel(QWidget* parent)
    : QWidget(parent),
      m_plot(new FlightPlot(this)),
      m_factor(new QLabel(this)),
      m_slider(new QSlider(Qt::Vertical, this)) {
    setAccessibleName(tr("Flight view"));
    const QString tip = tr("How many times larger the direction across the flight is drawn (Ctrl+wheel)");
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 10);
    m_slider->setToolTip(tip);
    m_slider->setAccessibleName(tr("Stretch across the flight"));
    m_factor->setToolTip(tip);
    m_factor->setAlignment(Qt::AlignCenter);
    m_factor->setFixedWidth(m_factor->fontMetrics().horizontalAdvance(tr("v × %1").arg(8888)) + 6);

    auto* side = new QVBoxLayout;
    side->setSpacing(2);
    side->addWidget(m_factor);
    side->addWidget(m_slider, 1, Qt::AlignHCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 2, 2);
    layout->setSpacing(2);
    layout->addWidget(m_plot, 1);
    layout->addLayout(side);

    connect(m_slider, &QSlider::valueChanged, this, [this](int step) { m_plot->setStretch(factorOf(step)); });
    connect(m_plot, &FlightPlot::stretchChanged, this, &FlightPanel::showStretch);
    connect(m_plot, &FlightPlot::minimumChosen, this, &FlightPanel::minimumChosen);
    connect(m_plot, &PlotWidget::readoutChanged, this, &FlightPanel::readoutChanged);
    showStretch(m_plot->stretch());
}

void FlightPanel::setStudy(std::shared_ptr<const CandidateStudy> study,
                           std::shared_ptr<const DetectorModel> detector) {
    m_study = std::move(study);
    m_detector = std::move(detector);
    m_trialVertex.reset();
    m_studyWaits = isPutOff();
    if (!m_studyWaits) m_plot->setStudy(m_study, m_detector);
}

void FlightPanel::setTrialVertex(const std::optional<Vector3>& vertex) {
    m_trialVertex = vertex;
    if (!m_studyWaits) m_plot->setTrialVertex(vertex);
}

void FlightPanel::fitView() {
    m_fitWaits = isPutOff();
    if (!m_fitWaits) m_plot->fitToData();
}

void FlightPanel::showEvent(QShowEvent* event) {
    if (std::exchange(m_studyWaits, false)) {
        m_plot->setStudy(m_study, m_detector);
        m_plot->setTrialVertex(m_trialVertex);
    }
    if (std::exchange(m_fitWaits, false)) m_plot->fitToData();
    QWidget::showEvent(event);
}

QString FlightPanel::stretchText() const {
    return m_factor->text();
}

void FlightPanel::showStretch(double factor) {
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(stepOf(factor));
    m_factor->setText(tr("v × %1").arg(numberText(factor, factor < 9.95 ? 1 : 0)));
}

} // namespace pairscope
