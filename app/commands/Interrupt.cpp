#include "app/commands/Interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace pairscope {

namespace {

constexpr char kStop = 's';
constexpr char kEnd = 'e';

std::atomic<int> g_writeEnd = -1; ///< of the pipe of the one that lives

void tell(int descriptor, char word) {
    while (::write(descriptor, &word, 1) < 0 && errno == EINTR) {
    }
}

void handle(int /*signal*/) {
    const int before = errno;
    tell(g_writeEnd.load(std::memory_order_relaxed), kStop);
    errno = before;
}

char nextWord(int descriptor) {
    char word = kEnd;
    while (::read(descriptor, &word, 1) < 0 && errno == EINTR) {
    }
    return word;
}

} // namespace

Interrupt::Interrupt() {
    if (::pipe2(m_pipe, O_CLOEXEC) != 0) return; // then Ctrl+C ends the program as it always does
    g_writeEnd = m_pipe[1];
    m_watcher = std::jthread([this] {
        if (nextWord(m_pipe[0]) == kStop) m_source.request_stop();
    });
    struct sigaction action {};
    action.sa_handler = handle;
    action.sa_flags = static_cast<int>(SA_RESETHAND); // the second one ends the program
    ::sigaction(SIGINT, &action, &m_interruptBefore);
    ::sigaction(SIGTERM, &action, &m_terminateBefore);
}

Interrupt::~Interrupt() {
    if (m_pipe[0] < 0) return;
    ::sigaction(SIGINT, &m_interruptBefore, nullptr);
    ::sigaction(SIGTERM, &m_terminateBefore, nullptr);
    tell(m_pipe[1], kEnd);
    m_watcher.join();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
    g_writeEnd = -1;
}

} // namespace pairscope
