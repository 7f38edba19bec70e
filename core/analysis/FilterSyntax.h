#pragma once

#include "core/analysis/Filter.h"

#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// A part of a filter expression with its parts.
struct FilterNode {
    enum class Kind {
        Number,
        Column,
        Word,     ///< in quotes
        Operator, ///< with one or two operands
        Choice,   ///< condition ? value : value
        Function,
    };
    enum class Type { Number, Condition, Words };

    Kind kind = Kind::Number;
    Type type = Type::Number;
    std::size_t begin = 0; ///< in the text, brackets included
    std::size_t end = 0;
    double number = 0;                                ///< native, of a Number
    CandidateColumn column = CandidateColumn::Status; ///< of a Column
    std::string text;                                 ///< word, operator or name of the function
    std::vector<FilterNode> operands;
    bool bracketed = false;
};

/// Reads a whole expression: a condition, its types checked, its names and, where every table has the same,
/// its words known. Or the first thing that is wrong.
[[nodiscard]] tl::expected<FilterNode, FilterError> parseFilter(std::string_view text);

} // namespace pairscope
