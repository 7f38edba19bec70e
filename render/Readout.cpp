#include "render/Readout.h"

#include "core/math/Units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

int decimalsFor(double resolution) {
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(resolution))), 0, 7);
}

/// A minus sign as wide as a plus, not a hyphen.
std::string withMinus(std::string number) {
    if (number.starts_with('-')) number.replace(0, 1, "\u2212");
    return number;
}

} // namespace

std::string measuredText(Measured measured, double unit, const char* name) {
    const double value = measured.value / unit;
    const double error = measured.error / unit;
    if (!std::isfinite(value)) return "unknown";
    if (!std::isfinite(error) || !(error > 0)) return withMinus(fmt::format("{:.4g} {}", value, name));
    const int decimals = decimalsFor(error);
    return withMinus(fmt::format("{:.{}f} ± {:.{}f} {}", value, decimals, error, decimals, name));
}

std::string massText(Measured mass) {
    return measuredText(mass, kMeV, "MeV");
}

std::string lengthText(double length) {
    constexpr double kNothing = 1e-8; // cm: 0.1 nm is rounding
    const double size = std::abs(length);
    if (size < kNothing) return "0 µm";
    if (size < 0.0995 * kMillimetre) return withMinus(fmt::format("{:.3g} µm", length / kMicrometre));
    if (size < 0.995) return withMinus(fmt::format("{:.3g} mm", length / kMillimetre));
    return withMinus(fmt::format("{:.4g} cm", length));
}

std::string placeText(const Vector2& position, double resolution) {
    const int decimals = std::clamp(decimalsFor(resolution) - 1, 1, 7);
    const auto number = [&](double value) { return withMinus(fmt::format("{:.{}f}", value, decimals)); };
    const double phi = std::atan2(position.y(), position.x()) / kDegree;
    return fmt::format("x {} cm, y {} cm, ρ {} cm, φ {}°", number(position.x()), number(position.y()),
                       number(position.norm()), withMinus(fmt::format("{:.2f}", phi)));
}

std::string rhoZPlaceText(const Vector2& position, double resolution) {
    const int decimals = std::clamp(decimalsFor(resolution) - 1, 1, 7);
    const auto number = [&](double value) { return withMinus(fmt::format("{:.{}f}", value, decimals)); };
    const double theta = std::atan2(std::abs(position.y()), position.x()) / kDegree;
    return fmt::format("z {} cm, ρ {} cm, θ {:.2f}°", number(position.x()), number(position.y()), theta);
}

std::string radiationLengthsText(double radiationLengths) {
    if (radiationLengths >= 1) return fmt::format("{:.3g}", radiationLengths);
    return fmt::format("{:.2g} %", radiationLengths * 100);
}

} // namespace pairscope
