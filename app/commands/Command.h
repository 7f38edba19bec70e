#pragma once

#include "app/commands/Console.h"

#include <tl/expected.hpp>

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace pairscope {

enum class ExitStatus : int { Success = 0, BadData = 1, WrongUsage = 2 };

/// Why a command could do nothing.
struct Failure {
    std::string kind;                   ///< one word for programs: "NotFound"
    std::string message;                ///< sentences for people
    std::vector<std::string> missing{}; ///< columns the file lacks
};

/// What came of a command; BadData with everything written when only some rows were bad.
using Outcome = tl::expected<ExitStatus, Failure>;

/// One word after the program's name, with its options.
struct Command {
    CLI::App* app = nullptr; ///< says whether it was given; owned by the program's
    /// @throws CLI::ValidationError for what only turns out to be wrong usage with the files at hand
    std::function<Outcome(const Console&)> run;
};

} // namespace pairscope
