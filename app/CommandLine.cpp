#include "app/CommandLine.h"

#include "app/Version.h"
#include "app/commands/CheckCommand.h"
#include "app/commands/FitCommand.h"
#include "app/commands/GenerateCommand.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/InfoCommand.h"
#include "app/commands/JsonText.h"
#include "app/commands/PlotCommand.h"
#include "app/commands/RenderCommand.h"
#include "app/commands/ScanCommands.h"
#include "app/commands/SidebandCommand.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace pairscope {

namespace {

constexpr const char* kDescription = "Pairscope shows e+e- pairs of Belle II: photon conversions and "
                                     "dark-photon candidates, their vertex fits\n"
                                     "and masses. Without a command it opens its window.";

constexpr const char* kFooter =
    "Examples:\n"
    "  pairscope                                           look at the built-in simulated pairs\n"
    "  pairscope pairs.csv                                 look at your own\n"
    "  pairscope check pairs.csv                           is every row of the file usable?\n"
    "  pairscope info pairs.h5                             what is in the file?\n"
    "  pairscope fit pairs.csv -o results.h5               fit every pair, write the results\n"
    "  pairscope generate -o pairs.h5 --conversions 10000  simulate pairs\n"
    "  pairscope sideband pairs.csv                        how many pairs are in which region?\n"
    "  pairscope render pairs.csv --row 7 -o picture.png   draw one pair\n"
    "  pairscope plot pairs.csv -o shift.png               draw them all: Delta M against distance\n"
    "  pairscope scan export pairs.scan.sqlite -o out.csv  what people said of them in the window\n\n"
    "'pairscope COMMAND --help' explains a command. No file at hand? 'pairscope fit --demo -o results.csv'.\n"
    "A file named like a command is written ./fit.\n"
    "Exit status: 0 success, 1 bad data or a file that cannot be written, 2 wrong usage.";

struct Program {
    CLI::App app{kDescription, "pairscope"};
    std::vector<std::string> files;
    std::vector<Command> commands;
};

void setUp(Program& program, const Drawings& drawings) {
    CLI::App& app = program.app;
    app.formatter(std::make_shared<HelpFormatter>("pairscope [FILE...]\n       pairscope COMMAND ..."));
    app.set_help_flag("-h,--help", "explain, and do nothing else");
    app.set_version_flag("--version", fmt::format("pairscope {}", kVersion), "say which version this is");
    app.add_option("FILE", program.files, "files to open in the window: .csv, .csv.gz or .h5")
        ->option_text(" ");
    app.require_subcommand(0, 1);
    app.footer(kFooter);
    program.commands = {addFitCommand(app),      addGenerateCommand(app),
                        addRenderCommand(app),   addPlotCommand(app, drawings.population),
                        addSidebandCommand(app), addCheckCommand(app),
                        addInfoCommand(app)};
    std::ranges::move(addScanCommands(app, drawings.sheets), std::back_inserter(program.commands));
}

/// A single word that is no file was most likely meant as a command.
void refuseUnknownCommand(const std::string& word) {
    std::error_code ignored;
    if (word.find_first_of("./") != std::string::npos || std::filesystem::exists(word, ignored)) return;
    throw CLI::ValidationError(fmt::format("'{}' is neither a command nor a file", word));
}

int openWindowOn(const Program& program, const Console& console, const OpenWindow& openWindow) {
    if (!program.files.empty()) refuseUnknownCommand(program.files.front());
    if (!openWindow) {
        console.say("This program was built without its window; 'pairscope --help' lists its commands.");
        return static_cast<int>(ExitStatus::BadData);
    }
    return openWindow({{program.files.begin(), program.files.end()}});
}

int runOne(const Command& command, const Console& console) {
    const Outcome outcome = command.run(console);
    if (outcome) return static_cast<int>(*outcome);
    console.say(outcome.error().message);
    const CLI::Option* json = command.app->get_option_no_throw("--json");
    if (json && json->count() > 0) print(console.out, toJson(outcome.error()));
    return static_cast<int>(ExitStatus::BadData);
}

int dispatch(const Program& program, const Console& console, const OpenWindow& openWindow) {
    for (const Command& command : program.commands)
        if (command.app->parsed()) return runOne(command, console);
    return openWindowOn(program, console, openWindow);
}

/// Every part of the program has a HelpFormatter: setUp() and the commands see to it.
std::string usageOf(const CLI::App& app) {
    return std::dynamic_pointer_cast<HelpFormatter>(app.get_formatter())->make_usage(&app, {});
}

int explainUsage(const Program& program, const CLI::ParseError& error, const Console& console) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return program.app.exit(error, console.out, console.err);
    const CLI::App* app = &program.app;
    for (auto given = app->get_subcommands(); !given.empty(); given = app->get_subcommands())
        app = given.front();
    console.say(error.what());
    const std::string command = HelpFormatter::commandOf(*app);
    console.err << fmt::format("{}'pairscope {}--help' explains.\n", usageOf(*app),
                               command.empty() ? command : command + ' ');
    return static_cast<int>(ExitStatus::WrongUsage);
}

int runParsed(Program& program, std::vector<std::string> args, const Console& console,
              const OpenWindow& openWindow) {
    try {
        std::reverse(args.begin(), args.end()); // CLI11 takes them from the back
        program.app.parse(std::move(args));
        return dispatch(program, console, openWindow);
    } catch (const CLI::ParseError& error) {
        return explainUsage(program, error, console);
    } catch (const std::exception& error) {
        console.say(fmt::format("This should not have happened: {}.", error.what()));
        return static_cast<int>(ExitStatus::BadData);
    }
}

} // namespace

int runCommand(std::vector<std::string> args, std::ostream& out, std::ostream& err,
               const OpenWindow& openWindow, const Drawings& drawings) {
    const Console console{out, err, &err == &std::cerr && isatty(STDERR_FILENO) == 1};
    Program program;
    setUp(program, drawings);
    const int status = runParsed(program, std::move(args), console, openWindow);
    if (out.flush()) return status;
    console.say("Standard output cannot be written (is the disk full?).");
    return static_cast<int>(ExitStatus::BadData);
}

} // namespace pairscope
