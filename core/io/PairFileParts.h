#pragma once

#include "core/io/ColumnLayout.h"
#include "core/io/ProblemList.h"

#include <memory>
#include <string>
#include <vector>

namespace pairscope {

/// What every reader ends with: the table with the problems and warnings found on the way.
[[nodiscard]] PairFile makePairFile(std::shared_ptr<const PairTable> table, const ColumnLayout& layout,
                                    ProblemList&& problems);

/// Copies the first `rows` rows of a table to another one of the same contents.
/// @return false when the other one has too many names of layers already: some rows are then without theirs
bool copyRows(const PairTable& from, std::size_t rows, PairTable& to, std::size_t firstRow);

[[nodiscard]] FileError missingColumnsError(const std::string& what, std::vector<std::string> missing,
                                            const std::string& hint);
[[nodiscard]] FileError cancelled(const std::filesystem::path& file);

} // namespace pairscope
