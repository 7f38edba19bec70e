#include "render/Overlay.h"

#include "render/GlyphAtlas.h"
#include "render/Readout.h"
#include "tests/render/SampleCandidates.h"

#include <gmock/gmock.h>

#include <limits>

namespace pairscope {

namespace {

using testing::HasSubstr;

/// Letters of 8 x 16 pixels, so that layouts can be computed by hand.
Vector2 fixedSize(const std::string& text, double, bool) {
    return {8.0 * static_cast<double>(lettersOf(text).size()), 16};
}

const SceneOptions kOptions;
const TextMeasure kMeasure = fixedSize;
const OverlayContext kContext{kOptions, {{0, 0}, 10}, {800, 400}, kMeasure};

Box2D boxOf(const PlacedText& text) {
    return {text.topLeft, text.topLeft + fixedSize(text.text, 14, false)};
}

bool overlap(const Box2D& a, const Box2D& b) {
    return (a.low.array() < b.high.array()).all() && (b.low.array() < a.high.array()).all();
}

TEST(ScaleBar, IsARoundLengthOfThe125Series) {
    EXPECT_DOUBLE_EQ(scaleBarLength(1), 1);
    EXPECT_DOUBLE_EQ(scaleBarLength(1.9), 1);
    EXPECT_DOUBLE_EQ(scaleBarLength(4.9), 2);
    EXPECT_DOUBLE_EQ(scaleBarLength(9.9), 5);
    EXPECT_DOUBLE_EQ(scaleBarLength(0.0034), 0.002);
}

TEST(Readout, LengthsTakeTheUnitThatSuitsThem) {
    EXPECT_EQ(lengthText(0.0012), "12 µm");
    EXPECT_EQ(lengthText(-0.0012), "\u221212 µm");
    EXPECT_EQ(lengthText(0.5), "5 mm");
    EXPECT_EQ(lengthText(0.01), "0.1 mm");
    EXPECT_EQ(lengthText(2), "2 cm");
    EXPECT_EQ(lengthText(0), "0 µm");
    EXPECT_EQ(lengthText(-3e-17), "0 µm"); // rounding is no length
}

TEST(Readout, TheErrorDecidesTheDigits) {
    EXPECT_EQ(massText({19.812e-3, 0.3234e-3}), "19.81 ± 0.32 MeV");
    EXPECT_EQ(massText({-0.0177, 0.0005}), "\u221217.70 ± 0.50 MeV");
    EXPECT_EQ(massText({2.02e-3, 0}), "2.02 MeV");
    EXPECT_EQ(massText({std::numeric_limits<double>::quiet_NaN(), 1}), "unknown");
    EXPECT_EQ(measuredText({12.3, 45.6}, 1, "cm"), "12 ± 46 cm");
}

TEST(Readout, PlacesHaveTheDigitsOfAPixel) {
    EXPECT_EQ(placeText({1, -1}, 0.01), "x 1.00 cm, y \u22121.00 cm, ρ 1.41 cm, φ \u221245.00°");
    EXPECT_THAT(placeText({1, 1}, 1e-5), HasSubstr("x 1.00000 cm"));
}

TEST(Readout, APlaceAlongTheBeamHasItsPolarAngle) {
    EXPECT_EQ(rhoZPlaceText({-1, -1}, 0.01), "z \u22121.00 cm, ρ \u22121.00 cm, θ 135.00°");
}

TEST(Caption, SaysWhatThePictureIsOf) {
    SceneOptions options;
    options.simulation = true;
    options.program = "Pairscope 0.1.0";
    std::string all;
    for (const CaptionPart& part : captionParts(test::fullCandidate(), nullptr, options))
        all += part.text + "|";
    EXPECT_EQ(all, "26/1000/62/0|M before 19.81 ± 0.32 MeV|M after 2.14 ± 0.61 MeV|ΔM \u221217.70 ± 0.50 MeV|"
                   "ρ 2.20 ± 0.30 cm|minimum 1 of 2, χ² 0.42|simulation|Pairscope 0.1.0|");
}

TEST(Caption, AFailedFitSaysWhy) {
    const auto parts = captionParts(test::failedCandidate(), nullptr, kOptions);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_THAT(parts[2].text, HasSubstr("no vertex: "));
    EXPECT_EQ(parts[2].colour, kOptions.theme.failure);
}

TEST(Caption, WrapsInsteadOfLeavingThePicture) {
    Overlay overlay;
    const std::vector<CaptionPart> parts(12, CaptionPart{"a part of 20 letters", kOptions.theme.text, false});
    addCaption(parts, kContext, overlay);
    ASSERT_EQ(overlay.texts.size(), 12U);
    for (const PlacedText& text : overlay.texts) {
        EXPECT_LE(boxOf(text).high.x(), 800);
        EXPECT_LE(boxOf(text).high.y(), overlay.occupied.front().high.y());
    }
    EXPECT_GT(overlay.texts.back().topLeft.y(), overlay.texts.front().topLeft.y());
}

TEST(LabelPlacement, LabelsCoverNeitherEachOtherNorPanels) {
    Overlay overlay;
    overlay.occupied.push_back({{400, 0}, {800, 195}});
    std::vector<Label> labels;
    for (int i = 0; i < 6; ++i)
        labels.push_back({{Vector2(0.3 * i, 0)}, "label", kOptions.theme.text, 8, false});
    addLabels(labels, {}, kContext, overlay);
    EXPECT_GE(overlay.texts.size(), 2U);
    for (std::size_t i = 0; i < overlay.texts.size(); ++i) {
        EXPECT_FALSE(overlap(boxOf(overlay.texts[i]), overlay.occupied.front()));
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_FALSE(overlap(boxOf(overlay.texts[i]), boxOf(overlay.texts[k])));
    }
}

TEST(LabelPlacement, KeepsOffLines) {
    Ink ink; // everything above the middle is covered by lines
    for (int x = 0; x < 800; x += 4)
        for (int y = 0; y < 195; y += 4)
            ink.lines.emplace_back(x, y);
    Overlay overlay;
    addLabels({Label{{Vector2(0, 0)}, "label", kOptions.theme.text, 8, false}}, ink, kContext, overlay);
    ASSERT_EQ(overlay.texts.size(), 1U);
    EXPECT_GT(overlay.texts[0].topLeft.y(), 195);
}

TEST(LabelPlacement, OutsideThePictureThereIsNoLabel) {
    Overlay overlay;
    addLabels({Label{{Vector2(100, 0)}, "label", kOptions.theme.text, 8, false}}, {}, kContext, overlay);
    EXPECT_TRUE(overlay.texts.empty());
}

TEST(Legend, LiesOverNoSymbolAndIsLeftOutWhereEveryCornerHasOne) {
    const CandidateItems items = candidateItems(test::failedCandidate(), DetectorModel{}, kOptions);
    const auto topOfLegend = [&](const Ink& ink) {
        Overlay overlay;
        addLegend(items, ink, kContext, overlay);
        return overlay.texts.empty() ? std::nullopt : std::optional(overlay.texts.front().topLeft);
    };
    const auto free = topOfLegend({});
    ASSERT_TRUE(free);
    EXPECT_GT(free->x(), 400);
    const auto moved = topOfLegend({{}, {Vector2(760, 30)}});
    ASSERT_TRUE(moved);
    EXPECT_LT(moved->x(), 400);
    EXPECT_FALSE(topOfLegend({{}, {Vector2(760, 30), Vector2(40, 30), Vector2(760, 370), Vector2(40, 370)}}));
}

TEST(Measurement, SaysDistanceAndAngle) {
    EXPECT_EQ((Measurement{{1, 1}, {1.3, 1.4}}.text()), "5 mm at 53.13°");
}

TEST(GlyphAtlas, ReadsUtf8) {
    EXPECT_EQ(lettersOf("aρ\u221299"), U"aρ\u221299");
    EXPECT_EQ(lettersOf("e\xff"), U"e\uFFFD");
    EXPECT_EQ(lettersOf("\xce"), U"\uFFFD");
}

TEST(GlyphAtlas, WidthIsTheSumOfTheLettersAndTextsFillWholePixels) {
    GlyphAtlas atlas;
    const double one = atlas.textSize("0", 14, false).x();
    if (one == 0) GTEST_SKIP() << "no scalable font on this machine";
    EXPECT_NEAR(atlas.textSize("00000000", 14, false).x(), 8 * one, 8);
    const TextMesh mesh = atlas.mesh({{Vector2(10.4, 20.2), "M", Colour::hex(0xffffff), 14, false}});
    ASSERT_EQ(mesh.mesh.points.size(), 4U);
    for (const auto& point : mesh.mesh.points) {
        EXPECT_EQ(point[0], std::round(point[0]));
        EXPECT_EQ(point[1], std::round(point[1]));
        EXPECT_LT(point[1], -20); // below the top left corner
        EXPECT_GT(point[1], -40);
    }
}

TEST(GlyphAtlas, StartsAgainWhenItIsFull) {
    GlyphAtlas atlas;
    if (atlas.textSize("0", 14, false).x() == 0) GTEST_SKIP() << "no scalable font on this machine";
    std::string letters;
    for (char letter = '!'; letter <= '~'; ++letter)
        letters += letter;
    for (int size = 20; size < 120; size += 2)
        (void)atlas.mesh({{Vector2(0, 0), letters, Colour{}, double(size), false}});
    const TextMesh last = atlas.mesh({{Vector2(0, 0), "M", Colour{}, 14, false}});
    EXPECT_EQ(last.mesh.points.size(), 4U);
}

} // namespace

} // namespace pairscope
