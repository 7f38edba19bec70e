#include "app/window/CentralViews.h"

#include <QSettings>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace pairscope;
using Shown = CentralViews::Shown;

namespace {

struct CentralViewsTest : testing::Test {
    CentralViewsTest() : transverse(new QWidget), flight(new QWidget), views(transverse, flight) {
        views.resize(800, 700);
        views.QWidget::show();
    }

    [[nodiscard]] bool visible(bool first, bool second) const {
        return transverse->isVisible() == first && flight->isVisible() == second;
    }

    QWidget* transverse;
    QWidget* flight;
    CentralViews views;
};

} // namespace

TEST_F(CentralViewsTest, AWideWindowShowsBothTheTransverseViewWithTheLargerPart) {
    EXPECT_TRUE(visible(true, true));
    EXPECT_GT(transverse->height(), flight->height());
    EXPECT_GT(flight->height(), 250);
}

TEST_F(CentralViewsTest, CyclesThroughBothViewsAndTheTwoTogether) {
    views.cycle();
    EXPECT_TRUE(visible(true, false));
    views.cycle();
    EXPECT_TRUE(visible(false, true));
    views.cycle();
    EXPECT_TRUE(visible(true, true));
}

TEST_F(CentralViewsTest, ANarrowWindowShowsOneAtATimeAndKeepsItsOwnChoice) {
    views.setNarrow(true);
    EXPECT_TRUE(visible(true, false));
    views.show(Shown::Both);
    EXPECT_TRUE(visible(true, false));
    views.cycle();
    EXPECT_TRUE(visible(false, true));
    views.setNarrow(false);
    EXPECT_EQ(views.shown(), Shown::Both);
    views.setNarrow(true);
    EXPECT_EQ(views.shown(), Shown::Flight);
    views.cycle();
    EXPECT_TRUE(visible(true, false));
}

TEST_F(CentralViewsTest, ComesBackAsItWasLeft) {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    views.setSizes({200, 500});
    emit views.splitterMoved(200, 1); // as a person's drag does
    views.setNarrow(true);
    views.show(Shown::Flight);
    views.save(settings);

    CentralViews later(new QWidget, new QWidget);
    later.resize(800, 700);
    later.restore(settings);
    later.QWidget::show();
    EXPECT_EQ(later.shown(), Shown::Both);
    EXPECT_LT(later.sizes()[0], later.sizes()[1]);
    later.setNarrow(true);
    EXPECT_EQ(later.shown(), Shown::Flight);
    later.setNarrow(false);
    later.reset();
    EXPECT_GT(later.sizes()[0], later.sizes()[1]);
}

TEST_F(CentralViewsTest, SettingsOfAnotherProgramDoNoHarm) {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/views"), 17);
    settings.setValue(QStringLiteral("window/narrowView"), QStringLiteral("both"));
    settings.setValue(QStringLiteral("window/viewSizes"), QByteArray("nonsense"));
    views.restore(settings);
    EXPECT_TRUE(visible(true, true));
    views.setNarrow(true);
    EXPECT_TRUE(visible(true, false));
}
