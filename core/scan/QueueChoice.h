#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace pairscope {

/// Which candidates are to be scanned, in which order.
struct QueueChoice {
    enum class From : std::uint8_t {
        Shown,         ///< all that are shown, in the table's order
        RandomSample,  ///< `sample` of them, in random order
        DoubtfulFirst, ///< all that are shown: failed first, then ambiguous, poor, good
        Ids,           ///< those of `ids` that are shown, in that order
    };
    From from = From::Shown;
    std::size_t sample = 100;
    std::uint64_t seed = 1;
    std::vector<EventId> ids;
    bool unscannedOnly = false; ///< leaves out what has a verdict already

    bool operator==(const QueueChoice&) const = default;
};

struct ChosenQueue {
    std::vector<RowSet::Row> rows; ///< of the table, in the order of the queue, no id twice
    std::size_t leftOut = 0;       ///< ids that are not among those shown, or come twice; not those scanned
    std::string description;       ///< one sentence: "100 at random of 1,234 shown, seed 1"
};

/// A random sample takes the rows whose id has the smallest hash with the seed: it does not depend on the
/// order of the file, and a larger sample contains the smaller one.
/// @param scanned ids that have a verdict already
[[nodiscard]] ChosenQueue chooseQueue(const CandidateTable& table, const RowSet& shown,
                                      const QueueChoice& choice, const std::set<EventId>& scanned = {});

/// Ids of a text file, "experiment/run/event/candidate" one a line; the id may be in
/// quotes; what comes after a comma, a semicolon, a blank or a tab is ignored, and so are empty lines, those
/// that begin with #, and the first of the others where it is no id and begins with a letter or a quote.
/// @return or why not, with the line
[[nodiscard]] tl::expected<std::vector<EventId>, std::string> readIdList(const std::filesystem::path& file);

} // namespace pairscope
