#pragma once

#include "core/io/PairSource.h"

namespace pairscope {

/// A file that is written under another name beside its own and takes its name when it is complete. Unless
/// committed, nothing is left of it.
class PendingFile {
public:
    /// Checks that the folder can take the file.
    [[nodiscard]] static tl::expected<PendingFile, FileError> create(const std::filesystem::path& target);

    PendingFile(PendingFile&& other) noexcept;
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    ~PendingFile();

    /// Where to write: exists, empty.
    [[nodiscard]] const std::filesystem::path& path() const { return m_temporary; }
    /// Renames to the target, replacing what was there.
    [[nodiscard]] tl::expected<void, FileError> commit();
    /// "OUT cannot be written: REASON."
    [[nodiscard]] FileError failure(const std::string& reason) const;

private:
    explicit PendingFile(std::filesystem::path target);

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
};

} // namespace pairscope
