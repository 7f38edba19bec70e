#include "core/scan/ScanSample.h"

#include "core/scan/MadeUpIds.h"
#include "core/simulation/RandomStream.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace pairscope {

namespace {

using Row = RowSet::Row;

constexpr std::size_t kTracks = 2 * PairTable::kTrackNumbers;
/// So many candidates that are not there are named; one is like the other.
constexpr std::size_t kNamed = 3;

std::size_t photonsOf(const std::vector<double>& pair) {
    return pair.size() < kTracks ? 0 : (pair.size() - kTracks) / PairTable::kPhotonNumbers;
}

void copyRow(const PairTable& from, std::size_t row, PairTable& to, std::size_t target) {
    for (const int daughter : {0, 1})
        std::copy_n(from.track(row, daughter), PairTable::kTrackNumbers, to.track(target, daughter));
    for (std::size_t i = 0; i < from.contents().photons; ++i)
        std::copy_n(from.photon(row, i), PairTable::kPhotonNumbers, to.photon(target, i));
}

/// What the file of the dataset would not have said of it is left out.
void unpack(const std::vector<double>& pair, PairTable& to, std::size_t target) {
    for (const int daughter : {0, 1}) {
        double* track = to.track(target, daughter);
        std::copy_n(pair.data() + daughter * PairTable::kTrackNumbers, PairTable::kTrackNumbers, track);
        if (!to.contents().diagonalCovariance) continue;
        for (int j = 0; j < kTrackParameterCount; ++j)
            for (int k = j + 1; k < kTrackParameterCount; ++k)
                track[kTrackParameterCount + packedIndex(j, k)] = 0;
    }
    for (std::size_t i = 0; i < std::min(photonsOf(pair), to.contents().photons); ++i)
        std::copy_n(pair.data() + kTracks + i * PairTable::kPhotonNumbers, PairTable::kPhotonNumbers,
                    to.photon(target, i));
}

/// Those of the dataset, whatever the known pairs have.
PairTable::Contents contentsFor(const PairTable& pairs) {
    PairTable::Contents contents = pairs.contents();
    contents.simulation = contents.simulation || contents.truth;
    contents.truth = false;
    return contents;
}

std::string missingMessage(const std::vector<EventId>& missing) {
    std::string names;
    for (std::size_t i = 0; i < std::min(missing.size(), kNamed); ++i)
        names += (i > 0 ? ", " : "") + toString(missing[i]);
    if (missing.size() > kNamed) names += ", ...";
    return fmt::format("{} of the queue's candidates are not in this dataset: {}.", missing.size(), names);
}

/// The first row of each id that is one of the dataset.
std::map<EventId, std::size_t> rowsById(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    std::map<EventId, std::size_t> rows;
    for (const QueuedCandidate& candidate : queue)
        if (!candidate.known) rows.emplace(candidate.id, pairs.rows());
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
    std::vector<QueuedCandidate> queue;
    queue.reserve(rows.size() + mixedIn);
    for (const Row row : rows)
        queue.push_back({pairs.id(row), pairs.pairClass(row), false, {}});
    if (mixedIn == 0) return queue;
    RandomStream random(seed, rows.size());
    MadeUpIds ids(pairs, rows);
    for (std::size_t row = 0; row < mixedIn; ++row)
        queue.push_back({ids.next(random), known->pairClass(row), true, packPair(*known, row)});
    for (std::size_t i = queue.size(); i > 1; --i)
        std::swap(queue[i - 1], queue[random.below(i)]);
    return queue;
}

std::size_t knownOutOfRange(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    const EventRanges ranges(pairs);
    return static_cast<std::size_t>(std::ranges::count_if(queue, [&ranges](const QueuedCandidate& line) {
        const EventRange range = ranges.of(line.id);
        return line.known && (line.id.event < range.lowest || line.id.event > range.highest);
    }));
}

tl::expected<std::shared_ptr<const PairTable>, std::string>
scanSample(const PairTable& pairs, std::span<const QueuedCandidate> queue) {
    auto sample = std::make_shared<PairTable>(contentsFor(pairs), queue.size());
    const std::map<EventId, std::size_t> rows = rowsById(pairs, queue);
    std::vector<EventId> missing;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const QueuedCandidate& candidate = queue[i];
        sample->setId(i, candidate.id);
        if (candidate.known) { // its id may be that of a row, which it is not
            if (candidate.pair.size() >= kTracks)
                unpack(candidate.pair, *sample, i);
            else
                missing.push_back(candidate.id);
        } else if (const std::size_t row = rows.at(candidate.id); row < pairs.rows()) {
            copyRow(pairs, row, *sample, i);
        } else {
            missing.push_back(candidate.id);
        }
    }
    if (!missing.empty()) return tl::unexpected(missingMessage(missing));
    return sample;
}

} // namespace pairscope
