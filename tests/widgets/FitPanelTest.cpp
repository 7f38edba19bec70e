#include "TestCandidates.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/FitTraceTables.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/FitComparePage.h"
#include "widgets/panels/FitMatrixPage.h"
#include "widgets/panels/FitOptionsPage.h"
#include "widgets/panels/FitPanel.h"
#include "widgets/panels/FitStartsPage.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/plots/CorrelationPlot.h"
#include "widgets/plots/FitStepsPlot.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QtTest/QTest>

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

class FitPanelTest : public testing::Test {
protected:
    FitPanelTest() {
        m_panel.resize(420, 800);
        m_panel.show();
    }
    void show(std::size_t row, std::size_t chosen = 0, VertexChoice choice = VertexChoice::ByPolicy) {
        m_study = test::study(row, chosen);
        m_panel.setFit({m_study, m_options}, test::detector(), choice);
        m_panel.setOptions(m_options);
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* candidate : m_panel.findChildren<QPushButton*>())
            if (candidate->text() == text) return candidate;
        return nullptr;
    }

    Reconstruction::Options m_options;
    std::shared_ptr<const CandidateStudy> m_study;
    FitPanel m_panel;
};

std::optional<Vector3> vertexOf(const QSignalSpy& spy, qsizetype call) {
    return spy[call][0].value<std::optional<Vector3>>();
}

} // namespace

TEST_F(FitPanelTest, ShowsTheDiagnosisOfEachKindOfCandidate) {
    for (const std::size_t row : {std::size_t{0}, test::twoMinimaRow(), test::kFailedRow}) {
        show(row);
        EXPECT_EQ(m_panel.sentence(), withSymbols(m_study->diagnosis.sentence));
        EXPECT_FALSE(m_panel.sentence().isEmpty());
    }
    m_panel.setFit({}, test::detector(), VertexChoice::ByPolicy);
    EXPECT_FALSE(m_panel.pages().isVisible());
}

TEST_F(FitPanelTest, AsksForTheMinimumThatIsMarkedOrDoubleClicked) {
    show(test::twoMinimaRow());
    QSignalSpy spy(&m_panel, &FitPanel::minimumChosen);
    QPushButton* use = button(QStringLiteral("Use this vertex"));
    EXPECT_FALSE(use->isEnabled()) << "the vertex is marked already";
    m_panel.vertexPage().minima().setFocus();
    QTest::keyClick(&m_panel.vertexPage().minima(), Qt::Key_Down);
    ASSERT_TRUE(use->isEnabled());
    use->click();
    QTest::keyClick(&m_panel.vertexPage().minima(), Qt::Key_Up);
    emit m_panel.vertexPage().minima().activated(m_panel.vertexPage().minima().model()->index(1, 0));
    ASSERT_EQ(spy.count(), 2);
    EXPECT_EQ(spy[0][0].toInt(), 1);
    EXPECT_EQ(spy[1][0].toInt(), 1);
}

TEST_F(FitPanelTest, OffersToReleaseAChoiceByHandOnly) {
    show(test::twoMinimaRow(), 1, VertexChoice::ByHand);
    QPushButton* release = button(QStringLiteral("By rule"));
    ASSERT_TRUE(release->isVisible());
    QSignalSpy spy(&m_panel, &FitPanel::choiceReleased);
    release->click();
    EXPECT_EQ(spy.count(), 1);
    show(test::twoMinimaRow());
    EXPECT_FALSE(release->isVisible());
}

TEST_F(FitPanelTest, StepsThroughASearchByTableSliderAndCurve) {
    show(0);
    m_panel.pages().setCurrentWidget(&m_panel.startsPage());
    FitStartsPage& page = m_panel.startsPage();
    const auto& traces = tracesOf(*m_study->candidate);
    page.starts().selectRow(0);
    ASSERT_GE(traces[0].steps.size(), 1u);
    QSignalSpy spy(&m_panel, &FitPanel::stepShown);
    page.steps().selectRow(0);
    QTest::keyClick(&page.steps(), Qt::Key_Down);
    ASSERT_EQ(spy.count(), 2);
    EXPECT_EQ(vertexOf(spy, 0), traces[0].startVertex);
    EXPECT_EQ(vertexOf(spy, 1), traces[0].steps[0].vertex);
    EXPECT_EQ(page.slider().value(), 1);
    page.slider().setValue(0);
    EXPECT_EQ(page.steps().currentRow(), 0);
    emit page.plot().iterationClicked(static_cast<int>(traces[0].steps.size()));
    EXPECT_EQ(page.slider().value(), page.slider().maximum());
    ASSERT_EQ(spy.count(), 4);
    EXPECT_EQ(vertexOf(spy, 3), traces[0].steps.back().vertex);
}

