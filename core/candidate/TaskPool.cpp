#include "core/candidate/TaskPool.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#ifdef PAIRSCOPE_THREAD_SANITIZE
#include <sanitizer/tsan_interface.h>
#endif

namespace pairscope {

namespace {

/// Tells the thread sanitizer that what was done before release() is over before what follows acquire().
/// TBB's library is not built with it, so that it sees none of TBB's own hand-over; for the same reason this
/// file is compiled without it (core/CMakeLists.txt).
class HandOver {
public:
#ifdef PAIRSCOPE_THREAD_SANITIZE
    void release() {
        __tsan_release(this);
    }
    void acquire() {
        __tsan_acquire(this);
    }
#else
    void release() {}
    void acquire() {}
#endif
};

/// Releases also when the work throws.
struct ReleaseAtEnd {
    HandOver& handOver;
    ~ReleaseAtEnd() { handOver.release(); }
};

struct AcquireAtEnd {
    HandOver& handOver;
    ~AcquireAtEnd() { handOver.acquire(); }
};

} // namespace

std::size_t taskThreads() {
    return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
}

void forEachBlock(std::size_t rows, std::size_t grain,
                  const std::function<void(std::size_t first, std::size_t end)>& work) {
    HandOver toWork;
    HandOver toCaller;
    const AcquireAtEnd done{toCaller};
    toWork.release();
    tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows, grain),
                          [&](const tbb::blocked_range<std::size_t>& block) {
                              toWork.acquire();
                              const ReleaseAtEnd finished{toCaller};
                              work(block.begin(), block.end());
                          });
    });
}

} // namespace pairscope
