#pragma once

#include <numbers>

/// Native units: cm, GeV (c = 1), tesla, rad. Everything inside the program is in these; other units appear
/// only where files are read and where text is made, and always through the names on this page.
namespace pairscope {

inline constexpr double kPi = std::numbers::pi;
inline constexpr double kElectronMass = 0.51099895e-3; ///< GeV (CODATA 2018: 0.51099895000 MeV)

inline constexpr double kMillimetre = 0.1;   ///< cm
inline constexpr double kMicrometre = 1e-4;  ///< cm
inline constexpr double kMeV = 1e-3;         ///< GeV
inline constexpr double kMilliradian = 1e-3; ///< rad
inline constexpr double kDegree = kPi / 180; ///< rad

inline namespace literals {
constexpr double operator""_cm(long double value) {
    return static_cast<double>(value);
}
constexpr double operator""_mm(long double value) {
    return static_cast<double>(value) * kMillimetre;
}
constexpr double operator""_um(long double value) {
    return static_cast<double>(value) * kMicrometre;
}
constexpr double operator""_GeV(long double value) {
    return static_cast<double>(value);
}
constexpr double operator""_MeV(long double value) {
    return static_cast<double>(value) * kMeV;
}
constexpr double operator""_T(long double value) {
    return static_cast<double>(value);
}
constexpr double operator""_deg(long double value) {
    return static_cast<double>(value) * kDegree;
}
} // namespace literals

} // namespace pairscope
