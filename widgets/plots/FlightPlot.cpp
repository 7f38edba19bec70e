#include "widgets/plots/FlightPlot.h"

#include "core/math/Units.h"
#include "widgets/plots/FlightMarks.h"
#include "widgets/plots/LayerBands.h"
#include "widgets/plots/LengthTicker.h"
#include "widgets/plots/OriginRow.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kWheelStep = 1.25;
/// Tracks are computed over this much, so that panning shows no end of them, cm.
constexpr double kDrawnLow = -6;
constexpr double kDrawnHigh = 24;
/// The view never leaves this, cm.
constexpr double kFarthest = 130;
constexpr double kClickPixels = 3;
/// Below this share of the range the Delta chi2 axis goes under zero, for the marks on its lower edge.
constexpr double kBelowZero = 0.04;

} // namespace

FlightPlot::FlightPlot(QWidget* parent) : PlotWidget(parent), m_vTicker(new LengthTicker) {
    setAccessibleName(tr("Flight view"));
    setAccessibleDescription(tr("Tracks along the pair's flight with the direction across it stretched, chi "
                                "squared along the flight, and the probable origin"));
    makeAxes();
    makeGraphs();
    setTheme(theme());
    connect(m_axes.u(), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &FlightPlot::uRangeChanged);
    connect(m_axes.v(), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &FlightPlot::vRangeChanged);
    for (const QCPAxisRect* rect : {m_axes.profile, m_axes.intervals})
        connect(rect->axis(QCPAxis::atBottom), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
                [this](const QCPRange& range) { m_axes.u()->setRange(range); });
    connect(this, &QCustomPlot::afterLayout, this, &FlightPlot::laidOut);
    setStudy(nullptr, nullptr);
    fitToData();
}

void FlightPlot::setStudy(std::shared_ptr<const CandidateStudy> study,
                          const std::shared_ptr<const DetectorModel>& detector) {
    m_content.study = std::move(study);
    m_content.trialVertex.reset();
    m_content.picture.reset();
    if (m_content.study && m_content.study->candidate && detector) {
        double farthest = 0;
        if (const auto& fit = m_content.study->candidate->fit)
            for (const VertexMinimum& minimum : fit->minima)
                farthest = std::max(farthest, minimum.rho());
        const double reach = std::min(1.3 * farthest, kFarthest); // also behind the interaction point
        m_content.picture = flightPicture(*m_content.study, *detector, std::min(kDrawnLow, -reach),
                                          std::max(kDrawnHigh, reach));
    }
    chooseMessage();
    for (QCPAxisRect* rect : {m_axes.tracks, m_axes.profile, m_axes.intervals})
        rect->setVisible(m_content.picture.has_value());
    for (QCPItemStraightLine* level : m_levels)
        level->setVisible(m_content.picture.has_value());
    m_uLabel->setVisible(m_content.picture.has_value());
    fillTracks();
    fillProfile();
    requestReplot();
}

void FlightPlot::setOptions(const FlightOptions& options) {
    if (options == m_content.options) return;
    m_content.options = options;
    fillTracks();
    requestReplot();
}

void FlightPlot::setTrialVertex(const std::optional<Vector3>& vertex) {
    m_content.trialVertex = vertex;
    requestReplot();
}

void FlightPlot::chooseMessage() {
    const bool known = m_content.study && m_content.study->candidate;
    setEmptyText(known ? QString() : tr("No candidate: open a pair table with Ctrl+O, or drop one here"));
    m_content.message.clear();
    if (!known || (m_content.picture && m_content.study->candidate->fit)) return;
    const std::string& sentence = m_content.study->diagnosis.sentence;
    m_content.message =
        QString::fromStdString(sentence.empty() ? m_content.study->candidate->outcome() : sentence);
}

void FlightPlot::fill(const TrackGraphs& graphs, const FlightTrack& track, bool shown) const {
    QVector<double> low, high;
    const QVector<double> u(track.u.begin(), track.u.end());
    const QVector<double> v(track.v.begin(), track.v.end());
    for (std::size_t i = 0; i < track.vError.size(); ++i) {
        low << track.v[i] - track.vError[i];
        high << track.v[i] + track.vError[i];
    }
    graphs.line->setData(u, v, true);
    graphs.low->setData(low.isEmpty() ? low : u, low, true);
    graphs.high->setData(high.isEmpty() ? high : u, high, true);
    for (QCPGraph* graph : {graphs.low, graphs.high, graphs.line})
        graph->setVisible(shown && !u.isEmpty());
}

