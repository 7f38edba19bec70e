#include "render/DensityColours.h"

#include "core/candidate/TaskPool.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kFaintOpacity = 0.8;
constexpr double kStrongOpacity = 0.95;
constexpr double kSmallestScale = 10;
constexpr std::size_t kCellsPerBlock = 65'536;

/// Counts up to here have a colour of their own, those above share one of each factor of 2^(1/16).
constexpr std::uint32_t kExact = 1024;
constexpr double kStepsPerOctave = 16;

std::uint32_t packed(const Paint& paint) {
    const std::array<std::uint8_t, 4> bytes{paint.colour.red, paint.colour.green, paint.colour.blue,
                                            static_cast<std::uint8_t>(std::lround(255 * paint.opacity))};
    return std::bit_cast<std::uint32_t>(bytes);
}

/// The colour of every count, made once for a picture.
class ColourTable {
public:
    ColourTable(std::uint32_t maximum, const Theme& theme) {
        const std::uint32_t exact = std::min(maximum, kExact);
        m_exact.push_back(0);
        for (std::uint32_t count = 1; count <= exact; ++count)
            m_exact.push_back(packed(densityPaint(count, maximum, theme)));
        for (std::size_t step = 0; maximum > kExact && step <= stepOf(maximum); ++step)
            m_above.push_back(packed(densityPaint(
                kExact * std::exp2(static_cast<double>(step) / kStepsPerOctave), maximum, theme)));
    }

    [[nodiscard]] std::uint32_t operator()(std::uint32_t count) const {
        return count <= kExact ? m_exact[count] : m_above[stepOf(count)];
    }

private:
    [[nodiscard]] static std::size_t stepOf(std::uint32_t count) {
        return static_cast<std::size_t>(kStepsPerOctave * std::log2(count / static_cast<double>(kExact)));
    }

    std::vector<std::uint32_t> m_exact;
    std::vector<std::uint32_t> m_above;
};

} // namespace

Paint densityPaint(double count, double maximum, const Theme& theme) {
    const double share = std::clamp(std::log(count) / std::log(std::max(maximum, kSmallestScale)), 0.0, 1.0);
    return {mix(theme.densityFaint, theme.densityStrong, share),
            kFaintOpacity + (kStrongOpacity - kFaintOpacity) * share};
}

void paintDensity(const VertexDensity& density, const Theme& theme, std::vector<std::uint32_t>& picture) {
    const ColourTable colours(density.maximum(), theme);
    const auto counts = density.counts();
    picture.resize(counts.size());
    forEachBlock(counts.size(), kCellsPerBlock, [&](std::size_t first, std::size_t end) {
        for (std::size_t cell = first; cell != end; ++cell)
            picture[cell] = colours(counts[cell]);
    });
}

} // namespace pairscope
