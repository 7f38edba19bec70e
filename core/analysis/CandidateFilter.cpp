#include "core/analysis/CandidateFilter.h"

#include "core/analysis/FilterVocabulary.h"
#include "core/analysis/RowChunks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>

namespace pairscope {

namespace {

using Column = CandidateColumn;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

/// Flags of the words of a column for which `passes` holds.
template<class Passes>
NumberFlags flagsWhere(const CandidateTable& table, Column column, Passes passes) {
    std::vector<double> numbers;
    std::vector<double> passing;
    for (const auto& [number, word] : table.words(column)) {
        numbers.push_back(number);
        if (passes(word)) passing.push_back(number);
    }
    return NumberFlags(numbers, passing);
}

/// "26/1000/62/0" as toString(EventId) writes it, without allocating.
class IdText {
public:
    std::string_view operator()(const EventId& id) {
        m_end = m_text.data();
        put(id.experiment, '/');
        put(id.run, '/');
        put(id.event, '/');
        put(id.candidate, '\0');
        return {m_text.data(), static_cast<std::size_t>(m_end - m_text.data()) - 1};
    }

private:
    template<class Number>
    void put(Number number, char behind) {
        m_end = std::to_chars(m_end, m_text.data() + m_text.size(), number).ptr;
        *m_end++ = behind;
    }

    std::array<char, 64> m_text; // four numbers of at most eleven characters
    char* m_end = nullptr;
};

/// Looks for a part of id, status, reason or layer, capitals or not.
class TextSearch {
public:
    TextSearch(const CandidateTable& table, std::string_view part)
        : m_table(table),
          m_part(lower(part)),
          m_maybeId(m_part.find_first_not_of("0123456789/-") == std::string::npos) {
        for (const Column column : {Column::Status, Column::Reason, Column::NearestLayer})
            m_words.emplace_back(table.column(column),
                                 flagsWhere(table, column, [this](std::string_view word) {
                                     return lower(word).find(m_part) != std::string::npos;
                                 }));
    }

    void keep(const RowChunk& chunk) const {
        IdText idText;
        for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
            if (chunk.pass[i] == 0) continue;
            const RowSet::Row row = chunk.rows[i];
            bool found = false;
            for (const auto& [column, flags] : m_words)
                found = found || flags(column[row]) != 0;
            if (!found && m_maybeId)
                found = idText(m_table.pairs().id(row)).find(m_part) != std::string_view::npos;
            chunk.pass[i] = found ? 1 : 0;
        }
    }

private:
    const CandidateTable& m_table;
    std::string m_part;
    bool m_maybeId;
    std::vector<std::pair<ColumnView, NumberFlags>> m_words;
};

ChunkTest rangeTest(const CandidateTable& table, const ColumnCut& cut) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return [column = table.column(cut.column), range = cut.range](const RowChunk& chunk) {
        keepCompared(chunk, column, Comparison::GreaterEqual, range.low.value_or(-kInfinity));
        if (range.high) keepCompared(chunk, column, Comparison::LessEqual, *range.high);
    };
}

ChunkTest wordsTest(const CandidateTable& table, const ColumnCut& cut) {
    std::vector<double> numbers;
    for (const auto& [number, word] : table.words(cut.column))
        numbers.push_back(number);
    std::vector<double> passing;
    for (const std::string& word : cut.words)
        for (const double number : numbersOfWord(table, cut.column, word))
            passing.push_back(number);
    return [column = table.column(cut.column), flags = NumberFlags(numbers, passing)](const RowChunk& chunk) {
        keepFlagged(chunk, column, flags);
    };
}