TEST_F(FitPanelTest, TheTrialVertexGoesWithItsPageAndItsCandidate) {
    show(0);
    m_panel.pages().setCurrentWidget(&m_panel.startsPage());
    QSignalSpy spy(&m_panel, &FitPanel::stepShown);
    m_panel.startsPage().steps().selectRow(0);
    m_panel.pages().setCurrentIndex(0);
    ASSERT_EQ(spy.count(), 2);
    EXPECT_FALSE(vertexOf(spy, 1));
    m_panel.pages().setCurrentWidget(&m_panel.startsPage());
    m_panel.startsPage().steps().selectRow(0);
    show(1);
    ASSERT_EQ(spy.count(), 4);
    EXPECT_FALSE(vertexOf(spy, 3));
}

TEST_F(FitPanelTest, AFailedFitHasMatricesOfItsTracksAndNoSearch) {
    show(test::kFailedRow);
    EXPECT_EQ(m_panel.matrixPage().matrices().count(), 2);
    EXPECT_FALSE(m_panel.startsPage().slider().isEnabled());
    EXPECT_FALSE(m_panel.startsPage().plot().emptyText().isEmpty());
    EXPECT_FALSE(m_panel.vertexPage().minima().isVisible());
}

TEST_F(FitPanelTest, KeepsTheMatrixThatWasChosenForTheNextCandidate) {
    show(0);
    QComboBox& which = m_panel.matrixPage().matrices();
    EXPECT_EQ(which.currentText(), QStringLiteral("Fit 9×9"));
    which.setCurrentIndex(1);
    emit which.activated(1);
    show(1);
    EXPECT_EQ(which.currentIndex(), 1);
}

TEST_F(FitPanelTest, TellsOptionsThatMakeSenseAtOnce) {
    show(0);
    FitOptionsPage& page = m_panel.optionsPage();
    QSignalSpy spy(&m_panel, &FitPanel::optionsChanged);
    page.maxIterations().setFocus();
    page.maxIterations().selectAll();
    QTest::keyClicks(&page.maxIterations(), QStringLiteral("12"));
    EXPECT_EQ(page.options().fit.maxIterations, 12);
    page.origin().setCurrentIndex(1);
    emit page.origin().activated(1);
    EXPECT_EQ(page.options().fit.constraints.origin, Origin::InBeamSpot);
    EXPECT_EQ(page.options().fit.constraints.spotCovariance, test::detector()->beams().spotCovariance());
    page.defaults().click();
    EXPECT_EQ(spy.count(), 4); // "1", "12", the origin, the defaults
    EXPECT_EQ(page.options().fit, VertexFit::Options{});
    page.promptPrior().setText(QStringLiteral("20"));
    emit page.promptPrior().textEdited(QStringLiteral("20"));
    EXPECT_DOUBLE_EQ(page.options().association.promptPrior, 0.2);
    page.defaults().click();
    EXPECT_EQ(page.options().association, AssociationOptions{});
    EXPECT_EQ(page.maxIterations().text(), QString::number(VertexFit::Options{}.maxIterations));
}

TEST_F(FitPanelTest, RefusesSenselessOptionsInPlaceWithAReason) {
    show(0);
    FitOptionsPage& page = m_panel.optionsPage();
    QSignalSpy spy(&m_panel, &FitPanel::optionsChanged);
    for (QLineEdit* field : {&page.maxIterations(), &page.chi2Tolerance(), &page.maxRadius()})
        for (const char* senseless : {"0", "-3", "many", "", "inf", "nan"}) {
            field->setText(QString::fromUtf8(senseless));
            emit field->textEdited(field->text());
            EXPECT_TRUE(page.problem().contains(field->accessibleName())) << senseless;
            page.setOptions({});
            EXPECT_TRUE(page.problem().isEmpty());
        }
    for (const char* senseless : {"-1", "101", "some", ""}) {
        page.promptPrior().setText(QString::fromUtf8(senseless));
        emit page.promptPrior().textEdited(page.promptPrior().text());
        EXPECT_TRUE(page.problem().contains(page.promptPrior().accessibleName())) << senseless;
        page.setOptions({});
    }
    EXPECT_EQ(spy.count(), 0);
}

