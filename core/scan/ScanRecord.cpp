#include "core/scan/ScanRecord.h"

#include <array>

namespace pairscope {

std::string_view toString(ScanAction action) {
    switch (action) {
    case ScanAction::Verdict:
        return "verdict";
    case ScanAction::Undo:
        return "undo";
    case ScanAction::Comment:
        return "comment";
    case ScanAction::Unblind:
        return "unblind";
    case ScanAction::Finish:
        return "finish";
    }
    return "";
}

std::optional<ScanAction> scanAction(std::string_view word) {
    constexpr std::array kActions = {ScanAction::Verdict, ScanAction::Undo, ScanAction::Comment,
                                     ScanAction::Unblind, ScanAction::Finish};
    for (const ScanAction action : kActions)
        if (toString(action) == word) return action;
    return std::nullopt;
}

std::string_view toString(Confidence confidence) {
    switch (confidence) {
    case Confidence::None:
        return "";
    case Confidence::Low:
        return "low";
    case Confidence::Medium:
        return "medium";
    case Confidence::High:
        return "high";
    }
    return "";
}

} // namespace pairscope
