#pragma once

#include "core/candidate/ColumnView.h"
#include "core/candidate/RowSet.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace pairscope {

/// Some rows of a table, and which of them still pass: 1 or 0.
struct RowChunk {
    std::span<const RowSet::Row> rows; ///< ascending, at most ColumnView::kRowsPerBlock
    std::span<std::uint8_t> pass;      ///< one for each
};

/// Clears what does not pass; called from several threads at once.
using ChunkTest = std::function<void(const RowChunk&)>;

/// Rows of `among`, or of all when it is null, that pass, on all cores. When `stop` was requested the result
/// is of no use.
[[nodiscard]] RowSet passingRows(std::size_t tableRows, const RowSet* among, const ChunkTest& test,
                                 const std::stop_token& stop);

/// The numbers of these rows: where they lie if they are neighbours in one block, else copied to `buffer`.
/// @pre as many places in the buffer as rows
[[nodiscard]] const double* numbersOf(ColumnView column, std::span<const RowSet::Row> rows,
                                      std::span<double> buffer);

/// A number compared with a constant. All are false for NaN, NotEqual too.
enum class Comparison : std::uint8_t { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual };

void keepCompared(const RowChunk& chunk, ColumnView column, Comparison comparison, double constant);

/// Which of the whole numbers of a text column pass; those outside and NaN do not.
class NumberFlags {
public:
    /// @param numbers small whole ones, of which those in `passing` pass
    NumberFlags(std::span<const double> numbers, std::span<const double> passing);

    [[nodiscard]] std::uint8_t operator()(double number) const {
        const double place = number - m_first; // NaN fails the comparison
        return place >= 0 && place < static_cast<double>(m_flags.size())
                   ? m_flags[static_cast<std::size_t>(place)]
                   : std::uint8_t{0};
    }

private:
    double m_first = 0;
    std::vector<std::uint8_t> m_flags;
};

void keepFlagged(const RowChunk& chunk, ColumnView column, const NumberFlags& flags);

} // namespace pairscope
