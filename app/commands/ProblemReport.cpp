#include "app/commands/ProblemReport.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

constexpr std::size_t kToldRows = 5;

void tellBadRows(const Console& console, const PairInput& input, const PairFile& file) {
    console.say(fmt::format("{} of {} in {} {} bad:", file.badRows, counted(file.pairs->rows(), "row"),
                            input.name(), file.badRows == 1 ? "is" : "are"));
    std::size_t told = 0;
    for (const RowProblem& problem : file.problems) {
        if (problem.isNote()) continue;
        console.err << fmt::format("  {}: {}\n", input.name(), toString(problem));
        if (++told == kToldRows) break;
    }
    console.err << fmt::format("  To see all: pairscope {}\n", input.argumentsFor("check"));
}

} // namespace

std::string counted(std::size_t count, std::string_view singular) {
    return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

void tellProblems(const Console& console, const PairInput& input, const PairFile& file) {
    for (const std::string& warning : file.warnings)
        console.say(fmt::format("{}: {}", input.name(), warning));
    if (file.noteRows > 0)
        console.say(fmt::format("{}: {} put right or noted. To see them: pairscope {}", input.name(),
                                counted(file.noteRows, "row"), input.argumentsFor("check")));
    if (file.badRows > 0) tellBadRows(console, input, file);
}

} // namespace pairscope
