#include "core/io/Hdf5Writer.h"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstring>

namespace pairscope {

namespace {

using Type = OutputColumn::Type;

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr std::size_t kBlockChunks = 8;
constexpr unsigned kCompression = 1; ///< higher levels cost several times as long for a few per cent

using RowShape = Hdf5Writer::RowShape;

std::size_t longestText(const OutputTable& table, const OutputColumn& column) {
    std::size_t longest = column.longestText;
    for (std::size_t row = 0; row < table.rows; ++row)
        longest = std::max(longest, column.text(row).size());
    return longest;
}

RowShape shapeOf(const OutputTable& table) {
    RowShape shape;
    for (const OutputColumn& column : table.columns) {
        std::size_t size = sizeof(double);
        if (column.type == Type::Int32 || column.type == Type::UInt32) size = sizeof(std::int32_t);
        if (column.type == Type::Text) size = longestText(table, column) + 1;
        shape.offsets.push_back(shape.rowSize);
        shape.sizes.push_back(size);
        shape.rowSize += size;
    }
    return shape;
}

Hdf5Handle textType(std::size_t size) {
    Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), std::max<std::size_t>(1, size));
    return type;
}

Hdf5Handle columnType(Type type, std::size_t size) {
    switch (type) {
    case Type::Int32:
        return {H5Tcopy(H5T_STD_I32LE), H5Tclose};
    case Type::UInt32:
        return {H5Tcopy(H5T_STD_U32LE), H5Tclose};
    case Type::Text:
        return textType(size);
    case Type::Float64:
        break;
    }
    return {H5Tcopy(H5T_IEEE_F64LE), H5Tclose};
}

Hdf5Handle rowType(const OutputTable& table, const RowShape& shape) {
    Hdf5Handle compound(H5Tcreate(H5T_COMPOUND, shape.rowSize), H5Tclose);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Hdf5Handle type = columnType(table.columns[i].type, shape.sizes[i]);
        H5Tinsert(compound.get(), table.columns[i].name.c_str(), shape.offsets[i], type.get());
    }
    return compound;
}

bool setText(hid_t object, const std::string& name, const std::string& text) {
    const Hdf5Handle type = textType(text.size());
    const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Hdf5Handle attribute(
        H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    return H5Awrite(attribute.get(), type.get(), text.c_str()) >= 0;
}

bool setCount(hid_t object, const std::string& name, std::size_t count) {
    const auto value = static_cast<std::int64_t>(count);
    const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Hdf5Handle attribute(
        H5Acreate2(object, name.c_str(), H5T_STD_I64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    return H5Awrite(attribute.get(), H5T_NATIVE_INT64, &value) >= 0;
}

/// What PyTables looks for.
bool describe(hid_t file, hid_t dataset, const std::string& title, std::size_t rows,
              const std::vector<std::string>& names) {
    const Hdf5Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
    bool good = setText(root.get(), "CLASS", "GROUP") &&
                setText(root.get(), "PYTABLES_FORMAT_VERSION", "2.1") && setText(root.get(), "TITLE", "") &&
                setText(root.get(), "VERSION", "1.0");
    good = good && setText(dataset, "CLASS", "TABLE") && setText(dataset, "VERSION", "2.7") &&
           setText(dataset, "TITLE", title) && setCount(dataset, "NROWS", rows);
    for (std::size_t i = 0; good && i < names.size(); ++i)
        good = setText(dataset, fmt::format("FIELD_{}_NAME", i), names[i]);
    return good;
}

/// Without rows, to be extended.
Hdf5Handle createDataset(hid_t file, const std::string& name, hid_t type, std::size_t chunkRows) {
    const hsize_t rows = 0;
    const hsize_t unlimited = H5S_UNLIMITED;
    const hsize_t chunk = chunkRows;
    const Hdf5Handle space(H5Screate_simple(1, &rows, &unlimited), H5Sclose);
    const Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(properties.get(), 1, &chunk);
    H5Pset_shuffle(properties.get());
    H5Pset_deflate(properties.get(), kCompression);
    H5Pset_attr_phase_change(properties.get(), 0, 0); // many attributes: outside the object header of 64 kB
    return {H5Dcreate2(file, name.c_str(), type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            H5Dclose};
}

/// The first text that is longer than the room for it.
std::optional<std::string> tooLongText(const OutputTable& table, const RowShape& shape) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].type != Type::Text) continue;
        for (std::size_t row = 0; row < table.rows; ++row)
            if (const std::string_view text = table.columns[i].text(row); text.size() >= shape.sizes[i])
                return fmt::format("\"{}\" in column {} has more than {} bytes", text, table.columns[i].name,
                                   shape.sizes[i] - 1);
    }
    return std::nullopt;
}

