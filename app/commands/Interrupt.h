#pragma once

#include <signal.h>

#include <stop_token>
#include <thread>

namespace pairscope {

/// While it lives, Ctrl+C (and SIGTERM) asks for a stop instead of ending the program, so that it can tidy
/// up; a second one ends it at once. One at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    int m_pipe[2] = {-1, -1}; ///< a handler may write, but not ask for a stop
    struct sigaction m_interruptBefore {};
    struct sigaction m_terminateBefore {};
    std::jthread m_watcher;
};

} // namespace pairscope
