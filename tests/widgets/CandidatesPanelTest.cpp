#include "TestCandidates.h"

#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidateTableView.h"
#include "widgets/panels/CandidatesPanel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace pairscope;
using Rows = std::vector<std::size_t>;

namespace {

struct CandidatesPanelTest : testing::Test {
    CandidatesPanelTest() {
        panel.resize(900, 600);
        panel.show();
        panel.setTable(test::candidates());
        // the session's part: what is requested becomes so
        QObject::connect(&panel, &CandidatesPanel::selectionRequested, &panel,
                         &CandidatesPanel::setSelection);
        QObject::connect(&panel, &CandidatesPanel::currentRequested, &panel,
                         [this](std::size_t row) { panel.setCurrent(row); });
    }

    void click(int position, Qt::KeyboardModifiers modifiers = {}) {
        const QRect cell = panel.view().visualRect(panel.model().index(position, 0));
        QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, modifiers, cell.center());
    }

    CandidatesPanel panel;
    QSignalSpy current{&panel, &CandidatesPanel::currentRequested};
    QSignalSpy selection{&panel, &CandidatesPanel::selectionRequested};
};

} // namespace

TEST_F(CandidatesPanelTest, AClickMakesARowCurrentAndTheSelection) {
    click(4);
    ASSERT_EQ(current.count(), 1);
    EXPECT_EQ(current[0][0].value<std::size_t>(), 4U);
    EXPECT_EQ(panel.model().selectedRows(), (Rows{4}));
}

TEST_F(CandidatesPanelTest, CtrlAddsAndRemovesWithoutChangingTheCurrentCandidate) {
    click(4);
    click(9, Qt::ControlModifier);
    click(2, Qt::ControlModifier);
    EXPECT_EQ(panel.model().selectedRows(), (Rows{2, 4, 9}));
    click(4, Qt::ControlModifier);
    EXPECT_EQ(panel.model().selectedRows(), (Rows{2, 9}));
    EXPECT_EQ(panel.current(), 4U);
    EXPECT_EQ(current.count(), 1);
}

TEST_F(CandidatesPanelTest, ShiftExtendsFromTheCurrentRowInTheShownOrder) {
    panel.view().sortByColumn(CandidateTableModel::Id, Qt::DescendingOrder);
    click(3);
    click(5, Qt::ShiftModifier);
    const std::size_t last = test::candidates()->rows() - 1;
    EXPECT_EQ(panel.model().selectedRows(), (Rows{last - 5, last - 4, last - 3}));
}

TEST_F(CandidatesPanelTest, ListsWhatIsFailedOrAmbiguousTogetherWithTheSearch) {
    const auto table = test::candidates();
    auto* status = panel.findChild<QComboBox*>();
    ASSERT_TRUE(status);
    QSignalSpy shown(&panel, &CandidatesPanel::shownChanged);
    status->setCurrentIndex(1);
    EXPECT_EQ(shown.count(), 1);
    std::size_t expected = 0;
    for (std::size_t row = 0; row < table->rows(); ++row)
        expected += table->status(row) != CandidateStatus::Good;
    ASSERT_GT(expected, 0U);
    ASSERT_LT(expected, table->rows());
    EXPECT_EQ(panel.model().shownCount(), expected);
    for (const std::uint32_t row : panel.model().shownRows())
        EXPECT_NE(table->status(row), CandidateStatus::Good);
    panel.findChild<QLineEdit*>()->setText(QStringLiteral("TwoMinima"));
    for (const std::uint32_t row : panel.model().shownRows())
        EXPECT_EQ(table->status(row), CandidateStatus::Ambiguous);
    panel.findChild<QLineEdit*>()->clear();
    status->setCurrentIndex(0);
    EXPECT_EQ(panel.model().shownCount(), table->rows());
}

TEST_F(CandidatesPanelTest, EscClearsAndCtrlATakesAllShown) {
    QTest::keyClick(&panel.view(), Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(panel.model().selectedRows().size(), test::candidates()->rows());
    QTest::keyClick(&panel.view(), Qt::Key_Escape);
    EXPECT_TRUE(panel.model().selectedRows().empty());
}

TEST_F(CandidatesPanelTest, ArrowKeysMoveTheCurrentCandidateAndLeaveTheSelection) {
    click(4);
    QTest::keyClick(&panel.view(), Qt::Key_Down);
    EXPECT_EQ(panel.current(), 5U);
    EXPECT_EQ(panel.model().selectedRows(), (Rows{4}));
}

TEST_F(CandidatesPanelTest, SteppingRequestsTheNextShownCandidate) {
    panel.step(1);
    EXPECT_EQ(panel.current(), 0U);
    panel.step(1);
    EXPECT_EQ(panel.current(), 1U);
    panel.stepEvent(1);
    EXPECT_EQ(panel.current(), 2U);
    panel.step(-5);
    EXPECT_EQ(panel.current(), 0U);
    const auto before = current.count();
    panel.step(-1);
    EXPECT_EQ(current.count(), before) << "nothing before the first";
}

TEST_F(CandidatesPanelTest, ShowingAGivenCandidateRequestsNothing) {
    panel.setCurrent(11);
    EXPECT_EQ(current.count(), 0);
    EXPECT_EQ(panel.model().rowAt(panel.view().currentIndex().row()), 11U);
    panel.view().sortByColumn(CandidateTableModel::Rho, Qt::AscendingOrder);
    EXPECT_EQ(current.count(), 0);
    EXPECT_EQ(panel.model().rowAt(panel.view().currentIndex().row()), 11U) << "follows the sort";
}

TEST_F(CandidatesPanelTest, FindsByIdAndByReasonAndSaysHowManyAreShown) {
    QSignalSpy shown(&panel, &CandidatesPanel::shownChanged);
    EXPECT_EQ(panel.countLine(), QStringLiteral("40 of 40 shown"));
    panel.focusFind();
    QTest::keyClicks(panel.findChild<QLineEdit*>(), QStringLiteral("samecharge"));
    EXPECT_EQ(panel.countLine(), QStringLiteral("1 of 40 shown"));
    EXPECT_EQ(panel.model().rowAt(0), test::kFailedRow);
    EXPECT_GT(shown.count(), 0);
    panel.findChild<QLineEdit*>()->setText(QStringLiteral("1/2/19/"));
    EXPECT_EQ(panel.countLine(), QStringLiteral("2 of 40 shown"));
    panel.findChild<QLineEdit*>()->clear();
    EXPECT_EQ(panel.countLine(), QStringLiteral("40 of 40 shown"));
}

TEST_F(CandidatesPanelTest, KeepsTheCurrentCandidateWhileASearchHidesIt) {
    panel.setCurrent(11);
    panel.findChild<QLineEdit*>()->setText(QStringLiteral("samecharge"));
    EXPECT_EQ(panel.current(), 11U);
    panel.findChild<QLineEdit*>()->clear();
    EXPECT_EQ(panel.model().rowAt(panel.view().currentIndex().row()), 11U);
    EXPECT_EQ(current.count(), 0);
}

TEST(CandidatesPanel, SaysWhatToDoWhenThereIsNothing) {
    CandidatesPanel panel;
    panel.show();
    const auto says = [&panel](const QString& text) {
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    };
    EXPECT_TRUE(says(QStringLiteral("No file is open: drop a pair table here or press Ctrl+O")));
    panel.setTable(test::candidates());
    panel.findChild<QLineEdit*>()->setText(QStringLiteral("no such thing"));
    EXPECT_TRUE(says(QStringLiteral("No candidate contains “no such thing”")));
}
