#include "widgets/panels/VerdictSetDialog.h"
#include "widgets/models/ReadableColour.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace pairscope;

namespace {

void set(VerdictSetDialog& dialog, int row, int column, const char* text) {
    dialog.table().item(row, column)->setText(QString::fromUtf8(text));
}

} // namespace

TEST(VerdictSetDialog, GivesBackTheSetItWasGiven) {
    const VerdictSetDialog dialog(VerdictSet::usual());
    EXPECT_EQ(dialog.verdicts(), VerdictSet::usual());
    EXPECT_EQ(dialog.problem(), QString());
}

TEST(VerdictSetDialog, TakesWhatIsTyped) {
    VerdictSetDialog dialog(VerdictSet::usual());
    set(dialog, 2, VerdictSetDialog::Name, " nuclear ");
    set(dialog, 2, VerdictSetDialog::Key, "n");
    set(dialog, 2, VerdictSetDialog::Colour, "#00FF00");
    dialog.tick(2, VerdictSetDialog::Signal).setChecked(true);
    dialog.reasons().setPlainText(QStringLiteral("one\n\n two \n"));
    const VerdictSet typed = dialog.verdicts();
    EXPECT_EQ(typed.kinds[2].name, "nuclear");
    EXPECT_EQ(typed.kinds[2].key, 'N');
    EXPECT_EQ(typed.kinds[2].colour, "#00ff00");
    EXPECT_EQ(typed.kinds[2].rightFor, std::vector<PairClass>{PairClass::Signal});
    EXPECT_EQ(typed.reasons, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(dialog.problem(), QString());
    EXPECT_TRUE(dialog.accepts().isEnabled());
}

TEST(VerdictSetDialog, SaysWhyNobodyCouldScanWithIt) {
    VerdictSetDialog dialog(VerdictSet::usual());
    set(dialog, 1, VerdictSetDialog::Key, "1");
    EXPECT_FALSE(dialog.problem().isEmpty());
    EXPECT_FALSE(dialog.accepts().isEnabled());
    set(dialog, 1, VerdictSetDialog::Key, "R");
    EXPECT_TRUE(dialog.problem().contains(QStringLiteral("chooses a reason")));
    set(dialog, 1, VerdictSetDialog::Key, "2");
    EXPECT_TRUE(dialog.accepts().isEnabled());
}

TEST(VerdictSetDialog, AddsWithAFreeKeyNameAndColourMovesAndRemoves) {
    VerdictSetDialog dialog(VerdictSet::usual());
    dialog.add();
    dialog.add();
    EXPECT_EQ(dialog.problem(), QString()) << "what is added can be used at once";
    ASSERT_EQ(dialog.verdicts().kinds.size(), 7U);
    const std::string last = dialog.verdicts().kinds.back().name;
    dialog.move(-1);
    EXPECT_EQ(dialog.verdicts().kinds[5].name, last);
    dialog.removeCurrent();
    EXPECT_EQ(dialog.verdicts().kinds.size(), 6U);
    EXPECT_EQ(dialog.verdicts().find(last), nullptr);
    for (int i = 0; i < 10; ++i)
        dialog.add();
    EXPECT_EQ(dialog.verdicts().kinds.size(), VerdictSet::kMostKinds);
    EXPECT_EQ(dialog.problem(), QString());
}

TEST(VerdictSetDialog, LoadsWhatItSavedAndLeavesAllAsItWasWhenAFileIsBad) {
    const QTemporaryDir folder;
    VerdictSetDialog dialog(VerdictSet::usual());
    set(dialog, 0, VerdictSetDialog::Name, "γ conversion");
    const VerdictSet saved = dialog.verdicts();
    dialog.save(folder.filePath(QStringLiteral("verdicts.json")));
    dialog.setVerdicts(VerdictSet::usual());
    dialog.load(folder.filePath(QStringLiteral("verdicts.json")));
    EXPECT_EQ(dialog.verdicts(), saved);
    QFile bad(folder.filePath(QStringLiteral("bad.json")));
    ASSERT_TRUE(bad.open(QIODevice::WriteOnly));
    bad.write("{}");
    bad.close();
    dialog.load(bad.fileName());
    dialog.load(folder.filePath(QStringLiteral("none.json")));
    EXPECT_EQ(dialog.verdicts(), saved);
}

TEST(ReadableColour, HasAContrastOfFourAndAHalfOnEveryGround) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    };
    for (int red = 0; red < 256; red += 15)
        for (int green = 0; green < 256; green += 15)
            for (int blue = 0; blue < 256; blue += 15) {
                const QColor ground(red, green, blue);
                const double a = luminance(ground);
                const double b = luminance(readableOn(ground));
                EXPECT_GE((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05), 4.5)
                    << ground.name().toStdString();
            }
}
