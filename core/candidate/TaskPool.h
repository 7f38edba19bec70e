#pragma once

#include <cstddef>
#include <functional>

namespace pairscope {

/// Threads that share the work of forEachBlock().
[[nodiscard]] std::size_t taskThreads();

/// Calls `work` for blocks that cover 0 .. rows, each row once, on all cores, and returns when all is done;
/// a block has about `grain` rows. What the caller wrote before is seen by the work, and what the work wrote
/// by the caller afterwards. A thread that waits here takes up no other work in the meantime, so that this
/// may be called inside of work, and with a lock held. The first exception of the work is thrown to the
/// caller.
void forEachBlock(std::size_t rows, std::size_t grain,
                  const std::function<void(std::size_t first, std::size_t end)>& work);

} // namespace pairscope