/// What the controls beside the text line exclude.
std::vector<ChunkTest> controlTests(const CandidateTable& table, const CandidateFilter& filter) {
    std::vector<ChunkTest> tests;
    if (filter.status == ShownStatus::FailedOrAmbiguous)
        tests.push_back([column = table.column(Column::Status)](const RowChunk& chunk) {
            keepCompared(chunk, column, Comparison::NotEqual, static_cast<double>(CandidateStatus::Good));
        });
    for (const ColumnCut& cut : filter.cuts)
        tests.push_back(info(cut.column).text ? wordsTest(table, cut) : rangeTest(table, cut));
    return tests;
}

/// A search that finds nothing may be an expression that is still being written.
std::optional<FilterError> beginningOfName(std::string_view text, std::string_view found) {
    std::vector<std::string_view> names;
    for (const FilterName& name : filterNames())
        if (std::string_view(name.name).starts_with(found)) names.push_back(name.name);
    if (names.empty()) return std::nullopt;
    const auto position = static_cast<std::size_t>(found.data() - text.data());
    if (filterColumn(found) && info(*filterColumn(found)).text)
        return FilterError{position, found.size(),
                           fmt::format("compare {} with a word in quotes by == or !=", found)};
    if (filterColumn(found))
        return FilterError{position, found.size(),
                           fmt::format("compare {} with a number, e.g. {} > 0", found, found)};
    constexpr std::size_t kMost = 6;
    if (names.size() > kMost) names.resize(kMost);
    return FilterError{position, found.size(),
                       fmt::format("no candidate contains '{}'; columns and functions that begin so: {}",
                                   found, fmt::join(names, ", "))};
}

using Passing = tl::expected<RowSet, FilterError>;

Passing passingExpression(const CandidateTable& table, const std::string& text, const RowSet* among,
                          const std::stop_token& stop) {
    const auto filter = Filter::compile(text);
    if (!filter) return tl::unexpected(filter.error());
    if (const auto unknown = filter->unknownWord(table)) return tl::unexpected(*unknown);
    return among ? filter->passing(table, *among, stop) : filter->passing(table, stop);
}

} // namespace

bool isExpression(std::string_view text) {
    return text.find_first_of("<>=!&|(") != std::string_view::npos;
}

Passing passing(const CandidateTable& table, const CandidateFilter& filter, const std::stop_token& stop) {
    std::vector<ChunkTest> tests = controlTests(table, filter);
    const std::string_view text = trimmed(filter.text);
    const bool expression = isExpression(text);
    std::optional<TextSearch> search;
    if (!text.empty() && !expression && table.rows() > 0) {
        search.emplace(table, text);
        tests.push_back([&search](const RowChunk& chunk) { search->keep(chunk); });
    }
    if (tests.empty())
        return passingExpression(table, expression ? filter.text : std::string(), nullptr, stop);
    const ChunkTest all = [&tests](const RowChunk& chunk) {
        for (const ChunkTest& test : tests)
            test(chunk);
    };
    RowSet rows = passingRows(table.rows(), nullptr, all, stop);
    if (search && rows.empty())
        if (const auto unfinished = beginningOfName(filter.text, text)) return tl::unexpected(*unfinished);
    if (!expression) return rows;
    return passingExpression(table, filter.text, &rows, stop);
}

std::string describe(const ColumnCut& cut) {
    const ColumnInfo& about = info(cut.column);
    if (about.text)
        return cut.words.empty() ? fmt::format("{}: none", about.title)
                                 : fmt::format("{} {}", about.title, fmt::join(cut.words, ", "));
    const std::string unit =
        about.displayUnit.empty() ? std::string() : fmt::format(" {}", about.displayUnit);
    const auto shown = [&](double native) { return fmt::format("{:.6g}", native * about.displayFactor); };
    const auto& [low, high] = cut.range;
    if (low && high) return fmt::format("{} {} to {}{}", about.title, shown(*low), shown(*high), unit);
    if (low) return fmt::format("{} from {}{}", about.title, shown(*low), unit);
    if (high) return fmt::format("{} up to {}{}", about.title, shown(*high), unit);
    return fmt::format("{} exists", about.title);
}

} // namespace pairscope
