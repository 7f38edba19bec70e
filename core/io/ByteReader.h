#pragma once

#include "core/io/PairSource.h"

#include <zlib.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace pairscope {

/// The bytes of a text file, unpacked when it is gzip (several members in a row included).
class ByteReader {
public:
    [[nodiscard]] static tl::expected<ByteReader, FileError> open(const std::filesystem::path& file);

    /// Fills `buffer` as far as the file reaches. @return bytes read, 0 at the end; an error when the file
    /// cannot be read or a gzip file is damaged or ends early.
    [[nodiscard]] tl::expected<std::size_t, FileError> read(std::span<char> buffer);
    /// How much of the (packed) file has been read, 0 to 1.
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool isGzip() const { return m_gzip; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

private:
    struct Close {
        void operator()(gzFile_s* handle) const { gzclose_r(handle); }
    };
    [[nodiscard]] FileError damaged(int code) const;

    std::unique_ptr<gzFile_s, Close> m_handle;
    std::filesystem::path m_file;
    double m_fileSize = 0;
    bool m_gzip = false;
};

} // namespace pairscope
