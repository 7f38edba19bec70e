#pragma once

#include "core/io/PairSource.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pairscope {

/// Memory that some rows will take.
struct MemoryNeed {
    std::string file; ///< whose rows, for the message
    std::uint64_t rows = 0;
    std::uint64_t bytesPerRow = 0;
    bool estimated = false; ///< the number of rows is

    [[nodiscard]] double bytes() const {
        return static_cast<double>(rows) * static_cast<double>(bytesPerRow);
    }
};

/// What can be had without swapping, in bytes: MemAvailable of /proc/meminfo; nothing where it is not told.
[[nodiscard]] std::optional<std::uint64_t> availableMemory();
/// As the options say, else what the system has.
[[nodiscard]] std::optional<std::uint64_t> availableMemory(const ReadOptions& options);
/// Of the text of /proc/meminfo.
[[nodiscard]] std::optional<std::uint64_t> availableMemory(std::string_view meminfo);

/// Whether there is room, with a tenth left for everything else; asked before anything is allocated, because
/// the system would rather end a program than refuse it memory.
/// @param available in bytes; nothing is not known, and anything goes
/// @return FileError::Kind::TooLarge with what is needed, what there is, and what to do
[[nodiscard]] tl::expected<void, FileError> checkMemory(const MemoryNeed& need,
                                                        std::optional<std::uint64_t> available);

} // namespace pairscope
