#pragma once

#include "core/io/ColumnNames.h"
#include "core/io/PairSource.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace pairscope {

/// A folder of one test, removed with all it has.
class TemporaryFolder {
public:
    TemporaryFolder() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        static int count = 0;
        std::string name =
            fmt::format("pairscope-{}-{}-{}-{}", test->test_suite_name(), test->name(), ::getpid(), ++count);
        std::replace(name.begin(), name.end(), '/', '-'); // of parameterised tests
        m_path = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(m_path);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_path / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

inline std::filesystem::path written(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

inline std::filesystem::path writtenGzip(const std::filesystem::path& file, const std::string& bytes) {
    gzFile handle = gzopen(file.c_str(), "wb");
    gzwrite(handle, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(handle);
    return file;
}

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A text table of pairs, column by column, that a test can spoil.
class TestTable {
public:
    /// Ids, tracks and full covariances of good rows.
    explicit TestTable(std::size_t rows) : m_rows(rows) {
        add(columnName(kFieldExperiment), [](std::size_t) { return "26"; });
        add(columnName(kFieldRun), [](std::size_t) { return "1000"; });
        add(columnName(kFieldEvent), [](std::size_t row) { return std::to_string(100 + row); });
        add(columnName(kFieldCandidate), [](std::size_t) { return "0"; });
        for (int daughter = 0; daughter < 2; ++daughter) {
            for (int j = 0; j < kTrackParameterCount; ++j)
                add(columnName(parameterField(daughter, j)),
                    [=](std::size_t row) { return fmt::format("{}", parameter(row, daughter, j)); });
            for (int j = 0; j < kTrackParameterCount; ++j)
                for (int k = j; k < kTrackParameterCount; ++k)
                    add(columnName(covarianceField(daughter, j, k)),
                        [=](std::size_t) { return fmt::format("{}", covariance(j, k)); });
        }
    }

    static double parameter(std::size_t row, int daughter, int j) {
        const double number = 0.01 * static_cast<double>(row + 1) + 0.1 * j + 0.001 * daughter;
        return j == kOmega && daughter == 1 ? -number : number;
    }
    static double covariance(int j, int k) { return j == k ? 1e-6 * (j + 1) : 1e-8; }

    template<typename Text>
    void add(const std::string& name, Text text) {
        m_names.push_back(name);
        for (std::size_t row = 0; row < m_rows; ++row)
            m_cells[name].push_back(text(row));
    }
    std::string& cell(std::size_t row, const std::string& name) { return m_cells.at(name)[row]; }
    std::string& cell(std::size_t row, int field) { return cell(row, columnName(field)); }
    void set(std::size_t row, int field, std::string text) { cell(row, field) = std::move(text); }
    void remove(int field) { std::erase(m_names, columnName(field)); }
    void reverseColumns() { std::reverse(m_names.begin(), m_names.end()); }
    std::vector<std::string>& names() { return m_names; }

    /// @param spelling how a name is written in the first line
    [[nodiscard]] std::string csv(const std::function<std::string(std::string)>& spelling,
                                  const std::string& lineEnd = "\n") const {
        std::string text = line(spelling, [](const std::string& name) { return name; }) + lineEnd;
        for (std::size_t row = 0; row < m_rows; ++row)
            text += line([](const std::string& cell) { return cell; },
                         [&](const std::string& name) { return m_cells.at(name)[row]; }) +
                    lineEnd;
        return text;
    }
    [[nodiscard]] std::string csv() const {
        return csv([](const std::string& name) { return fmt::format("\"{}\"", name); });
    }

private:
    template<typename Spelling, typename Cell>
    std::string line(Spelling spelling, Cell cell) const {
        std::vector<std::string> cells;
        for (const std::string& name : m_names)
            cells.push_back(spelling(cell(name)));
        return fmt::format("{}", fmt::join(cells, ","));
    }

    std::size_t m_rows;
    std::vector<std::string> m_names;
    std::map<std::string, std::vector<std::string>> m_cells;
};

/// Equal bit by bit, any NaN being equal to any other.
inline bool sameNumber(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof a) == 0;
}

inline testing::AssertionResult sameTables(const PairTable& a, const PairTable& b) {
    if (a.rows() != b.rows())
        return testing::AssertionFailure() << a.rows() << " and " << b.rows() << " rows";
    if (a.contents() != b.contents()) return testing::AssertionFailure() << "other contents";
    const auto same = [](const double* x, const double* y, std::size_t count) {
        return std::equal(x, x + count, y, sameNumber);
    };
    for (std::size_t row = 0; row < a.rows(); ++row) {
        const auto differs = [&](const char* what) {
            return testing::AssertionFailure() << what << " of row " << row << " differs";
        };
        if (a.id(row) != b.id(row)) return differs("id");
        if (!same(a.track(row, 0), b.track(row, 0), 2 * PairTable::kTrackNumbers)) return differs("track");
        const std::size_t photonNumbers = a.contents().photons * PairTable::kPhotonNumbers;
        if (photonNumbers > 0 && !same(a.photon(row), b.photon(row), photonNumbers)) return differs("photon");
        if (a.contents().truth && !same(a.truth(row), b.truth(row), PairTable::kTruthNumbers))
            return differs("truth");
        if (a.pairClass(row) != b.pairClass(row)) return differs("class");
        if (a.layer(row) != b.layer(row)) return differs("layer");
    }
    return testing::AssertionSuccess();
}

/// The rows that TestTable makes, read by `file`.
inline void expectGoodRows(const PairTable& table, std::size_t rows) {
    ASSERT_EQ(table.rows(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
        EXPECT_EQ(table.id(row), (EventId{26, 1000, static_cast<std::uint32_t>(100 + row), 0}));
        for (int daughter = 0; daughter < 2; ++daughter)
            for (int j = 0; j < kTrackParameterCount; ++j) {
                EXPECT_EQ(table.track(row, daughter)[j], TestTable::parameter(row, daughter, j));
                for (int k = j; k < kTrackParameterCount; ++k)
                    EXPECT_EQ(table.track(row, daughter)[kTrackParameterCount + packedIndex(j, k)],
                              TestTable::covariance(j, k));
            }
    }
}

} // namespace pairscope
