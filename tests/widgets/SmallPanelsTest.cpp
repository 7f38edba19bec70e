#include "TestCandidates.h"

#include "widgets/models/ProblemModel.h"
#include "widgets/panels/GoToLine.h"
#include "widgets/panels/MessageBar.h"
#include "widgets/panels/ProblemsPanel.h"
#include "widgets/panels/ShortcutsDialog.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace pairscope;

namespace {

PairFile fileWithProblems() {
    PairFile file;
    file.pairs = test::candidates()->sharedPairs();
    file.badRows = 1;
    file.noteRows = 1;
    file.warnings = {"no covariance columns"};
    file.problems = {{12, 14, RowProblem::Kind::NaN, "daughter(0, d0)", "NaN"},
                     {3, 5, RowProblem::Kind::SwappedDaughters, "", "put right"}};
    return file;
}

} // namespace

TEST(GoToLine, RequestsTheCandidateThatIsTyped) {
    GoToLine line;
    QSignalSpy requested(&line, &GoToLine::requested);
    line.open(EventId{26, 1000, 62, 1});
    auto* edit = line.findChild<QLineEdit*>();
    EXPECT_EQ(edit->text(), QStringLiteral("26/1000/62/1"));
    QTest::keyClicks(edit, QStringLiteral("1/2/3")); // replaces the selected text
    QTest::keyClick(edit, Qt::Key_Return);
    ASSERT_EQ(requested.count(), 1);
    EXPECT_EQ(requested[0][0].value<EventId>(), (EventId{1, 2, 3, 0}));
}

TEST(GoToLine, SaysWhatIsWrongAndStaysOpen) {
    GoToLine line;
    QSignalSpy requested(&line, &GoToLine::requested);
    line.open(std::nullopt);
    auto* edit = line.findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("62"));
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_EQ(requested.count(), 0);
    EXPECT_TRUE(line.problem().startsWith(QStringLiteral("“62” is not a candidate")));
    line.setNotFound({1, 2, 3, 4}, EventId{1, 2, 3, 0});
    EXPECT_EQ(line.problem(),
              QStringLiteral("There is no candidate 1/2/3/4 in this file. The nearest one is 1/2/3/0."));
    EXPECT_TRUE(line.isVisible());
    QTest::keyClicks(edit, QStringLiteral("1"));
    EXPECT_TRUE(line.problem().isEmpty()) << "typing on takes the complaint away";
    QTest::keyClick(&line, Qt::Key_Escape);
    EXPECT_FALSE(line.isVisible());
}

TEST(MessageBar, SaysWhatWhyAndWhatToDoUntilItIsClosed) {
    MessageBar bar;
    QSignalSpy closed(&bar, &MessageBar::closed);
    EXPECT_TRUE(bar.isHidden());
    bar.showMessage({Severity::Error, "It broke.", "It fell.", "Pick it up."});
    EXPECT_FALSE(bar.isHidden());
    EXPECT_EQ(bar.text(), QStringLiteral("Error: It broke. It fell. Pick it up."));
    bar.showMessage({Severity::Warning, "It cracked.", "", ""});
    EXPECT_EQ(bar.text(), QStringLiteral("Warning: It cracked."));
    QTest::mouseClick(bar.findChild<QToolButton*>(), Qt::LeftButton);
    EXPECT_TRUE(bar.isHidden());
    EXPECT_EQ(closed.count(), 1);
}

TEST(MessageBar, FollowsTheTheme) {
    const QPalette before = QApplication::palette();
    QPalette dark = before;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    QApplication::setPalette(dark);
    MessageBar bar;
    bar.showMessage({Severity::Warning, "It cracked.", "", ""});
    EXPECT_LT(bar.palette().color(QPalette::Window).lightness(), 100);
    QPalette light = before;
    light.setColor(QPalette::Window, Qt::white);
    light.setColor(QPalette::WindowText, Qt::black);
    QApplication::setPalette(light);
    QCoreApplication::processEvents();
    EXPECT_GT(bar.palette().color(QPalette::Window).lightness(), 155);
    EXPECT_EQ(bar.palette().color(QPalette::WindowText), QColor(Qt::black));
    QApplication::setPalette(before);
}

TEST(ProblemsPanel, ListsProblemsByRowAndGoesToOne) {
    ProblemsPanel panel;
    panel.resize(700, 300);
    panel.show();
    panel.setFile(fileWithProblems());
    EXPECT_EQ(panel.summary(), QStringLiteral("1 of 40 rows are bad, 1 have a note."));
    auto* view = panel.findChild<QTableView*>();
    ASSERT_EQ(view->model()->rowCount(), 2);
    EXPECT_EQ(view->model()->index(0, ProblemModel::Row).data().toString(), QStringLiteral("3"));
    QSignalSpy activated(&panel, &ProblemsPanel::rowActivated);
    const QPoint at = view->visualRect(view->model()->index(1, ProblemModel::Row)).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].value<std::size_t>(), 12U);
}

TEST(ProblemsPanel, SaysThatAllIsWellAndThatNothingIsOpen) {
    ProblemsPanel panel;
    EXPECT_TRUE(panel.summary().contains(QStringLiteral("Ctrl+O")));
    PairFile good;
    good.pairs = test::candidates()->sharedPairs();
    panel.setFile(good);
    EXPECT_EQ(panel.summary(), QStringLiteral("All 40 rows of the file are good."));
}

TEST(ProblemModel, IsASoundModel) {
    ProblemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setProblems(fileWithProblems().problems);
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.data(model.index(1, ProblemModel::Kind), Qt::DisplayRole).toString(),
              QStringLiteral("Note"));
    EXPECT_EQ(model.data(model.index(0, ProblemModel::Line), Qt::DisplayRole).toString(),
              QStringLiteral("14"));
}

TEST(ShortcutsDialog, ListsActionsWithTheirKeysAndFindsThem) {
    QAction open(QStringLiteral("&Open…"));
    open.setShortcut(QKeySequence(QStringLiteral("Ctrl+O")));
    QAction next(QStringLiteral("Next candidate"));
    QAction separator;
    separator.setSeparator(true);
    ShortcutsDialog dialog;
    dialog.setActions({&open, &next, &separator});
    const int gestures = dialog.shownCount() - 2; // of the mouse, which no action has
    EXPECT_GT(gestures, 5);
    const auto* model = dialog.findChild<QTableView*>()->model();
    EXPECT_EQ(model->index(0, 0).data().toString(), QStringLiteral("Open"));
    EXPECT_EQ(model->index(0, 1).data().toString(), QStringLiteral("Ctrl+O"));
    dialog.findChild<QLineEdit*>()->setText(QStringLiteral("ctrl+o"));
    EXPECT_EQ(dialog.shownCount(), 1);
    dialog.findChild<QLineEdit*>()->setText(QStringLiteral("shift+drag"));
    EXPECT_EQ(dialog.shownCount(), 2);
    EXPECT_FALSE(dialog.isModal());
}
