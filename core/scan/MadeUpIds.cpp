#include "core/scan/MadeUpIds.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace pairscope {

namespace {

constexpr int kRows = 64;
constexpr int kEvents = 16;

std::pair<std::int32_t, std::int32_t> runOf(const EventId& id) {
    return {id.experiment, id.run};
}

void sortOnce(std::vector<EventId>& ids) {
    std::ranges::sort(ids);
    const auto twice = std::ranges::unique(ids);
    ids.erase(twice.begin(), twice.end());
}

} // namespace

EventRanges::EventRanges(const PairTable& pairs) {
    if (pairs.rows() > 0) m_all = {pairs.id(0).event, pairs.id(0).event};
    for (std::size_t row = 0; row < pairs.rows(); ++row)
        widen(pairs.id(row));
}

EventRange EventRanges::of(const EventId& id) const {
    const auto run = m_runs.find(runOf(id));
    return run == m_runs.end() || run->second.lowest == run->second.highest ? m_all : run->second;
}

void EventRanges::widen(const EventId& id) {
    EventRange& run = m_runs.try_emplace(runOf(id), EventRange{id.event, id.event}).first->second;
    for (EventRange* range : {&run, &m_all}) {
        range->lowest = std::min(range->lowest, id.event);
        range->highest = std::max(range->highest, id.event);
    }
}

MadeUpIds::MadeUpIds(const PairTable& pairs, std::span<const RowSet::Row> queued)
    : m_pairs(pairs), m_ranges(pairs) {
    m_ids.reserve(pairs.rows());
    for (std::size_t row = 0; row < pairs.rows(); ++row)
        m_ids.push_back(pairs.id(row));
    sortOnce(m_ids);
    std::vector<EventId> taken;
    taken.reserve(queued.size());
    for (const RowSet::Row row : queued)
        taken.push_back(pairs.id(row));
    sortOnce(taken);
    std::ranges::set_difference(m_ids, taken, std::back_inserter(m_notQueued));
}

EventId MadeUpIds::next(RandomStream& random) {
    std::optional<EventId> id;
    for (int i = 0; i < kRows && !id; ++i) { // a run may be full
        const EventId like = likeOneOf(random);
        id = inGap(like, random);
        if (!id) id = notQueued(notQueuedInRun(like), random);
    }
    if (!id) id = notQueued(m_notQueued, random);
    if (!id) id = beyond(likeOneOf(random), random);
    m_given.insert(*id);
    return *id;
}

EventId MadeUpIds::likeOneOf(RandomStream& random) const {
    return m_pairs.rows() == 0 ? EventId{} : m_pairs.id(random.below(m_pairs.rows()));
}

std::optional<EventId> MadeUpIds::inGap(const EventId& like, RandomStream& random) {
    const EventRange range = m_ranges.of(like);
    EventId id = like;
    for (int i = 0; i < kEvents; ++i) {
        const std::uint64_t events = std::uint64_t{range.highest} - range.lowest + 1;
        id.event = range.lowest + static_cast<std::uint32_t>(random.below(events));
        if (isNew(id)) return id;
    }
    return std::nullopt;
}

/// Any of these with the same probability, as long as few were given.
std::optional<EventId> MadeUpIds::notQueued(std::span<const EventId> ids, RandomStream& random) {
    if (ids.empty()) return std::nullopt;
    const std::size_t first = random.below(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (const EventId& id = ids[(first + i) % ids.size()]; !m_given.contains(id)) return id;
    return std::nullopt;
}

std::span<const EventId> MadeUpIds::notQueuedInRun(const EventId& like) const {
    const auto found = std::ranges::equal_range(m_notQueued, runOf(like), {}, runOf);
    return {found.begin(), found.end()};
}

/// Next to the run's range, so that no gap tells where the dataset's events end.
EventId MadeUpIds::beyond(const EventId& like, RandomStream& random) {
    const EventRange range = m_ranges.of(like);
    const bool above = range.highest < std::numeric_limits<std::uint32_t>::max() &&
                       (range.lowest == 0 || random.below(2) == 1);
    EventId id = like;
    if (above)
        id.event = range.highest + 1;
    else if (range.lowest > 0)
        id.event = range.lowest - 1;
    while (!isNew(id)) // only where a run has every number there is
        ++id.candidate;
    m_ranges.widen(id);
    return id;
}

bool MadeUpIds::isNew(const EventId& id) const {
    return !std::ranges::binary_search(m_ids, id) && !m_given.contains(id);
}

} // namespace pairscope
