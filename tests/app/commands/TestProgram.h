#pragma once

#include "app/CommandLine.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace pairscope::test {

/// What a run of the program left behind.
struct ProgramRun {
    int status = -1;
    std::string out;
    std::string err;

    /// The one JSON document on standard output; a failed expectation and null when it is none.
    [[nodiscard]] nlohmann::json json() const;
};

[[nodiscard]] ProgramRun run(std::vector<std::string> args, const OpenWindow& openWindow = {});

/// A folder of its own that goes with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return (m_path / name).string(); }
    /// Writes a file. @return its path
    [[nodiscard]] std::string write(const std::string& name, const std::string& content) const;
    /// Names of what is in the folder, sorted.
    [[nodiscard]] std::vector<std::string> list() const;

private:
    std::filesystem::path m_path;
};

[[nodiscard]] std::string read(const std::string& file);
[[nodiscard]] std::vector<std::string> lines(const std::string& text);
/// The cells of a line without quoted commas: results, ids.
[[nodiscard]] std::vector<std::string> cells(const std::string& line);

/// A CSV table of simulated pairs that can be damaged cell by cell.
class TestTable {
public:
    /// Toys with one photon: conversions and dark photons of 17 MeV.
    explicit TestTable(std::size_t rows);

    TestTable& set(std::size_t row, const std::string& column, const std::string& cell);
    TestTable& dropColumn(const std::string& column);
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] std::size_t indexOf(const std::string& column) const;

    std::vector<std::string> m_names;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace pairscope::test
