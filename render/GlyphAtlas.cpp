#include "render/GlyphAtlas.h"

#include "render/FontFile.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kGap = 1; // free pixels between letters
/// Shares of the font size above and below the base line (DejaVu Sans).
constexpr double kAscent = 0.93;
constexpr double kDescent = 0.24;

int pixels(double size) {
    return static_cast<int>(std::lround(size));
}

} // namespace

struct GlyphAtlas::Fonts {
    FT_Library library = nullptr;
    std::array<FT_Face, 2> faces = {nullptr, nullptr};

    Fonts() {
        if (FT_Init_FreeType(&library) != 0) return;
        for (const bool bold : {false, true}) {
            const std::string& file = fontFile(bold);
            FT_Face& face = faces[bold ? 1 : 0];
            if (file.empty() || FT_New_Face(library, file.c_str(), 0, &face) != 0) face = nullptr;
        }
    }
    ~Fonts() {
        if (library) FT_Done_FreeType(library); // with its faces
    }
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
};

std::u32string lettersOf(const std::string& text) {
    std::u32string letters;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i++]);
        const int more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : -1;
        char32_t letter = more <= 0 ? first : first & (0x3fU >> more);
        bool broken = more < 0;
        for (int k = 0; k < more && !broken; ++k) {
            broken = i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U;
            if (!broken) letter = (letter << 6U) | (static_cast<unsigned char>(text[i++]) & 0x3fU);
        }
        letters.push_back(broken ? U'\uFFFD' : letter);
    }
    return letters;
}

GlyphAtlas::GlyphAtlas()
    : m_fonts(std::make_unique<Fonts>()), m_coverage(static_cast<std::size_t>(kSide) * kSide, 0) {}
GlyphAtlas::~GlyphAtlas() = default;

/// Makes room at (m_nextX, m_nextY), row after row. False when the atlas is full.
bool GlyphAtlas::reserve(int width, int height) {
    if (m_nextX + width + kGap > kSide) {
        m_nextX = kGap;
        m_nextY += m_rowHeight + kGap;
        m_rowHeight = 0;
    }
    m_rowHeight = std::max(m_rowHeight, height);
    return width + 2 * kGap <= kSide && m_nextY + height + kGap <= kSide;
}

GlyphAtlas::Glyph GlyphAtlas::draw(char32_t letter, int size, bool bold) {
    Glyph glyph;
    FT_Face face = m_fonts->faces[bold ? 1 : 0];
    if (!face || FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(std::max(size, 1))) != 0) return glyph;
    if (FT_Load_Char(face, letter, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return glyph;
    const FT_GlyphSlot slot = face->glyph;
    glyph.advance = static_cast<double>(slot->linearHoriAdvance) / 65536;
    glyph.left = slot->bitmap_left;
    glyph.top = slot->bitmap_top;
    const auto width = static_cast<int>(slot->bitmap.width);
    const auto height = static_cast<int>(slot->bitmap.rows);
    if (width == 0 || height == 0) return glyph;
    if (!reserve(width, height)) {
        m_overflowed = true;
        return glyph;
    }
    glyph.width = width;
    glyph.height = height;
    glyph.x = m_nextX;
    glyph.y = m_nextY;
    for (int row = 0; row < height; ++row) {
        const unsigned char* source =
            slot->bitmap.buffer + static_cast<std::ptrdiff_t>(row) * slot->bitmap.pitch;
        std::copy(source, source + width,
                  m_coverage.data() + static_cast<std::ptrdiff_t>(glyph.y + row) * kSide + glyph.x);
    }
    m_nextX += width + kGap;
    ++m_revision;
    return glyph;
}

const GlyphAtlas::Glyph& GlyphAtlas::glyph(char32_t letter, int size, bool bold) {
    const auto [entry, isNew] = m_glyphs.try_emplace({letter, size, bold});
    if (isNew) entry->second = draw(letter, size, bold);
    return entry->second;
}

Vector2 GlyphAtlas::textSize(const std::string& text, double size, bool bold) {
    double width = 0;
    for (const char32_t letter : lettersOf(text))
        width += glyph(letter, pixels(size), bold).advance;
    return {std::ceil(width), std::ceil(size * (kAscent + kDescent))};
}

void GlyphAtlas::append(const PlacedText& text, TextMesh& target) {
    const int size = pixels(text.size);
    double pen = std::round(text.topLeft.x());
    const double baseline = -std::round(text.topLeft.y() + kAscent * text.size);
    TriangleMesh& mesh = target.mesh;
    for (const char32_t letter : lettersOf(text.text)) {
        const Glyph& glyph = this->glyph(letter, size, text.bold);
        const auto left = static_cast<float>(std::round(pen) + glyph.left);
        pen += glyph.advance;
        if (glyph.width == 0) continue;
        const auto top = static_cast<float>(baseline + glyph.top);
        const auto first = static_cast<std::uint32_t>(mesh.points.size());
        for (const auto& [right, down] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
            mesh.points.push_back({left + static_cast<float>(right * glyph.width),
                                   top - static_cast<float>(down * glyph.height)});
            mesh.colours.push_back({text.colour.red, text.colour.green, text.colour.blue, 255});
            target.atlasCoordinates.push_back({static_cast<float>(glyph.x + right * glyph.width) / kSide,
                                               static_cast<float>(glyph.y + down * glyph.height) / kSide});
        }
        mesh.triangles.push_back({first, first + 1, first + 2});
        mesh.triangles.push_back({first, first + 2, first + 3});
    }
}

TextMesh GlyphAtlas::mesh(const std::vector<PlacedText>& texts) {
    TextMesh mesh;
    m_overflowed = false;
    for (const PlacedText& text : texts)
        append(text, mesh);
    if (!m_overflowed) return mesh;
    // full: begin again with the letters in use
    m_glyphs.clear();
    std::fill(m_coverage.begin(), m_coverage.end(), std::uint8_t{0});
    m_nextX = m_nextY = kGap;
    m_rowHeight = 0;
    mesh = {};
    for (const PlacedText& text : texts)
        append(text, mesh);
    ++m_revision;
    return mesh;
}

} // namespace pairscope
