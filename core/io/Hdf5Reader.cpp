#include "core/io/Hdf5Reader.h"

#include "core/io/Hdf5RowLayout.h"
#include "core/io/MemoryNeed.h"
#include "core/io/PairFileParts.h"
#include "core/io/PairIds.h"

#include <fmt/format.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace pairscope {

namespace {

using Kind = FileError::Kind;

/// Rows are read in blocks of about this many bytes.
constexpr std::size_t kBlockBytes = 1 << 20;

/// A table that is open, with its columns matched.
struct OpenTable {
    Hdf5Table table;
    Hdf5Handle dataset;
    std::vector<Hdf5Column> columns;
    ColumnLayout layout;
};

struct RowBlock {
    std::size_t firstRow = 0;
    std::size_t rows = 0;
    std::unique_ptr<char[]> bytes;
    ProblemList problems;
};

class Hdf5PairFile {
public:
    Hdf5PairFile(std::filesystem::path file, const ReadOptions& options)
        : m_path(std::move(file)), m_options(options) {}

    tl::expected<PairFile, FileError> read();

private:
    [[nodiscard]] tl::unexpected<FileError> fail(Kind kind, const std::string& what) const {
        return tl::unexpected(FileError{kind, fmt::format("{} {}", m_path.string(), what), {}});
    }
    tl::expected<void, FileError> open();
    [[nodiscard]] tl::unexpected<FileError> noTable(const Hdf5Contents& contents) const;
    tl::expected<OpenTable, FileError> chooseTable();
    tl::expected<OpenTable, FileError> chooseNamedTable();
    tl::expected<OpenTable, FileError> openTable(const Hdf5Table& table) const;
    tl::expected<void, FileError> checkFilters(const OpenTable& open) const;
    tl::expected<PairFile, FileError> readRows(OpenTable open);
    [[nodiscard]] std::vector<std::string> tableNames() const;

    Hdf5Session m_session; // first, so that the handles are closed while it is held
    std::filesystem::path m_path;
    const ReadOptions& m_options;
    Hdf5Handle m_file;
    std::vector<Hdf5Table> m_tables;
};

/// Reads the rows of one table in blocks, one thread in HDF5 and the others unpacking.
class RowPipeline {
public:
    RowPipeline(const OpenTable& open, const ReadOptions& options, PairTable& table)
        : m_open(open),
          m_options(options),
          m_table(table),
          m_rowLayout(open.dataset.get(), open.layout, open.columns) {}

    /// @return false when the table could not be read to its end (or a stop was requested).
    bool run();
    [[nodiscard]] ProblemList& problems() { return m_problems; }
    /// Why it could not, in the library's words.
    [[nodiscard]] const std::string& reason() const { return m_reason; }

private:
    [[nodiscard]] std::size_t rowsPerBlock() const;
    std::shared_ptr<RowBlock> readBlock();
    void unpack(RowBlock& block) const;

    const OpenTable& m_open;
    const ReadOptions& m_options;
    PairTable& m_table;
    Hdf5RowLayout m_rowLayout;
    ProblemList m_problems;
    std::string m_reason;
    std::size_t m_blockRows = 1;
    std::size_t m_nextRow = 0;
};

/// Whole chunks, so that none is unpacked twice.
std::size_t RowPipeline::rowsPerBlock() const {
    const std::size_t rows = std::max<std::size_t>(1, kBlockBytes / m_rowLayout.rowSize());
    const Hdf5Handle properties(H5Dget_create_plist(m_open.dataset.get()), H5Pclose);
    hsize_t chunk = 1;
    if (H5Pget_layout(properties.get()) == H5D_CHUNKED) H5Pget_chunk(properties.get(), 1, &chunk);
    return std::max<std::size_t>(1, rows / chunk) * chunk;
}

std::shared_ptr<RowBlock> RowPipeline::readBlock() {
    const std::size_t rows = m_table.rows();
    if (m_nextRow >= rows || m_options.stop.stop_requested()) return nullptr;
    if (m_options.progress) m_options.progress(static_cast<double>(m_nextRow) / static_cast<double>(rows));
    auto block = std::make_shared<RowBlock>();
    block->firstRow = m_nextRow;
    block->rows = std::min(m_blockRows, rows - m_nextRow);
    block->bytes = std::make_unique_for_overwrite<char[]>(block->rows * m_rowLayout.rowSize());

    const hsize_t start = block->firstRow;
    const hsize_t count = block->rows;
    const Hdf5Handle space(H5Dget_space(m_open.dataset.get()), H5Sclose);
    H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, &start, nullptr, &count, nullptr);
    const Hdf5Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose);
    if (H5Dread(m_open.dataset.get(), m_rowLayout.type(), memory.get(), space.get(), H5P_DEFAULT,
                block->bytes.get()) < 0) {
        m_reason = hdf5Reason();
        return nullptr;
    }
    m_nextRow += block->rows;
    return block;
}

