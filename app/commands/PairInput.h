#pragma once

#include "app/commands/Command.h"
#include "core/io/PairSource.h"

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace pairscope {

/// The part of the command line that says which pairs to work on: FILE or --demo, and --list.
class PairInput {
public:
    /// Adds the options to a command. This must stay where it is until the command line is parsed.
    /// @param instead options, any of which asks for something that needs no pairs
    void addTo(CLI::App& app, std::vector<CLI::Option*> instead = {});

    /// The file's path, or what stands for it in messages.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] const std::string& file() const { return m_file; } ///< empty for the demonstration
    /// The same pairs as arguments of another command: "check FILE".
    [[nodiscard]] std::string argumentsFor(const std::string& command) const;

    /// @throws CLI::ValidationError for --list with a file that has no lists
    [[nodiscard]] tl::expected<PairFile, Failure> load(const Console& console) const;

private:
    std::string m_file;
    std::string m_list;
    bool m_demonstration = false;
};

[[nodiscard]] Failure failureOf(const FileError& error);

} // namespace pairscope
