#pragma once

#include "core/event/PairEvent.h"

#include <cstddef>
#include <vector>

namespace pairscope {

/// The pairs of one file in contiguous columns, row by row in the file's order; immutable once shared.
/// Numbers that the file lacks or that could not be read are NaN, never 0.
class PairTable {
public:
    /// Numbers of a track: 5 parameters, then the upper triangle of the covariance row by row (15).
    static constexpr std::size_t kTrackNumbers = 20;
    /// E theta phi, their errors, x y z of the cluster.
    static constexpr std::size_t kPhotonNumbers = 9;
    /// vertex x y z, mass, momenta of e+ (3) and e- (3).
    static constexpr std::size_t kTruthNumbers = 10;

    /// Which optional parts the file had columns for; absent parts take no memory.
    struct Contents {
        bool photon = false;
        bool truth = false;
        bool diagonalCovariance =
            false;               ///< ...Err columns only: off-diagonal elements are zero, not measured
        bool simulation = false; ///< made by a generator: every picture of it must say so

        bool operator==(const Contents&) const = default;
    };

    PairTable() = default;
    PairTable(Contents contents, std::size_t rows);

    [[nodiscard]] std::size_t rows() const { return m_ids.size(); }
    [[nodiscard]] const Contents& contents() const { return m_contents; }

    [[nodiscard]] const EventId& id(std::size_t row) const { return m_ids[row]; }
    /// The event of a row, positron first whatever the order in the file. @pre row < rows()
    [[nodiscard]] PairEvent event(std::size_t row) const;
    [[nodiscard]] PairClass pairClass(std::size_t row) const;

    void setId(std::size_t row, const EventId& id) { m_ids[row] = id; }
    void setEvent(std::size_t row, const PairEvent& event);

    /// Raw storage for readers and writers: daughter is 0 or 1 in the file's order.
    [[nodiscard]] double* track(std::size_t row, int daughter) {
        return m_tracks.data() + (2 * row + static_cast<std::size_t>(daughter)) * kTrackNumbers;
    }
    [[nodiscard]] const double* track(std::size_t row, int daughter) const {
        return m_tracks.data() + (2 * row + static_cast<std::size_t>(daughter)) * kTrackNumbers;
    }
    /// @pre contents().photon
    [[nodiscard]] double* photon(std::size_t row) { return m_photons.data() + row * kPhotonNumbers; }
    [[nodiscard]] const double* photon(std::size_t row) const {
        return m_photons.data() + row * kPhotonNumbers;
    }
    /// @pre contents().truth
    [[nodiscard]] double* truth(std::size_t row) { return m_truths.data() + row * kTruthNumbers; }
    [[nodiscard]] const double* truth(std::size_t row) const { return m_truths.data() + row * kTruthNumbers; }
    void setPairClass(std::size_t row, PairClass pairClass) { m_classes[row] = pairClass; }

    /// Bytes held by the columns.
    [[nodiscard]] std::size_t memory() const;

private:
    Contents m_contents;
    std::vector<EventId> m_ids;
    std::vector<double> m_tracks;
    std::vector<double> m_photons;
    std::vector<double> m_truths;
    std::vector<PairClass> m_classes;
};

/// Index of covariance element (j, k), j <= k, in a track's 15 numbers.
[[nodiscard]] constexpr std::size_t packedIndex(int j, int k) {
    const auto row = static_cast<std::size_t>(j);
    const auto column = static_cast<std::size_t>(k);
    return row * kTrackParameterCount - row * (row + 1) / 2 + column;
}

} // namespace pairscope
