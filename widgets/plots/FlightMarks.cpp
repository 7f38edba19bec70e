#include "widgets/plots/FlightMarks.h"

#include "widgets/plots/LabelSpace.h"
#include "widgets/plots/PlotWidget.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kPickPixels = 10;
constexpr double kSymbol = 5; ///< half size of a symbol, pixels

QRectF around(const QPointF& at, double half) {
    return {at.x() - half, at.y() - half, 2 * half, 2 * half};
}

/// Where a track leaves the view at its right end, in pixels; nothing when it is never in view.
std::optional<QPointF> rightEnd(const FlightTrack& track, const FlightAxes& axes, const QRectF& view) {
    for (std::size_t i = track.u.size(); i-- > 0;) {
        const QPointF at = axes.place({track.u[i], track.v[i]});
        if (view.contains(at)) return at;
    }
    return std::nullopt;
}

} // namespace

FlightMarks::FlightMarks(QCustomPlot* plot, const QString& layer, const FlightAxes& axes,
                         const FlightContent& content)
    : QCPLayerable(plot, layer), m_axes(axes), m_content(content) {}

void FlightMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

QFont FlightMarks::boldFont() const {
    QFont font = m_content.font;
    font.setBold(true);
    return font;
}

QColor FlightMarks::colourOf(Symbol symbol) const {
    if (symbol == Symbol::Star) return m_content.theme.truth;
    return symbol == Symbol::Triangle ? m_content.theme.current : m_content.theme.construction;
}

double FlightMarks::delta(const FlightPicture::Minimum& minimum) const {
    return minimum.chi2 - m_content.lowestChi2();
}

std::vector<FlightMarks::Mark> FlightMarks::marks() const {
    std::vector<Mark> marks;
    if (!m_content.picture) return marks;
    const FlightPicture& picture = *m_content.picture;
    marks.push_back({Vector2::Zero(), Symbol::Plus, tr("IP"), tr("Interaction point (z axis)")});
    if (m_content.options.truth && picture.truth)
        marks.push_back({*picture.truth, Symbol::Star, tr("true"), tr("True vertex")});
    if (m_content.trialVertex)
        marks.push_back({picture.frame.toFlight(m_content.trialVertex->head<2>()), Symbol::Triangle,
                         tr("step"), tr("The vertex at this step of the fit")});
    for (std::size_t i = 0; i < picture.crossings.size(); ++i)
        marks.push_back({picture.crossings[i], Symbol::Cross,
                         i == 0 ? tr("1st crossing") : tr("2nd crossing"),
                         tr("Circle crossing %1").arg(i + 1)});
    if (picture.tangentPoint)
        marks.push_back({*picture.tangentPoint, Symbol::Square, tr("tangent"),
                         tr("Tangent point: the tracks are parallel here")});
    return marks;
}

std::optional<std::size_t> FlightMarks::minimumAt(const QPointF& pixel) const {
    std::optional<std::size_t> best;
    if (!m_content.picture) return best;
    double nearest = kPickPixels;
    for (std::size_t i = 0; i < m_content.picture->minima.size(); ++i) {
        const FlightPicture::Minimum& minimum = m_content.picture->minima[i];
        const QPointF at = m_axes.tracks->rect().contains(pixel.toPoint())
                               ? m_axes.place(minimum.place)
                               : m_axes.profilePlace(minimum.place.x(), delta(minimum));
        const double distance = QLineF(at, pixel).length();
        if (!(distance <= nearest)) continue;
        nearest = distance;
        best = i;
    }
    return best;
}

QString FlightMarks::pointAt(const QPointF& pixel) const {
    for (const Mark& mark : marks())
        if (QLineF(m_axes.place(mark.place), pixel).length() <= kPickPixels) return mark.name;
    return {};
}

void FlightMarks::draw(QCPPainter* painter) {
    if (m_content.picture) {
        drawTruthLine(painter);
        drawTracksPart(painter);
        drawProfilePart(painter);
        drawIntervals(painter);
    }
    drawMessage(painter);
}