void packRow(const OutputTable& table, const RowShape& shape, std::size_t row, char* bytes) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const OutputColumn& column = table.columns[i];
        char* place = bytes + shape.offsets[i];
        if (column.type == Type::Text) {
            const std::string_view text = column.text(row);
            std::memset(place, 0, shape.sizes[i]);
            text.copy(place, text.size()); // not memcpy: no text has no address
            continue;
        }
        const double number = column.number(row);
        if (column.type == Type::Float64) {
            std::memcpy(place, &number, sizeof number);
        } else if (column.type == Type::Int32) {
            const auto integer = static_cast<std::int32_t>(number);
            std::memcpy(place, &integer, sizeof integer);
        } else {
            const auto integer = static_cast<std::uint32_t>(number);
            std::memcpy(place, &integer, sizeof integer);
        }
    }
}

bool writeBlock(hid_t dataset, hid_t type, std::size_t firstRow, std::size_t rows, const char* bytes) {
    const hsize_t start = firstRow;
    const hsize_t count = rows;
    const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
    H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, &start, nullptr, &count, nullptr);
    const Hdf5Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose);
    return H5Dwrite(dataset, type, memory.get(), space.get(), H5P_DEFAULT, bytes) >= 0;
}

} // namespace

Hdf5Writer::Hdf5Writer(const OutputTable& columns, const PendingFile& file)
    : m_pending(file),
      m_disk(file),
      m_shape(shapeOf(columns)),
      m_chunkRows(std::max<std::size_t>(1, kChunkBytes / m_shape.rowSize)),
      m_title(columns.title) {
    for (const OutputColumn& column : columns.columns)
        m_names.push_back(column.name);
    const Hdf5Session session;
    m_file = m_disk.create();
    m_type = rowType(columns, m_shape);
    if (m_file) m_dataset = createDataset(m_file.get(), columns.name, m_type.get(), m_chunkRows);
}

Hdf5Writer::~Hdf5Writer() {
    const Hdf5Session session;
    close();
}

void Hdf5Writer::close() {
    m_dataset.close();
    m_type.close();
    m_file.close();
}

tl::expected<void, FileError> Hdf5Writer::judged(bool good) const {
    if (m_disk.failed()) return tl::unexpected(m_disk.failure());
    if (!good) return tl::unexpected(m_pending.failure("HDF5 says: " + hdf5Reason()));
    return {};
}

bool Hdf5Writer::writeRows(const OutputTable& table) {
    const std::size_t blockRows = m_chunkRows * kBlockChunks;
    std::vector<char> bytes(std::min(blockRows, table.rows) * m_shape.rowSize);
    for (std::size_t first = 0; first < table.rows && !m_disk.failed(); first += blockRows) {
        const std::size_t rows = std::min(blockRows, table.rows - first);
        // isolated: this thread holds the session and must not pick up work that waits for it
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows), [&](const auto& range) {
                for (std::size_t i = range.begin(); i < range.end(); ++i)
                    packRow(table, m_shape, first + i, bytes.data() + i * m_shape.rowSize);
            });
        });
        if (!writeBlock(m_dataset.get(), m_type.get(), m_rows, rows, bytes.data())) return false;
        m_rows += rows;
    }
    return true;
}

tl::expected<void, FileError> Hdf5Writer::append(const OutputTable& table) {
    if (const auto text = tooLongText(table, m_shape)) return tl::unexpected(m_pending.failure(*text));
    const Hdf5Session session;
    const hsize_t rows = m_rows + table.rows;
    return judged(m_dataset && H5Dset_extent(m_dataset.get(), &rows) >= 0 && writeRows(table));
}

tl::expected<void, FileError> Hdf5Writer::finish() {
    const Hdf5Session session;
    const bool good = m_dataset && describe(m_file.get(), m_dataset.get(), m_title, m_rows, m_names);
    const auto described = judged(good);
    close(); // writes, too
    return described ? judged(true) : described;
}

} // namespace pairscope
