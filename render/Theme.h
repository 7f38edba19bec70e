#pragma once

#include <cstdint>

namespace pairscope {

/// A colour as sRGB bytes, for VTK and Qt alike.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    bool operator==(const Colour&) const = default;
    /// From 0xRRGGBB.
    [[nodiscard]] static constexpr Colour hex(std::uint32_t rgb) {
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>((rgb >> 8) & 0xff),
                static_cast<std::uint8_t>(rgb & 0xff)};
    }
};

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance of sRGB).
[[nodiscard]] double contrast(Colour first, Colour second);

/// `share` of the way from one colour to another, 0 to 1, by sRGB component.
[[nodiscard]] Colour mix(Colour from, Colour to, double share);

/// The colours of every drawing and plot. The particles' pair stays distinct for colour-blind people (Okabe &
/// Ito's orange and blue, darkened for white paper); every text and line colour has a contrast of at
/// least 4.5:1 to the background.
struct Theme {
    bool isDark = true;
    Colour background;
    Colour panel; ///< behind text that lies over the drawing
    Colour text;
    Colour mutedText; ///< secondary text, scales
    Colour positron;
    Colour electron;
    Colour vertex;       ///< fitted vertex and its ellipse
    Colour construction; ///< circle crossings, tangent point, other minima
    Colour truth;
    Colour kept; ///< a fit kept for comparison
    Colour photon;
    Colour highlight;     ///< what is under the cursor, measurements
    Colour failure;       ///< a fit that gave nothing
    Colour layerFaint;    ///< least material
    Colour layerStrong;   ///< most material
    Colour densityFaint;  ///< a single vertex
    Colour densityStrong; ///< the most vertices

    bool operator==(const Theme&) const = default;
    [[nodiscard]] static Theme dark();
    [[nodiscard]] static Theme light();
    /// Track 0 is the e+, track 1 the e-.
    [[nodiscard]] Colour track(int index) const { return index == 0 ? positron : electron; }
};

} // namespace pairscope
