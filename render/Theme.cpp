#include "render/Theme.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

double linear(std::uint8_t component) {
    const double value = component / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

std::uint8_t mix(std::uint8_t from, std::uint8_t to, double share) {
    return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
}

} // namespace

double contrast(Colour first, Colour second) {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Colour mix(Colour from, Colour to, double share) {
    const double t = std::clamp(share, 0.0, 1.0);
    return {mix(from.red, to.red, t), mix(from.green, to.green, t), mix(from.blue, to.blue, t)};
}

Theme Theme::dark() {
    return {.isDark = true,
            .background = Colour::hex(0x10141a),
            .panel = Colour::hex(0x1a2029),
            .text = Colour::hex(0xe8ecf2),
            .mutedText = Colour::hex(0xa3adbb),
            .positron = Colour::hex(0xf0a21e),
            .electron = Colour::hex(0x56b4e9),
            .vertex = Colour::hex(0xffffff),
            .construction = Colour::hex(0xc3cbd8),
            .truth = Colour::hex(0x3ddc97),
            .kept = Colour::hex(0xb9a3ff),
            .photon = Colour::hex(0xe78ac3),
            .highlight = Colour::hex(0xf0e442),
            .failure = Colour::hex(0xff8a7a),
            .layerFaint = Colour::hex(0x1c2530),
            .layerStrong = Colour::hex(0x52677f),
            .densityFaint = Colour::hex(0xa0488a),
            .densityStrong = Colour::hex(0xfff0c8)};
}

Theme Theme::light() {
    return {.isDark = false,
            .background = Colour::hex(0xffffff),
            .panel = Colour::hex(0xf3f5f8),
            .text = Colour::hex(0x12161c),
            .mutedText = Colour::hex(0x4f5a68),
            .positron = Colour::hex(0xb05000),
            .electron = Colour::hex(0x0067b1),
            .vertex = Colour::hex(0x000000),
            .construction = Colour::hex(0x3b4552),
            .truth = Colour::hex(0x00744f),
            .kept = Colour::hex(0x6b5d00),
            .photon = Colour::hex(0xa3246f),
            .highlight = Colour::hex(0x8a2be2),
            .failure = Colour::hex(0xb3261e),
            .layerFaint = Colour::hex(0xe9eef4),
            .layerStrong = Colour::hex(0x9fb1c6),
            .densityFaint = Colour::hex(0xd08bbd),
            .densityStrong = Colour::hex(0x2a0635)};
}

} // namespace pairscope
