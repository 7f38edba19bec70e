#include "app/commands/PairInput.h"

#include "app/commands/DetectorChoice.h"
#include "app/commands/JsonText.h"
#include "app/commands/ProgressLine.h"
#include "core/simulation/DemonstrationSample.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

namespace {

/// As it must be typed in a shell.
std::string quoted(const std::string& word) {
    if (word.find_first_of(" \t\n'\"\\$`*?[](){}<>|&;!#~") == std::string::npos) return word;
    std::string result = "'";
    for (const char c : word)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

tl::expected<PairFile, Failure> demonstrationFile() {
    const auto detector = DetectorChoice().load();
    if (!detector) return tl::unexpected(detector.error());
    PairFile file;
    file.pairs = demonstrationSample(*detector);
    file.format = "demonstration sample (simulated)";
    return file;
}

} // namespace

void PairInput::addTo(CLI::App& app, std::vector<CLI::Option*> instead) {
    CLI::Option* file =
        app.add_option("FILE", m_file, "pairs, one a row: .csv, .csv.gz or .h5")->option_text(" ");
    CLI::Option* demonstration =
        app.add_flag("--demo", m_demonstration, "take the built-in simulated pairs instead of FILE")
            ->option_text(" ")
            ->excludes(file);
    CLI::Option* list =
        app.add_option("--list", m_list, "which table of an HDF5 file with several")->option_text("NAME");
    for (CLI::Option* option : instead)
        option->excludes(file)->excludes(demonstration)->excludes(list);
    app.parse_complete_callback([this, instead] {
        const auto given = [](const CLI::Option* option) { return option->count() > 0; };
        if (std::any_of(instead.begin(), instead.end(), given)) return;
        if (m_file.empty() && !m_demonstration)
            throw CLI::RequiredError(instead.empty() ? "FILE" : "FILE, --columns or --layers");
        if (m_demonstration && !m_list.empty())
            throw CLI::ValidationError("--list", "the built-in pairs have no lists");
    });
}

std::string PairInput::name() const {
    return m_demonstration ? "the demonstration sample" : m_file;
}

std::string PairInput::argumentsFor(const std::string& command) const {
    std::string arguments = command + ' ' + (m_demonstration ? "--demo" : quoted(m_file));
    if (!m_list.empty()) arguments += " --list " + quoted(m_list);
    return arguments;
}

tl::expected<PairFile, Failure> PairInput::load(const Console& console) const {
    if (m_demonstration) return demonstrationFile();
    ProgressLine line(console, "Reading");
    ReadOptions options;
    options.list = m_list;
    options.progress = line.callback();
    auto file = readPairs(m_file, options);
    if (!file) return tl::unexpected(failureOf(file.error()));
    if (!m_list.empty() && file->lists.empty())
        throw CLI::ValidationError(
            "--list", fmt::format("{} is {} and has no lists to choose from", m_file, file->format));
    return std::move(*file);
}

Failure failureOf(const FileError& error) {
    return {std::string(toString(error.kind)), error.message, error.missing};
}

} // namespace pairscope
