#pragma once

#include "core/io/ColumnLayout.h"
#include "core/io/Hdf5Tables.h"
#include "core/io/PairRowWriter.h"

#include <cstddef>
#include <span>
#include <vector>

namespace pairscope {

/// How rows of a table lie in memory after reading, and where the wanted numbers are in them.
class Hdf5RowLayout {
public:
    /// @param columns those of `layout`, in its order.
    Hdf5RowLayout(hid_t dataset, const ColumnLayout& layout, std::span<const Hdf5Column> columns);

    /// Bytes of one row.
    [[nodiscard]] std::size_t rowSize() const { return m_rowSize; }
    [[nodiscard]] hid_t type() const { return m_type.get(); }
    /// Gives the numbers of one row to a writer.
    void read(const char* row, PairRowWriter& writer) const;

private:
    struct Place {
        int field;
        std::size_t offset;
        std::size_t size;
        Hdf5Number number;
    };
    /// Rows in native numbers without gaps: all members, or only those marked.
    static Hdf5Handle memoryType(hid_t stored, const std::vector<bool>& members,
                                 std::vector<std::size_t>& offsets);

    Hdf5Handle m_type;
    std::size_t m_rowSize = 0;
    std::vector<Place> m_places;
};

} // namespace pairscope
