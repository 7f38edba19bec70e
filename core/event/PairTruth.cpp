#include "core/event/PairTruth.h"

namespace pairscope {

std::string_view toString(PairClass pairClass) {
    switch (pairClass) {
    case PairClass::Unknown:
        return "unknown";
    case PairClass::Signal:
        return "signal";
    case PairClass::Conversion:
        return "conversion";
    case PairClass::PromptPair:
        return "prompt pair";
    }
    return "unknown";
}

std::optional<PairClass> pairClassOf(std::string_view word) {
    for (std::size_t i = 0; i < kPairClassCount; ++i)
        if (const auto pairClass = static_cast<PairClass>(i); toString(pairClass) == word) return pairClass;
    return std::nullopt;
}

} // namespace pairscope
