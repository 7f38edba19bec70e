#include "render/OffscreenPicture.h"

#include "render/LayerDrawing.h"
#include "render/TransverseScene.h"
#include "tests/render/SampleCandidates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace pairscope {

namespace {

constexpr PictureSize kSize{800, 600};

class OffscreenPictureTest : public testing::Test {
protected:
    void SetUp() override {
        auto created = OffscreenPicture::create();
        ASSERT_TRUE(created) << created.error();
        picture = std::make_unique<OffscreenPicture>(std::move(*created));
        picture->setScene(&scene);
        scene.setSize(kSize);
        options.legend = options.caption = options.labels = false;
    }
    void TearDown() override {
        if (picture) picture->setScene(nullptr);
    }

    Image draw() {
        scene.show(detector, candidate, options);
        return picture->render(kSize);
    }
    [[nodiscard]] Colour colourAt(const Image& image, const Vector2& world) const {
        const Vector2 pixel = scene.view().toPixel(world, kSize);
        return image.at(static_cast<int>(std::floor(pixel.x())), static_cast<int>(std::floor(pixel.y())));
    }

    std::shared_ptr<const DetectorModel> detector = test::belle2();
    std::shared_ptr<const Candidate> candidate = std::make_shared<const Candidate>(test::fullCandidate());
    SceneOptions options;
    TransverseScene scene;
    std::unique_ptr<OffscreenPicture> picture;
};

TEST_F(OffscreenPictureTest, TheVertexHasItsColourWhereItIsInBothThemes) {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
        options.theme = theme;
        scene.setView(scene.fittedView());
        const Image image = draw();
        EXPECT_EQ(colourAt(image, candidate->fit->best().vertex().head<2>()), theme.vertex);
        EXPECT_EQ(image.at(799, 1), theme.background);
    }
}

TEST_F(OffscreenPictureTest, TracksHaveTheColourOfTheirCharge) {
    Candidate soft = test::handMadeCandidate({.rho = 2.2, .phi = 0.6, .pT = 0.2, .opening = 0.3});
    candidate = std::make_shared<const Candidate>(soft);
    options.beforeTracks = options.ellipse = false;
    scene.setView(scene.homeView());
    const Image image = draw();
    for (const int track : {0, 1}) {
        const Helix helix(perigeeParameters(soft.fit->best().track(track)));
        EXPECT_EQ(colourAt(image, helix.positionAt(9.3).head<2>()), options.theme.track(track));
    }
}

TEST_F(OffscreenPictureTest, MaterialHasTheShadeOfItsThickness) {
    candidate = nullptr;
    scene.setView({{1.2, 0}, 2});
    const Image image = draw();
    EXPECT_EQ(colourAt(image, {1.03, 0.02}), layerShade(0.0017, options.theme)); // inner beryllium wall
    EXPECT_EQ(colourAt(image, {1.421, 0.3}), layerShade(0.002, options.theme));  // PXD layer 1
    EXPECT_EQ(colourAt(image, {1.30, 0.1}), options.theme.background);           // between them
    options.layers = false;
    EXPECT_EQ(colourAt(draw(), {1.421, 0.3}), options.theme.background);
}

TEST_F(OffscreenPictureTest, FramesAfterTheFirstShowTheSame) {
    scene.setView(scene.fittedView());
    const Image first = draw();
    const Image second = draw(); // keeps the detector's picture
    const Image third = draw();  // uses it
    EXPECT_EQ(first.rgba, second.rgba);
    EXPECT_EQ(first.rgba, third.rgba);
}

TEST_F(OffscreenPictureTest, AKeptDetectorIsForgottenWhenItChanges) {
    scene.setView({{1.2, 0}, 2});
    candidate = nullptr;
    for (int i = 0; i < 3; ++i)
        (void)draw();
    options.theme = Theme::light();
    EXPECT_EQ(colourAt(draw(), {1.421, 0.3}), layerShade(0.002, options.theme));
    for (int i = 0; i < 3; ++i)
        (void)draw();
    scene.setView({{1.2, 0.5}, 2});
    const Image moved = draw();
    EXPECT_EQ(colourAt(moved, {1.421, 0.3}), layerShade(0.002, options.theme));
    EXPECT_EQ(colourAt(moved, {1.30, 0.1}), options.theme.background);
}

TEST_F(OffscreenPictureTest, PanningEqualsDrawingAfresh) {
    scene.setView({{1.2, 0}, 2});
    (void)draw();
    const View2D there{{1.2 + 30 * 2.0 / 600, 60 * 2.0 / 600}, 2}; // whole pixels
    scene.setView(there);
    const Image panned = draw();
    TransverseScene fresh;
    picture->setScene(&fresh);
    fresh.setView(there);
    fresh.show(detector, candidate, options);
    const Image again = picture->render(kSize);
    picture->setScene(&scene);
    std::size_t different = 0;
    for (std::size_t i = 0; i < panned.rgba.size(); ++i)
        different += std::abs(panned.rgba[i] - again.rgba[i]) > 24;
    EXPECT_LT(different, panned.rgba.size() / 2000); // rounding at the edges of lines
}

TEST_F(OffscreenPictureTest, TheFittedViewKeepsEveryPointClearOfTheCaption) {
    options.caption = true;
    for (const PictureSize size : {PictureSize{500, 380}, PictureSize{1280, 720}}) {
        scene.setSize(size);
        scene.show(detector, candidate, options);
        scene.setView(scene.fittedView());
        for (const PointItem& point : scene.snapPoints()) {
            if (point.kind == ItemKind::Perigee) continue;
            const Vector2 pixel = scene.view().toPixel(point.position, size);
            EXPECT_GT(pixel.y(), 75); // three lines of caption
            EXPECT_LT(pixel.y(), size.height);
        }
    }
}

TEST_F(OffscreenPictureTest, WritesAPngFile) {
    const auto file = std::filesystem::path(testing::TempDir()) / "pairscope-offscreen.png";
    ASSERT_TRUE(writePng(draw(), file));
    std::ifstream stream(file, std::ios::binary);
    std::string head(8, ' ');
    stream.read(head.data(), 8);
    EXPECT_EQ(head, "\x89PNG\r\n\x1a\n");
    std::filesystem::remove(file);
    EXPECT_FALSE(writePng(draw(), std::filesystem::path(testing::TempDir()) / "no such folder" / "a.png"));
}

} // namespace

} // namespace pairscope
