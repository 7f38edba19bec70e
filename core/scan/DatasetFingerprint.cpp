#include "core/scan/DatasetFingerprint.h"

#include "core/candidate/TaskPool.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <vector>

namespace pairscope {

namespace {

constexpr std::size_t kRowsPerTask = 4096;

/// 128 bits that are added without order.
struct Sum {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    void add(std::uint64_t otherLow, std::uint64_t otherHigh) {
        low += otherLow;
        high += otherHigh + (low < otherLow ? 1 : 0);
    }
};

/// Formats differ in the sign of zero and in the bits of "not a number", which mean nothing.
void append(std::vector<double>& numbers, const double* begin, std::size_t count) {
    for (const double* number = begin; number != begin + count; ++number)
        numbers.push_back(std::isnan(*number) ? std::numeric_limits<double>::quiet_NaN() : *number + 0.0);
}

/// Photons that are not there are left out: a file with columns for more of them is the same data.
XXH128_hash_t hashOf(const PairTable& pairs, std::size_t row, std::vector<double>& numbers) {
    const EventId& id = pairs.id(row);
    numbers.assign({static_cast<double>(id.experiment), static_cast<double>(id.run),
                    static_cast<double>(id.event), static_cast<double>(id.candidate)});
    append(numbers, pairs.track(row, 0), PairTable::kTrackNumbers);
    append(numbers, pairs.track(row, 1), PairTable::kTrackNumbers);
    for (std::size_t i = 0; i < pairs.contents().photons; ++i)
        if (!std::isnan(pairs.photon(row, i)[0]))
            append(numbers, pairs.photon(row, i), PairTable::kPhotonNumbers);
    return XXH3_128bits(numbers.data(), numbers.size() * sizeof(double));
}

} // namespace

std::string datasetFingerprint(const PairTable& pairs) {
    Sum sum;
    std::mutex mutex;
    forEachBlock(pairs.rows(), kRowsPerTask, [&](std::size_t first, std::size_t end) {
        Sum part;
        std::vector<double> numbers;
        for (std::size_t row = first; row < end; ++row) {
            const XXH128_hash_t hash = hashOf(pairs, row, numbers);
            part.add(hash.low64, hash.high64);
        }
        const std::lock_guard lock(mutex);
        sum.add(part.low, part.high);
    });
    return fmt::format("{:016x}{:016x}", sum.high, sum.low);
}

} // namespace pairscope
