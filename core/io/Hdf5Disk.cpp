#include "core/io/Hdf5Disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>

namespace pairscope {

namespace {

/// What the library knows of an open file.
struct DriverFile {
    H5FD_t common; // first: the library sees this part only
    Hdf5Disk* disk;
    haddr_t end; ///< of the addresses in use
};

DriverFile& fileOf(H5FD_t* file) {
    return *reinterpret_cast<DriverFile*>(file);
}

const DriverFile& fileOf(const H5FD_t* file) {
    return *reinterpret_cast<const DriverFile*>(file);
}

H5FD_t* openFile(const char* /*name*/, unsigned /*flags*/, hid_t access, haddr_t /*maxaddr*/) {
    Hdf5Disk* const* disk = static_cast<Hdf5Disk* const*>(H5Pget_driver_info(access));
    if (!disk) return nullptr;
    auto* file = new (std::nothrow) DriverFile{{}, *disk, 0};
    return file ? &file->common : nullptr;
}

herr_t closeFile(H5FD_t* file) {
    delete &fileOf(file);
    return 0;
}

/// As for an ordinary file: small pieces are collected.
herr_t queryFeatures(const H5FD_t* /*file*/, unsigned long* features) {
    *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
                H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

haddr_t endOfAddresses(const H5FD_t* file, H5FD_mem_t /*type*/) {
    return fileOf(file).end;
}

herr_t setEndOfAddresses(H5FD_t* file, H5FD_mem_t /*type*/, haddr_t end) {
    fileOf(file).end = end;
    return 0;
}

haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t /*type*/) {
    return fileOf(file).disk->size();
}

herr_t readBytes(H5FD_t* file, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t offset, std::size_t count,
                 void* bytes) {
    fileOf(file).disk->read(offset, static_cast<char*>(bytes), count);
    return 0;
}

herr_t writeBytes(H5FD_t* file, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t offset, std::size_t count,
                  const void* bytes) {
    fileOf(file).disk->write(offset, static_cast<const char*>(bytes), count);
    return 0;
}

herr_t truncateToEnd(H5FD_t* file, hid_t /*transfer*/, hbool_t /*closing*/) {
    fileOf(file).disk->resize(fileOf(file).end);
    return 0;
}

H5FD_class_t makeDriver() {
    H5FD_class_t driver{};
    driver.name = "pairscope";
    driver.maxaddr = HADDR_MAX;
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.fapl_size = sizeof(Hdf5Disk*);
    driver.open = openFile;
    driver.close = closeFile;
    driver.query = queryFeatures;
    driver.get_eoa = endOfAddresses;
    driver.set_eoa = setEndOfAddresses;
    driver.get_eof = endOfFile;
    driver.read = readBytes;
    driver.write = writeBytes;
    driver.truncate = truncateToEnd;
    const H5FD_mem_t kinds[] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(kinds), std::end(kinds), driver.fl_map);
    return driver;
}

} // namespace

Hdf5Disk::Hdf5Disk(const PendingFile& file)
    : m_file(file), m_descriptor(::open(file.path().c_str(), O_RDWR | O_CLOEXEC)) {
    if (m_descriptor < 0) m_error = errno;
}

Hdf5Disk::~Hdf5Disk() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

Hdf5Handle Hdf5Disk::create() {
    static const H5FD_class_t driver = makeDriver();
    const Hdf5Handle identifier(H5FDregister(&driver), H5FDunregister);
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    Hdf5Disk* const self = this;
    H5Pset_driver(access.get(), identifier.get(), &self);
    return {H5Fcreate(m_file.path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose};
}

FileError Hdf5Disk::failure() const {
    return m_file.failure(std::generic_category().message(m_error));
}

void Hdf5Disk::read(std::uint64_t offset, char* bytes, std::size_t count) const {
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got =
            ::pread(m_descriptor, bytes + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    std::memset(bytes + done, 0, count - done);
    for (const auto& [start, piece] : m_unwritten) {
        const std::uint64_t from = std::max(start, offset);
        const std::uint64_t to = std::min(start + piece.size(), offset + count);
        if (from < to) std::memcpy(bytes + (from - offset), piece.data() + (from - start), to - from);
    }
}

void Hdf5Disk::write(std::uint64_t offset, const char* bytes, std::size_t count) {
    m_size = std::max(m_size, offset + count);
    std::size_t done = 0;
    while (m_error == 0 && done < count) {
        const ssize_t written =
            ::pwrite(m_descriptor, bytes + done, count - done, static_cast<off_t>(offset + done));
        if (written >= 0)
            done += static_cast<std::size_t>(written);
        else if (errno != EINTR)
            m_error = errno;
    }
    if (m_error != 0) m_unwritten.emplace_back(offset, std::vector<char>(bytes, bytes + count));
}

void Hdf5Disk::resize(std::uint64_t size) {
    m_size = size;
    if (m_error == 0 && ::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0) m_error = errno;
}

} // namespace pairscope
