#pragma once

#include "app/commands/Command.h"
#include "core/io/PairSource.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <iosfwd>
#include <string_view>

namespace pairscope {

using Json = nlohmann::ordered_json;

/// One document and a line end. Numbers that do not exist become null; bytes that are no UTF-8 (from column
/// or file names) are replaced.
void print(std::ostream& out, const Json& document);

/// {"error": {"kind": ..., "message": ..., "missing": [...]}}
[[nodiscard]] Json toJson(const Failure& failure);
[[nodiscard]] Json toJson(const RowProblem& problem);
/// What every command says about its input: file, format, list, rows, badRows, noteRows, warnings.
[[nodiscard]] Json inputJson(const PairFile& file, std::string_view name);

[[nodiscard]] std::string_view toString(FileError::Kind kind);
[[nodiscard]] std::string_view toString(RowProblem::Kind kind);

} // namespace pairscope