void FlightMarks::drawTruthLine(QCPPainter* painter) const {
    if (!m_content.options.truth || !m_content.picture->truth) return;
    const double x = m_axes.u()->coordToPixel(m_content.picture->truth->x());
    painter->setPen(plotPen(m_content.theme.truth, 1.2, Qt::DashLine));
    for (const QCPAxisRect* axes : {m_axes.tracks, m_axes.profile, m_axes.intervals}) {
        painter->setClipRect(axes->rect());
        painter->drawLine(QPointF(x, axes->rect().top()), QPointF(x, axes->rect().bottom() + 1));
    }
}

void FlightMarks::drawEllipses(QCPPainter* painter) const {
    const FlightPicture& picture = *m_content.picture;
    for (std::size_t i = 0; i < picture.minima.size(); ++i) {
        const FlightPicture::Minimum& minimum = picture.minima[i];
        if (!minimum.plausible) continue;
        QPolygonF outline;
        for (const Vector2& point : minimum.ellipse)
            outline << m_axes.place(point);
        const bool chosen = i == picture.chosen;
        painter->setPen(
            plotPen(m_content.theme.vertex, chosen ? 1.8 : 1, chosen ? Qt::SolidLine : Qt::DashLine));
        painter->setBrush(chosen ? QBrush(withAlpha(m_content.theme.vertex, 28)) : QBrush(Qt::NoBrush));
        painter->drawPolygon(outline);
    }
}

void FlightMarks::drawTracksPart(QCPPainter* painter) const {
    const FlightPicture& picture = *m_content.picture;
    const QRectF view = m_axes.tracks->rect();
    painter->setClipRect(view);
    if (m_content.options.ellipse) drawEllipses(painter);
    LabelSpace space(view.adjusted(2, 2, -2, -2));
    const std::vector<Mark> points = marks();
    for (const Mark& mark : points) {
        const QPointF at = m_axes.place(mark.place);
        const bool truth = mark.symbol == Symbol::Star;
        drawSymbol(painter, mark.symbol, at, truth ? m_content.theme.truth : m_content.theme.construction);
        space.take(around(at, kSymbol));
    }
    for (std::size_t i = picture.minima.size(); i-- > 0;) {
        const QPointF at = m_axes.place(picture.minima[i].place);
        drawMinimum(painter, i, at);
        space.take(around(at, kSymbol));
    }
    for (std::size_t i = 0; i < picture.minima.size(); ++i)
        writeNumber(painter, i, m_axes.place(picture.minima[i].place), space);
    drawTrackNames(painter, space);
    if (!m_content.options.labels) return;
    for (const Mark& mark : points) {
        const QPointF at = m_axes.place(mark.place);
        if (!view.contains(at)) continue;
        painter->setFont(m_content.font);
        const QSizeF size = QFontMetricsF(m_content.font).size(Qt::TextSingleLine, mark.label);
        if (const auto area = space.put(at, size, kSymbol + 2))
            write(painter, *area, mark.label, colourOf(mark.symbol));
    }
}

/// e+ and e- where the tracks leave the view: never by colour alone. The thin ones say what they are where
/// they can be told from the thick ones.
void FlightMarks::drawTrackNames(QCPPainter* painter, LabelSpace& space) const {
    constexpr double kApart = 16; // pixels
    const FlightPicture& picture = *m_content.picture;
    const QRectF view = QRectF(m_axes.tracks->rect()).adjusted(2, 2, -2, -2);
    const auto name = [&](const QPointF& end, const QString& text, std::size_t track, const QFont& font) {
        const QSizeF size = QFontMetricsF(font).size(Qt::TextSingleLine, text);
        painter->setFont(font);
        if (const auto area = space.put(end, size, 4))
            write(painter, *area, text, track == 0 ? m_content.theme.positron : m_content.theme.electron);
    };
    for (std::size_t i = 0; i < 2; ++i) {
        const QString charge = picture.charges[i] > 0 ? QStringLiteral("e⁺") : QStringLiteral("e⁻");
        std::optional<QPointF> after, before;
        if (m_content.options.after) after = rightEnd(picture.after[i], m_axes, view);
        if (m_content.options.before) before = rightEnd(picture.before[i], m_axes, view);
        if (after) name(*after, charge, i, boldFont());
        if (!before || (after && QLineF(*before, *after).length() < kApart)) continue;
        const bool needsWord = m_content.options.labels && !picture.after[i].u.empty();
        name(*before, needsWord ? tr("%1 before").arg(charge) : charge, i,
             needsWord ? m_content.font : boldFont());
    }
}

