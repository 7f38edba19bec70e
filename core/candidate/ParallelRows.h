#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace pairscope {

/// Reports how much is done, 0 to 1; called from one thread at a time.
using Progress = std::function<void(double)>;

/// Calls `work` once for every row of 0 .. rows, on all cores, `grain` rows of a thread at a time: long
/// enough to hide the scheduling, short enough to answer a stop quickly.
/// @return false when `stop` was requested before the end
[[nodiscard]] bool forEachRow(std::size_t rows, std::size_t grain,
                              const std::function<void(std::size_t row)>& work, const std::stop_token& stop,
                              const Progress& progress);

} // namespace pairscope
