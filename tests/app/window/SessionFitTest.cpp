#include "app/window/DatasetLoader.h"
#include "app/window/Session.h"
#include "tests/support/TestDetector.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

/// How the session fits, and which minimum is the vertex.
class SessionFitTest : public testing::Test {
protected:
    SessionFitTest() : m_session(test::belle2Detector()) {
        m_session.setDataset(demonstrationDataset(m_session.detector()));
        while (m_session.table()->status(m_row) != CandidateStatus::Ambiguous)
            ++m_row;
        m_session.setCurrent(m_row);
    }
    double rho(std::size_t row) const { return m_session.table()->value(CandidateColumn::Rho, row); }
    void setPolicy(MinimumPolicy policy) {
        QSignalSpy spy(&m_session, &Session::tableChanged);
        m_session.setPolicy(policy);
        ASSERT_TRUE(spy.wait(20000));
    }

    Session m_session;
    std::size_t m_row = 0; ///< of a candidate with two vertices
};

} // namespace

TEST_F(SessionFitTest, OptionsRefitTheCandidateOnScreenAndLeaveTheTableAlone) {
    const auto table = m_session.table();
    QSignalSpy refitted(&m_session, &Session::refitted);
    QSignalSpy current(&m_session, &Session::currentChanged);
    Reconstruction::Options options = m_session.options();
    options.fit.distinctDistance = 50; // cm: all minima are one
    m_session.setOptions(options);
    EXPECT_EQ(m_session.current()->fit->minima.size(), 1u);
    EXPECT_TRUE(m_session.isTrial());
    EXPECT_EQ(refitted.count(), 1);
    EXPECT_EQ(current.count(), 0);
    EXPECT_EQ(m_session.table(), table);
    m_session.setOptions({});
    EXPECT_FALSE(m_session.isTrial());
    EXPECT_GE(m_session.current()->fit->minima.size(), 2u);
}

TEST_F(SessionFitTest, ImpossibleOptionsChangeNothing) {
    QSignalSpy spy(&m_session, &Session::refitted);
    Reconstruction::Options options = m_session.options();
    options.fit.maxIterations = 0;
    m_session.setOptions(options);
    EXPECT_EQ(spy.count(), 0);
    EXPECT_EQ(m_session.options().fit, VertexFit::Options{});
}

TEST_F(SessionFitTest, AChoiceByHandEntersTheTableAndSurvivesGoingAwayAndBack) {
    const double before = rho(m_row);
    const double neighbour = rho(m_row + 1);
    m_session.chooseMinimum(1);
    EXPECT_TRUE(m_session.isChosenByHand());
    EXPECT_EQ(m_session.current()->chosen, 1u);
    const double chosen = m_session.current()->stages[1].rho.value;
    EXPECT_EQ(rho(m_row), chosen);
    EXPECT_EQ(rho(m_row + 1), neighbour);
    m_session.setCurrent(m_row + 1);
    EXPECT_FALSE(m_session.isChosenByHand());
    m_session.setCurrent(m_row);
    EXPECT_EQ(m_session.current()->chosen, 1u);
    m_session.releaseMinimum();
    EXPECT_EQ(m_session.current()->chosen, 0u);
    EXPECT_EQ(rho(m_row), before);
    EXPECT_TRUE(m_session.choices().empty());
}

TEST_F(SessionFitTest, AMinimumThatDoesNotExistCannotBeChosen) {
    m_session.chooseMinimum(17);
    EXPECT_FALSE(m_session.isChosenByHand());
    EXPECT_EQ(m_session.current()->chosen, 0u);
}

TEST_F(SessionFitTest, AChoiceInATrialFitIsNotKept) {
    const auto table = m_session.table();
    Reconstruction::Options options = m_session.options();
    options.fit.maxRadius = 100;
    m_session.setOptions(options);
    m_session.chooseMinimum(1);
    EXPECT_EQ(m_session.current()->chosen, 1u);
    EXPECT_TRUE(m_session.isChosenByHand());
    EXPECT_EQ(m_session.table(), table);
    m_session.setOptions({});
    EXPECT_EQ(m_session.current()->chosen, 0u);
    EXPECT_TRUE(m_session.choices().empty());
}

TEST_F(SessionFitTest, APolicyMakesANewTableAndKeepsRowSelectionAndChoices) {
    m_session.select(RowSet({1, 5}));
    m_session.chooseMinimum(1);
    const double byHand = rho(m_row);
    setPolicy(MinimumPolicy::NearestInteractionPoint);
    EXPECT_EQ(m_session.options().policy, MinimumPolicy::NearestInteractionPoint);
    EXPECT_EQ(m_session.currentRow(), m_row);
    EXPECT_EQ(m_session.state().selection, RowSet({1, 5}));
    EXPECT_EQ(rho(m_row), byHand);
    bool another = false; // some ambiguous candidate has its nearer vertex not at the lowest chi2
    for (std::size_t row = 0; row < m_session.table()->rows(); ++row) {
        const double second = m_session.table()->value(CandidateColumn::SecondChi2, row);
        another |= row != m_row && second < m_session.table()->value(CandidateColumn::Chi2, row);
    }
    EXPECT_TRUE(another);
    m_session.releaseMinimum();
    double nearest = 1e9;
    for (std::size_t i = 0; i < m_session.current()->fit->plausibleMinima(); ++i)
        nearest = std::min(nearest, m_session.current()->fit->minima[i].rho());
    EXPECT_EQ(rho(m_row), nearest);
}

