#include "core/io/Hdf5RowLayout.h"

#include <cstring>
#include <string_view>

namespace pairscope {

namespace {

template<typename Number>
double numberAt(const char* place) {
    Number number;
    std::memcpy(&number, place, sizeof number);
    return static_cast<double>(number);
}

double readNumber(const char* place, Hdf5Number number) {
    switch (number) {
    case Hdf5Number::Float32:
        return numberAt<float>(place);
    case Hdf5Number::Int8:
        return numberAt<std::int8_t>(place);
    case Hdf5Number::Int16:
        return numberAt<std::int16_t>(place);
    case Hdf5Number::Int32:
        return numberAt<std::int32_t>(place);
    case Hdf5Number::Int64:
        return numberAt<std::int64_t>(place);
    case Hdf5Number::UInt8:
        return numberAt<std::uint8_t>(place);
    case Hdf5Number::UInt16:
        return numberAt<std::uint16_t>(place);
    case Hdf5Number::UInt32:
        return numberAt<std::uint32_t>(place);
    case Hdf5Number::UInt64:
        return numberAt<std::uint64_t>(place);
    case Hdf5Number::Float64:
    case Hdf5Number::Text:
    case Hdf5Number::Other:
        break;
    }
    return numberAt<double>(place);
}

std::string_view textAt(const char* place, std::size_t size) {
    const std::string_view text(place, strnlen(place, size));
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

} // namespace

Hdf5Handle Hdf5RowLayout::memoryType(hid_t stored, const std::vector<bool>& members,
                                     std::vector<std::size_t>& offsets) {
    std::vector<Hdf5Handle> types(members.size());
    std::size_t size = 0;
    for (unsigned member = 0; member < members.size(); ++member) {
        if (!members[member]) continue;
        const Hdf5Handle type(H5Tget_member_type(stored, member), H5Tclose);
        types[member] = Hdf5Handle(H5Tget_native_type(type.get(), H5T_DIR_ASCEND), H5Tclose);
        if (!types[member]) return {};
        offsets[member] = size;
        size += H5Tget_size(types[member].get());
    }
    Hdf5Handle compound(H5Tcreate(H5T_COMPOUND, size), H5Tclose);
    for (unsigned member = 0; member < members.size(); ++member) {
        if (!members[member]) continue;
        char* name = H5Tget_member_name(stored, member);
        H5Tinsert(compound.get(), name, offsets[member], types[member].get());
        H5free_memory(name);
    }
    return compound;
}

Hdf5RowLayout::Hdf5RowLayout(hid_t dataset, const ColumnLayout& layout, std::span<const Hdf5Column> columns) {
    const Hdf5Handle stored(H5Dget_type(dataset), H5Tclose);
    std::vector<bool> needed(static_cast<std::size_t>(H5Tget_nmembers(stored.get())), false);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (layout.fields[i] != ColumnLayout::kNone) needed[columns[i].member] = true;

    // Whole rows as they are stored need no conversion, which costs far more than the unused columns do.
    std::vector<std::size_t> offsets(needed.size());
    m_type = memoryType(stored.get(), std::vector<bool>(needed.size(), true), offsets);
    if (!m_type || H5Tequal(m_type.get(), stored.get()) <= 0)
        m_type = memoryType(stored.get(), needed, offsets);
    if (!m_type) return;
    m_rowSize = H5Tget_size(m_type.get());
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (layout.fields[i] != ColumnLayout::kNone)
            m_places.push_back({layout.fields[i],
                                offsets[columns[i].member] + columns[i].element * columns[i].size,
                                columns[i].size, columns[i].number});
}

void Hdf5RowLayout::read(const char* row, PairRowWriter& writer) const {
    for (const Place& place : m_places) {
        if (place.number == Hdf5Number::Float64)
            writer.set(place.field, numberAt<double>(row + place.offset));
        else if (place.number == Hdf5Number::Text)
            writer.setText(place.field, textAt(row + place.offset, place.size));
        else
            writer.set(place.field, readNumber(row + place.offset, place.number));
    }
}

} // namespace pairscope
