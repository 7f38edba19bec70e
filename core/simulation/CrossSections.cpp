#include "core/simulation/CrossSections.h"

#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

namespace {

constexpr double kFineStructure = 1 / 137.035999;
constexpr double kNanobarnPerInverseGeVSquare = 0.3893794e6; ///< (hbar c)^2
constexpr double kHbarC = 1.9732698e-14;                     ///< GeV cm

double square(double x) {
    return x * x;
}

} // namespace

TwoPhotonAngle::TwoPhotonAngle(double s, double mass, double largestCosine)
    : m_massTerm(4 * s * square(mass / (s - mass * mass))),
      m_largestCosine(largestCosine),
      m_largestRapidity(std::atanh(largestCosine)) {}

double TwoPhotonAngle::density(double cosine) const {
    return (1 + cosine * cosine + m_massTerm) / ((1 - cosine) * (1 + cosine));
}

double TwoPhotonAngle::integral() const {
    return 2 * ((2 + m_massTerm) * m_largestRapidity - m_largestCosine);
}

double TwoPhotonAngle::cosineOf(double share) const {
    return std::tanh(m_largestRapidity * (2 * share - 1));
}

double diphotonCrossSection(double s, double largestCosine) {
    // half of the integral over all angles: the photons are identical
    return kPi * square(kFineStructure) / s * TwoPhotonAngle(s, 0, largestCosine).integral() *
           kNanobarnPerInverseGeVSquare;
}

double darkPhotonCrossSection(double s, double mass, double epsilon, double largestCosine) {
    return 2 * kPi * square(kFineStructure * epsilon) / s * (1 - mass * mass / s) *
           TwoPhotonAngle(s, mass, largestCosine).integral() * kNanobarnPerInverseGeVSquare;
}

double darkPhotonDecayLength(double mass, double epsilon) {
    const double share = square(2 * kElectronMass / mass);
    const double width = kFineStructure * square(epsilon) * mass / 3 * (1 + share / 2) * std::sqrt(1 - share);
    return kHbarC / width;
}

double promptPairDensity(double mass) {
    const double share = square(2 * kElectronMass / mass);
    if (!(share < 1)) return 0;
    return 2 * kFineStructure / (3 * kPi * mass) * (1 + share / 2) * std::sqrt(1 - share);
}

double promptPairNumber(double largestMass) {
    // With v = sqrt(1 - 4 m_e^2/M^2) the integral is elementary: dM/M = v dv / (1 - v^2).
    const double share = square(2 * kElectronMass / largestMass);
    if (!(share < 1)) return 0;
    const double v = std::sqrt(1 - share);
    return 2 * kFineStructure / (3 * kPi) * (std::atanh(v) - v + v * v * v / 6);
}

} // namespace pairscope
