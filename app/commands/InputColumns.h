#pragma once

#include <string>
#include <vector>

namespace pairscope {

/// One column of a file of pairs, for people.
struct InputColumn {
    enum class Need {
        Track,      ///< without it the file is refused
        Covariance, ///< needed, or the errors in its place
        Errors,     ///< in place of the covariance
        Optional,
    };
    std::string name; ///< as basf2 writes it
    std::string unit; ///< empty for pure numbers
    Need need = Need::Optional;
    std::string description;
};

/// Every column that Pairscope reads, ids first.
[[nodiscard]] std::vector<InputColumn> inputColumns();

/// "needed", "needed, or all ...Err", "in place of the covariance", "optional".
[[nodiscard]] std::string describe(InputColumn::Need need);

} // namespace pairscope
