#include "tests/render/SampleCandidates.h"
#include "widgets/viewport/GlContext.h"
#include "widgets/viewport/SceneViewport.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace pairscope {

namespace {

TEST(ViewWithoutOpenGl, SaysInWordsThatItCannotBeDrawn) {
    QString why;
    ASSERT_EQ(GlContext::create(why), nullptr) << "this program was started in such a way that there is none";
    EXPECT_TRUE(why.contains("no OpenGL 3.2")) << why.toStdString();
    SceneViewport viewport;
    viewport.resize(900, 600);
    const QSignalSpy frames(&viewport, &SceneViewport::frameRendered);
    viewport.setDetector(test::belle2());
    viewport.setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
    viewport.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
    viewport.fitView();
    const QImage seen = viewport.grab().toImage();
    EXPECT_EQ(frames.count(), 0);
    const Colour background = viewport.options().theme.background;
    const QColor ground(background.red, background.green, background.blue);
    EXPECT_EQ(seen.pixelColor(5, 5), ground);
    int written = 0;
    for (int y = 200; y < 400; ++y)
        for (int x = 0; x < 900; ++x)
            written += seen.pixelColor(x, y) != ground ? 1 : 0;
    EXPECT_GT(written, 1000);
}

TEST(ViewWithoutOpenGl, WorksButForThePicture) {
    SceneViewport viewport;
    viewport.resize(900, 600);
    viewport.setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
    viewport.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
    EXPECT_TRUE(viewport.grabPicture({300, 200}).isNull());
    QSignalSpy hovers(&viewport, &SceneViewport::hovered);
    QTest::mouseMove(&viewport, {100, 100});
    QTest::mouseMove(&viewport, {120, 100});
    ASSERT_GE(hovers.count(), 1);
    EXPECT_TRUE(hovers.last()[1].toString().contains("cm"));
}

} // namespace
} // namespace pairscope

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS(); // needs no display
    qputenv("QT_XCB_GL_INTEGRATION", "none");
    qputenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent"); // nor without a window system
    QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