void FlightMarks::drawProfilePart(QCPPainter* painter) const {
    const QRectF view = m_axes.profile->rect();
    painter->setClipRect(view.adjusted(0, 0, 0, 6)); // the lowest minimum sits on the lower edge
    LabelSpace space(view.adjusted(2, 2, -2, 0));
    drawTrialOnProfile(painter);
    const FlightPicture& picture = *m_content.picture;
    const auto at = [&](std::size_t i) {
        return m_axes.profilePlace(picture.minima[i].place.x(), delta(picture.minima[i]));
    };
    drawOtherMinima(painter);
    for (std::size_t i = picture.minima.size(); i-- > 0;) {
        drawMinimum(painter, i, at(i));
        space.take(around(at(i), kSymbol));
    }
    for (std::size_t i = 0; i < picture.minima.size(); ++i)
        writeNumber(painter, i, at(i), space);
}

/// Minima of the profile that the fit does not have, without a number: they cannot be chosen.
void FlightMarks::drawOtherMinima(QCPPainter* painter) const {
    const FlightProfile* profile = m_content.profile();
    if (!profile || profile->monotonic) return;
    constexpr double kSame = 0.05; // cm: nearer minima are one for the fit too
    const auto& fitted = m_content.picture->minima;
    for (const FlightPoint& point : profile->minima) {
        const bool known = std::any_of(fitted.begin(), fitted.end(), [&](const auto& minimum) {
            return std::abs(minimum.place.x() - point.u) < kSame;
        });
        if (known) continue;
        painter->setPen(plotPen(m_content.theme.construction, 1.6));
        painter->setBrush(m_content.theme.background);
        painter->drawEllipse(m_axes.profilePlace(point.u, point.chi2 - m_content.lowestChi2()), kSymbol - 2,
                             kSymbol - 2);
    }
}

void FlightMarks::drawTrialOnProfile(QCPPainter* painter) const {
    const FlightProfile* profile = m_content.profile();
    if (!m_content.trialVertex || !profile) return;
    const double u = m_content.picture->frame.toFlight(m_content.trialVertex->head<2>()).x();
    const double chi2 = profile->chi2(u);
    if (std::isfinite(chi2))
        drawSymbol(painter, Symbol::Triangle, m_axes.profilePlace(u, chi2 - m_content.lowestChi2()),
                   colourOf(Symbol::Triangle));
}

void FlightMarks::drawIntervals(QCPPainter* painter) const {
    const FlightProfile* profile = m_content.profile();
    if (!profile) return;
    painter->setClipRect(m_axes.intervals->rect());
    drawBars(painter, profile->u68, FlightAxes::kRow68, m_content.theme.vertex);
    drawBars(painter, profile->u95, FlightAxes::kRow95, withAlpha(m_content.theme.vertex, 150));
}

/// A bar for each stretch; an end that lies beyond the scan is an arrow.
void FlightMarks::drawBars(QCPPainter* painter, const FlightIntervals& intervals, double row,
                           const QColor& colour) const {
    const double y = m_axes.intervals->axis(QCPAxis::atLeft)->coordToPixel(row);
    for (const FlightInterval& interval : intervals) {
        const double left = m_axes.u()->coordToPixel(interval.low);
        const double right = std::max(m_axes.u()->coordToPixel(interval.high), left + 2);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawRect(QRectF(left, y - 2.5, right - left, 5));
        const auto end = [&](double x, bool open, double towards) {
            if (open)
                painter->drawPolygon(
                    QPolygonF({QPointF(x + 8 * towards, y), QPointF(x, y - 6), QPointF(x, y + 6)}));
            else
                painter->drawRect(QRectF(x - 1, y - 5, 2, 10));
        };
        end(left, interval.openLow, -1);
        end(right, interval.openHigh, 1);
    }
}

