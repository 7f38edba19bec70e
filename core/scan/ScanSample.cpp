#include "core/scan/ScanSample.h"

#include "core/simulation/RandomStream.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace pairscope {

namespace {

using Row = RowSet::Row;

constexpr std::size_t kTracks = 2 * PairTable::kTrackNumbers;
/// So many candidates that are not there are named; one is like the other.
constexpr std::size_t kNamed = 3;

/// Which lines of the queue are for known pairs: each choice of places is as probable as any other.
std::vector<bool> randomPlaces(std::size_t lines, std::size_t known, RandomStream& random) {
    std::vector<bool> places(lines, false);
    for (std::size_t i = lines - known; i < lines; ++i) { // Floyd's sampling without repetition
        const std::size_t place = random.below(i + 1);
        places[places[place] ? i : place] = true;
    }
    return places;
}

/// Ids that look like those of the dataset and are none of them.
class MadeUpIds {
public:
    MadeUpIds(const PairTable& pairs, std::span<const Row> rows, std::size_t wanted)
        : m_pairs(pairs), m_rows(rows) {
        for (std::size_t row = 0; row < pairs.rows(); ++row) {
            m_taken.insert(pairs.id(row));
            m_highest = std::max(m_highest, pairs.id(row).event);
            m_lowest = std::min(m_lowest, pairs.id(row).event);
        }
        // events without gaps leave no number between them
        if (m_highest - m_lowest < 2 * (m_taken.size() + wanted))
            m_highest += static_cast<std::uint32_t>(2 * wanted + 2);
    }

    [[nodiscard]] EventId next(RandomStream& random) {
        EventId id = m_rows.empty() ? EventId{} : m_pairs.id(m_rows[random.below(m_rows.size())]);
        id.candidate = 0;
        do
            id.event =
                m_lowest + static_cast<std::uint32_t>(random.below(std::uint64_t{m_highest} - m_lowest + 1));
        while (!m_taken.insert(id).second);
        return id;
    }

private:
    const PairTable& m_pairs;
    std::span<const Row> m_rows;
    std::set<EventId> m_taken;
    std::uint32_t m_lowest = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t m_highest = 0;
};

std::size_t photonsOf(const std::vector<double>& pair) {
    return pair.size() < kTracks ? 0 : (pair.size() - kTracks) / PairTable::kPhotonNumbers;
}

void copyRow(const PairTable& from, std::size_t row, PairTable& to, std::size_t target) {
    for (const int daughter : {0, 1})
        std::copy_n(from.track(row, daughter), PairTable::kTrackNumbers, to.track(target, daughter));
    for (std::size_t i = 0; i < from.contents().photons; ++i)
        std::copy_n(from.photon(row, i), PairTable::kPhotonNumbers, to.photon(target, i));
}

void unpack(const std::vector<double>& pair, PairTable& to, std::size_t target) {
    for (const int daughter : {0, 1})
        std::copy_n(pair.data() + daughter * PairTable::kTrackNumbers, PairTable::kTrackNumbers,
                    to.track(target, daughter));
    for (std::size_t i = 0; i < photonsOf(pair); ++i)
        std::copy_n(pair.data() + kTracks + i * PairTable::kPhotonNumbers, PairTable::kPhotonNumbers,
                    to.photon(target, i));
}

PairTable::Contents contentsFor(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    PairTable::Contents contents = pairs.contents();
    contents.simulation = contents.simulation || contents.truth;
    contents.truth = false;
    for (const QueuedCandidate& candidate : queue)
        contents.photons = std::max(contents.photons, photonsOf(candidate.pair));
    contents.photons = std::min<std::size_t>(contents.photons, kMaxPhotons);
    return contents;
}

std::string missingMessage(const std::vector<EventId>& missing) {
    std::string names;
    for (std::size_t i = 0; i < std::min(missing.size(), kNamed); ++i)
        names += (i > 0 ? ", " : "") + toString(missing[i]);
    if (missing.size() > kNamed) names += ", ...";
    return fmt::format("{} of the queue's candidates are not in this dataset: {}.", missing.size(), names);
}

/// The first row of each id.
std::map<EventId, std::size_t> rowsById(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    std::map<EventId, std::size_t> rows;
    for (const QueuedCandidate& candidate : queue)
        rows.emplace(candidate.id, pairs.rows());
    for (std::size_t row = pairs.rows(); row-- > 0;)
        if (const auto found = rows.find(pairs.id(row)); found != rows.end()) found->second = row;
    return rows;
}

} // namespace

std::vector<double> packPair(const PairTable& pairs, std::size_t row) {
    std::vector<double> numbers;
    for (const int daughter : {0, 1})
        numbers.insert(numbers.end(), pairs.track(row, daughter),
                       pairs.track(row, daughter) + PairTable::kTrackNumbers);
    if (const std::size_t photons = pairs.contents().photons; photons > 0)
        numbers.insert(numbers.end(), pairs.photon(row),
                       pairs.photon(row) + photons * PairTable::kPhotonNumbers);
    return numbers;
}

std::vector<QueuedCandidate> makeQueue(const PairTable& pairs, std::span<const Row> rows,
                                       const PairTable* known, std::uint64_t seed) {
    const std::size_t mixedIn = known ? known->rows() : 0;
    RandomStream random(seed, rows.size());
    const std::vector<bool> isKnown = randomPlaces(rows.size() + mixedIn, mixedIn, random);
    MadeUpIds ids(pairs, rows, mixedIn);
    std::vector<QueuedCandidate> queue;
    queue.reserve(isKnown.size());
    std::size_t nextRow = 0;
    std::size_t nextKnown = 0;
    for (const bool mixed : isKnown) {
        if (mixed) {
            const std::size_t row = nextKnown++;
            queue.push_back({ids.next(random), known->pairClass(row), true, packPair(*known, row)});
        } else {
            const Row row = rows[nextRow++];
            queue.push_back({pairs.id(row), pairs.pairClass(row), false, {}});
        }
    }
    return queue;
}

tl::expected<std::shared_ptr<const PairTable>, std::string>
scanSample(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    auto sample = std::make_shared<PairTable>(contentsFor(pairs, queue), queue.size());
    const std::map<EventId, std::size_t> rows = rowsById(pairs, queue);
    std::vector<EventId> missing;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const QueuedCandidate& candidate = queue[i];
        sample->setId(i, candidate.id);
        if (candidate.known && candidate.pair.size() >= kTracks)
            unpack(candidate.pair, *sample, i);
        else if (const std::size_t row = rows.at(candidate.id); row < pairs.rows() && !candidate.known)
            copyRow(pairs, row, *sample, i);
        else
            missing.push_back(candidate.id);
    }
    if (!missing.empty()) return tl::unexpected(missingMessage(missing));
    return sample;
}

} // namespace pairscope
