#pragma once

#include "core/event/PairTruth.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// One answer that a scanner may give.
struct VerdictKind {
    std::string name;                ///< "conversion"; what journals and files have
    char key = 0;                    ///< '1' to '9', '0', or a capital letter that is free
    std::string colour;              ///< "#rrggbb"
    std::string meaning;             ///< one line for the panel
    std::vector<PairClass> rightFor; ///< for pairs of these true classes it is the right answer

    bool operator==(const VerdictKind&) const = default;
};

/// The answers of a scan and the words for why.
struct VerdictSet {
    static constexpr std::size_t kMostKinds = 10;

    std::vector<VerdictKind> kinds;
    std::vector<std::string> reasons; ///< "two vertices", "hit pattern", ...

    /// Ours: 1 conversion, 2 prompt, 3 mis-fit, 4 fake, 5 unsure.
    [[nodiscard]] static VerdictSet usual();

    [[nodiscard]] const VerdictKind* find(std::string_view name) const;
    [[nodiscard]] const VerdictKind* byKey(char key) const;
    /// Why nobody could scan with it: no kind, too many, a name or key twice or empty, no colour; nothing
    /// when it is good. Names that differ only in capitals, blanks, '-' or '_' count as the same.
    [[nodiscard]] std::optional<std::string> problem() const;

    bool operator==(const VerdictSet&) const = default;
};

/// One JSON object: {"verdicts": [{"name", "key", "colour", "meaning", "rightFor"}], "reasons": [...]}.
[[nodiscard]] std::string writeVerdictSet(const VerdictSet& set);
/// Says which key is missing or wrong; checks problem() too.
[[nodiscard]] tl::expected<VerdictSet, std::string> readVerdictSet(std::string_view text);

} // namespace pairscope
