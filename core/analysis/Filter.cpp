#include "core/analysis/Filter.h"

#include "core/analysis/FilterProgram.h"
#include "core/analysis/FilterVocabulary.h"

#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

namespace {

/// Characters, not bytes.
std::size_t width(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

struct Filter::Program : FilterProgram {};

std::string describe(const FilterError& error, std::string_view text) {
    const std::size_t begin = std::min(error.position, text.size());
    const std::size_t marks = std::max<std::size_t>(1, width(text.substr(begin, error.length)));
    return fmt::format("{}\n{}^{}\n{}", text, std::string(width(text.substr(0, begin)), ' '),
                       std::string(marks - 1, '~'), error.message);
}

tl::expected<Filter, FilterError> Filter::compile(std::string_view text) {
    Filter filter;
    filter.m_text = text;
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return filter;
    const auto condition = parseFilter(text);
    if (!condition) return tl::unexpected(condition.error());
    auto program = compileFilter(*condition);
    if (!program) return tl::unexpected(program.error());
    filter.m_program = std::make_shared<const Program>(Program{std::move(*program)});
    return filter;
}

const std::vector<CandidateColumn>& Filter::columns() const {
    static const std::vector<CandidateColumn> none;
    return m_program ? m_program->columns : none;
}

std::optional<FilterError> Filter::unknownWord(const CandidateTable& table) const {
    if (!m_program || table.rows() == 0) return std::nullopt;
    for (const WordTest& test : m_program->words) {
        if (!numbersOfWord(table, test.column, test.word).empty()) continue;
        std::vector<std::string_view> known;
        for (const auto& [number, word] : table.words(test.column))
            known.push_back(word);
        return FilterError{test.begin, test.end - test.begin,
                           unknownWordMessage(test.word, test.column, known)};
    }
    return std::nullopt;
}

RowSet Filter::passing(const CandidateTable& table, const RowSet& among, const std::stop_token& stop) const {
    if (!m_program || table.rows() == 0) return among.below(table.rows());
    const RowSet inside = among.below(table.rows());
    return passingRows(table.rows(), &inside, bindFilter(*m_program, table), stop);
}

RowSet Filter::passing(const CandidateTable& table, const std::stop_token& stop) const {
    if (!m_program || table.rows() == 0) return RowSet::all(table.rows());
    return passingRows(table.rows(), nullptr, bindFilter(*m_program, table), stop);
}

} // namespace pairscope
