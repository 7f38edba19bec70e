#pragma once

#include "app/commands/Command.h"
#include "app/commands/PairInput.h"
#include "core/io/PairSource.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace pairscope {

/// "1 row", "2 rows".
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular);

/// Tells on standard error what is wrong with the file: warnings, the first bad rows, and where all are
/// listed.
void tellProblems(const Console& console, const PairInput& input, const PairFile& file);

/// Bad rows are bad data even when everything else was done.
[[nodiscard]] inline ExitStatus statusOf(const PairFile& file) {
    return file.badRows > 0 ? ExitStatus::BadData : ExitStatus::Success;
}

} // namespace pairscope
