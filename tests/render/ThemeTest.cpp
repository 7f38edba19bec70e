#include "render/Theme.h"

#include <gtest/gtest.h>

namespace pairscope {

namespace {

TEST(Theme, ContrastOfBlackAndWhiteIs21) {
    EXPECT_NEAR(contrast(Colour::hex(0x000000), Colour::hex(0xffffff)), 21, 1e-9);
    EXPECT_NEAR(contrast(Colour::hex(0x777777), Colour::hex(0xffffff)), 4.48,
                0.01); // the known value of #777
}

TEST(Theme, EveryTextAndLineColourIsLegible) {
    for (const Theme& theme : {Theme::dark(), Theme::light()})
        for (const Colour colour :
             {theme.text, theme.mutedText, theme.positron, theme.electron, theme.vertex, theme.construction,
              theme.truth, theme.kept, theme.photon, theme.highlight, theme.failure})
            for (const Colour ground : {theme.background, theme.panel})
                EXPECT_GE(contrast(colour, ground), 4.5) << theme.isDark << " " << int(colour.red) << " "
                                                         << int(colour.green) << " " << int(colour.blue);
}

TEST(Theme, TextIsLegibleOnEveryShadeOfTheMaterialScale) {
    for (const Theme& theme : {Theme::dark(), Theme::light()})
        for (const Colour shade : {theme.layerFaint, theme.layerStrong})
            EXPECT_GE(contrast(theme.text, shade), 4.5);
}

TEST(Theme, DensityGoesFromLegibleOnPaperToStrong) {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
        EXPECT_GE(contrast(theme.densityFaint, theme.background), 2);
        EXPECT_GE(contrast(theme.densityStrong, theme.densityFaint), 3);
    }
}

TEST(Theme, MixGoesFromOneColourToTheOther) {
    const Colour from = Colour::hex(0x102030);
    const Colour to = Colour::hex(0x305070);
    EXPECT_EQ(mix(from, to, 0), from);
    EXPECT_EQ(mix(from, to, 1), to);
    EXPECT_EQ(mix(from, to, 0.5), Colour::hex(0x203850));
    EXPECT_EQ(mix(from, to, 7), to);
}

} // namespace

} // namespace pairscope
