#include "widgets/plots/DensityImage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kShades = 256;

/// The shade of a count, 0 for one to kShades - 1 for the most; logarithms of few counts are kept.
class Shades {
public:
    explicit Shades(std::uint32_t most)
        : m_scale((kShades - 1) / std::log(std::max(10.0, static_cast<double>(most)))) {
        for (std::uint32_t count = 1; count < kKept; ++count)
            m_kept[count] = calculated(count);
    }
    [[nodiscard]] int operator()(std::uint32_t count) const {
        return count < kKept ? m_kept[count] : calculated(count);
    }

private:
    static constexpr std::uint32_t kKept = 512;
    [[nodiscard]] int calculated(std::uint32_t count) const {
        return std::min(kShades - 1, static_cast<int>(std::log(static_cast<double>(count)) * m_scale));
    }

    double m_scale;
    std::array<int, kKept> m_kept{};
};

/// An image of which each pixel is colour(x, y, count) where there is any point.
template<class Colour>
QImage imageOf(const CellCounts& counts, const Colour& colour) {
    const int width = counts.xCells().bins;
    const int height = counts.yCells().bins;
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(height - 1 - y));
        for (int x = 0; x < width; ++x)
            if (const std::uint32_t count = counts.count(x, y); count > 0) line[x] = colour(x, y, count);
    }
    return image;
}

/// Shades of one colour, faint enough for one point to be told from many.
std::array<QRgb, kShades> tints(const QColor& colour) {
    constexpr int kFaintest = 95;
    std::array<QRgb, kShades> result{};
    for (int shade = 0; shade < kShades; ++shade) {
        const int alpha = kFaintest + (255 - kFaintest) * shade / (kShades - 1);
        result[static_cast<std::size_t>(shade)] =
            qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
    }
    return result;
}

} // namespace

QImage shadedCounts(const CellCounts& counts, const QCPColorGradient& gradient) {
    QCPColorGradient colours = gradient;
    std::array<QRgb, kShades> shades{};
    for (int shade = 0; shade < kShades; ++shade)
        shades[static_cast<std::size_t>(shade)] = colours.color(shade, QCPRange(0, kShades - 1));
    const Shades shadeOf(counts.maximum());
    return imageOf(counts, [&](int, int, std::uint32_t count) {
        return shades[static_cast<std::size_t>(shadeOf(count))];
    });
}

QImage tintedCounts(const CellCounts& counts, const QColor& colour) {
    const std::array<QRgb, kShades> shades = tints(colour);
    const Shades shadeOf(counts.maximum());
    return imageOf(counts, [&](int, int, std::uint32_t count) {
        return shades[static_cast<std::size_t>(shadeOf(count))];
    });
}

QImage groupedCounts(const CellCounts& counts, std::span<const QColor> groups, const QColor& none) {
    std::vector<std::array<QRgb, kShades>> shades;
    for (const QColor& colour : groups)
        shades.push_back(tints(colour));
    shades.push_back(tints(none));
    const Shades shadeOf(counts.maximum());
    return imageOf(counts, [&](int x, int y, std::uint32_t count) {
        const std::size_t group = counts.mostFrequent(x, y).value_or(groups.size());
        return shades[std::min(group, groups.size())][static_cast<std::size_t>(shadeOf(count))];
    });
}

DensityImage::DensityImage(QCPAxis* x, QCPAxis* y, const QString& layer)
    : QCPLayerable(x->parentPlot(), layer), m_x(x), m_y(y) {}

void DensityImage::setImage(const QImage& image, const QCPRange& x, const QCPRange& y) {
    m_image = image;
    m_xRange = x;
    m_yRange = y;
}

void DensityImage::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void DensityImage::draw(QCPPainter* painter) {
    if (m_image.isNull()) return;
    const QPointF topLeft(m_x->coordToPixel(m_xRange.lower), m_y->coordToPixel(m_yRange.upper));
    const QPointF bottomRight(m_x->coordToPixel(m_xRange.upper), m_y->coordToPixel(m_yRange.lower));
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->drawImage(QRectF(topLeft, bottomRight), m_image, QRectF(m_image.rect()));
}

} // namespace pairscope