TEST_F(SessionFitTest, AChoiceMadeWhileAPolicyIsAppliedIsNotLost) {
    QSignalSpy spy(&m_session, &Session::tableChanged);
    m_session.setPolicy(MinimumPolicy::NearestInteractionPoint);
    m_session.chooseMinimum(1); // before the new table can be delivered: tells at once
    ASSERT_EQ(spy.count(), 1);
    const double byHand = rho(m_row);
    ASSERT_TRUE(spy.wait(20000));
    EXPECT_EQ(m_session.options().policy, MinimumPolicy::NearestInteractionPoint);
    EXPECT_EQ(rho(m_row), byHand);
    EXPECT_EQ(m_session.current()->chosen, 1u);
}

TEST_F(SessionFitTest, ACancelledPolicyLeavesEverything) {
    const auto table = m_session.table();
    m_session.setPolicy(MinimumPolicy::NearestInteractionPoint);
    m_session.refitJob().cancel();
    QSignalSpy spy(&m_session, &Session::tableChanged);
    EXPECT_FALSE(spy.wait(200));
    EXPECT_EQ(m_session.table(), table);
    EXPECT_EQ(m_session.options().policy, MinimumPolicy::Global);
}

TEST_F(SessionFitTest, ANewDatasetBeginsWithDefaultOptionsAndNoChoices) {
    m_session.chooseMinimum(1);
    Reconstruction::Options options = m_session.options();
    options.fit.maxRadius = 10;
    m_session.setOptions(options);
    m_session.setDataset(demonstrationDataset(m_session.detector()));
    EXPECT_TRUE(m_session.choices().empty());
    EXPECT_FALSE(m_session.isTrial());
}

TEST_F(SessionFitTest, KinematicOptionsAreATrialThatLeavesTheTableAlone) {
    const auto table = m_session.table();
    ASSERT_TRUE(m_session.current()->kinematic);
    EXPECT_EQ(m_session.current()->kinematic->ndf, 4);
    Reconstruction::Options options = m_session.options();
    options.kinematic.constraint = KinematicConstraint::Energy;
    m_session.setOptions(options);
    EXPECT_TRUE(m_session.isTrial());
    EXPECT_EQ(m_session.current()->kinematic->ndf, 1);
    options.photon = 1;
    m_session.setOptions(options);
    EXPECT_EQ(m_session.current()->kinematic.error().failure, KinematicFitFailure::NoPhoton);
    EXPECT_EQ(m_session.table(), table);
    m_session.setOptions({});
    EXPECT_FALSE(m_session.isTrial());
}

TEST_F(SessionFitTest, ImpossibleKinematicOptionsChangeNothing) {
    Reconstruction::Options options = m_session.options();
    options.kinematic.maxIterations = 0;
    m_session.setOptions(options);
    EXPECT_EQ(m_session.options().kinematic, KinematicFit::Options{});
}

TEST_F(SessionFitTest, AChosenMinimumHasItsOwnKinematicFitOnScreenAndInTheTable) {
    const double before = m_session.current()->kinematic->mass.value;
    m_session.chooseMinimum(1);
    const double now = m_session.current()->kinematic->mass.value;
    EXPECT_NE(now, before);
    EXPECT_EQ(m_session.table()->value(CandidateColumn::KinematicMass, m_row), now);
    EXPECT_EQ(m_session.study()->photons.front()->mass.value, now);
    m_session.releaseMinimum();
    EXPECT_EQ(m_session.table()->value(CandidateColumn::KinematicMass, m_row), before);
}

TEST_F(SessionFitTest, OptionsAreAppliedToTheRowsAskedForOnly) {
    Reconstruction::Options options = m_session.options();
    options.fit.constraints.opening = Opening::Zero;
    m_session.setOptions(options);
    const auto before = m_session.table();
    const RowSet rows({static_cast<RowSet::Row>(m_row), 3, 8});
    QSignalSpy spy(&m_session, &Session::tableChanged);
    m_session.refit(rows);
    ASSERT_TRUE(spy.wait(20000));
    const Reconstruction expected(m_session.detector(), options);
    for (std::size_t row = 0; row < before->rows(); ++row) {
        const double now = m_session.table()->value(CandidateColumn::Ndf, row);
        const double then = before->value(CandidateColumn::Ndf, row);
        if (std::isnan(then)) continue;
        const bool asked = rows.contains(row);
        EXPECT_EQ(now, asked ? expected(before->pairs().event(row)).fit->ndf : then) << row;
    }
    EXPECT_FALSE(m_session.isTrial()); // the list has the same now
    m_session.setOptions({});
    EXPECT_TRUE(m_session.isTrial());
    m_session.setCurrent(m_row + 1);
    EXPECT_FALSE(m_session.isTrial());
}

TEST_F(SessionFitTest, ARefitThatIsOvertakenLeavesNothingBehind) {
    Reconstruction::Options options = m_session.options();
    options.fit.constraints.opening = Opening::Zero;
    m_session.setOptions(options);
    m_session.refit(RowSet::all(m_session.table()->rows()));
    m_session.setOptions({});
    QSignalSpy finished(&m_session.refitJob(), &LatestJob::finished);
    m_session.refit(RowSet({0}));
    ASSERT_TRUE(finished.wait(20000));
    EXPECT_EQ(finished.count(), 1);
    EXPECT_EQ(m_session.rowOptions(), RowOptions());
    EXPECT_EQ(m_session.table()->value(CandidateColumn::Ndf, m_row), 1);
}
