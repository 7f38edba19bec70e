#pragma once

#include "render/MeshBuilder.h"
#include "render/Overlay.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace pairscope {

/// Triangles of many texts at once, with coordinates into the atlas.
struct TextMesh {
    TriangleMesh mesh;
    std::vector<std::array<float, 2>> atlasCoordinates; ///< 0 to 1, one a point
};

/// Every letter that was ever shown, drawn once into one picture, so that all texts of a frame are one mesh
/// with one texture: a text costs microseconds, also when it is new.
class GlyphAtlas {
public:
    static constexpr int kSide = 1024; ///< pixels

    GlyphAtlas();
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    /// Width and height of a line of text, pixels.
    [[nodiscard]] Vector2 textSize(const std::string& text, double size, bool bold);
    /// Triangles of the texts; pixels, y down from the top of the picture becomes y up from 0 at its top.
    [[nodiscard]] TextMesh mesh(const std::vector<PlacedText>& texts);

    /// Coverage of each pixel, rows from the first.
    [[nodiscard]] const std::vector<std::uint8_t>& coverage() const { return m_coverage; }
    /// Counts changes of the coverage.
    [[nodiscard]] int revision() const { return m_revision; }

private:
    struct Glyph {
        int x = 0; ///< in the atlas
        int y = 0;
        int width = 0;
        int height = 0;
        int left = 0; ///< from the pen to the left edge
        int top = 0;  ///< from the base line up to the top edge
        double advance = 0;
    };
    struct Fonts;

    const Glyph& glyph(char32_t letter, int size, bool bold);
    Glyph draw(char32_t letter, int size, bool bold);
    bool reserve(int width, int height);
    void append(const PlacedText& text, TextMesh& target);

    std::unique_ptr<Fonts> m_fonts;
    std::map<std::tuple<char32_t, int, bool>, Glyph> m_glyphs;
    std::vector<std::uint8_t> m_coverage;
    int m_nextX = 1;
    int m_nextY = 1;
    int m_rowHeight = 0;
    int m_revision = 0;
    bool m_overflowed = false;
};

/// The letters of UTF-8 text; a broken sequence gives U+FFFD.
[[nodiscard]] std::u32string lettersOf(const std::string& text);

} // namespace pairscope
