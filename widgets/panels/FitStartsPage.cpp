#include "widgets/panels/FitStartsPage.h"

#include "widgets/models/FitTraceTables.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/plots/FitStepsPlot.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace pairscope {

namespace {

constexpr int kMostStarts = 6;
constexpr int kPlayInterval = 450; // ms an iteration: the eye follows the marker

/// The search to look at first: the one that found the vertex.
int firstTrace(const Candidate& candidate) {
    const std::vector<FitTrace>& traces = tracesOf(candidate);
    for (std::size_t i = 0; candidate.fit && i < traces.size(); ++i)
        if (traces[i].minimum == static_cast<int>(candidate.chosenMinimum())) return static_cast<int>(i);
    return traces.empty() ? -1 : 0;
}

} // namespace

FitStartsPage::FitStartsPage(QWidget* parent)
    : QWidget(parent),
      m_starts(new TextTableView(tr("Starts of the fit"), this)),
      m_steps(new TextTableView(tr("Iterations of the search"), this)),
      m_plot(new FitStepsPlot(this)),
      m_play(new QToolButton(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_at(new QLabel(this)),
      m_timer(new QTimer(this)) {
    build();
    connect(m_starts, &TextTableView::rowChosen, this, &FitStartsPage::showTrace);
    connect(m_steps, &TextTableView::rowChosen, this, &FitStartsPage::showStep);
    connect(m_plot, &FitStepsPlot::iterationClicked, this, &FitStartsPage::showStep);
    connect(m_slider, &QSlider::valueChanged, this, &FitStartsPage::showStep);
    connect(m_plot, &PlotWidget::readoutChanged, this, &FitStartsPage::readoutChanged);
    connect(m_play, &QToolButton::toggled, this, &FitStartsPage::play);
    connect(m_timer, &QTimer::timeout, this, &FitStartsPage::advance);
}

void FitStartsPage::build() {
    m_starts->setHeightToRows(kMostStarts);
    m_play->setText(tr("Play"));
    m_play->setCheckable(true);
    m_play->setToolTip(tr("Go through the iterations; the views show the trial vertex"));
    m_play->setAccessibleName(tr("Play the iterations"));
    m_slider->setAccessibleName(tr("Iteration"));
    m_slider->setPageStep(1);
    m_at->setAccessibleName(tr("Iteration looked at"));
    m_at->setMinimumWidth(fontMetrics().horizontalAdvance(tr("step %1 of %1").arg(100)));
    m_timer->setInterval(kPlayInterval);
    auto* stepping = new QHBoxLayout;
    stepping->addWidget(m_play);
    stepping->addWidget(m_slider, 1);
    stepping->addWidget(m_at);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_steps->setMinimumHeight(4 * fontMetrics().height());
    split->addWidget(m_steps);
    split->addWidget(m_plot);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({150, 300});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_starts);
    layout->addLayout(stepping);
    layout->addWidget(split, 1);
}

void FitStartsPage::setTheme(const PlotTheme& theme) {
    m_plot->setTheme(theme);
}

void FitStartsPage::setCandidate(std::shared_ptr<const Candidate> candidate) {
    m_candidate = std::move(candidate);
    m_starts->setTable(startsTable(m_candidate ? tracesOf(*m_candidate) : std::vector<FitTrace>{}));
    const int trace = m_candidate ? firstTrace(*m_candidate) : -1;
    m_starts->showRow(trace);
    showTrace(trace);
}

void FitStartsPage::showTrace(int index) {
    m_play->setChecked(false);
    m_trace = index;
    const bool any = index >= 0;
    const FitTrace trace = any ? tracesOf(*m_candidate)[static_cast<std::size_t>(index)] : FitTrace{};
    m_steps->setTable(any ? stepsTable(trace) : TextTable{});
    m_plot->setTrace(any ? std::optional(trace) : std::nullopt,
                     tr("No search was begun: the tracks cannot be fitted"));
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, static_cast<int>(trace.steps.size()));
        m_slider->setValue(0);
    }
    for (QWidget* control : {static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_slider)})
        control->setEnabled(any);
    m_at->setText(any ? tr("steps: %1").arg(trace.steps.size()) : QString());
    if (m_marking) emit stepShown(std::nullopt);
    m_marking = false;
}

void FitStartsPage::showStep(int row) {
    if (m_trace < 0) return;
    const FitTrace& trace = tracesOf(*m_candidate)[static_cast<std::size_t>(m_trace)];
    const auto last = static_cast<int>(trace.steps.size());
    if (row < 0 || row > last) return;
    m_steps->showRow(row);
    m_plot->setCurrent(row);
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(row);
    }
    m_at->setText(row == 0 ? tr("start") : tr("step %1 of %2").arg(row).arg(last));
    m_marking = true;
    emit stepShown(vertexOfRow(trace, static_cast<std::size_t>(row)));
}

void FitStartsPage::play(bool on) {
    m_play->setText(on ? tr("Pause") : tr("Play"));
    if (!on) return m_timer->stop();
    showStep(m_slider->value() == m_slider->maximum() ? 0 : m_slider->value());
    m_timer->start();
}

void FitStartsPage::advance() {
    showStep(m_slider->value() + 1);
    if (m_slider->value() == m_slider->maximum()) m_play->setChecked(false);
}

/// A marker nobody steps through any more would be taken for a result.
void FitStartsPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_play->setChecked(false);
    if (!m_marking) return;
    m_marking = false;
    m_steps->showRow(-1);
    m_plot->setCurrent(std::nullopt);
    emit stepShown(std::nullopt);
}

} // namespace pairscope