void FlightMarks::drawMessage(QCPPainter* painter) const {
    if (m_content.message.isEmpty()) return;
    // with tracks to see, in the empty profile under them
    const QRectF room =
        QRectF(m_content.picture && !m_content.profile() ? m_axes.profile->rect() : m_axes.tracks->rect())
            .adjusted(12, 4, -12, -4);
    painter->setFont(m_content.font);
    const int flags =
        (m_content.picture && m_content.profile() ? Qt::AlignTop | Qt::AlignLeft : Qt::AlignCenter) |
        static_cast<int>(Qt::TextWordWrap);
    const QRectF area = QFontMetricsF(m_content.font).boundingRect(room, flags, m_content.message);
    painter->setClipRect(mParentPlot->viewport());
    painter->fillRect(area.adjusted(-6, -3, 6, 3), withAlpha(m_content.theme.background, 225));
    painter->setPen(plotPen(m_content.theme.foreground));
    painter->drawText(room, flags, m_content.message);
}

void FlightMarks::drawSymbol(QCPPainter* painter, Symbol symbol, const QPointF& at,
                             const QColor& colour) const {
    painter->setPen(plotPen(colour, 1.8));
    painter->setBrush(Qt::NoBrush);
    const double r = kSymbol;
    switch (symbol) {
    case Symbol::Cross:
        painter->drawLine(at + QPointF(-r, -r), at + QPointF(r, r));
        painter->drawLine(at + QPointF(-r, r), at + QPointF(r, -r));
        break;
    case Symbol::Plus:
        painter->drawLine(at + QPointF(-r - 1, 0), at + QPointF(r + 1, 0));
        painter->drawLine(at + QPointF(0, -r - 1), at + QPointF(0, r + 1));
        break;
    case Symbol::Square:
        painter->drawRect(around(at, r - 1));
        break;
    case Symbol::Triangle:
        painter->setBrush(colour);
        painter->drawPolygon(QPolygonF({at, at + QPointF(-r, -2 * r), at + QPointF(r, -2 * r)}));
        break;
    case Symbol::Star:
        painter->setBrush(colour);
        painter->setPen(plotPen(m_content.theme.background, 1));
        painter->drawPolygon(QPolygonF({at + QPointF(0, -r - 2), at + QPointF(r + 2, 0),
                                        at + QPointF(0, r + 2), at + QPointF(-r - 2, 0)}));
        break;
    }
}

/// Full for the chosen one, hollow for the others.
void FlightMarks::drawMinimum(QCPPainter* painter, std::size_t index, const QPointF& at) const {
    const bool chosen = index == m_content.picture->chosen;
    const bool plausible = m_content.picture->minima[index].plausible;
    const QColor colour = plausible ? m_content.theme.vertex : m_content.theme.construction;
    painter->setPen(plotPen(chosen ? m_content.theme.background : colour, chosen ? 1 : 2));
    painter->setBrush(chosen ? colour : m_content.theme.background);
    const double radius = chosen ? kSymbol + 0.5 : plausible ? kSymbol - 0.5 : kSymbol - 2;
    painter->drawEllipse(at, radius, radius);
}

void FlightMarks::writeNumber(QCPPainter* painter, std::size_t index, const QPointF& at,
                              LabelSpace& space) const {
    const bool chosen = index == m_content.picture->chosen;
    painter->setFont(chosen ? boldFont() : m_content.font);
    const QString text = QString::number(index + 1);
    const QSizeF size = QFontMetricsF(boldFont()).size(Qt::TextSingleLine, text) + QSizeF(4, -2);
    if (const auto area = space.put(at, size, kSymbol + 1))
        write(painter, *area, text, m_content.theme.vertex);
}

void FlightMarks::write(QCPPainter* painter, const QRectF& area, const QString& text,
                        const QColor& colour) const {
    painter->fillRect(area, withAlpha(m_content.theme.background, 190));
    painter->setPen(plotPen(colour));
    painter->drawText(area, Qt::AlignCenter, text);
}

} // namespace pairscope
