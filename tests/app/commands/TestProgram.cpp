#include "tests/app/commands/TestProgram.h"

#include "core/io/PairSink.h"
#include "core/simulation/ToyPairs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace pairscope::test {

namespace fs = std::filesystem;

namespace {

/// Splits at commas outside double quotes, and takes the quotes off.
std::vector<std::string> splitQuoted(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

} // namespace

nlohmann::json ProgramRun::json() const {
    auto document = nlohmann::json::parse(out, nullptr, false);
    EXPECT_FALSE(document.is_discarded()) << "not one JSON document: " << out;
    return document.is_discarded() ? nlohmann::json{} : document;
}

ProgramRun run(std::vector<std::string> args, const OpenWindow& openWindow) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = runCommand(std::move(args), out, err, openWindow);
    return {status, out.str(), err.str()};
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "pairscope-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    m_path = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& content) const {
    std::ofstream(m_path / name, std::ios::binary) << content;
    return path(name);
}

std::vector<std::string> TemporaryFolder::list() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(m_path))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        result.push_back(line);
    return result;
}

std::vector<std::string> cells(const std::string& line) {
    return splitQuoted(line);
}

TestTable::TestTable(std::size_t rows) {
    static const std::string text = [] {
        const TemporaryFolder folder;
        ToyOptions options; // tidy pairs with one photon each
        options.conversions = 100;
        options.darkPhotons = {{0.017, 100}};
        if (!writePairs(generateToyPairs(options), folder.path("pairs.csv")))
            throw std::runtime_error("the pairs cannot be written");
        return read(folder.path("pairs.csv"));
    }();
    const auto all = lines(text);
    m_names = splitQuoted(all.at(0));
    for (std::size_t row = 0; row < rows; ++row)
        m_rows.push_back(splitQuoted(all.at(row + 1)));
}

std::size_t TestTable::indexOf(const std::string& column) const {
    const auto found = std::find(m_names.begin(), m_names.end(), column);
    if (found == m_names.end()) throw std::invalid_argument("no column " + column);
    return static_cast<std::size_t>(found - m_names.begin());
}

TestTable& TestTable::set(std::size_t row, const std::string& column, const std::string& cell) {
    m_rows.at(row).at(indexOf(column)) = cell;
    return *this;
}

TestTable& TestTable::dropColumn(const std::string& column) {
    const auto index = static_cast<std::ptrdiff_t>(indexOf(column));
    m_names.erase(m_names.begin() + index);
    for (auto& row : m_rows)
        row.erase(row.begin() + index);
    return *this;
}

std::string TestTable::text() const {
    std::string text;
    const auto addLine = [&](const std::vector<std::string>& line) {
        for (std::size_t i = 0; i < line.size(); ++i)
            text += (i > 0 ? ",\"" : "\"") + line[i] + '"';
        text += '\n';
    };
    addLine(m_names);
    for (const auto& row : m_rows)
        addLine(row);
    return text;
}

} // namespace pairscope::test
