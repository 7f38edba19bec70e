#pragma once

#include <iosfwd>
#include <string_view>

namespace pairscope {

/// Where a command writes: results to `out`, everything else to `err`.
struct Console {
    std::ostream& out;
    std::ostream& err;
    bool showsProgress = false; ///< `err` is a terminal

    /// "pairscope: message" on `err`.
    void say(std::string_view message) const;
};

} // namespace pairscope
