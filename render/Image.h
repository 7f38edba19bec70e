#pragma once

#include "render/Theme.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace pairscope {

/// Pixels of a picture: RGBA bytes, rows from the top.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    /// Colour at a pixel, y down. @pre inside the picture
    [[nodiscard]] Colour at(int x, int y) const {
        const std::size_t first =
            4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
        return {rgba[first], rgba[first + 1], rgba[first + 2]};
    }
};

/// Writes a PNG file. @return whether the whole file is on disk.
[[nodiscard]] bool writePng(const Image& image, const std::filesystem::path& file);

} // namespace pairscope
