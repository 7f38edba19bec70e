#include "widgets/plots/OriginRow.h"

#include "widgets/models/QuantityText.h"
#include "widgets/plots/PlotWidget.h"

#include <algorithm>

namespace pairscope {

namespace {

constexpr double kWorthNaming = 0.005; ///< places less probable than this are in "others"
constexpr double kGap = 6;             // pixels between parts
constexpr double kPadding = 7;         // pixels beside a part's text

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

std::vector<const OriginProbability*> byProbability(const LayerAssociation& origin) {
    std::vector<const OriginProbability*> places = {&origin.prompt};
    for (const OriginProbability& layer : origin.layers)
        places.push_back(&layer);
    std::stable_sort(places.begin(), places.end(),
                     [](const auto* a, const auto* b) { return a->probability > b->probability; });
    return places;
}

QString named(const OriginProbability& place) {
    return QStringLiteral("%1 %2").arg(QString::fromStdString(place.place), percentText(place.probability));
}

} // namespace

OriginRow::OriginRow(QCustomPlot* plot, const FlightContent& content)
    : QCPLayoutElement(plot), m_content(content) {
    const int height = QFontMetrics(plot->font()).height() + 6;
    setMinimumSize(10, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
}

QString OriginRow::verdict() const {
    if (!m_content.study || !m_content.picture) return {};
    const LayerAssociation* origin = m_content.association();
    if (!origin) return tr("Origin: not known without a fit");
    const double above = origin->best().chi2 - m_content.lowestChi2();
    if (above > VertexFitResult::kPlausibleDeltaChi2)
        return tr("Origin: no known place fits, least badly:"); // the shares are only among known places
    return origin->decided() ? tr("Origin: %1").arg(QString::fromStdString(origin->best().place))
                             : tr("Origin: undecided");
}

/// As many places as there is room for; the rest together is the last part.
std::vector<OriginRow::Part> OriginRow::layOut() const {
    std::vector<Part> parts;
    const LayerAssociation* origin = m_content.association();
    if (!origin || !m_content.picture) return parts;
    const QFontMetricsF metrics(m_content.font);
    const double othersWidth = metrics.horizontalAdvance(tr("others %1").arg(percentText(0))) + 2 * kPadding;
    double left = rect().left() + QFontMetricsF(bold(m_content.font)).horizontalAdvance(verdict()) + 2 * kGap;
    const auto area = [&](double width) {
        return QRectF(left, rect().top() + 1, width, rect().height() - 2);
    };
    double rest = 1;
    for (const OriginProbability* place : byProbability(*origin)) {
        const QString text = named(*place);
        const double width = metrics.horizontalAdvance(text) + 2 * kPadding;
        const bool last = rest - place->probability < kWorthNaming;
        const double needed = last ? width : width + kGap + othersWidth;
        if (place->probability < kWorthNaming || left + needed > rect().right()) break;
        parts.push_back({text, place->probability, place, area(width)});
        left += width + kGap;
        rest -= place->probability;
    }
    if (rest >= kWorthNaming)
        parts.push_back({tr("others %1").arg(percentText(rest)), rest, nullptr, area(othersWidth)});
    return parts;
}

QStringList OriginRow::parts() const {
    QStringList texts;
    for (const Part& part : layOut())
        texts.append(part.text);
    return texts;
}

QString OriginRow::readout(const QPointF& pixel) const {
    for (const Part& part : layOut()) {
        if (!part.area.contains(pixel)) continue;
        if (!part.place) return tr("All other places together: %1").arg(percentText(part.share));
        QString text = tr("%1: %2, %3 before the tracks are looked at")
                           .arg(QString::fromStdString(part.place->place), percentText(part.share),
                                percentText(part.place->prior));
        if (part.place->crossed) text += tr(", at u = %1 cm").arg(numberText(part.place->u, 2));
        return text;
    }
    return {};
}

void OriginRow::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

void OriginRow::draw(QCPPainter* painter) {
    const PlotTheme& theme = m_content.theme;
    painter->setClipRect(mParentPlot->viewport());
    painter->setPen(plotPen(theme.foreground));
    painter->setFont(bold(m_content.font));
    painter->drawText(QRectF(rect()), Qt::AlignLeft | Qt::AlignVCenter, verdict());
    painter->setFont(m_content.font);
    for (const Part& part : layOut()) {
        QRectF bar = part.area;
        bar.setWidth(bar.width() * part.share);
        painter->fillRect(part.area, withAlpha(theme.grid, 110));
        painter->fillRect(bar, withAlpha(theme.after, 120));
        painter->setPen(plotPen(theme.grid));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(part.area);
        painter->setPen(plotPen(theme.foreground));
        painter->drawText(part.area, Qt::AlignCenter, part.text);
    }
}

} // namespace pairscope
