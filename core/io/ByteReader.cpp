#include "core/io/ByteReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

namespace pairscope {

tl::expected<ByteReader, FileError> ByteReader::open(const std::filesystem::path& file) {
    ByteReader reader;
    reader.m_file = file;
    reader.m_handle.reset(gzopen(file.c_str(), "rb"));
    if (!reader.m_handle)
        return tl::unexpected(FileError{
            FileError::Kind::CannotRead,
            fmt::format("{} cannot be opened: {}.", file.string(), std::generic_category().message(errno)),
            {}});
    gzbuffer(reader.m_handle.get(), 256 * 1024);
    reader.m_gzip = gzdirect(reader.m_handle.get()) == 0;
    std::error_code ignored;
    reader.m_fileSize = static_cast<double>(std::filesystem::file_size(file, ignored));
    return reader;
}

FileError ByteReader::damaged(int code) const {
    if (code == Z_ERRNO || !m_gzip)
        return {
            FileError::Kind::CannotRead,
            fmt::format("{} cannot be read: {}.", m_file.string(), std::generic_category().message(errno)),
            {}};
    const char* why = code == Z_BUF_ERROR ? "ends early: it is cut off" : "is damaged: it does not unpack";
    return {
        FileError::Kind::BadFormat,
        fmt::format("The gzip file {} {}. Copy it again; `gzip -t` should accept it.", m_file.string(), why),
        {}};
}

tl::expected<std::size_t, FileError> ByteReader::read(std::span<char> buffer) {
    std::size_t done = 0;
    while (done < buffer.size()) {
        const auto wanted = static_cast<unsigned>(std::min<std::size_t>(buffer.size() - done, INT_MAX));
        const int got = gzread(m_handle.get(), buffer.data() + done, wanted);
        int code = Z_OK;
        gzerror(m_handle.get(), &code);
        if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) return tl::unexpected(damaged(code));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

double ByteReader::progress() const {
    if (!(m_fileSize > 0)) return 0;
    return std::clamp(static_cast<double>(gzoffset(m_handle.get())) / m_fileSize, 0.0, 1.0);
}

} // namespace pairscope
