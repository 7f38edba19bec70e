#pragma once

#include "core/event/NameList.h"
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
    /// vertex x y z, mass, momenta of e+ (3) and e- (3), production x y z, then for e+ and for e- the energy
    /// lost, that of the hardest photon and its radius.
    static constexpr std::size_t kTruthNumbers = 19;

    /// Which optional parts the file had columns for; absent parts take no memory.
    struct Contents {
        std::size_t photons = 0; ///< for each pair, at most kMaxPhotons
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
    /// Name of the layer the photon converted in; empty for none.
    [[nodiscard]] std::string_view layer(std::size_t row) const;
    [[nodiscard]] std::size_t longestLayerName() const { return m_layerNames.longest(); }

    /// Rows may be set from several threads, each by one.
    void setId(std::size_t row, const EventId& id) { m_ids[row] = id; }
    void setEvent(std::size_t row, const PairEvent& event);

    /// Raw storage for readers and writers: daughter is 0 or 1 in the file's order.
    [[nodiscard]] double* track(std::size_t row, int daughter) {
        return m_tracks.data() + (2 * row + static_cast<std::size_t>(daughter)) * kTrackNumbers;
    }
    [[nodiscard]] const double* track(std::size_t row, int daughter) const {
        return m_tracks.data() + (2 * row + static_cast<std::size_t>(daughter)) * kTrackNumbers;
    }
    /// Those of the other photons of the row follow. @pre photon < contents().photons
    [[nodiscard]] double* photon(std::size_t row, std::size_t photon = 0) {
        return m_photons.data() + (row * m_contents.photons + photon) * kPhotonNumbers;
    }
    [[nodiscard]] const double* photon(std::size_t row, std::size_t photon = 0) const {
        return m_photons.data() + (row * m_contents.photons + photon) * kPhotonNumbers;
    }
    /// @pre contents().truth
    [[nodiscard]] double* truth(std::size_t row) { return m_truths.data() + row * kTruthNumbers; }
    [[nodiscard]] const double* truth(std::size_t row) const { return m_truths.data() + row * kTruthNumbers; }
    void setPairClass(std::size_t row, PairClass pairClass) { m_classes[row] = pairClass; }
    /// @return false, and no layer, when the table has 255 other names already. @pre contents().truth
    bool setLayer(std::size_t row, std::string_view name);

    /// Bytes held by the columns.
    [[nodiscard]] std::size_t memory() const;
    /// Bytes that a row of a table with these contents takes.
    [[nodiscard]] static std::size_t bytesPerRow(const Contents& contents);

private:
    Contents m_contents;
    std::vector<EventId> m_ids;
    std::vector<double> m_tracks;
    std::vector<double> m_photons;
    std::vector<double> m_truths;
    std::vector<PairClass> m_classes;
    std::vector<NameList::Number> m_layers;
    NameList m_layerNames;
};

/// Index of covariance element (j, k), j <= k, in a track's 15 numbers.
[[nodiscard]] constexpr std::size_t packedIndex(int j, int k) {
    const auto row = static_cast<std::size_t>(j);
    const auto column = static_cast<std::size_t>(k);
    return row * kTrackParameterCount - row * (row + 1) / 2 + column;
}

} // namespace pairscope
