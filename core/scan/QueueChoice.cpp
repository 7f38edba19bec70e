#include "core/scan/QueueChoice.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace pairscope {

namespace {

using Row = RowSet::Row;

std::uint64_t hashOf(const EventId& id, std::uint64_t seed) {
    const std::uint64_t numbers[] = {static_cast<std::uint32_t>(id.experiment),
                                     static_cast<std::uint32_t>(id.run), id.event, id.candidate};
    return XXH3_64bits_withSeed(numbers, sizeof numbers, seed);
}

/// How soon a candidate is scanned when the doubtful come first.
int doubtOf(CandidateStatus status) {
    switch (status) {
    case CandidateStatus::Failed:
        return 0;
    case CandidateStatus::Ambiguous:
        return 1;
    case CandidateStatus::Poor:
        return 2;
    case CandidateStatus::Good:
        return 3;
    }
    return 3;
}

/// Of several rows with one id only the first can be named by it.
std::vector<Row> oneForEachId(const PairTable& pairs, const RowSet& rows) {
    std::vector<Row> sorted(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end(), [&pairs](Row a, Row b) {
        const auto order = pairs.id(a) <=> pairs.id(b);
        return order != 0 ? order < 0 : a < b;
    });
    const auto same = [&pairs](Row a, Row b) { return pairs.id(a) == pairs.id(b); };
    sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
    return sorted;
}

/// By the hash of their ids, of equal ones by their ids.
std::vector<Row> randomSample(const PairTable& pairs, std::vector<Row> rows, const QueueChoice& choice) {
    std::vector<std::pair<std::uint64_t, Row>> drawn;
    for (const Row row : rows)
        drawn.emplace_back(hashOf(pairs.id(row), choice.seed), row);
    const auto before = [&pairs](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : pairs.id(a.second) < pairs.id(b.second);
    };
    const std::size_t size = std::min(choice.sample, drawn.size());
    std::partial_sort(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(size), drawn.end(), before);
    rows.clear();
    for (std::size_t i = 0; i < size; ++i)
        rows.push_back(drawn[i].second);
    return rows;
}

std::vector<Row> inOrderOfIds(const PairTable& pairs, const std::vector<Row>& rows,
                              const std::vector<EventId>& ids) {
    std::map<EventId, Row> rowOf;
    for (const Row row : rows)
        rowOf.emplace(pairs.id(row), row);
    std::vector<Row> found;
    for (const EventId& id : ids)
        if (const auto row = rowOf.extract(id); !row.empty()) found.push_back(row.mapped());
    return found;
}

std::string describe(const QueueChoice& choice, std::size_t chosen, std::size_t shown) {
    std::string text;
    switch (choice.from) {
    case QueueChoice::From::Shown:
        text = fmt::format("all {} shown", shown);
        break;
    case QueueChoice::From::RandomSample:
        text = fmt::format("{} at random of {} shown, seed {}", chosen, shown, choice.seed);
        break;
    case QueueChoice::From::DoubtfulFirst:
        text = fmt::format("all {} shown, the doubtful first", shown);
        break;
    case QueueChoice::From::Ids:
        text = fmt::format("{} of a list of {}", chosen, choice.ids.size());
        break;
    }
    if (choice.unscannedOnly) text += fmt::format("; those without verdict: {}", chosen);
    return text;
}

bool isQuote(char c) {
    return c == '"' || c == '\'';
}

/// What stands first in a line, its quotes taken off.
std::string_view firstCell(std::string_view line) {
    if (isQuote(line.front())) return line.substr(1, line.find(line.front(), 1) - 1);
    return line.substr(0, line.find_first_of(", \t\r;"));
}

bool startsLikeAHeader(std::string_view line) {
    const char first = line.front();
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || isQuote(first);
}

} // namespace

ChosenQueue chooseQueue(const CandidateTable& table, const RowSet& shown, const QueueChoice& choice,
                        const std::set<EventId>& scanned) {
    if (table.rows() == 0) return {};
    const PairTable& pairs = table.pairs();
    std::vector<Row> rows = oneForEachId(pairs, shown);
    ChosenQueue queue;
    if (choice.from == QueueChoice::From::Ids) {
        rows = inOrderOfIds(pairs, rows, choice.ids);
        queue.leftOut = choice.ids.size() - rows.size();
    } else {
        queue.leftOut = shown.size() - rows.size();
    }
    if (choice.unscannedOnly) std::erase_if(rows, [&](Row row) { return scanned.contains(pairs.id(row)); });
    switch (choice.from) {
    case QueueChoice::From::Shown:
    case QueueChoice::From::DoubtfulFirst:
        std::sort(rows.begin(), rows.end());
        if (choice.from == QueueChoice::From::DoubtfulFirst)
            std::stable_sort(rows.begin(), rows.end(), [&table](Row a, Row b) {
                return doubtOf(table.status(a)) < doubtOf(table.status(b));
            });
        break;
    case QueueChoice::From::RandomSample:
        rows = randomSample(pairs, std::move(rows), choice);
        break;
    case QueueChoice::From::Ids:
        break;
    }
    queue.description = describe(choice, rows.size(), shown.size());
    queue.rows = std::move(rows);
    return queue;
}

tl::expected<std::vector<EventId>, std::string> readIdList(const std::filesystem::path& file) {
    std::ifstream input(file);
    if (!input) return tl::unexpected(fmt::format("{} cannot be read.", file.string()));
    std::vector<EventId> ids;
    std::string line;
    bool isFirst = true;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first == std::string::npos || line[first] == '#') continue;
        const std::string_view text = std::string_view(line).substr(first);
        const auto id = parseEventId(firstCell(text));
        const bool isHeader = isFirst && !id && startsLikeAHeader(text);
        isFirst = false;
        if (isHeader) continue;
        if (!id)
            return tl::unexpected(
                fmt::format("{}, line {}: found '{}', expected experiment/run/event/candidate.",
                            file.string(), number, text.substr(0, 40)));
        ids.push_back(*id);
    }
    if (input.bad()) return tl::unexpected(fmt::format("{} cannot be read.", file.string()));
    return ids;
}

} // namespace pairscope
