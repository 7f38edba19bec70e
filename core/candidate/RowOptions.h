#pragma once

#include "core/candidate/Reconstruction.h"
#include "core/candidate/RowSet.h"

#include <utility>
#include <vector>

namespace pairscope {

/// With which options each row of a table was reconstructed: the defaults, or others that were applied to
/// some rows later. A value.
class RowOptions {
public:
    [[nodiscard]] const Reconstruction::Options& of(std::size_t row) const;

    /// From now on these rows have these options; the policy is of all rows and stays.
    void apply(const RowSet& rows, const Reconstruction::Options& options);
    /// Which minimum is the vertex, of every row.
    void setPolicy(MinimumPolicy policy);
    [[nodiscard]] MinimumPolicy policy() const { return m_usual.policy; }

    /// All options in use, the usual ones first.
    [[nodiscard]] std::vector<Reconstruction::Options> distinct() const;
    /// Which of distinct() a row has.
    [[nodiscard]] std::size_t numberOf(std::size_t row) const;

    bool operator==(const RowOptions&) const = default;

private:
    Reconstruction::Options m_usual;
    std::vector<std::pair<RowSet, Reconstruction::Options>> m_others; ///< no row in two of them
};

} // namespace pairscope
