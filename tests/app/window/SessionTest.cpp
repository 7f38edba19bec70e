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
