#include "app/window/Session.h"

#include "app/window/DatasetLoader.h"
#include "tests/support/TestDetector.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

class SessionTest : public testing::Test {
protected:
    SessionTest() : m_session(test::belle2Detector()) {
        m_session.setDataset(demonstrationDataset(m_session.detector()));
    }

    Session m_session;
};

} // namespace

TEST_F(SessionTest, StartsOnTheFirstCandidate) {
    EXPECT_EQ(m_session.currentRow(), 0u);
    ASSERT_TRUE(m_session.current());
    EXPECT_TRUE(m_session.state().selection.empty());
}

TEST_F(SessionTest, CurrentCandidateIsTheRowOfTheTableWithItsFitTraced) {
    m_session.setCurrent(7);
    EXPECT_EQ(m_session.current()->event.id, m_session.table()->pairs().id(7));
    EXPECT_FALSE(m_session.current()->fit->traces.empty());
    EXPECT_EQ(m_session.current()->fit->best().chi2, m_session.table()->value(CandidateColumn::Chi2, 7));
}

TEST_F(SessionTest, TellsEachChangeOnce) {
    m_session.setCurrent(3);
    QSignalSpy spy(&m_session, &Session::currentChanged);
    m_session.setCurrent(4);
    m_session.setCurrent(4);
    m_session.setCurrent(1000000);
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(SessionTest, GoesToAnIdThatExists) {
    const EventId id = m_session.table()->pairs().id(42);
    EXPECT_TRUE(m_session.goTo(id));
    EXPECT_EQ(m_session.currentRow(), 42u);
    EXPECT_FALSE(m_session.goTo({9, 9, 9, 9}));
    EXPECT_EQ(m_session.currentRow(), 42u);
}

TEST_F(SessionTest, KeepsTheSelectionSortedAndInTheTable) {
    m_session.select(RowSet({5, 2, 5, 999999}));
    EXPECT_EQ(m_session.state().selection, RowSet({2, 5}));
    m_session.select(RowSet({1, 2}), true);
    EXPECT_EQ(m_session.state().selection, RowSet({1, 2, 5}));
    m_session.setCurrent(9);
    EXPECT_EQ(m_session.state().selection.size(), 3u); // never cleared by going on
}

TEST_F(SessionTest, AnEmptyTableHasNoCurrentCandidate) {
    auto empty = std::make_shared<Dataset>();
    empty->file.pairs = std::make_shared<const PairTable>();
    empty->table = reconstructAll(empty->file.pairs, m_session.detector());
    QSignalSpy spy(&m_session, &Session::currentChanged);
    m_session.setDataset(empty);
    EXPECT_FALSE(m_session.currentRow());
    EXPECT_FALSE(m_session.current());
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(SessionTest, ShowsWhatPassesTheFilterAndKeepsItWhenAnExpressionIsWrong) {
    const CandidateTable& table = *m_session.table();
    EXPECT_EQ(m_session.shown().size(), table.rows());
    QSignalSpy shown(&m_session, &Session::shownChanged);
    CandidateFilter filter;
    filter.text = "rho > 1";
    m_session.document().setFilter(filter);
    EXPECT_GT(m_session.shown().size(), 0U);
    EXPECT_LT(m_session.shown().size(), table.rows());
    for (const RowSet::Row row : m_session.shown())
        EXPECT_GT(table.value(CandidateColumn::Rho, row), 1);
    const RowSet before = m_session.shown();
    filter.text = "rho > ";
    m_session.document().setFilter(filter, Document::Step::Unfinished);
    EXPECT_TRUE(m_session.filterError());
    EXPECT_EQ(m_session.shown(), before);
    m_session.document().history().undo();
    EXPECT_FALSE(m_session.filterError());
    EXPECT_EQ(m_session.shown(), before);
    EXPECT_EQ(shown.count(), 3);
}

TEST_F(SessionTest, BrushingAddsToWhatWasSelectedBeforeItBegan) {
    using Step = Document::Step;
    m_session.select(RowSet({1, 2}));
    m_session.select(RowSet({5, 6, 7}), true, Step::Unfinished);
    m_session.select(RowSet({5}), true, Step::Unfinished); // the band became smaller again
    EXPECT_EQ(m_session.state().selection, RowSet({1, 2, 5}));
    m_session.select(RowSet({5, 8}), true);
    EXPECT_EQ(m_session.state().selection, RowSet({1, 2, 5, 8}));
    m_session.document().history().undo();
    EXPECT_EQ(m_session.state().selection, RowSet({1, 2}));
}

TEST_F(SessionTest, WhatIsBlindIsNotShownNorGoneToNorOnScreen) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions = {{"signal", "#0072b2", RectangleRegion{}, {}, RegionRole::Signal, true}};
    plane.regions[0].shape = RectangleRegion{{std::nullopt, 0.7}, {}};
    m_session.document().setBlindingLog([](bool) { return std::optional<QString>(); });
    const std::size_t all = m_session.shown().size();
    m_session.document().setPlane(plane);
    ASSERT_FALSE(m_session.blinded().empty());
    EXPECT_EQ(m_session.shown().size() + m_session.blinded().size(), all);
    for (const RowSet::Row row : m_session.blinded())
        EXPECT_LE(m_session.table()->value(CandidateColumn::Rho, row), 0.7);
    EXPECT_TRUE(m_session.shown().contains(*m_session.currentRow()));
    EXPECT_FALSE(m_session.goTo(m_session.table()->pairs().id(*m_session.blinded().begin())));
    m_session.document().setUnblinded(true);
    EXPECT_TRUE(m_session.blinded().empty());
    EXPECT_EQ(m_session.shown().size(), all);
    plane.regions[0].shape = RectangleRegion{};
    m_session.document().setUnblinded(false);
    m_session.document().setPlane(plane); // everything with a vertex
    CandidateFilter good;
    good.text = "status != \"Failed\"";
    m_session.document().setFilter(good);
    EXPECT_TRUE(m_session.shown().empty());
}

TEST_F(SessionTest, ADatasetThatGoesIsBlindedAgainUnderItsOwnName) {
    std::vector<std::shared_ptr<const Dataset>> logged;
    m_session.document().setBlindingLog([&](bool) {
        logged.push_back(m_session.dataset());
        return std::optional<QString>();
    });
    const auto first = m_session.dataset();
    m_session.document().setUnblinded(true);
    m_session.setDataset(demonstrationDataset(m_session.detector()));
    ASSERT_EQ(logged.size(), 2U);
    EXPECT_EQ(logged[1], first);
    EXPECT_FALSE(m_session.state().unblinded);
}
