#pragma once

#include "core/analysis/Filter.h"

#include <string_view>
#include <vector>

namespace pairscope {

/// A number, name, word or sign of a filter's text.
struct FilterToken {
    enum class Kind { Number, Name, Word, Sign, End };

    Kind kind = Kind::End;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view text; ///< as written; of a word without its quotes
    double number = 0;     ///< of a Number

    [[nodiscard]] bool is(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
};

/// The text cut into its tokens, the last of which is the End. They point into `text`.
[[nodiscard]] tl::expected<std::vector<FilterToken>, FilterError> filterTokens(std::string_view text);

} // namespace pairscope