void FlightPlot::fillTracks() {
    const FlightPicture none;
    const FlightPicture& picture = m_content.picture ? *m_content.picture : none;
    for (std::size_t i = 0; i < 2; ++i) {
        fill(m_before[i], picture.before[i], m_content.options.before);
        fill(m_after[i], picture.after[i], m_content.options.after);
        const FlightTrack& truth = picture.trueTracks[i];
        m_true[i]->setData({truth.u.begin(), truth.u.end()}, {truth.v.begin(), truth.v.end()}, true);
        m_true[i]->setVisible(m_content.options.truth);
    }
}

void FlightPlot::fillProfile() {
    QVector<double> u, delta;
    if (const FlightProfile* profile = m_content.profile()) {
        const double lowest = m_content.lowestChi2();
        for (const FlightPoint& point : profile->points) {
            u << point.u;
            delta << point.chi2 - lowest;
        }
    }
    m_profile->setData(u, delta, true);
}

double FlightPlot::stretch() const {
    const QCPRange u = m_axes.u()->range();
    const QCPRange v = m_axes.v()->range();
    const QRect rect = m_axes.tracks->rect();
    if (rect.width() < 2 || rect.height() < 2) return kLeastStretch;
    return (u.size() / rect.width()) / (v.size() / rect.height());
}

void FlightPlot::setStretch(double factor) {
    double about = m_axes.v()->range().center();
    if (m_content.picture && !m_content.picture->minima.empty()) {
        const double v = m_content.picture->minima[m_content.picture->chosen].place.y();
        if (m_axes.v()->range().contains(v)) about = v;
    }
    stretchAbout(factor, about);
}

void FlightPlot::stretchAbout(double factor, double v) {
    const double wanted = std::clamp(factor, kLeastStretch, kMostStretch);
    m_axes.v()->scaleRange(stretch() / wanted, v);
    requestReplot();
}

void FlightPlot::keepStretchInBounds() {
    const double now = stretch();
    const double kept = std::clamp(now, kLeastStretch, kMostStretch);
    // not for rounding alone, which would go on for ever
    if (std::abs(now / kept - 1) > 1e-9) m_axes.v()->scaleRange(now / kept, m_axes.v()->range().center());
    if (kept == m_toldStretch) return;
    m_toldStretch = kept;
    emit stretchChanged(kept);
}

void FlightPlot::uRangeChanged(const QCPRange& range) {
    constexpr double kClosest = 1e-3; // cm
    QCPRange kept = range.bounded(-kFarthest, kFarthest);
    if (kept.size() < kClosest) kept = {kept.center() - kClosest / 2, kept.center() + kClosest / 2};
    if (kept != range) return m_axes.u()->setRange(kept);
    for (const QCPAxisRect* rect : {m_axes.profile, m_axes.intervals})
        rect->axis(QCPAxis::atBottom)->setRange(kept);
    keepStretchInBounds();
}

void FlightPlot::vRangeChanged(const QCPRange& range) {
    const bool wide = range.size() > 2 * kMillimetre;
    m_vTicker->setUnit(wide ? millimetreUnit() : micrometreUnit());
    m_axes.v()->setLabel(tr("v [%1]").arg(m_vTicker->unit().symbol));
    keepStretchInBounds();
}

void FlightPlot::laidOut() {
    keepStretchInBounds();
    const QRect rect = m_axes.intervals->rect();
    m_uLabel->position->setPixelPosition(
        QPointF(rect.right() + 18, rect.bottom() + 5 + QFontMetricsF(textFont()).height() / 2));
}

QCPRange FlightPlot::fittedU() const {
    constexpr double kLeastHigh = 3; // cm: beam pipe and both pixel layers are seen
    constexpr double kMostHigh = 17;
    double low = 0;
    double high = kLeastHigh;
    const auto include = [&](double u) {
        if (u > kMostHigh) return;
        low = std::min(low, std::max(u, -3.0));
        high = std::max(high, u);
    };
    if (m_content.picture) {
        const FlightPicture& picture = *m_content.picture;
        for (const FlightPicture::Minimum& minimum : picture.minima) {
            if (!minimum.plausible) continue;
            low = std::min(low, minimum.place.x());
            high = std::max(high, minimum.place.x());
        }
        if (picture.minima.empty()) {
            for (const Vector2& crossing : picture.crossings)
                include(crossing.x());
            if (picture.tangentPoint) include(picture.tangentPoint->x());
        }
        if (picture.truth) include(picture.truth->x());
    }
    if (const FlightProfile* profile = m_content.profile())
        for (const FlightInterval& interval : profile->u95) {
            include(interval.low);
            include(interval.high);
        }
    const double margin = 0.07 * (high - low);
    return {low - margin, high + margin};
}

