#pragma once

#include "core/math/LinearAlgebra.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace pairscope {

/// What a simulated pair really was; the numbers are those of the column mcClass.
enum class PairClass : std::uint8_t { Unknown = 0, Signal = 1, Conversion = 2, PromptPair = 3 };

inline constexpr std::size_t kPairClassCount = 4;
[[nodiscard]] std::string_view toString(PairClass pairClass);
/// By the word of toString().
[[nodiscard]] std::optional<PairClass> pairClassOf(std::string_view word);

/// What a simulated track lost from its birth to the end of the drift chamber. NaN where it is not known.
struct EnergyLoss {
    double total = std::numeric_limits<double>::quiet_NaN();         ///< radiated and by ionisation, GeV
    double hardestPhoton = std::numeric_limits<double>::quiet_NaN(); ///< GeV; 0 when it radiated nothing
    double hardestRadius = std::numeric_limits<double>::quiet_NaN(); ///< from the z axis, cm; NaN without one
};

/// Simulation truth, each part where the file has it.
struct PairTruth {
    PairClass pairClass = PairClass::Unknown;
    std::optional<Vector3> vertex;                        ///< where e+ and e- were born, cm
    std::optional<double> mass;                           ///< of the pair, GeV
    std::optional<std::array<Vector3, 2>> momenta;        ///< of e+ and e- at the vertex, GeV
    std::optional<Vector3> production = {};               ///< where the photon or A' came from, cm
    std::optional<std::array<EnergyLoss, 2>> losses = {}; ///< of e+ and e-
    std::string layer = {}; ///< name of the layer a photon converted in (MaterialLayer::name); empty for none
};

} // namespace pairscope
