#include "TestCandidates.h"

#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidateTableView.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/ColumnCutPopup.h"
#include "widgets/panels/FilterLine.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace pairscope;

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
        QObject::connect(&panel, &CandidatesPanel::filterRequested, &panel,
                         [this](const CandidateFilter& filter) {
                             panel.setFilter(filter);
                             const auto rows = passing(*test::candidates(), filter);
                             panel.setFilterError(rows ? std::nullopt : std::optional(rows.error()));
                             if (rows) panel.setShown(*rows);
                         });
        QSettings().clear();
    }

    void click(int position, Qt::KeyboardModifiers modifiers = {}) {
        const QRect cell = panel.view().visualRect(panel.model().index(position, 0));
        QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, modifiers, cell.center());
    }

    void typeFilter(const QString& text) {
        QLineEdit& line = panel.filterLine().line();
        line.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&line, Qt::Key_Delete);
        else
            QTest::keyClicks(&line, text);
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
    EXPECT_EQ(panel.model().selectedRows(), RowSet({4}));
}

TEST_F(CandidatesPanelTest, CtrlAddsAndRemovesWithoutChangingTheCurrentCandidate) {
    click(4);
    click(9, Qt::ControlModifier);
    click(2, Qt::ControlModifier);
    EXPECT_EQ(panel.model().selectedRows(), RowSet({2, 4, 9}));
    click(4, Qt::ControlModifier);
    EXPECT_EQ(panel.model().selectedRows(), RowSet({2, 9}));
    EXPECT_EQ(panel.current(), 4U);
    EXPECT_EQ(current.count(), 1);
}

TEST_F(CandidatesPanelTest, ShiftExtendsFromTheCurrentRowInTheShownOrder) {
    panel.view().sortByColumn(CandidateTableModel::Id, Qt::DescendingOrder);
    click(3);
    click(5, Qt::ShiftModifier);
    const auto last = static_cast<RowSet::Row>(test::candidates()->rows() - 1);
    EXPECT_EQ(panel.model().selectedRows(), RowSet({last - 5, last - 4, last - 3}));
}

TEST_F(CandidatesPanelTest, ListsWhatIsFailedOrAmbiguousTogetherWithTheSearch) {
    const auto table = test::candidates();
    auto* status = panel.findChild<QComboBox*>();
    ASSERT_TRUE(status);
    QSignalSpy shown(&panel, &CandidatesPanel::shownChanged);
    status->setCurrentIndex(1);
    EXPECT_GE(shown.count(), 1);
    std::size_t expected = 0;
    for (std::size_t row = 0; row < table->rows(); ++row)
        expected += table->status(row) != CandidateStatus::Good;
    ASSERT_GT(expected, 0U);
    ASSERT_LT(expected, table->rows());
    EXPECT_EQ(panel.model().shownCount(), expected);
    for (const std::uint32_t row : panel.model().shownRows())
        EXPECT_NE(table->status(row), CandidateStatus::Good);
    typeFilter(QStringLiteral("TwoMinima"));
    for (const std::uint32_t row : panel.model().shownRows())
        EXPECT_EQ(table->status(row), CandidateStatus::Ambiguous);
    typeFilter({});
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
    EXPECT_EQ(panel.model().selectedRows(), RowSet({4}));
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
    QTest::keyClicks(&panel.filterLine().line(), QStringLiteral("samecharge"));
    EXPECT_EQ(panel.countLine(), QStringLiteral("1 of 40 shown"));
    EXPECT_EQ(panel.model().rowAt(0), test::kFailedRow);
    EXPECT_GT(shown.count(), 0);
    typeFilter(QStringLiteral("1/2/19/"));
    EXPECT_EQ(panel.countLine(), QStringLiteral("2 of 40 shown"));
    typeFilter({});
    EXPECT_EQ(panel.countLine(), QStringLiteral("40 of 40 shown"));
}

TEST_F(CandidatesPanelTest, KeepsTheCurrentCandidateWhileASearchHidesIt) {
    panel.setCurrent(11);
    typeFilter(QStringLiteral("samecharge"));
    EXPECT_EQ(panel.current(), 11U);
    typeFilter({});
    EXPECT_EQ(panel.model().rowAt(panel.view().currentIndex().row()), 11U);
    EXPECT_EQ(current.count(), 0);
}

TEST_F(CandidatesPanelTest, SaysWhatToDoWhenNothingPasses) {
    const auto says = [this](const QString& text) {
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    };
    typeFilter(QStringLiteral("no such thing"));
    EXPECT_TRUE(says(QStringLiteral("No candidate contains “no such thing”")));
    typeFilter(QStringLiteral("rho > 1000"));
    EXPECT_TRUE(says(QStringLiteral("No candidate passes the filter")));
    panel.setTable(nullptr);
    EXPECT_TRUE(says(QStringLiteral("No file is open: drop a pair table here or press Ctrl+O")));
}

