#include "render/FontFile.h"

#include <array>
#include <filesystem>

namespace pairscope {

namespace {

std::string firstFont(const char* folder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored))
        if (entry.path().extension() == ".ttf") return entry.path().string();
    return {};
}

std::string firstExisting(const char* name) {
    constexpr std::array kFolders = {"/usr/share/fonts/truetype/dejavu/",
                                     "/usr/share/fonts/dejavu-sans-fonts/", "/usr/share/fonts/TTF/",
                                     "/usr/local/share/fonts/"};
    for (const char* folder : kFolders) {
        const std::filesystem::path file = std::filesystem::path(folder) / name;
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored)) return file.string();
    }
    return firstFont("/usr/share/fonts");
}

} // namespace

const std::string& fontFile(bool bold) {
    static const std::array<std::string, 2> files = {firstExisting("DejaVuSans.ttf"),
                                                     firstExisting("DejaVuSans-Bold.ttf")};
    return files[bold ? 1 : 0];
}

} // namespace pairscope
