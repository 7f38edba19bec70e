#pragma once

#include "core/io/Hdf5Handle.h"
#include "core/io/PendingFile.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace pairscope {

/// The place of an HDF5 file that is being written. HDF5 1.10 cannot close a file after a write that failed
/// (a full disk) and then crashes when the program ends. So the library never hears of a failure: it is
/// remembered here, and what is written after it stays in memory, where the library can read it again.
class Hdf5Disk {
public:
    explicit Hdf5Disk(const PendingFile& file);
    Hdf5Disk(const Hdf5Disk&) = delete;
    Hdf5Disk& operator=(const Hdf5Disk&) = delete;
    ~Hdf5Disk();

    /// A new HDF5 file, which must be closed before this object goes. @pre a session is held
    [[nodiscard]] Hdf5Handle create();
    /// Nothing more should be written: it would stay in memory.
    [[nodiscard]] bool failed() const { return m_error != 0; }
    /// "OUT cannot be written: REASON." @pre failed()
    [[nodiscard]] FileError failure() const;

    /// What the library asks for: bytes from an offset on, zero where there are none; and how many there are.
    void read(std::uint64_t offset, char* bytes, std::size_t count) const;
    void write(std::uint64_t offset, const char* bytes, std::size_t count);
    void resize(std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const { return m_size; }

private:
    const PendingFile& m_file;
    int m_descriptor = -1;
    int m_error = 0; ///< errno
    std::uint64_t m_size = 0;
    std::vector<std::pair<std::uint64_t, std::vector<char>>> m_unwritten; ///< after a failure, oldest first
};

} // namespace pairscope
