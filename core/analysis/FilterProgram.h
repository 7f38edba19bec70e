#pragma once

#include "core/analysis/Filter.h"
#include "core/analysis/FilterSyntax.h"
#include "core/analysis/RowChunks.h"

#include <optional>
#include <variant>
#include <vector>

namespace pairscope {

/// `column == "word"`, or != for !equal.
struct WordTest {
    CandidateColumn column = CandidateColumn::Status;
    std::string word;
    bool equal = true;
    std::size_t begin = 0; ///< of the word in the filter's text, quotes included
    std::size_t end = 0;
};

struct NumberTest {
    CandidateColumn column = CandidateColumn::Rho;
    Comparison comparison = Comparison::Less;
    double constant = 0;
};

/// Any condition, for muParser: its variables v0, v1, ... are the columns, w0, w1, ... the answers to the
/// word tests.
struct FormulaTest {
    std::string formula;
    std::vector<CandidateColumn> columns;
    std::vector<WordTest> words;
};

using FilterTest = std::variant<NumberTest, WordTest, FormulaTest>;

/// A filter ready for use: tests, all of which a row has to pass. A comparison of one column with a constant
/// or word is done by us, as most filters are made of these and a million rows of them take a millisecond;
/// muParser does everything else.
struct FilterProgram {
    std::vector<FilterTest> tests;
    std::vector<CandidateColumn> columns; ///< each once, as they come in the text
    std::vector<WordTest> words;          ///< all of them
};

[[nodiscard]] tl::expected<FilterProgram, FilterError> compileFilter(const FilterNode& condition);

/// What makes tests of a program for a table: columns are looked up, words become numbers.
[[nodiscard]] ChunkTest bindFilter(const FilterProgram& program, const CandidateTable& table);

} // namespace pairscope