/// Everything near the vertex; the tracks leave the view farther away. Without a vertex, the tracks.
void FlightPlot::fitV() {
    constexpr double kLeastHalf = 10e-4; // cm
    constexpr double kMostHalf = 0.5;
    double low = -kLeastHalf;
    double high = kLeastHalf;
    const auto include = [&](double v) {
        if (std::abs(v) > kMostHalf) return;
        low = std::min(low, v);
        high = std::max(high, v);
    };
    const QCPRange u = m_axes.u()->range();
    if (m_content.picture) {
        const FlightPicture& picture = *m_content.picture;
        for (const FlightPicture::Minimum& minimum : picture.minima) {
            if (!minimum.plausible) continue;
            for (const Vector2& point : minimum.ellipse)
                include(minimum.place.y() + 1.5 * (point.y() - minimum.place.y()));
        }
        if (picture.truth) include(picture.truth->y());
        for (const Vector2& crossing : picture.crossings)
            if (u.contains(crossing.x())) include(crossing.y());
        for (const FlightTrack& track : picture.before)
            for (std::size_t i = 1; i < track.u.size(); ++i) {
                const bool tangent = picture.tangentPoint && track.u[i - 1] <= picture.tangentPoint->x() &&
                                     picture.tangentPoint->x() < track.u[i];
                if (u.contains(track.u[i]) && (tangent || picture.minima.empty())) include(track.v[i]);
            }
    }
    const double margin = 0.15 * (high - low);
    m_axes.v()->setRange(low - margin, high + margin);
}

void FlightPlot::fitDeltaChi2() {
    constexpr double kLeastTop = 5.6; // both levels with room above
    constexpr double kMostTop = 9.4;  // no tick label at the very top
    double highest = kLeastTop;
    for (const QCPGraphData& point : *m_profile->data())
        if (m_axes.u()->range().contains(point.key)) highest = std::max(highest, 1.1 * point.value);
    const double top = std::min(highest, kMostTop);
    m_axes.deltaChi2()->setRange(-kBelowZero * top, top);
}

void FlightPlot::fitToData() {
    m_axes.u()->setRange(fittedU());
    fitV();
    fitDeltaChi2();
    requestReplot();
}

void FlightPlot::showWholeFlight() {
    m_axes.u()->setRange(-2, 17);
    fitV();
    fitDeltaChi2();
    requestReplot();
}

void FlightPlot::centreOnVertex() {
    if (!m_content.picture || m_content.picture->minima.empty()) return;
    const Vector2 place = m_content.picture->minima[m_content.picture->chosen].place;
    m_axes.u()->moveRange(place.x() - m_axes.u()->range().center());
    m_axes.v()->moveRange(place.y() - m_axes.v()->range().center());
    requestReplot();
}

void FlightPlot::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) return PlotWidget::wheelEvent(event);
    const double factor = std::pow(kWheelStep, event->angleDelta().y() / 120.0);
    const QPoint at = event->position().toPoint();
    if (m_axes.tracks->rect().contains(at)) {
        stretchAbout(stretch() * factor, m_axes.v()->pixelToCoord(at.y()));
    } else if (m_axes.profile->rect().contains(at)) {
        const double top = std::clamp(m_axes.deltaChi2()->range().upper / factor, 0.1, 1e6);
        m_axes.deltaChi2()->setRange(-kBelowZero * top, top);
        requestReplot();
    }
    event->accept();
}

void FlightPlot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    PlotWidget::mousePressEvent(event);
}

void FlightPlot::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    emit readoutChanged(readout(event->position()));
    if (event->buttons() == Qt::NoButton)
        setCursor(m_marks->minimumAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FlightPlot::mouseReleaseEvent(QMouseEvent* event) {
    PlotWidget::mouseReleaseEvent(event);
    const bool click = event->button() == Qt::LeftButton &&
                       (event->position() - m_pressed).manhattanLength() <= kClickPixels;
    if (!click) return;
    if (const auto minimum = m_marks->minimumAt(event->position()))
        emit minimumChosen(static_cast<int>(*minimum));
}

void FlightPlot::keyPressEvent(QKeyEvent* event) {
    const bool up = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal;
    if (event->modifiers() & Qt::ControlModifier && (up || event->key() == Qt::Key_Minus))
        return setStretch(stretch() * (up ? kWheelStep : 1 / kWheelStep));
    PlotWidget::keyPressEvent(event);
}

} // namespace pairscope