void RowPipeline::unpack(RowBlock& block) const {
    PairRowWriter writer(m_open.layout, m_table, block.problems);
    for (std::size_t i = 0; i < block.rows; ++i) {
        writer.begin(block.firstRow + i, 0);
        m_rowLayout.read(block.bytes.get() + i * m_rowLayout.rowSize(), writer);
        writer.store();
    }
    block.bytes.reset();
}

bool RowPipeline::run() {
    if (m_rowLayout.rowSize() == 0) return false;
    m_blockRows = rowsPerBlock();
    const auto input = [this](tbb::flow_control& control) {
        auto block = readBlock();
        if (!block) control.stop();
        return block;
    };
    const auto parse = [this](const std::shared_ptr<RowBlock>& block) {
        unpack(*block);
        return block;
    };
    const auto collect = [this](const std::shared_ptr<RowBlock>& block) {
        m_problems.append(std::move(block->problems), 0, 0);
    };
    using tbb::filter_mode;
    using Block = std::shared_ptr<RowBlock>;
    tbb::parallel_pipeline(2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()),
                           tbb::make_filter<void, Block>(filter_mode::serial_in_order, input) &
                               tbb::make_filter<Block, Block>(filter_mode::parallel, parse) &
                               tbb::make_filter<Block, void>(filter_mode::serial_in_order, collect));
    return m_nextRow >= m_table.rows();
}

