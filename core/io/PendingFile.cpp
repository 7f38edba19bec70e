#include "core/io/PendingFile.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

namespace pairscope {

namespace fs = std::filesystem;

namespace {

/// A link keeps pointing to where it did: the file behind it is what gets replaced.
fs::path behindLinks(const fs::path& target) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(target, error);
    return error ? target : real;
}

std::string errnoText() {
    return std::generic_category().message(errno);
}

} // namespace

PendingFile::PendingFile(fs::path target) : m_target(std::move(target)) {
    static std::atomic<unsigned> count{0};
    m_temporary = m_target;
    m_temporary += fmt::format(".part-{}-{}", ::getpid(), count++);
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : m_target(std::move(other.m_target)), m_temporary(std::move(other.m_temporary)) {
    other.m_temporary.clear();
}

PendingFile::~PendingFile() {
    std::error_code ignored;
    if (!m_temporary.empty()) fs::remove(m_temporary, ignored);
}

tl::expected<PendingFile, FileError> PendingFile::create(const fs::path& target) {
    std::error_code error;
    if (fs::is_directory(target, error))
        return tl::unexpected(
            FileError{FileError::Kind::IsDirectory,
                      fmt::format("{} is a folder; expected the name of a file to write.", target.string()),
                      {}});
    if (fs::exists(target, error) && !fs::is_regular_file(target, error))
        return tl::unexpected(FileError{
            FileError::Kind::CannotWrite,
            fmt::format("{} is a device or a pipe; expected the name of a file to write.", target.string()),
            {}});
    PendingFile pending(behindLinks(target));
    const int descriptor = ::open(pending.m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) return tl::unexpected(pending.failure(errnoText()));
    ::close(descriptor);
    return pending;
}

tl::expected<void, FileError> PendingFile::commit() {
    // the bytes must be on the disk before the name is: a crash must not leave an empty file in its place
    const int descriptor = ::open(m_temporary.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return tl::unexpected(failure(errnoText()));
    const bool synced = ::fsync(descriptor) == 0;
    const FileError unsynced = failure(errnoText());
    ::close(descriptor);
    if (!synced) return tl::unexpected(unsynced);
    std::error_code error;
    fs::rename(m_temporary, m_target, error);
    if (error) return tl::unexpected(failure(error.message()));
    m_temporary.clear();
    return {};
}

FileError PendingFile::failure(const std::string& reason) const {
    return {FileError::Kind::CannotWrite,
            fmt::format("{} cannot be written: {}.", m_target.string(), reason),
            {}};
}

} // namespace pairscope
