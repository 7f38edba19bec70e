#include "widgets/plots/LayerBands.h"

#include "widgets/plots/PlotWidget.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace pairscope {

namespace {

constexpr double kLeastWidth = 3; // pixels
constexpr double kLeader = 11;    // pixels from the names down to the axes
constexpr double kNameGap = 8;    // pixels between names

/// 0.1 % of X0 is faint, 2 % full.
int alphaOf(double radiationLengths) {
    const double share = std::log(radiationLengths / 0.001) / std::log(20.0);
    return static_cast<int>(55 + 95 * std::clamp(share, 0.0, 1.0));
}

/// Pixel of the middle of each group's material in view, left to right.
std::vector<std::pair<double, std::string>> groupsInView(const FlightPicture& picture,
                                                         const FlightAxes& axes) {
    std::map<std::string, std::pair<double, double>> ends;
    const QCPRange range = axes.u()->range();
    for (const FlightPicture::Layer& layer : picture.layers) {
        if (layer.uHigh < range.lower || layer.uLow > range.upper) continue;
        const double low = std::max(layer.uLow, range.lower);
        const double high = std::min(layer.uHigh, range.upper);
        const auto [at, added] = ends.try_emplace(layer.group, low, high);
        if (!added) at->second = {std::min(at->second.first, low), std::max(at->second.second, high)};
    }
    std::vector<std::pair<double, std::string>> groups;
    for (const auto& [name, between] : ends)
        groups.emplace_back(axes.u()->coordToPixel((between.first + between.second) / 2), name);
    std::sort(groups.begin(), groups.end());
    return groups;
}

/// The one that is nearest to both of its neighbours.
std::vector<LayerNames::Name>::iterator mostCrowded(std::vector<LayerNames::Name>& names) {
    auto worst = names.begin() + 1;
    double least = std::numeric_limits<double>::infinity();
    for (auto name = names.begin() + 1; name != names.end(); ++name) {
        const double after = name + 1 == names.end() ? name->pixel : (name + 1)->pixel;
        const double room = after - (name - 1)->pixel;
        if (room >= least) continue;
        least = room;
        worst = name;
    }
    return worst;
}

/// Places the names side by side, each as near to its band as the others allow: names that would overlap form
/// a block about the mean of their bands.
void spread(std::vector<LayerNames::Name>& names, double left, double right) {
    struct Block {
        std::size_t first, count;
        double width, wanted; ///< `wanted`: sum over its names of where the block's left edge would be best
        [[nodiscard]] double at(double low, double high) const {
            return std::max(low, std::min(wanted / static_cast<double>(count), high - width));
        }
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < names.size(); ++i) {
        blocks.push_back({i, 1, names[i].width, names[i].pixel - names[i].width / 2});
        while (blocks.size() > 1) {
            const Block last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            if (before.at(left, right) + before.width <= last.at(left, right)) break;
            before.wanted += last.wanted - static_cast<double>(last.count) * before.width;
            before.count += last.count;
            before.width += last.width;
            blocks.pop_back();
        }
    }
    for (const Block& block : blocks) {
        double at = block.at(left, right);
        for (std::size_t i = block.first; i < block.first + block.count; ++i) {
            names[i].left = at;
            at += names[i].width;
        }
    }
}

} // namespace

QRectF layerBand(const FlightPicture::Layer& layer, const FlightAxes& axes, const QRect& rect) {
    const double left = axes.u()->coordToPixel(layer.uLow);
    const double right = axes.u()->coordToPixel(layer.uHigh);
    const double half = std::max(right - left, kLeastWidth) / 2;
    const double middle = (left + right) / 2;
    return {QPointF(middle - half, rect.top()), QPointF(middle + half, rect.bottom() + 1)};
}

LayerBands::LayerBands(QCustomPlot* plot, const QString& layer, const FlightAxes& axes,
                       const FlightContent& content)
    : QCPLayerable(plot, layer), m_axes(axes), m_content(content) {}

void LayerBands::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void LayerBands::draw(QCPPainter* painter) {
    if (!m_content.options.layers || !m_content.picture) return;
    for (const QCPAxisRect* axes : {m_axes.tracks, m_axes.profile, m_axes.intervals}) {
        painter->setClipRect(axes->rect());
        for (const FlightPicture::Layer& layer : m_content.picture->layers)
            painter->fillRect(layerBand(layer, m_axes, axes->rect()),
                              withAlpha(m_content.theme.layer, alphaOf(layer.radiationLengths)));
    }
}

LayerNames::LayerNames(QCustomPlot* plot, const FlightAxes& axes, const FlightContent& content)
    : QCPLayoutElement(plot), m_axes(axes), m_content(content) {
    const int height = QFontMetrics(plot->font()).height() + static_cast<int>(kLeader);
    setMinimumSize(10, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
}

void LayerNames::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

std::vector<LayerNames::Name> LayerNames::names() const {
    std::vector<Name> names;
    const LayerAssociation* origin = m_content.association();
    for (const auto& [pixel, group] : groupsInView(*m_content.picture, m_axes)) {
        Name name;
        name.text = QString::fromStdString(group);
        name.font = m_content.font;
        name.font.setBold(origin && origin->best().place == group);
        name.pixel = pixel;
        name.width = QFontMetricsF(name.font).horizontalAdvance(name.text) + kNameGap;
        names.push_back(name);
    }
    return names;
}

void LayerNames::draw(QCPPainter* painter) {
    m_shown.clear();
    if (!m_content.options.layers || !m_content.picture) return;
    std::vector<Name> shown = names();
    const auto widthOf = [](double sum, const Name& name) { return sum + name.width; };
    // what does not fit is still named by hovering over its band
    while (shown.size() > 1 && std::accumulate(shown.begin(), shown.end(), 0.0, widthOf) > rect().width())
        shown.erase(mostCrowded(shown));
    spread(shown, rect().left(), rect().right());
    painter->setClipRect(mParentPlot->viewport());
    for (const Name& name : shown) {
        painter->setFont(name.font);
        painter->setPen(plotPen(m_content.theme.foreground));
        const QRectF area(name.left, rect().top(), name.width, rect().height() - kLeader);
        painter->drawText(area, Qt::AlignCenter, name.text);
        painter->setPen(plotPen(withAlpha(m_content.theme.foreground, 150)));
        painter->drawLine(QPointF(area.center().x(), area.bottom() + 1),
                          QPointF(name.pixel, rect().bottom() + 1));
        m_shown.append(name.text);
    }
}

} // namespace pairscope
