#include "core/io/CsvWriter.h"

#include "core/io/CsvText.h"

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <new>

namespace pairscope {

namespace {

constexpr std::size_t kRowsPerBlock = 2048;

std::string headerLine(const OutputTable& table) {
    std::string line;
    for (const OutputColumn& column : table.columns) {
        if (!line.empty()) line += ',';
        line += csvCell(column.name);
    }
    return line + '\n';
}

void appendNumber(std::string& text, const OutputColumn& column, std::size_t row) {
    const double number = column.number(row);
    if (std::isnan(number)) return;
    std::array<char, 32> digits;
    const auto end =
        column.type == OutputColumn::Type::Float64
            ? std::to_chars(digits.data(), digits.data() + digits.size(), number)
            : std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<std::int64_t>(number));
    text.append(digits.data(), end.ptr);
}

std::string formatRows(const OutputTable& table, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t row = first; row < last; ++row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (i > 0) text += ',';
            const OutputColumn& column = table.columns[i];
            if (column.type == OutputColumn::Type::Text)
                text += csvCell(column.text(row));
            else
                appendNumber(text, column, row);
        }
        text += '\n';
    }
    return text;
}

/// A gzip file may be several in a row: each block is packed on its own, on any core.
std::string packed(const std::string& text) {
    constexpr int kGzipWindow = 15 + 16;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string result(deflateBound(&stream, text.size()), '\0');
    std::string input = text; // zlib wants it writable
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

void writeRows(const OutputTable& table, OutputFile& output, bool gzip) {
    std::size_t next = 0;
    const auto input = [&](tbb::flow_control& control) {
        const std::size_t first = next;
        next = std::min(table.rows, first + kRowsPerBlock);
        if (first == table.rows || output.failed()) control.stop();
        return std::pair(first, next);
    };
    const auto format = [&](const std::pair<std::size_t, std::size_t>& rows) {
        auto text = std::make_shared<std::string>(formatRows(table, rows.first, rows.second));
        if (gzip) *text = packed(*text);
        return text;
    };
    using tbb::filter_mode;
    using Rows = std::pair<std::size_t, std::size_t>;
    using Text = std::shared_ptr<std::string>;
    tbb::parallel_pipeline(2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()),
                           tbb::make_filter<void, Rows>(filter_mode::serial_in_order, input) &
                               tbb::make_filter<Rows, Text>(filter_mode::parallel, format) &
                               tbb::make_filter<Text, void>(filter_mode::serial_in_order,
                                                            [&](const Text& text) { output.write(*text); }));
}

} // namespace

CsvWriter::CsvWriter(const OutputTable& columns, const PendingFile& file, bool gzip)
    : m_output(file), m_gzip(gzip) {
    const std::string header = headerLine(columns);
    m_output.write(gzip ? packed(header) : header);
}

tl::expected<void, FileError> CsvWriter::append(const OutputTable& table) {
    // isolated: a thread that waits here must not pick up other work
    tbb::this_task_arena::isolate([&] { writeRows(table, m_output, m_gzip); });
    return m_output.state();
}

} // namespace pairscope
