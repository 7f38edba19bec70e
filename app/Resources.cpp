#include "app/Resources.h"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

namespace pairscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kVariable = "PAIRSCOPE_RESOURCES";

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

} // namespace

std::vector<fs::path> resourceFolders() {
    std::vector<fs::path> folders;
    const auto addIfThere = [&](const fs::path& folder) {
        if (isFolder(folder)) folders.push_back(folder.lexically_normal());
    };
    if (const char* own = std::getenv(kVariable); own && *own) addIfThere(own);
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    if (!error) addIfThere(executable.parent_path() / ".." / "share" / "pairscope");
    addIfThere(PAIRSCOPE_SOURCE_RESOURCES);
    return folders;
}

tl::expected<fs::path, std::string> findResource(const fs::path& name, const std::vector<fs::path>& folders) {
    std::string tried;
    for (const fs::path& folder : folders) {
        std::error_code ignored;
        if (fs::is_regular_file(folder / name, ignored)) return folder / name;
        tried += fmt::format("{}{}", tried.empty() ? "" : ", ", folder.string());
    }
    return tl::unexpected(fmt::format("The program's file {} is missing (looked in: {}). Install Pairscope "
                                      "again, or set {} to the folder that has it.",
                                      name.string(), tried.empty() ? "no folder found" : tried, kVariable));
}

tl::expected<std::shared_ptr<const DetectorModel>, std::string> loadDetector(DetectorRun run) {
    const auto file = findResource(fs::path("detectors") / "belle2.json");
    if (!file) return tl::unexpected(file.error());
    auto model = DetectorModel::fromFile(*file, run);
    if (!model) return tl::unexpected(model.error().message);
    return std::make_shared<const DetectorModel>(std::move(*model));
}

} // namespace pairscope