TEST_F(FitPanelTest, OffersThePhotonsOfTheCandidateAndMarksTheBest) {
    m_study = test::studyOfTwoPhotons();
    m_panel.setFit({m_study, m_options}, test::detector(), VertexChoice::ByPolicy);
    m_panel.setOptions(m_options);
    FitOptionsPage& page = m_panel.optionsPage();
    ASSERT_EQ(page.photon().count(), 3);
    EXPECT_EQ(page.photon().currentData().toInt(), -1) << "the best";
    EXPECT_TRUE(page.photon().itemText(1).startsWith(QStringLiteral("1: ")));
    EXPECT_FALSE(page.photon().itemText(1).contains(QStringLiteral("best")));
    EXPECT_TRUE(page.photon().itemText(2).startsWith(QStringLiteral("2 (best): ")));
    const double chi2 = m_study->photons[1]->chi2;
    EXPECT_TRUE(page.photon().itemText(2).contains(significantText(chi2, 3)));
    QSignalSpy spy(&m_panel, &FitPanel::optionsChanged);
    page.photon().setCurrentIndex(1);
    emit page.photon().activated(1);
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(page.options().photon, 0U);
    page.defaults().click();
    EXPECT_FALSE(page.options().photon);
}

TEST_F(FitPanelTest, SaysThatAChosenPhotonIsNotInThisCandidate) {
    m_options.photon = 2;
    show(0);
    FitOptionsPage& page = m_panel.optionsPage();
    EXPECT_EQ(page.photon().currentText(), QStringLiteral("3: not in this candidate"));
    m_options.photon.reset();
    show(0);
    EXPECT_EQ(page.photon().findData(2), -1);
}

TEST_F(FitPanelTest, TellsTheConstraintOfTheKinematicFit) {
    show(0);
    FitOptionsPage& page = m_panel.optionsPage();
    QSignalSpy spy(&m_panel, &FitPanel::optionsChanged);
    for (int i = 0; i < page.kinematic().count(); ++i) {
        page.kinematic().setCurrentIndex(i);
        emit page.kinematic().activated(i);
    }
    EXPECT_EQ(spy.count(), 3);
    EXPECT_EQ(page.options().kinematic.constraint, KinematicConstraint::Off);
    EXPECT_FALSE(page.photon().isEnabled()) << "there is nothing to choose it for";
    page.photonOrigin().setCurrentIndex(1);
    emit page.photonOrigin().activated(1);
    EXPECT_EQ(page.options().kinematic.origin, PhotonOrigin::Vertex);
    page.defaults().click();
    EXPECT_EQ(page.options().kinematic, KinematicFit::Options{});
}

TEST_F(FitPanelTest, ComparesTheKeptFitWithTheOneOnScreen) {
    show(test::twoMinimaRow());
    FitComparePage& page = m_panel.comparePage();
    m_panel.pages().setCurrentWidget(&page);
    QSignalSpy spy(&m_panel, &FitPanel::keptChanged);
    EXPECT_FALSE(page.forgetButton().isEnabled());
    page.keepButton().click();
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(spy[0][0].value<std::shared_ptr<const Candidate>>(), m_study->candidate);
    show(test::twoMinimaRow(), 1);
    ASSERT_TRUE(page.table().isVisible());
    EXPECT_EQ(page.table().table().rows[3][1].text.left(1), QStringLiteral("1"));
    EXPECT_EQ(page.table().table().rows[3][2].text.left(1), QStringLiteral("2"));
    page.forgetButton().click();
    EXPECT_FALSE(page.table().isVisible());
    EXPECT_FALSE(spy[1][0].value<std::shared_ptr<const Candidate>>());
}

TEST_F(FitPanelTest, EveryControlHasANameAndIsReachedByKeyboard) {
    show(test::twoMinimaRow(), 1, VertexChoice::ByHand);
    for (const QWidget* widget : m_panel.findChildren<QWidget*>()) {
        const bool control =
            qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
            qobject_cast<const QLineEdit*>(widget) || qobject_cast<const TextTableView*>(widget) ||
            qobject_cast<const QSlider*>(widget) || qobject_cast<const PlotWidget*>(widget) ||
            qobject_cast<const CorrelationPlot*>(widget);
        const auto* inTable = qobject_cast<const QAbstractItemView*>(widget->parentWidget());
        const bool internal = inTable || widget->objectName().startsWith(QStringLiteral("qt_")) ||
                              widget->objectName().startsWith(QStringLiteral("Scroll"));
        if (!control || internal) continue;
        const auto* push = qobject_cast<const QAbstractButton*>(widget);
        EXPECT_FALSE(widget->accessibleName().isEmpty() && (!push || push->text().isEmpty()))
            << widget->metaObject()->className();
        if (qobject_cast<const QTabBar*>(widget->parentWidget())) continue;
        EXPECT_TRUE(widget->focusPolicy() & Qt::TabFocus)
            << widget->metaObject()->className() << " " << widget->accessibleName().toStdString();
    }
}
