#include "render/DensityColours.h"
#include "render/DensityLayer.h"
#include "render/OffscreenPicture.h"
#include "render/RhoZScene.h"
#include "render/SpaceScene.h"
#include "render/TransverseScene.h"
#include "tests/render/SampleCandidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr PictureSize kSize{400, 300};
/// 0.01 cm per pixel, beside the material: between beam pipe and pixel detector.
const View2D kView{{0, 0}, 3};

/// Two vertices in one pixel, one in another, at different z.
std::shared_ptr<const CandidateTable> threeVertices() {
    return test::tableWithVertices({{0.305, 0.405, 2}, {0.308, 0.402, -7}, {-0.505, 0.605, 1}});
}

class DensityTest : public testing::Test {
protected:
    void SetUp() override {
        options.density = true;
        options.legend = options.caption = options.labels = options.beamSpot = false;
    }

    void prepare(PlaneScene& scene) const {
        scene.setSize(kSize);
        scene.setView(kView);
        scene.setVertexDensity({table, RowSet::all(table->rows())});
        scene.show(test::belle2(), nullptr, options);
    }
    [[nodiscard]] static Image draw(PlaneScene& scene) {
        auto picture = OffscreenPicture::create();
        if (!picture) throw std::runtime_error(picture.error());
        picture->setScene(&scene);
        Image image = picture->render(kSize);
        picture->setScene(nullptr);
        return image;
    }
    [[nodiscard]] static Colour colourAt(const PlaneScene& scene, const Image& image, const Vector2& world) {
        const Vector2 pixel = scene.view().toPixel(world, scene.size());
        return image.at(static_cast<int>(std::floor(pixel.x())), static_cast<int>(std::floor(pixel.y())));
    }

    SceneOptions options;
    std::shared_ptr<const CandidateTable> table = threeVertices();
};

/// A colour laid over another one, each component within the rounding of the blending.
void expectLaidOver(Colour seen, const Paint& paint, Colour ground) {
    const Colour expected = mix(ground, paint.colour, paint.opacity);
    EXPECT_NEAR(seen.red, expected.red, 2);
    EXPECT_NEAR(seen.green, expected.green, 2);
    EXPECT_NEAR(seen.blue, expected.blue, 2);
}

TEST_F(DensityTest, APixelHasTheColourOfItsCountAndItsNeighboursDoNot) {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
        options.theme = theme;
        TransverseScene scene;
        prepare(scene);
        const Image image = draw(scene);
        expectLaidOver(colourAt(scene, image, {0.305, 0.405}), densityPaint(2, 2, theme), theme.background);
        expectLaidOver(colourAt(scene, image, {-0.505, 0.605}), densityPaint(1, 2, theme), theme.background);
        for (const Vector2& beside : {Vector2(0.315, 0.405), Vector2(0.295, 0.405), Vector2(0.305, 0.415),
                                      Vector2(0.305, 0.395), Vector2(0.305, -0.405)})
            EXPECT_EQ(colourAt(scene, image, beside), theme.background);
    }
}

TEST_F(DensityTest, AlongTheBeamVerticesLieByTheirDistanceFromIt) {
    RhoZScene scene;
    prepare(scene);
    scene.setView({{0, 0}, 30}); // 0.1 cm per pixel
    EXPECT_EQ(scene.verticesAt({2, std::hypot(0.305, 0.405)}), 1u);
    EXPECT_EQ(scene.verticesAt({-7, std::hypot(0.308, 0.402)}), 1u);
    EXPECT_EQ(scene.verticesAt({2, 0.31}), 0u);
    EXPECT_EQ(scene.verticesAt({2, -std::hypot(0.305, 0.405)}), 0u);
}

TEST_F(DensityTest, IsCountedAnewWhenTheViewChanges) {
    TransverseScene scene;
    prepare(scene);
    EXPECT_EQ(scene.verticesAt({0.305, 0.405}), 2u);
    scene.setView({{0.3, 0.4}, 0.3}); // 10 um per pixel: they are 30 and 60 um apart
    EXPECT_EQ(scene.verticesAt({0.3055, 0.4055}), 1u);
    EXPECT_EQ(scene.verticesAt({0.3085, 0.4025}), 1u);
    EXPECT_EQ(scene.verticesAt({-0.505, 0.605}), std::nullopt); // outside the picture now
    scene.setView(kView);
    EXPECT_EQ(scene.verticesAt({0.305, 0.405}), 2u);
}

TEST_F(DensityTest, IsThatOfTheRowsAndSaysSoInTheDump) {
    TransverseScene scene;
    prepare(scene);
    EXPECT_THAT(scene.dump(), HasSubstr("\ndensity 3 2 0.01 -2 -1.5 400 300\n"));
    scene.setVertexDensity({table, RowSet({1, 2}), true});
    EXPECT_THAT(scene.dump(), HasSubstr("\ndensity 2 1 0.01 -2 -1.5 400 300\n"));
    scene.setVertexDensity({});
    EXPECT_THAT(scene.dump(), Not(HasSubstr("density")));
}

TEST_F(DensityTest, IsNotThereUnlessItIsAskedForNorInSpace) {
    options.density = false;
    TransverseScene off;
    prepare(off);
    EXPECT_THAT(off.dump(), Not(HasSubstr("density")));
    EXPECT_EQ(off.verticesAt({0.305, 0.405}), std::nullopt);
    EXPECT_EQ(colourAt(off, draw(off), {0.305, 0.405}), options.theme.background);
    options.density = true;
    SpaceScene space;
    prepare(space);
    EXPECT_EQ(space.verticesAt({0.305, 0.405}), std::nullopt);
}

