#include "TestCandidates.h"

#include "widgets/plots/DistributionPlot.h"
#include "widgets/plots/PlotExport.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QSvgRenderer>
#include <QTemporaryDir>

using namespace pairscope;

namespace {

struct PlotExportTest : testing::Test {
    PlotExportTest() {
        plot.resize(500, 300);
        plot.show();
        plot.setTable(test::candidates());
        plot.setTheme(PlotTheme::dark());
        plot.setCaption(QStringLiteral("toy pairs: 40 of 40, simulation"));
    }

    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    [[nodiscard]] static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    DistributionPlot plot;
};

} // namespace

TEST_F(PlotExportTest, APngIsAsOnScreenWithTheCaptionBelow) {
    ASSERT_TRUE(savePlot(plot, path("plot.png")));
    const QImage image(path("plot.png"));
    EXPECT_EQ(image.width(), 1000);
    EXPECT_GT(image.height(), 620);
    EXPECT_EQ(image.pixelColor(2, 2), plot.theme().background);
    int written = 0; // pixels of the caption's text
    for (int y = 604; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            written += image.pixelColor(x, y).lightness() > 150 ? 1 : 0;
    EXPECT_GT(written, 200);
    plot.setCaption({});
    EXPECT_EQ(plotImage(plot, 1).size(), QSize(500, 300));
}

TEST_F(PlotExportTest, AnSvgIsLinesAndTextInTheLightTheme) {
    ASSERT_TRUE(savePlot(plot, path("plot.svg")));
    const QByteArray text = contents(path("plot.svg"));
    QSvgRenderer renderer(text);
    ASSERT_TRUE(renderer.isValid());
    EXPECT_EQ(renderer.viewBox().width(), 500);
    EXPECT_TRUE(text.contains("simulation"));
    EXPECT_TRUE(text.contains("rho [cm]"));
    QImage drawn(renderer.defaultSize(), QImage::Format_RGB32);
    drawn.fill(Qt::black);
    QPainter painter(&drawn);
    renderer.render(&painter);
    painter.end();
    EXPECT_EQ(drawn.pixelColor(2, 2), PlotTheme::light().background);
    EXPECT_EQ(plot.theme(), PlotTheme::dark()) << "on screen it stays as it was";
}

TEST_F(PlotExportTest, APdfIsOnePage) {
    ASSERT_TRUE(savePlot(plot, path("plot.pdf")));
    const QByteArray text = contents(path("plot.pdf"));
    EXPECT_TRUE(text.startsWith("%PDF-"));
    EXPECT_TRUE(text.trimmed().endsWith("%%EOF"));
    EXPECT_EQ(text.count("/Type /Page\n"), 1);
}

TEST_F(PlotExportTest, WhatCannotBeWrittenIsSaidAndLeavesNothing) {
    EXPECT_TRUE(savePlot(plot, path("plot.gif")).error().contains(QStringLiteral("plot.gif")));
    const auto nowhere = savePlot(plot, path("no/such/folder/plot.png"));
    ASSERT_FALSE(nowhere);
    EXPECT_TRUE(nowhere.error().contains(QStringLiteral("plot.png")));
    EXPECT_FALSE(saveText(QStringLiteral("x"), path("no/such/folder/plot.csv")));
    EXPECT_TRUE(QDir(folder.path()).isEmpty());
}

TEST_F(PlotExportTest, TheNumbersAreATable) {
    ASSERT_TRUE(saveText(plot.numbers(), path("plot.csv")));
    const QList<QByteArray> lines = contents(path("plot.csv")).trimmed().split('\n');
    ASSERT_EQ(lines.size(), 851);
    EXPECT_EQ(lines[0], "rho [cm] low,rho [cm] high,\"shown\"");
}

TEST_F(PlotExportTest, TheMenuCopiesThePicture) {
    const auto menu = plot.contextMenu();
    QStringList texts;
    for (QAction* action : menu->actions()) {
        texts << action->text();
        if (action->text() == QStringLiteral("Copy picture")) action->trigger();
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("Save plot...")));
    EXPECT_TRUE(texts.contains(QStringLiteral("Save numbers (CSV)...")));
    EXPECT_EQ(QApplication::clipboard()->image().width(), 1000);
}
