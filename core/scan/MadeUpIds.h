#pragma once

#include "core/candidate/RowSet.h"
#include "core/event/PairTable.h"
#include "core/simulation/RandomStream.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace pairscope {

/// Event numbers that a run of a dataset has, or might have.
struct EventRange {
    std::uint32_t lowest = 0;
    std::uint32_t highest = 0;
};

/// The ranges of a dataset's runs. One event alone gives no range: such a run has that of the whole dataset.
class EventRanges {
public:
    explicit EventRanges(const PairTable& pairs);
    /// Of the run of an id; of the whole dataset where it has no such run.
    [[nodiscard]] EventRange of(const EventId& id) const;
    /// From now on a run reaches to the event of an id.
    void widen(const EventId& id);

private:
    std::map<std::pair<std::int32_t, std::int32_t>, EventRange> m_runs;
    EventRange m_all;
};

/// Ids for pairs that are put among those of a dataset and are not to be told from them by their ids.
/// Experiment, run and candidate number are those of a random row. The event number is one that the run has
/// not, within its range. Where a few draws find none (events without gaps) the id is that of a row of the
/// run that is not queued. Where all rows are queued and no run has a gap, the run is continued, at its upper
/// or lower end by chance (above only, where it begins with 0): who knows the dataset's range can tell these.
class MadeUpIds {
public:
    /// @param pairs must outlive this
    MadeUpIds(const PairTable& pairs, std::span<const RowSet::Row> queued);

    /// Never that of a queued row, nor one that was given before.
    [[nodiscard]] EventId next(RandomStream& random);

private:
    [[nodiscard]] EventId likeOneOf(RandomStream& random) const;
    [[nodiscard]] std::optional<EventId> inGap(const EventId& like, RandomStream& random);
    [[nodiscard]] std::optional<EventId> notQueued(std::span<const EventId> ids, RandomStream& random);
    [[nodiscard]] std::span<const EventId> notQueuedInRun(const EventId& like) const;
    [[nodiscard]] EventId beyond(const EventId& like, RandomStream& random);
    [[nodiscard]] bool isNew(const EventId& id) const;

    const PairTable& m_pairs;
    EventRanges m_ranges;
    std::vector<EventId> m_ids;       ///< of the dataset, ascending
    std::vector<EventId> m_notQueued; ///< of those, ascending
    std::set<EventId> m_given;
};

} // namespace pairscope