TEST_F(DensityTest, ACellIsALogicalPixel) {
    options.devicePixelRatio = 2;
    TransverseScene scene;
    prepare(scene);
    EXPECT_THAT(scene.dump(), HasSubstr("\ndensity 3 2 0.02 -2 -1.5 200 150\n"));
    const Image image = draw(scene);
    for (const Vector2& pixel : {Vector2(0.305, 0.405), Vector2(0.315, 0.405), Vector2(0.315, 0.415)})
        EXPECT_NE(colourAt(scene, image, pixel), options.theme.background);
    EXPECT_EQ(colourAt(scene, image, {0.325, 0.405}), options.theme.background);
}

TEST_F(DensityTest, ComesAndGoesInAPictureThatIsKept) {
    TransverseScene scene;
    prepare(scene);
    auto picture = OffscreenPicture::create();
    ASSERT_TRUE(picture) << picture.error();
    picture->setScene(&scene);
    const auto seen = [&] { return colourAt(scene, picture->render(kSize), {0.305, 0.405}); };
    const Colour first = seen();
    EXPECT_NE(first, options.theme.background);
    for (int frame = 0; frame < 3; ++frame) // the second frame keeps the picture, the third copies it
        EXPECT_EQ(seen(), first);
    options.density = false;
    scene.show(scene.detector(), nullptr, options);
    EXPECT_EQ(seen(), options.theme.background);
    options.density = true;
    scene.show(scene.detector(), nullptr, options);
    EXPECT_EQ(seen(), first);
    scene.setVertexDensity({table, RowSet({2})});
    EXPECT_EQ(seen(), options.theme.background);
    picture->setScene(nullptr);
}

TEST_F(DensityTest, WaitsWithVeryManyWhileTheViewMoves) {
    const View2D moved{{0.01, 0}, 3};
    for (const bool many : {false, true}) {
        DensityLayer layer(ScenePlane::Transverse, many ? 2 : 3);
        layer.setPopulation({table, RowSet::all(3)});
        layer.setMoving(true);
        EXPECT_TRUE(layer.count(kView, kSize, options)); // never counted so far
        EXPECT_EQ(layer.count(moved, kSize, options), !many);
        layer.setPopulation({table, RowSet({0, 1, 2}), true});
        EXPECT_TRUE(layer.count(kView, kSize, options)); // others: at once
        layer.setMoving(false);
        EXPECT_TRUE(layer.count(moved, kSize, options));
        EXPECT_FALSE(layer.count(moved, kSize, options));
    }
}

double brightness(Colour colour) {
    return contrast(colour, {0, 0, 0});
}

TEST(DensityColours, AreInTheSameOrderOnAGreyPrint) {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
        double last = brightness(theme.background);
        for (double count = 1; count <= 5000; count *= 1.5) {
            const Paint paint = densityPaint(count, 5000, theme);
            const double now = brightness(mix(theme.background, paint.colour, paint.opacity));
            EXPECT_GT(theme.isDark ? now - last : last - now, 0) << count;
            last = now;
        }
    }
}

TEST(DensityColours, ThePictureHasThePaintOfEveryCountAndNothingWhereThereIsNone) {
    VertexDensity density;
    std::vector<double> places;
    for (const auto& [cell, count] : {std::pair(0, 1), {2, 7}, {3, 9000}})
        places.insert(places.end(), static_cast<std::size_t>(count), cell + 0.5);
    std::vector<const double*> blocks;
    for (std::size_t first = 0; first < places.size(); first += ColumnView::kRowsPerBlock)
        blocks.push_back(places.data() + first);
    const ColumnView x(blocks.data(), places.size());
    const std::vector<double> low(ColumnView::kRowsPerBlock, 0.5);
    const std::vector<const double*> lowBlocks(blocks.size(), low.data());
    density.count({{0, 0}, 1, 4, 1}, x, {lowBlocks.data(), places.size()}, RowSet::all(places.size()).rows());
    const Theme theme = Theme::light();
    std::vector<std::uint32_t> picture;
    paintDensity(density, theme, picture);
    ASSERT_EQ(picture.size(), 4u);
    EXPECT_EQ(picture[1], 0u);
    const auto bytesOf = [&picture](std::size_t cell) {
        return std::bit_cast<std::array<std::uint8_t, 4>>(picture[cell]);
    };
    for (const auto& [cell, count] : {std::pair(0, 1), {2, 7}, {3, 9000}}) {
        const Paint paint = densityPaint(count, 9000, theme);
        const auto bytes = bytesOf(static_cast<std::size_t>(cell));
        // above 1024 counts share a colour with others up to a factor of 2^(1/16)
        EXPECT_NEAR(bytes[0], paint.colour.red, count > 1024 ? 2 : 0);
        EXPECT_NEAR(bytes[1], paint.colour.green, count > 1024 ? 2 : 0);
        EXPECT_NEAR(bytes[2], paint.colour.blue, count > 1024 ? 2 : 0);
        EXPECT_NEAR(bytes[3], 255 * paint.opacity, 1);
    }
}

} // namespace

} // namespace pairscope
