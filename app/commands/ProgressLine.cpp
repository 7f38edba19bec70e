#include "app/commands/ProgressLine.h"

#include <fmt/format.h>

#include <ostream>
#include <utility>

namespace pairscope {

namespace {

constexpr std::chrono::milliseconds kQuick{150};

} // namespace

ProgressLine::ProgressLine(const Console& console, std::string what)
    : m_console(console), m_what(std::move(what)), m_start(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
    if (m_shown >= 0) m_console.err << "\r\033[K" << std::flush;
}

std::function<void(double)> ProgressLine::callback() {
    if (!m_console.showsProgress) return {};
    return [this](double done) { show(done); };
}

void ProgressLine::show(double done) {
    const int percent = static_cast<int>(100 * done);
    if (percent == m_shown || std::chrono::steady_clock::now() - m_start < kQuick) return;
    m_shown = percent;
    m_console.err << fmt::format("\r{} {:3} %\033[K", m_what, percent) << std::flush;
}

} // namespace pairscope
