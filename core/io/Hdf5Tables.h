#pragma once

#include "core/io/Hdf5Handle.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pairscope {

/// A table (compound dataset of one dimension) in an HDF5 file.
struct Hdf5Table {
    std::string path; ///< of the dataset: "/A':cuts", "/pairs/table"
    std::string name; ///< for people: "A':cuts"; "pairs" for pandas' /pairs/table
};

/// What a file has.
struct Hdf5Contents {
    std::vector<Hdf5Table> tables; ///< in the order of their names
    bool fixedFrame = false; ///< a data frame as pandas writes it with format="fixed": matrices, no table
    bool damaged = false;    ///< not every object could be opened
};
[[nodiscard]] Hdf5Contents listContents(hid_t file);

/// How a number lies in a row in memory.
enum class Hdf5Number {
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Text,
    Other
};

/// One column of a table, an element of pandas' blocks of columns included.
struct Hdf5Column {
    std::string name;
    unsigned member = 0;     ///< of the compound type
    std::size_t element = 0; ///< within the member, when that is an array
    std::size_t size = 0;    ///< bytes in memory
    Hdf5Number number = Hdf5Number::Other;
};

/// The columns of a table. A block of columns without names gives columns of kind Other named
/// "values_block_0".
[[nodiscard]] std::vector<Hdf5Column> listColumns(hid_t dataset);

/// The strings of a pickled (protocol 0) list, as PyTables stores names of columns in attributes.
[[nodiscard]] std::vector<std::string> pickledStrings(std::string_view pickle);

} // namespace pairscope
