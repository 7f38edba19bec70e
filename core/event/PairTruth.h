#pragma once

#include "core/math/LinearAlgebra.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pairscope {

/// What a simulated pair really was; the numbers are those of the column mcClass.
enum class PairClass : std::uint8_t { Unknown = 0, Signal = 1, Conversion = 2, PromptPair = 3 };

[[nodiscard]] std::string_view toString(PairClass pairClass);

/// Simulation truth, each part where the file has it.
struct PairTruth {
    PairClass pairClass = PairClass::Unknown;
    std::optional<Vector3> vertex;                 ///< cm
    std::optional<double> mass;                    ///< GeV
    std::optional<std::array<Vector3, 2>> momenta; ///< of e+ and e- at the vertex, GeV
};

} // namespace pairscope
