#include "core/io/MemoryNeed.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

namespace pairscope {

namespace {

constexpr double kUsable = 0.9; ///< of what is available

std::string sizeText(double bytes) {
    constexpr double kMega = 1e6;
    constexpr double kGiga = 1e9;
    return bytes < kGiga ? fmt::format("{:.1f} MB", bytes / kMega) : fmt::format("{:.1f} GB", bytes / kGiga);
}

} // namespace

std::optional<std::uint64_t> availableMemory(std::string_view meminfo) {
    constexpr std::string_view kKey = "MemAvailable:";
    const std::size_t key = meminfo.find(kKey);
    if (key == std::string_view::npos) return std::nullopt;
    const std::size_t digits = meminfo.find_first_not_of(' ', key + kKey.size());
    if (digits == std::string_view::npos) return std::nullopt;
    std::uint64_t kibibytes = 0;
    const auto [end, error] =
        std::from_chars(meminfo.data() + digits, meminfo.data() + meminfo.size(), kibibytes);
    if (error != std::errc{}) return std::nullopt;
    return kibibytes * 1024;
}

std::optional<std::uint64_t> availableMemory() {
    std::ifstream stream("/proc/meminfo");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return availableMemory(text);
}

std::optional<std::uint64_t> availableMemory(const ReadOptions& options) {
    return options.availableMemory ? options.availableMemory : availableMemory();
}

tl::expected<void, FileError> checkMemory(const MemoryNeed& need, std::optional<std::uint64_t> available) {
    if (!available) return {};
    const double usable = kUsable * static_cast<double>(*available);
    if (need.bytes() <= usable) return {};
    const auto rows = static_cast<std::uint64_t>(usable / static_cast<double>(need.bytesPerRow));
    return tl::unexpected(FileError{
        FileError::Kind::TooLarge,
        fmt::format(
            "{} is too large for this machine: its {}{} rows need {} of memory, {} of {} may be taken. "
            "Split it into parts of at most {} rows and work on each (pairscope fit), or close other "
            "programs.",
            need.file, need.estimated ? "about " : "", need.rows, sizeText(need.bytes()), sizeText(usable),
            sizeText(static_cast<double>(*available)), rows),
        {}});
}

} // namespace pairscope
