#include "core/analysis/Blinding.h"

#include "core/analysis/RegionMembership.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <system_error>

namespace pairscope {

namespace {

namespace fs = std::filesystem;

/// Only the regions that hide something.
SidebandPlane blindPart(SidebandPlane plane) {
    std::erase_if(plane.regions, [](const Region& region) { return !region.blind; });
    return plane;
}

/// A blinded region whose expression means nothing to this program must not be taken for an empty one.
bool cannotTell(const SidebandPlane& plane) {
    return std::ranges::any_of(plane.regions, [](const Region& region) {
        const auto* expression = std::get_if<ExpressionRegion>(&region.shape);
        return expression && !Filter::compile(expression->text);
    });
}

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string userName() {
    if (const passwd* entry = getpwuid(getuid()); entry && entry->pw_name) return entry->pw_name;
    return fmt::format("uid {}", getuid());
}

std::string lineOf(const BlindingEvent& event) {
    const bool unblinded = event.action == BlindingEvent::Action::Unblinded;
    const nlohmann::ordered_json line{{"time", utcNow()},
                                      {"user", userName()},
                                      {"action", unblinded ? "unblinded" : "blinded again"},
                                      {"dataset", event.dataset},
                                      {"regions", event.regions},
                                      {"program", event.program}};
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// A file that is open for as long as this lives.
class LogFile {
public:
    explicit LogFile(const fs::path& file)
        : m_descriptor(open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644)) {}
    ~LogFile() {
        if (m_descriptor >= 0) close(m_descriptor);
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    /// On the disk when it returns true; else errno says why not. One write, so that programs that log at the
    /// same time do not mix their lines.
    [[nodiscard]] bool append(const std::string& line) const {
        if (m_descriptor < 0) return false;
        const ssize_t written = write(m_descriptor, line.data(), line.size());
        if (written >= 0 && static_cast<std::size_t>(written) < line.size()) errno = ENOSPC;
        return written == static_cast<ssize_t>(line.size()) && synced();
    }

private:
    /// Pipes and devices cannot be synced, and need not be.
    [[nodiscard]] bool synced() const {
        return fsync(m_descriptor) == 0 || errno == EINVAL || errno == EROFS;
    }

    int m_descriptor;
};

} // namespace

RowSet blindedRows(const CandidateTable& table, std::span<const SidebandPlane> planes) {
    RowSet blinded;
    for (const SidebandPlane& plane : planes) {
        const SidebandPlane part = blindPart(plane);
        if (part.regions.empty()) continue;
        if (cannotTell(part)) return RowSet::all(table.rows());
        const RegionMembership where = membership(table, part, RowSet::all(table.rows()));
        blinded = blinded.united(where.in(blindMask(part)));
    }
    return blinded;
}

bool anyBlind(std::span<const SidebandPlane> planes) {
    return std::ranges::any_of(planes, [](const SidebandPlane& plane) {
        return std::ranges::any_of(plane.regions, &Region::blind);
    });
}

tl::expected<void, std::string> logBlinding(const BlindingEvent& event, const fs::path& log) {
    std::error_code folder;
    if (log.has_parent_path()) fs::create_directories(log.parent_path(), folder);
    if (!LogFile(log).append(lineOf(event))) {
        const std::string reason = std::error_code(errno, std::generic_category()).message();
        return tl::unexpected(fmt::format("{} cannot be written ({}): nothing is unblinded without a record.",
                                          log.string(), reason));
    }
    return {};
}

fs::path blindingLog() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value ? value : "");
    };
    // the specification has relative paths ignored
    if (const fs::path data = variable("XDG_DATA_HOME"); data.is_absolute())
        return data / "pairscope" / "blinding.log";
    return variable("HOME") / ".local" / "share" / "pairscope" / "blinding.log";
}

} // namespace pairscope
