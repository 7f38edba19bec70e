#include "app/window/MainWindow.h"

#include "core/io/FitCase.h"
#include "tests/support/TestDetector.h"
#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/FitComparePage.h"
#include "widgets/panels/FitOptionsPage.h"
#include "widgets/panels/FitPanel.h"
#include "widgets/panels/FitStartsPage.h"
#include "widgets/panels/InspectorPanel.h"
#include "widgets/panels/MessageBar.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/viewport/SceneViewport.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace pairscope;
using testing::HasSubstr;
using testing::Not;

namespace {

/// The fit panel and everything that follows it.
class FitPanelWindowTest : public testing::Test {
protected:
    FitPanelWindowTest() : m_window(test::belle2Detector()) {
        m_window.resize(1600, 1000);
        m_window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_window));
        m_window.openDemonstration();
        while (session().table()->status(m_row) != CandidateStatus::Ambiguous)
            ++m_row;
        session().setCurrent(m_row);
    }
    Session& session() { return m_window.session(); }
    std::string scene() const { return m_window.viewport().scene().dump(); }
    QString status() {
        QString all;
        for (const QLabel* label : m_window.statusBar()->findChildren<QLabel*>())
            all += label->text() + u'\n';
        return all;
    }

    mutable MainWindow m_window;
    std::size_t m_row = 0; ///< of a candidate with two vertices
};

} // namespace

TEST_F(FitPanelWindowTest, AChosenVertexIsTheVertexEverywhere) {
    const auto order = m_window.candidates().model().shownRows();
    session().select(RowSet({3}));
    QCoreApplication::processEvents(); // the panels follow a selection when there is time
    emit m_window.fit().minimumChosen(1);
    const auto& candidate = m_window.viewport().scene().candidate();
    EXPECT_EQ(candidate->chosen, 1u);
    EXPECT_THAT(m_window.inspector().text().toStdString(), HasSubstr("Minimum 2 is taken as the vertex"));
    EXPECT_THAT(m_window.inspector().text().toStdString(), HasSubstr("● Minimum 2"));
    EXPECT_THAT(status().toStdString(), HasSubstr("minimum 2 of"));
    EXPECT_THAT(status().toStdString(), HasSubstr("by hand"));
    const auto& table = m_window.candidates().model().table();
    EXPECT_EQ(table, session().table());
    EXPECT_EQ(table->value(CandidateColumn::Rho, m_row), candidate->stages[1].rho.value);
    EXPECT_EQ(m_window.candidates().model().shownRows(), order);
    EXPECT_EQ(m_window.candidates().current(), m_row);
    EXPECT_TRUE(m_window.candidates().model().isSelected(3));
    emit m_window.fit().choiceReleased();
    EXPECT_THAT(status().toStdString(), Not(HasSubstr("minimum 2 of")));
}

TEST_F(FitPanelWindowTest, SteppingMovesATrialVertexInTheView) {
    EXPECT_THAT(scene(), Not(HasSubstr("trial-vertex")));
    m_window.fit().pages().setCurrentWidget(&m_window.fit().startsPage());
    m_window.fit().startsPage().steps().selectRow(0);
    const std::string first = scene();
    EXPECT_THAT(first, HasSubstr("point trial-vertex 0"));
    m_window.fit().startsPage().steps().selectRow(1);
    EXPECT_NE(scene(), first);
    session().setCurrent(m_row + 1);
    EXPECT_THAT(scene(), Not(HasSubstr("trial-vertex")));
}

TEST_F(FitPanelWindowTest, AKeptFitIsDrawnOnItsOwnCandidateOnly) {
    m_window.fit().comparePage().keepButton().click();
    EXPECT_THAT(scene(), HasSubstr("point kept-vertex 0"));
    session().setCurrent(m_row + 1);
    EXPECT_THAT(scene(), Not(HasSubstr("kept-vertex")));
    session().setCurrent(m_row);
    EXPECT_THAT(scene(), HasSubstr("kept-vertex"));
    m_window.fit().comparePage().forgetButton().click();
    EXPECT_THAT(scene(), Not(HasSubstr("kept")));
}

TEST_F(FitPanelWindowTest, AnOptionRefitsWhatIsOnScreenWithoutMovingTheView) {
    const View2D view{{1, 2}, 3};
    m_window.viewport().setView(view);
    Reconstruction::Options options = session().options();
    options.fit.distinctDistance = 50; // cm: all minima are one
    emit m_window.fit().optionsChanged(options);
    EXPECT_EQ(m_window.viewport().scene().candidate()->fit->minima.size(), 1u);
    EXPECT_EQ(m_window.viewport().view().centre, view.centre);
    EXPECT_EQ(m_window.candidates().model().table(), session().table());
}

TEST_F(FitPanelWindowTest, APolicyKeepsFilterOrderAndCurrentCandidate) {
    CandidateTableModel& model = m_window.candidates().model();
    model.sort(CandidateTableModel::MassBefore, Qt::DescendingOrder);
    const auto order = model.shownRows();
    QSignalSpy spy(&session(), &Session::tableChanged);
    emit m_window.fit().policyChanged(MinimumPolicy::MostProbableLayer);
    ASSERT_TRUE(spy.wait(20000));
    EXPECT_EQ(model.table(), session().table());
    EXPECT_EQ(model.shownRows(), order); // M before does not depend on the vertex
    EXPECT_EQ(m_window.candidates().current(), m_row);
}

TEST_F(FitPanelWindowTest, SavesWhatIsOnScreenAsATestCaseThatOpensAgain) {
    const QTemporaryDir folder;
    Reconstruction::Options options = session().options();
    options.fit.constraints.opening = Opening::Zero;
    emit m_window.fit().optionsChanged(options);
    const QString path = folder.filePath(QStringLiteral("odd.fitcase.json"));
    m_window.writeFitCaseTo(path);
    const auto saved = readFitCase(path.toStdString());
    ASSERT_TRUE(saved) << saved.error().message;
    EXPECT_EQ(saved->id, session().current()->event.id);
    EXPECT_EQ(saved->options.fit.constraints.opening, Opening::Zero);
    EXPECT_TRUE(saved->simulation);
    EXPECT_THAT(differences(*saved, *session().study()), testing::IsEmpty());

    QSignalSpy opened(&m_window, &MainWindow::loadEnded);
    m_window.openFile(path);
    ASSERT_TRUE(opened.wait(20000));
    EXPECT_EQ(session().table()->rows(), 1U);
    EXPECT_EQ(session().current()->event.id, saved->id);
}

TEST_F(FitPanelWindowTest, SaysWhenATestCaseCannotBeSaved) {
    m_window.writeFitCaseTo(QStringLiteral("/no/such/folder/odd.fitcase.json"));
    EXPECT_TRUE(m_window.messages().isVisible());
}

TEST_F(FitPanelWindowTest, TheFitIsUnderTheInspectorOrATabBesideIt) {
    auto* inspector = m_window.findChild<QDockWidget*>(QStringLiteral("inspector"));
    auto* fit = m_window.findChild<QDockWidget*>(QStringLiteral("fit"));
    EXPECT_GT(fit->y(), inspector->y());
    EXPECT_FALSE(m_window.tabifiedDockWidgets(inspector).contains(fit));
    m_window.resize(1280, 720);
    QTest::qWait(50);
    EXPECT_TRUE(m_window.tabifiedDockWidgets(inspector).contains(fit));
}
