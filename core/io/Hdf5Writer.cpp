#include "core/io/Hdf5Writer.h"

#include "core/io/Hdf5Handle.h"
#include "core/io/OutputFile.h"

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
constexpr std::size_t kMemoryIncrement = std::size_t{16} << 20;
constexpr unsigned kCompression = 1; ///< higher levels cost several times as long for a few per cent

/// How a row lies in memory and in the file.
struct RowShape {
    std::vector<std::size_t> offsets;
    std::vector<std::size_t> sizes;
    std::size_t rowSize = 0;
};

std::size_t longestText(const OutputTable& table, const OutputColumn& column) {
    std::size_t longest = 0;
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
bool describe(hid_t file, hid_t dataset, const OutputTable& table) {
    const Hdf5Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
    bool good = setText(root.get(), "CLASS", "GROUP") &&
                setText(root.get(), "PYTABLES_FORMAT_VERSION", "2.1") && setText(root.get(), "TITLE", "") &&
                setText(root.get(), "VERSION", "1.0");
    good = good && setText(dataset, "CLASS", "TABLE") && setText(dataset, "VERSION", "2.7") &&
           setText(dataset, "TITLE", table.title) && setCount(dataset, "NROWS", table.rows);
    for (std::size_t i = 0; good && i < table.columns.size(); ++i)
        good = setText(dataset, fmt::format("FIELD_{}_NAME", i), table.columns[i].name);
    return good;
}

Hdf5Handle createDataset(hid_t file, const OutputTable& table, hid_t type, std::size_t chunkRows) {
    const hsize_t rows = table.rows;
    const hsize_t unlimited = H5S_UNLIMITED;
    const hsize_t chunk = chunkRows;
    const Hdf5Handle space(H5Screate_simple(1, &rows, &unlimited), H5Sclose);
    const Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(properties.get(), 1, &chunk);
    H5Pset_shuffle(properties.get());
    H5Pset_deflate(properties.get(), kCompression);
    H5Pset_attr_phase_change(properties.get(), 0, 0); // many attributes: outside the object header of 64 kB
    return {
        H5Dcreate2(file, table.name.c_str(), type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
        H5Dclose};
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

bool writeRows(hid_t dataset, hid_t type, const OutputTable& table, const RowShape& shape,
               std::size_t blockRows) {
    std::vector<char> bytes(blockRows * shape.rowSize);
    for (std::size_t first = 0; first < table.rows; first += blockRows) {
        const std::size_t rows = std::min(blockRows, table.rows - first);
        // isolated: this thread holds the session and must not pick up work that waits for it
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows), [&](const auto& range) {
                for (std::size_t i = range.begin(); i < range.end(); ++i)
                    packRow(table, shape, first + i, bytes.data() + i * shape.rowSize);
            });
        });
        if (!writeBlock(dataset, type, first, rows, bytes.data())) return false;
    }
    return true;
}

/// A file in memory. On a real one HDF5 1.10 cannot close after a failed write (a full disk) and then crashes
/// when the program ends; so the library never sees the disk, and the bytes are written by OutputFile.
Hdf5Handle createInMemory(const std::string& name) {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(access.get(), kMemoryIncrement, false);
    return {H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose};
}

/// The bytes of a file in memory, where they are; empty on failure.
std::string_view imageOf(hid_t file) {
    void* handle = nullptr;
    if (H5Fflush(file, H5F_SCOPE_GLOBAL) < 0 || H5Fget_vfd_handle(file, H5P_DEFAULT, &handle) < 0) return {};
    const ssize_t size = H5Fget_file_image(file, nullptr, 0); // without what the memory has to spare
    if (size <= 0) return {};
    return {*static_cast<const char* const*>(handle), static_cast<std::size_t>(size)};
}

bool writeTable(hid_t file, const OutputTable& table) {
    const RowShape shape = shapeOf(table);
    const std::size_t chunkRows = std::max<std::size_t>(1, kChunkBytes / shape.rowSize);
    const Hdf5Handle type = rowType(table, shape);
    const Hdf5Handle dataset = createDataset(file, table, type.get(), chunkRows);
    return dataset && writeRows(dataset.get(), type.get(), table, shape, chunkRows * kBlockChunks) &&
           describe(file, dataset.get(), table);
}

} // namespace

tl::expected<void, FileError> writeHdf5(const OutputTable& table, const PendingFile& file) {
    const Hdf5Session session;
    const Hdf5Handle memory = createInMemory(file.path());
    if (!memory || !writeTable(memory.get(), table))
        return tl::unexpected(file.failure("HDF5 says: " + hdf5Reason()));
    const std::string_view image = imageOf(memory.get());
    if (image.empty()) return tl::unexpected(file.failure("HDF5 says: " + hdf5Reason()));
    OutputFile output(file);
    output.write(image);
    return output.finish();
}

} // namespace pairscope