TEST_F(CandidatesPanelTest, FiltersByAnExpressionAndMarksWhatIsWrongInIt) {
    QSignalSpy requested(&panel, &CandidatesPanel::filterRequested);
    typeFilter(QStringLiteral("rho > 1"));
    const auto filter = Filter::compile("rho > 1");
    EXPECT_EQ(panel.model().shownCount(), filter->passing(*test::candidates()).size());
    EXPECT_FALSE(requested.back()[1].toBool());
    QTest::keyClick(&panel.filterLine().line(), Qt::Key_Return);
    EXPECT_TRUE(requested.back()[1].toBool());
    EXPECT_EQ(panel.filterLine().history(), QStringList{QStringLiteral("rho > 1")});
    const std::size_t before = panel.model().shownCount();
    QTest::keyClicks(&panel.filterLine().line(), QStringLiteral(" && roh > 1"));
    EXPECT_TRUE(panel.filterLine().errorText().contains(QStringLiteral("<b><u>roh</u></b>")));
    EXPECT_TRUE(panel.filterLine().errorText().contains(QStringLiteral("rho")));
    EXPECT_EQ(panel.model().shownCount(), before) << "what was shown stays";
    typeFilter({});
    EXPECT_TRUE(panel.filterLine().errorText().isEmpty());
}

TEST_F(CandidatesPanelTest, CompletesNamesAndWordsInQuotes) {
    QLineEdit& line = panel.filterLine().line();
    panel.filterLine().setText(QStringLiteral("rho > 1 && massA"));
    EXPECT_TRUE(panel.filterLine().completions().contains(QStringLiteral("massAfter")));
    EXPECT_FALSE(panel.filterLine().completions().contains(QStringLiteral("massBefore")));
    panel.filterLine().complete(QStringLiteral("massAfter"));
    EXPECT_EQ(line.text(), QStringLiteral("rho > 1 && massAfter"));
    panel.filterLine().setText(QStringLiteral("status == \"Go"));
    EXPECT_EQ(panel.filterLine().completions(), QStringList{QStringLiteral("Good")});
    panel.filterLine().complete(QStringLiteral("Good"));
    EXPECT_EQ(line.text(), QStringLiteral("status == \"Good\""));
}

TEST_F(CandidatesPanelTest, RemembersFiltersAndThoseWithAName) {
    QSignalSpy named(&panel, &CandidatesPanel::namedFiltersChanged);
    for (const char* text : {"rho > 1", "rho > 2"}) {
        typeFilter(QString::fromUtf8(text));
        QTest::keyClick(&panel.filterLine().line(), Qt::Key_Return);
    }
    panel.filterLine().saveAs(QStringLiteral("far"));
    ASSERT_EQ(named.count(), 1);
    EXPECT_EQ(panel.filterLine().namedFilters(), (std::vector<NamedFilter>{{"far", "rho > 2"}}));
    QTest::keyClick(&panel.filterLine().line(), Qt::Key_Up);
    QTest::keyClick(&panel.filterLine().line(), Qt::Key_Up);
    EXPECT_EQ(panel.filterLine().text(), QStringLiteral("rho > 1"));
    EXPECT_EQ(CandidatesPanel().filterLine().namedFilters().size(), 1U) << "kept for the next start";
    panel.filterLine().forget(QStringLiteral("far"));
    EXPECT_TRUE(panel.filterLine().namedFilters().empty());
}

TEST_F(CandidatesPanelTest, CutsFromAHeaderInTheUnitThatIsShown) {
    ColumnCutPopup* popup = panel.openCut(CandidateTableModel::DeltaM);
    ASSERT_TRUE(popup);
    popup->high()->setText(QStringLiteral("minus five"));
    popup->apply();
    EXPECT_FALSE(popup->problem().isEmpty());
    popup->low()->setText(QStringLiteral("1"));
    popup->high()->setText(QStringLiteral("-5"));
    popup->apply();
    EXPECT_TRUE(popup->problem().contains(QStringLiteral("above")));
    popup->low()->clear();
    popup->apply();
    std::size_t expected = 0;
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row)
        expected += test::candidates()->value(CandidateColumn::DeltaM, row) <= -5e-3;
    EXPECT_EQ(panel.model().shownCount(), expected);
    QToolButton* chip = nullptr;
    for (QToolButton* button : panel.findChildren<QToolButton*>())
        if (button->text().contains(QStringLiteral("×"))) chip = button;
    ASSERT_TRUE(chip);
    EXPECT_TRUE(chip->text().contains(QStringLiteral("MeV")));
    chip->click();
    EXPECT_EQ(panel.model().shownCount(), test::candidates()->rows());
    EXPECT_FALSE(panel.openCut(CandidateTableModel::Id));
}

TEST_F(CandidatesPanelTest, CutsOnWordsByCheckingThem) {
    ColumnCutPopup* popup = panel.openCut(CandidateTableModel::Status);
    ASSERT_GT(popup->words().size(), 1U);
    for (QCheckBox* box : popup->words())
        box->setChecked(box->property("word").toString() == QStringLiteral("Good"));
    popup->apply();
    for (const std::uint32_t row : panel.model().shownRows())
        EXPECT_EQ(test::candidates()->status(row), CandidateStatus::Good);
    EXPECT_GT(panel.model().shownCount(), 0U);
}
