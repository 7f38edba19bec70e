#pragma once

#include "core/candidate/Candidate.h"
#include "core/candidate/CandidateColumn.h"
#include "core/event/PairTable.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
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
};
[[nodiscard]] std::string_view toString(CandidateReason reason);
[[nodiscard]] CandidateReason reasonOf(const Candidate& candidate);

/// Results of all pairs of a table in contiguous columns; row i belongs to row i of the input. NaN where a
/// number does not exist, never 0. Immutable once shared; BatchReconstruction fills it.
class CandidateTable {
public:
    CandidateTable() = default;
    CandidateTable(std::shared_ptr<const PairTable> pairs, std::shared_ptr<const DetectorModel> detector);

    [[nodiscard]] std::size_t rows() const { return m_pairs ? m_pairs->rows() : 0; }
    [[nodiscard]] const PairTable& pairs() const { return *m_pairs; }
    [[nodiscard]] const std::shared_ptr<const PairTable>& sharedPairs() const { return m_pairs; }
    [[nodiscard]] const DetectorModel& detector() const { return *m_detector; }

    /// One column in native units, rows() long.
    [[nodiscard]] std::span<const double> column(CandidateColumn column) const {
        return m_columns[static_cast<std::size_t>(column)];
    }
    [[nodiscard]] double value(CandidateColumn column, std::size_t row) const {
        return m_columns[static_cast<std::size_t>(column)][row];
    }
    [[nodiscard]] CandidateStatus status(std::size_t row) const;
    [[nodiscard]] CandidateReason reason(std::size_t row) const;
    /// The word a text column (ColumnInfo::text) stands for: "Good", "TwoMinima", "PXD_L1", ...; empty where
    /// there is none.
    [[nodiscard]] std::string_view text(CandidateColumn column, std::size_t row) const;

    /// Writes the results of one candidate into its row, once; different rows may be set from different
    /// threads.
    void set(std::size_t row, const Candidate& candidate);

    /// A copy in which the results of one row are those of `candidate`. @pre row < rows()
    [[nodiscard]] std::shared_ptr<const CandidateTable> withRow(std::size_t row,
                                                                const Candidate& candidate) const;

    /// Row of the candidate with this id; the first when ids are not unique.
    [[nodiscard]] std::optional<std::size_t> find(const EventId& id) const;

    /// Bytes held by input and results.
    [[nodiscard]] std::size_t memory() const;

private:
    void put(CandidateColumn column, std::size_t row, double value) {
        m_columns[static_cast<std::size_t>(column)][row] = value;
    }
    void setVertex(std::size_t row, const Candidate& candidate);
    void setOtherVertex(std::size_t row, const Candidate& candidate);
    void setKinematics(std::size_t row, const Candidate& candidate);

    std::shared_ptr<const PairTable> m_pairs;
    std::shared_ptr<const DetectorModel> m_detector;
    std::array<std::vector<double>, kCandidateColumnCount> m_columns;
};

} // namespace pairscope
