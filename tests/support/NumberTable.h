#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace pairscope::test {

/// A plain CSV of numbers, without quotes, read by its own few lines so that tests do not trust the reader
/// they test. Words and empty cells are NaN.
class NumberTable {
public:
    explicit NumberTable(const std::filesystem::path& file) {
        std::ifstream stream(file);
        if (!stream) throw std::runtime_error("cannot read " + file.string());
        std::string line;
        std::getline(stream, line);
        for (const std::string& name : cells(line))
            m_columns.emplace(name, m_columns.size());
        while (std::getline(stream, line)) {
            std::vector<double>& row = m_rows.emplace_back();
            for (const std::string& cell : cells(line))
                row.push_back(number(cell));
        }
    }

    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    [[nodiscard]] double at(std::size_t row, const std::string& column) const {
        return m_rows.at(row).at(m_columns.at(column));
    }

private:
    static std::vector<std::string> cells(const std::string& line) {
        std::vector<std::string> result;
        std::stringstream stream(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
        for (std::string cell; std::getline(stream, cell, ',');)
            result.push_back(cell);
        return result;
    }
    static double number(const std::string& cell) {
        char* end = nullptr;
        const double value = std::strtod(cell.c_str(), &end);
        return end == cell.c_str() ? std::numeric_limits<double>::quiet_NaN() : value;
    }

    std::map<std::string, std::size_t> m_columns;
    std::vector<std::vector<double>> m_rows;
};

} // namespace pairscope::test
