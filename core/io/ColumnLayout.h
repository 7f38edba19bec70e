#pragma once

#include "core/io/ColumnNames.h"

#include <tl/expected.hpp>

#include <array>
#include <string>
#include <vector>

namespace pairscope {

/// Which column of a file gives which number.
struct ColumnLayout {
    enum class Covariance {
        Full,
        Diagonal, ///< only the five variances of each track
        Errors,   ///< only the ...Err columns
    };
    static constexpr int kNone = -1;

    std::vector<std::string> names; ///< of the columns as the file has them
    std::vector<int> fields;        ///< of each column; kNone for an ignored one
    std::array<int, static_cast<std::size_t>(kFieldCount)> columns{}; ///< of each field; kNone when absent
    PairTable::Contents contents;
    Covariance covariance = Covariance::Full;
    std::vector<std::string> ignored;
    std::vector<std::string> warnings;

    [[nodiscard]] bool has(int field) const { return columns[static_cast<std::size_t>(field)] != kNone; }
    /// As the file names it, else as basf2 does.
    [[nodiscard]] const std::string& name(int field) const;
};

/// Matches the columns of a file with what a pair needs. @return the names that are missing when it cannot
/// be read: track parameters, or any form of their covariance.
[[nodiscard]] tl::expected<ColumnLayout, std::vector<std::string>>
resolveColumns(std::vector<std::string> names);

/// "a, b and 3 more"; at most `limit` names are spelled out.
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t limit);

} // namespace pairscope
