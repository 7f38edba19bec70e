#pragma once

#include "app/commands/Console.h"

#include <chrono>
#include <functional>
#include <string>

namespace pairscope {

/// "Fitting 45 %" in one line of a terminal, which is clear again when this goes. Silent where there is no
/// terminal, and for the first moments: what is quick needs no progress.
class ProgressLine {
public:
    ProgressLine(const Console& console, std::string what);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// To be called with 0 to 1, from one thread at a time, while this lives.
    [[nodiscard]] std::function<void(double)> callback();

private:
    void show(double done);

    const Console& m_console;
    std::string m_what;
    std::chrono::steady_clock::time_point m_start;
    int m_shown = -1; ///< percent on the screen
};

} // namespace pairscope
