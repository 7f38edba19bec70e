#pragma once

#include "core/io/PendingFile.h"

#include <cstdio>
#include <memory>
#include <string_view>

namespace pairscope {

/// Writes bytes to a pending file; remembers the first failure, after which nothing more is written.
class OutputFile {
public:
    explicit OutputFile(const PendingFile& file);

    void write(std::string_view bytes);
    [[nodiscard]] bool failed() const { return m_error != 0; }
    /// @return why not everything was written so far.
    [[nodiscard]] tl::expected<void, FileError> state() const;
    /// Closes. @return why not everything was written.
    [[nodiscard]] tl::expected<void, FileError> finish();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    const PendingFile& m_pending;
    std::unique_ptr<std::FILE, Close> m_file;
    int m_error = 0; ///< errno
};

/// Makes a file of this text, complete or not at all; replaces what was there.
[[nodiscard]] tl::expected<void, FileError> writeWholeFile(std::string_view text,
                                                           const std::filesystem::path& file);

} // namespace pairscope
