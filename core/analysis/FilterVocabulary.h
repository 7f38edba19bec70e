#pragma once

#include "core/analysis/Filter.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// A unit or constant: its value in native units.
struct FilterConstant {
    std::string_view name;
    double value;
    std::string_view description;
    bool unit; ///< may follow a number: "5 MeV"
};
[[nodiscard]] std::span<const FilterConstant> filterConstants();
[[nodiscard]] const FilterConstant* filterConstant(std::string_view name); ///< null for none

struct FilterFunction {
    std::string_view name;
    std::size_t fewest; ///< arguments
    std::size_t most;
    std::string_view description;
};
[[nodiscard]] std::span<const FilterFunction> filterFunctions();
[[nodiscard]] const FilterFunction* filterFunction(std::string_view name); ///< null for none

/// By its file name or by "layer" for nearestLayer.
[[nodiscard]] std::optional<CandidateColumn> filterColumn(std::string_view name);

/// The one of `names` that was most likely meant by a misspelt one: by few exchanged, missing, superfluous or
/// swapped letters, else by the beginning.
[[nodiscard]] std::optional<std::string_view> likelyMeant(std::string_view misspelt,
                                                          std::span<const std::string_view> names);

/// How words are compared: without case, blanks and underscores, so "PXD 1", "pxd_1" and "PXD1" are one.
[[nodiscard]] std::string comparable(std::string_view word);

/// The words that a column has in every table: none for layers, whose names the detector has, and for
/// verdicts.
[[nodiscard]] std::vector<std::string_view> fixedWords(CandidateColumn column);

/// Numbers that a word stands for in a text column: those of the word itself; of layers also those in the
/// group ("PXD 1") or family of groups ("PXD") with this name. None for an unknown word.
[[nodiscard]] std::vector<double> numbersOfWord(const CandidateTable& table, CandidateColumn column,
                                                std::string_view word);

/// "the words are \"Good\", \"Ambiguous\", ...", with the likely one first.
[[nodiscard]] std::string unknownWordMessage(std::string_view word, CandidateColumn column,
                                             std::span<const std::string_view> known);

} // namespace pairscope
