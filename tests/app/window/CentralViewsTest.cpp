#include "app/window/CentralViews.h"

#include <QSettings>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

constexpr int kTransverse = 0;
constexpr int kFlight = 1;
constexpr int kRhoZ = 2;

struct Views : CentralViews {
    Views() {
        add(QStringLiteral("transverse"), transverse);
        add(QStringLiteral("flight"), flight, Place::Lower);
        add(QStringLiteral("rho-z"), rhoZ);
        resize(800, 700);
    }
    QWidget* transverse = new QWidget;
    QWidget* flight = new QWidget;
    QWidget* rhoZ = new QWidget;
};

struct CentralViewsTest : testing::Test {
    CentralViewsTest() { views.show(); }

    /// As a string of what is visible, from the top.
    [[nodiscard]] std::string visible() const {
        std::string names;
        if (views.transverse->isVisible()) names += "transverse ";
        if (views.rhoZ->isVisible()) names += "rho-z ";
        if (views.flight->isVisible()) names += "flight ";
        return names;
    }

    Views views;
};

} // namespace

TEST_F(CentralViewsTest, AWideWindowShowsTwoTheUpperOneWithTheLargerPart) {
    EXPECT_EQ(visible(), "transverse flight ");
    EXPECT_GT(views.transverse->height(), views.flight->height());
    EXPECT_GT(views.flight->height(), 250);
    EXPECT_LT(views.transverse->y(), views.flight->y());
}

TEST_F(CentralViewsTest, CyclesThroughTheUpperViewsAboveTheLowerOne) {
    views.cycle();
    EXPECT_EQ(visible(), "rho-z flight ");
    EXPECT_LT(views.rhoZ->y(), views.flight->y());
    EXPECT_GT(views.rhoZ->height(), views.flight->height());
    views.cycle();
    EXPECT_EQ(visible(), "transverse flight ");
}

TEST_F(CentralViewsTest, AChosenViewIsAloneAndChosenAgainOneOfTwo) {
    views.choose(kRhoZ);
    EXPECT_EQ(visible(), "rho-z ");
    views.choose(kFlight);
    EXPECT_EQ(visible(), "flight ");
    views.choose(kFlight);
    EXPECT_EQ(visible(), "rho-z flight ");
    views.choose(kTransverse);
    views.cycle();
    EXPECT_EQ(visible(), "flight ");
    views.cycle();
    EXPECT_EQ(visible(), "rho-z ");
    views.setTwo(true);
    EXPECT_EQ(visible(), "rho-z flight ");
    views.setTwo(false);
    EXPECT_EQ(visible(), "rho-z ");
}

TEST_F(CentralViewsTest, ANarrowWindowShowsOneAtATimeAndKeepsItsOwnChoice) {
    views.setNarrow(true);
    EXPECT_EQ(visible(), "transverse ");
    views.setTwo(true);
    EXPECT_EQ(visible(), "transverse ");
    views.cycle();
    EXPECT_EQ(visible(), "flight ");
    views.setNarrow(false);
    EXPECT_EQ(visible(), "transverse flight ");
    views.setNarrow(true);
    EXPECT_EQ(visible(), "flight ");
    views.cycle();
    EXPECT_EQ(visible(), "rho-z ");
    views.cycle();
    EXPECT_EQ(visible(), "transverse ");
}

TEST_F(CentralViewsTest, ComesBackAsItWasLeft) {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    views.cycle();
    views.setSizes({200, 200, 500});
    emit views.splitterMoved(200, 1); // as a person's drag does
    views.setNarrow(true);
    views.choose(kFlight);
    views.save(settings);

    Views later;
    later.restore(settings);
    later.show();
    EXPECT_TRUE(later.showsTwo());
    EXPECT_EQ(later.current(), kRhoZ);
    EXPECT_LT(later.rhoZ->height(), later.flight->height());
    later.setNarrow(true);
    EXPECT_EQ(later.current(), kFlight);
    later.setNarrow(false);
    later.reset();
    EXPECT_EQ(later.current(), kTransverse);
    EXPECT_GT(later.transverse->height(), later.flight->height());
}

TEST_F(CentralViewsTest, ReadsWhatOlderVersionsHaveStored) {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/views"), QStringLiteral("both"));
    views.choose(kRhoZ);
    views.restore(settings);
    EXPECT_EQ(visible(), "transverse flight ");
}
