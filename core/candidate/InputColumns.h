#pragma once

#include "core/candidate/CandidateColumn.h"
#include "core/candidate/ColumnView.h"
#include "core/event/PairTable.h"

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace pairscope {

class DetectorModel;

/// What the input has of every pair, as columns: made when they are asked for first, and kept. Safe from
/// several threads.
class InputColumns {
public:
    InputColumns(std::shared_ptr<const PairTable> pairs, std::shared_ptr<const DetectorModel> detector);

    /// @pre column >= CandidateColumn::Experiment
    [[nodiscard]] ColumnView column(CandidateColumn column) const;
    /// The same number without making the column. @pre as above
    [[nodiscard]] double value(CandidateColumn column, std::size_t row) const;

    /// Bytes held by the columns made so far.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr std::size_t kCount = kCandidateColumnCount - kResultColumnCount;
    struct Column {
        std::once_flag made;
        std::vector<double> numbers;
        std::vector<const double*> blocks;
    };

    std::shared_ptr<const PairTable> m_pairs;
    std::shared_ptr<const DetectorModel> m_detector;
    mutable std::array<Column, kCount> m_columns;
};

} // namespace pairscope