tl::expected<void, FileError> Hdf5PairFile::open() {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_file_locking(access.get(), false, true); // reading from a read-only or network place must work
    m_file = Hdf5Handle(H5Fopen(m_path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
    if (!m_file)
        return fail(Kind::BadFormat,
                    fmt::format("cannot be opened as HDF5: it is cut off, damaged, or still being "
                                "written ({}).",
                                hdf5Reason()));
    const Hdf5Contents contents = listContents(m_file.get());
    m_tables = contents.tables;
    if (m_tables.empty()) return noTable(contents);
    return {};
}

tl::unexpected<FileError> Hdf5PairFile::noTable(const Hdf5Contents& contents) const {
    if (contents.damaged) return fail(Kind::BadFormat, "is damaged: what it has cannot be opened.");
    if (contents.fixedFrame)
        return fail(Kind::NoTable,
                    "has a pandas data frame in the \"fixed\" layout, which is no table. Write it with "
                    "to_hdf(..., format=\"table\").");
    return fail(Kind::NoTable, "has no table (no compound dataset of one dimension); expected one as basf2's "
                               "VariablesToTable writes it.");
}

std::vector<std::string> Hdf5PairFile::tableNames() const {
    std::vector<std::string> names;
    for (const Hdf5Table& table : m_tables)
        names.push_back(table.name);
    return names;
}

tl::expected<OpenTable, FileError> Hdf5PairFile::openTable(const Hdf5Table& table) const {
    OpenTable open{
        table, Hdf5Handle(H5Dopen2(m_file.get(), table.path.c_str(), H5P_DEFAULT), H5Dclose), {}, {}};
    open.columns = listColumns(open.dataset.get());
    std::vector<std::string> unreadable;
    std::erase_if(open.columns, [&](const Hdf5Column& column) {
        const auto field = fieldOfColumn(column.name);
        const bool isText = column.number == Hdf5Number::Text;
        const bool useless = column.number == Hdf5Number::Other ||
                             (isText && field && *field != kFieldClass && *field != kFieldLayer) ||
                             (!isText && field == kFieldLayer);
        if (useless) unreadable.push_back(column.name);
        return useless;
    });
    std::vector<std::string> names;
    for (const Hdf5Column& column : open.columns)
        names.push_back(column.name);
    auto layout = resolveColumns(std::move(names));
    const std::string what =
        fmt::format("Table '{}' of {} cannot be read as pairs", table.name, m_path.string());
    const std::string hint =
        unreadable.empty()
            ? ""
            : fmt::format(" (Its columns {} hold no plain numbers. With pandas, write numbers only and "
                          "use to_hdf(..., format=\"table\", data_columns=True).)",
                          listed(unreadable, 5));
    if (!layout) return tl::unexpected(missingColumnsError(what, layout.error(), hint));
    open.layout = std::move(*layout);
    for (const std::string& name : unreadable) {
        open.layout.ignored.push_back(name);
        if (fieldOfColumn(name))
            open.layout.warnings.push_back(
                fmt::format("Column '{}' holds no {}: it is left out.", name,
                            fieldOfColumn(name) == kFieldLayer ? "text" : "numbers"));
    }
    return open;
}

tl::expected<OpenTable, FileError> Hdf5PairFile::chooseNamedTable() {
    for (const Hdf5Table& table : m_tables)
        if (m_options.list == table.name || m_options.list == table.path ||
            "/" + m_options.list == table.path)
            return openTable(table);
    return fail(Kind::NoTable,
                fmt::format("has no table '{}'; it has {}.", m_options.list, listed(tableNames(), 20)));
}

tl::expected<OpenTable, FileError> Hdf5PairFile::chooseTable() {
    if (!m_options.list.empty()) return chooseNamedTable();
    std::optional<OpenTable> chosen;
    std::optional<FileError> firstError;
    std::vector<std::string> others;
    for (const Hdf5Table& table : m_tables) {
        auto open = openTable(table);
        if (!open && !firstError) firstError = open.error();
        if (!open) continue;
        if (chosen)
            others.push_back(table.name);
        else
            chosen = std::move(*open);
    }
    if (!chosen) {
        if (m_tables.size() > 1)
            firstError->message += fmt::format(" The file's other tables do not fit either ({} in all: {}).",
                                               m_tables.size(), listed(tableNames(), 20));
        return tl::unexpected(*firstError);
    }
    if (!others.empty())
        chosen->layout.warnings.push_back(
            fmt::format("The file has several tables of pairs: '{}' is read, not {}.", chosen->table.name,
                        listed(others, 20)));
    return std::move(*chosen);
}

tl::expected<void, FileError> Hdf5PairFile::checkFilters(const OpenTable& open) const {
    const Hdf5Handle properties(H5Dget_create_plist(open.dataset.get()), H5Pclose);
    const int filters = H5Pget_nfilters(properties.get());
    for (unsigned i = 0; i < static_cast<unsigned>(std::max(filters, 0)); ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        std::array<char, 64> name{};
        const H5Z_filter_t filter =
            H5Pget_filter2(properties.get(), i, &flags, &values, nullptr, name.size(), name.data(), nullptr);
        if (H5Zfilter_avail(filter) <= 0)
            return fail(
                Kind::CannotRead,
                fmt::format("is compressed with '{}' (HDF5 filter {}), whose plug-in is not installed. For "
                            "blosc: apt install hdf5-filter-plugin-blosc-serial.",
                            name.data(), filter));
    }
    return {};
}

tl::expected<PairFile, FileError> Hdf5PairFile::readRows(OpenTable open) {
    const Hdf5Handle space(H5Dget_space(open.dataset.get()), H5Sclose);
    const auto rows =
        static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.get())));
    const MemoryNeed need{m_path.string(), rows, PairTable::bytesPerRow(open.layout.contents)};
    if (auto room = checkMemory(need, availableMemory(m_options)); !room) return tl::unexpected(room.error());
    auto table = std::make_shared<PairTable>(open.layout.contents, rows);
    RowPipeline pipeline(open, m_options, *table);
    // isolated: this thread holds the session and must not pick up work that waits for it
    const bool complete = tbb::this_task_arena::isolate([&] { return pipeline.run(); });
    if (m_options.stop.stop_requested()) return tl::unexpected(cancelled(m_path));
    if (!complete)
        return fail(Kind::BadFormat,
                    fmt::format("cannot be read to its end: table '{}' is cut off or damaged ({}).",
                                open.table.name, pipeline.reason()));
    numberMissingIds(*table, open.layout);
    pipeline.problems().merge(findDuplicateIds(*table, [](std::size_t) { return std::size_t{0}; }));
    PairFile result = makePairFile(std::move(table), open.layout, std::move(pipeline.problems()));
    result.format = "HDF5";
    result.list = open.table.name;
    result.lists = tableNames();
    if (m_options.progress) m_options.progress(1);
    return result;
}

tl::expected<PairFile, FileError> Hdf5PairFile::read() {
    if (auto opened = open(); !opened) return tl::unexpected(opened.error());
    auto table = chooseTable();
    if (!table) return tl::unexpected(table.error());
    if (auto filters = checkFilters(*table); !filters) return tl::unexpected(filters.error());
    return readRows(std::move(*table));
}

} // namespace

tl::expected<PairFile, FileError> readHdf5(const std::filesystem::path& file, const ReadOptions& options) {
    return Hdf5PairFile(file, options).read();
}

} // namespace pairscope
