#include "core/io/Hdf5Tables.h"

#include <algorithm>
#include <cstdlib>

namespace pairscope {

namespace {

bool isTable(hid_t dataset) {
    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
    const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
    return H5Tget_class(type.get()) == H5T_COMPOUND && H5Sget_simple_extent_ndims(space.get()) == 1;
}

bool isPandasGroup(hid_t file, const std::string& path) {
    const Hdf5Handle group(H5Gopen2(file, path.c_str(), H5P_DEFAULT), H5Gclose);
    return group && textAttribute(group.get(), "pandas_type").has_value();
}

Hdf5Table namedTable(hid_t file, const std::string& path) {
    constexpr std::string_view suffix = "/table";
    if (path.ends_with(suffix)) {
        const std::string group = path.substr(0, path.size() - suffix.size());
        if (isPandasGroup(file, "/" + group)) return {"/" + path, group};
    }
    return {"/" + path, path};
}

herr_t visitObject(hid_t root, const char* path, const H5O_info_t* info, void* data) {
    auto& contents = *static_cast<Hdf5Contents*>(data);
    if (info->type == H5O_TYPE_GROUP) {
        const Hdf5Handle group(H5Gopen2(root, path, H5P_DEFAULT), H5Gclose);
        if (!group)
            contents.damaged = true;
        else if (textAttribute(group.get(), "pandas_type") == "frame")
            contents.fixedFrame = true;
    } else if (info->type == H5O_TYPE_DATASET) {
        const Hdf5Handle dataset(H5Dopen2(root, path, H5P_DEFAULT), H5Dclose);
        if (!dataset)
            contents.damaged = true;
        else if (isTable(dataset.get()))
            contents.tables.push_back(namedTable(root, path));
    }
    return 0;
}

Hdf5Number integerOf(std::size_t size, bool isSigned) {
    switch (size) {
    case 1:
        return isSigned ? Hdf5Number::Int8 : Hdf5Number::UInt8;
    case 2:
        return isSigned ? Hdf5Number::Int16 : Hdf5Number::UInt16;
    case 4:
        return isSigned ? Hdf5Number::Int32 : Hdf5Number::UInt32;
    case 8:
        return isSigned ? Hdf5Number::Int64 : Hdf5Number::UInt64;
    default:
        return Hdf5Number::Other;
    }
}

/// @param type a native one
Hdf5Number numberOf(hid_t type) {
    const std::size_t size = H5Tget_size(type);
    switch (H5Tget_class(type)) {
    case H5T_FLOAT:
        if (size == sizeof(double)) return Hdf5Number::Float64;
        return size == sizeof(float) ? Hdf5Number::Float32 : Hdf5Number::Other;
    case H5T_INTEGER:
        return integerOf(size, H5Tget_sign(type) == H5T_SGN_2);
    case H5T_BITFIELD: // PyTables' bool
        return integerOf(size, false);
    case H5T_ENUM:
        return integerOf(size, true);
    case H5T_STRING:
        return H5Tis_variable_str(type) > 0 ? Hdf5Number::Other : Hdf5Number::Text;
    default:
        return Hdf5Number::Other;
    }
}

std::string memberName(hid_t type, unsigned member) {
    char* name = H5Tget_member_name(type, member);
    std::string result = name == nullptr ? "" : name;
    H5free_memory(name);
    return result;
}

/// Columns of an array member: pandas keeps the names of a block in the attribute "<block>_kind".
void addBlock(hid_t dataset, hid_t arrayType, const Hdf5Column& block, std::vector<Hdf5Column>& columns) {
    const Hdf5Handle element(H5Tget_super(arrayType), H5Tclose);
    const std::size_t count = H5Tget_size(arrayType) / std::max<std::size_t>(1, H5Tget_size(element.get()));
    const auto names = pickledStrings(textAttribute(dataset, block.name + "_kind").value_or(""));
    if (names.size() != count) {
        columns.push_back(block);
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        columns.push_back({names[i], block.member, i, H5Tget_size(element.get()), numberOf(element.get())});
}

} // namespace

Hdf5Contents listContents(hid_t file) {
    Hdf5Contents contents;
    if (H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, visitObject, &contents, H5O_INFO_BASIC) < 0)
        contents.damaged = true;
    return contents;
}

std::vector<Hdf5Column> listColumns(hid_t dataset) {
    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
    std::vector<Hdf5Column> columns;
    const int members = H5Tget_nmembers(type.get());
    for (unsigned member = 0; member < static_cast<unsigned>(std::max(members, 0)); ++member) {
        const Hdf5Handle stored(H5Tget_member_type(type.get(), member), H5Tclose);
        const Hdf5Handle native(H5Tget_native_type(stored.get(), H5T_DIR_ASCEND), H5Tclose);
        Hdf5Column column{memberName(type.get(), member), member, 0, 0, Hdf5Number::Other};
        if (native) {
            column.size = H5Tget_size(native.get());
            column.number = numberOf(native.get());
        }
        if (native && H5Tget_class(native.get()) == H5T_ARRAY)
            addBlock(dataset, native.get(), column, columns);
        else
            columns.push_back(column);
    }
    return columns;
}

std::vector<std::string> pickledStrings(std::string_view pickle) {
    // "(lp0\nVfirst name\np1\naVsecond name\np2\na.": a string is a V up to the line end, after the start of
    // the list or an append. Names outside Latin-1 are escaped; no column of basf2 has such a name.
    std::vector<std::string> strings;
    for (std::size_t start = 0; start < pickle.size();) {
        const std::size_t lineEnd = std::min(pickle.find('\n', start), pickle.size());
        std::string_view line = pickle.substr(start, lineEnd - start);
        while (line.starts_with('a') || line.starts_with('('))
            line.remove_prefix(1);
        if (line.starts_with('V')) strings.emplace_back(line.substr(1));
        start = lineEnd + 1;
    }
    return strings;
}

} // namespace pairscope
