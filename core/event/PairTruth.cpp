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

} // namespace pairscope
