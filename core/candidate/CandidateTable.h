#pragma once

#include "core/candidate/Candidate.h"
#include "core/candidate/CandidateColumn.h"
#include "core/candidate/ColumnView.h"
#include "core/candidate/InputColumns.h"
#include "core/candidate/RowSet.h"
#include "core/candidate/VerdictColumn.h"
#include "core/event/PairTable.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pairscope {

/// Why a candidate is as it is: the outcome as one enumerated word, good ones included. Values are stable
/// within a version.
enum class CandidateReason : std::uint8_t {
    Converged,
    TwoMinima,
    CirclesApart,
    NotFinite,
    ZeroCurvature,
    SameCharge,
    BadCovariance,
    ParallelTracks,
    NotConverged,
    OutsideDetector,
    Pending, ///< not yet reconstructed
    Blinded, ///< reconstructed, but not to be seen yet
};
inline constexpr std::size_t kCandidateReasonCount = static_cast<std::size_t>(CandidateReason::Blinded) + 1;
[[nodiscard]] std::string_view toString(CandidateReason reason);
[[nodiscard]] CandidateReason reasonOf(const Candidate& candidate);

/// Results of all pairs of a table in columns; row i belongs to row i of the input. NaN where a number does
/// not exist, never 0. Immutable once shared; BatchReconstruction fills it. Copies share their blocks of
/// rows: a table with some rows changed costs only the blocks of those rows.
class CandidateTable {
public:
    CandidateTable() = default;
    CandidateTable(std::shared_ptr<const PairTable> pairs, std::shared_ptr<const DetectorModel> detector);

    [[nodiscard]] std::size_t rows() const { return m_pairs ? m_pairs->rows() : 0; }
    [[nodiscard]] const PairTable& pairs() const { return *m_pairs; }
    [[nodiscard]] const std::shared_ptr<const PairTable>& sharedPairs() const { return m_pairs; }
    [[nodiscard]] const DetectorModel& detector() const { return *m_detector; }
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& sharedDetector() const { return m_detector; }

    /// One column in native units, rows() long. A column of the input is made when it is asked for first;
    /// safe from several threads.
    [[nodiscard]] ColumnView column(CandidateColumn column) const;
    [[nodiscard]] double value(CandidateColumn column, std::size_t row) const;
    [[nodiscard]] CandidateStatus status(std::size_t row) const;
    [[nodiscard]] CandidateReason reason(std::size_t row) const;
    /// The word a text column (ColumnInfo::text) stands for: "Good", "TwoMinima", "PXD_L1", ...; empty where
    /// there is none.
    [[nodiscard]] std::string_view text(CandidateColumn column, std::size_t row) const;
    /// The same for a number that stands in the column, of whatever row.
    [[nodiscard]] std::string_view word(CandidateColumn column, double number) const;
    /// Every number that may stand in a text column, with its word.
    [[nodiscard]] std::vector<std::pair<double, std::string_view>> words(CandidateColumn column) const;

    /// Writes the results of one candidate into its row, once; different rows may be set from different
    /// threads.
    void set(std::size_t row, const Candidate& candidate);

    /// A copy in which the results of one row are those of `candidate`. @pre row < rows()
    [[nodiscard]] std::shared_ptr<const CandidateTable> withRow(std::size_t row,
                                                                const Candidate& candidate) const;
    /// A copy in which the results of rows[i] are those of candidates[i]. @pre each below rows(), none twice
    [[nodiscard]] std::shared_ptr<const CandidateTable> withRows(std::span<const std::uint32_t> rows,
                                                                 std::span<const Candidate> candidates) const;
    /// Gives this table blocks of its own for these rows, so that reset() changes no other table.
    void separate(std::span<const std::uint32_t> rows);
    /// Replaces the results of one row; different rows may be reset from different threads.
    /// @pre its block is this table's own: see separate()
    void reset(std::size_t row, const Candidate& candidate);

    /// A copy in which these rows have no results, with the reason Blinded. @pre each below rows()
    [[nodiscard]] std::shared_ptr<const CandidateTable> withoutResults(const RowSet& rows) const;

    /// A copy with what a scanner says of its rows. @pre as many rows
    [[nodiscard]] std::shared_ptr<const CandidateTable>
    withVerdicts(std::shared_ptr<const VerdictColumn> verdicts) const;
    [[nodiscard]] const std::shared_ptr<const VerdictColumn>& verdicts() const { return m_verdicts; }

    /// Row of the candidate with this id; the first when ids are not unique.
    [[nodiscard]] std::optional<std::size_t> find(const EventId& id) const;

    /// Bytes held by input and results.
    [[nodiscard]] std::size_t memory() const;
    /// Bytes that the results of a row take.
    [[nodiscard]] static constexpr std::size_t bytesPerRow() { return kResultColumnCount * sizeof(double); }

private:
    /// All results of kRowsPerBlock rows, one column after the other.
    struct Block {
        std::array<double, kResultColumnCount * ColumnView::kRowsPerBlock> numbers;
    };

    void put(CandidateColumn column, std::size_t row, double value);
    void clear(std::size_t row);
    void setVertex(std::size_t row, const Candidate& candidate);
    void setOtherVertex(std::size_t row, const Candidate& candidate);
    void setKinematics(std::size_t row, const Candidate& candidate);
    void refer(std::size_t block);

    std::shared_ptr<const PairTable> m_pairs;
    std::shared_ptr<const DetectorModel> m_detector;
    std::vector<std::shared_ptr<Block>> m_blocks;
    /// Where each column's numbers lie in each block.
    std::array<std::vector<const double*>, kResultColumnCount> m_columns;
    std::shared_ptr<InputColumns> m_input; ///< shared by all tables of the same pairs
    std::shared_ptr<const VerdictColumn> m_verdicts = std::make_shared<const VerdictColumn>();
};

} // namespace pairscope
