#include "TestCandidates.h"

#include "core/math/Units.h"
#include "tests/support/PairBuilder.h"
#include "widgets/panels/FlightPanel.h"
#include "widgets/plots/LayerBands.h"
#include "widgets/plots/OriginRow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <cmath>

using namespace pairscope;
using testing::HasSubstr;
using testing::Not;

namespace {

LayerAssociation association(double prompt, double pixel1) {
    LayerAssociation origin;
    origin.prompt = {"prompt", 0.5, prompt, 0, 0.1, true};
    for (const std::string& group : test::detector()->groups())
        origin.layers.push_back({group, 0.05, 0, 0, 1, true});
    origin.layers[1].probability = pixel1;
    origin.layers[2].probability = 1 - prompt - pixel1;
    return origin;
}

CandidateStudy studyOf(const TrackPair& tracks) {
    PairEvent event;
    event.tracks = tracks;
    event.truth = PairTruth{PairClass::Signal, Vector3(0.02, 0.01, 0), {}, {}};
    CandidateStudy study = studyCandidate(event, test::detector());
    study.association = association(0.48, 0.4);
    return study;
}

/// A pair of 17 MeV at the origin: crossings, and minima, at u = 0 and u = 3.77 cm.
CandidateStudy promptStudy() {
    return studyOf(test::PairBuilder::promptOfMass(17.0_MeV).tracks());
}

struct FlightPlotTest : testing::Test {
    FlightPlotTest() {
        plot.resize(800, 400);
        plot.show();
        show(promptStudy());
    }

    void show(const CandidateStudy& study) {
        plot.setStudy(std::make_shared<const CandidateStudy>(study), test::detector());
        plot.fitToData();
        plot.replot();
    }

    void wheel(const QPointF& at, int notches, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(at, plot.mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&plot, &event);
        plot.replot();
    }

    [[nodiscard]] std::string readoutAt(const QPointF& at) {
        QSignalSpy readout(&plot, &PlotWidget::readoutChanged);
        QMouseEvent move(QEvent::MouseMove, at, plot.mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(&plot, &move);
        return readout.isEmpty() ? std::string() : readout.back()[0].toString().toStdString();
    }

    [[nodiscard]] QPointF minimumAmongTracks(std::size_t i) const {
        return plot.axes().place(plot.picture()->minima[i].place);
    }
    [[nodiscard]] QPointF minimumOnProfile(std::size_t i) const {
        const auto& minima = plot.picture()->minima;
        return plot.axes().profilePlace(minima[i].place.x(), minima[i].chi2 - minima[0].chi2);
    }
    /// A place among the tracks with nothing on it.
    [[nodiscard]] QPointF emptyPlace() const {
        return {plot.axes().u()->coordToPixel(2.9), plot.axes().tracks->rect().center().y() + 20.0};
    }

    FlightPlot plot;
};

} // namespace

TEST_F(FlightPlotTest, FitsTheViewToEverythingWhereTheVertexMayBe) {
    const QCPRange u = plot.axes().u()->range();
    EXPECT_TRUE(u.contains(0));
    for (const auto& minimum : plot.picture()->minima) {
        EXPECT_TRUE(u.contains(minimum.place.x()));
        EXPECT_TRUE(plot.axes().v()->range().contains(minimum.place.y()));
        for (const Vector2& point : minimum.ellipse)
            EXPECT_TRUE(plot.axes().v()->range().contains(point.y()));
    }
    EXPECT_LT(u.upper, 7) << "the rest of the detector is of no interest";
    EXPECT_GT(plot.stretch(), 20) << "at equal scales the tracks would be one line";
    plot.showWholeFlight();
    EXPECT_TRUE(plot.axes().u()->range().contains(16.2)) << "the wall of the CDC";
}

TEST_F(FlightPlotTest, ShowsAMinimumThatIsBehindTheInteractionPoint) {
    // the legs bend away from each other: the circles cross before the point where they were made
    CandidateStudy study = studyOf(test::PairBuilder::promptOfMass(17.0_MeV, false).tracks());
    study.profile.reset(); // whatever the scan covers
    show(study);
    const auto& minima = plot.picture()->minima;
    ASSERT_EQ(minima.size(), 2U);
    EXPECT_NEAR(minima[1].place.x(), -3.77, 0.05);
    EXPECT_TRUE(plot.axes().u()->range().contains(minima[1].place.x()));
    EXPECT_THAT(readoutAt(minimumAmongTracks(1)), HasSubstr("Minimum 2"));
}

TEST_F(FlightPlotTest, CentresOnTheChosenVertexAtTheSameScales) {
    const double u = plot.axes().u()->range().size();
    plot.centreOnVertex();
    plot.replot();
    EXPECT_NEAR(plot.axes().u()->range().center(), plot.picture()->minima[0].place.x(), 1e-9);
    EXPECT_NEAR(plot.axes().u()->range().size(), u, 1e-9);
}

TEST_F(FlightPlotTest, WritesVInMicrometresOrMillimetresWhateverIsReadable) {
    EXPECT_EQ(plot.axes().v()->label(), QStringLiteral("v [µm]"));
    plot.axes().v()->setRange(-0.3, 0.3);
    EXPECT_EQ(plot.axes().v()->label(), QStringLiteral("v [mm]"));
}

TEST_F(FlightPlotTest, TheWheelZoomsAlongUAtTheCursorInAllAxes) {
    const QPointF at = emptyPlace();
    const double under = plot.axes().u()->pixelToCoord(at.x());
    const QCPRange u = plot.axes().u()->range();
    const QCPRange v = plot.axes().v()->range();
    wheel(at, 1);
    EXPECT_LT(plot.axes().u()->range().size(), u.size());
    EXPECT_EQ(plot.axes().v()->range(), v);
    EXPECT_NEAR(plot.axes().u()->pixelToCoord(at.x()), under, 1e-9);
    wheel(QRectF(plot.axes().profile->rect()).center(), 1);
    for (const QCPAxisRect* rect : {plot.axes().profile, plot.axes().intervals})
        EXPECT_EQ(rect->axis(QCPAxis::atBottom)->range(), plot.axes().u()->range());
}

TEST_F(FlightPlotTest, CtrlAndTheWheelStretchVAtTheCursorWithinBounds) {
    const QPointF at = emptyPlace();
    const double under = plot.axes().v()->pixelToCoord(at.y());
    const QCPRange u = plot.axes().u()->range();
    const double before = plot.stretch();
    wheel(at, 1, Qt::ControlModifier);
    EXPECT_NEAR(plot.stretch(), 1.25 * before, 1e-6 * before);
    EXPECT_NEAR(plot.axes().v()->pixelToCoord(at.y()), under, 1e-9);
    EXPECT_EQ(plot.axes().u()->range(), u);
    wheel(at, 60, Qt::ControlModifier);
    EXPECT_LE(plot.stretch(), FlightPlot::kMostStretch * (1 + 1e-9));
    EXPECT_NEAR(plot.stretch(), FlightPlot::kMostStretch, 0.02 * FlightPlot::kMostStretch);
    wheel(at, -90, Qt::ControlModifier);
    EXPECT_GE(plot.stretch(), FlightPlot::kLeastStretch - 1e-9);
    EXPECT_NEAR(plot.stretch(), FlightPlot::kLeastStretch, 0.02); // other tick labels take other room
    wheel(QRectF(plot.axes().tracks->rect()).center(), -3); // zooming out along u must not leave them either
    EXPECT_LE(plot.stretch(), FlightPlot::kMostStretch * (1 + 1e-9));
    QTest::mouseDClick(&plot, Qt::LeftButton, {}, at.toPoint());
    plot.replot();
    EXPECT_NEAR(plot.stretch(), before, 1e-6 * before);
    EXPECT_EQ(plot.axes().u()->range(), u);
}

TEST_F(FlightPlotTest, CtrlAndTheWheelOverTheProfileScaleDeltaChi2) {
    const QPointF at = QRectF(plot.axes().profile->rect()).center();
    const QCPRange before = plot.axes().deltaChi2()->range();
    const double stretch = plot.stretch();
    wheel(at, -4, Qt::ControlModifier);
    EXPECT_GT(plot.axes().deltaChi2()->range().upper, 2 * before.upper);
    EXPECT_LE(plot.axes().deltaChi2()->range().lower, 0);
    EXPECT_EQ(plot.stretch(), stretch);
}

TEST_F(FlightPlotTest, AClickOnAMinimumAsksForIt) {
    QSignalSpy chosen(&plot, &FlightPlot::minimumChosen);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, minimumAmongTracks(1).toPoint());
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 1);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, minimumOnProfile(0).toPoint());
    ASSERT_EQ(chosen.count(), 2);
    EXPECT_EQ(chosen[1][0].toInt(), 0);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, emptyPlace().toPoint());
    QTest::mousePress(&plot, Qt::LeftButton, {}, minimumAmongTracks(1).toPoint());
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, minimumAmongTracks(1).toPoint() + QPoint(30, 0));
    EXPECT_EQ(chosen.count(), 2) << "neither beside it nor by a drag";
}

TEST_F(FlightPlotTest, SaysWhatIsUnderTheCursor) {
    EXPECT_THAT(readoutAt(minimumAmongTracks(1)), HasSubstr("Minimum 2: ρ = 3.77"));
    EXPECT_THAT(readoutAt(minimumOnProfile(0)), HasSubstr("Minimum 1: ρ = 0.0"));
    EXPECT_THAT(readoutAt(minimumOnProfile(0)), HasSubstr("the chosen vertex"));
    EXPECT_THAT(readoutAt(plot.axes().place(*plot.picture()->tangentPoint)), HasSubstr("Tangent point"));
    const auto& layer = plot.picture()->layers.front();
    const double inside = plot.axes().u()->coordToPixel((layer.uLow + layer.uHigh) / 2);
    EXPECT_THAT(readoutAt({inside, plot.axes().profile->rect().center().y() * 1.0}),
                HasSubstr("beam pipe at u = 1.1"));
    const QPointF bar(plot.axes().u()->coordToPixel(0), plot.axes().intervals->rect().top() + 4.0);
    EXPECT_THAT(readoutAt(bar), HasSubstr("68 % interval of u: "));
    EXPECT_THAT(readoutAt(bar), HasSubstr(" and ")) << "a union of two stretches";
}

TEST_F(FlightPlotTest, ReadsOutNumbersWithTheirUnits) {
    const QPointF at = plot.axes().place({2.5, -20e-4});
    const std::string text = readoutAt(at);
    EXPECT_THAT(text, HasSubstr("u = 2.5"));
    EXPECT_THAT(text, HasSubstr("v = −"));
    EXPECT_THAT(text, HasSubstr("µm"));
    EXPECT_THAT(text, HasSubstr("χ² = "));
    QEvent leave(QEvent::Leave);
    QSignalSpy readout(&plot, &PlotWidget::readoutChanged);
    QCoreApplication::sendEvent(&plot, &leave);
    EXPECT_EQ(readout.back()[0].toString(), QString());
}

TEST_F(FlightPlotTest, HidesWhatIsSwitchedOff) {
    const QPointF truth = plot.axes().place(*plot.picture()->truth);
    FlightOptions options;
    options.truth = options.layers = false;
    plot.setOptions(options);
    plot.replot();
    EXPECT_THAT(readoutAt(truth + QPointF(0, 9)), Not(HasSubstr("True")));
    EXPECT_TRUE(plot.layerNames().shown().isEmpty());
    const QImage with = plot.grab().toImage();
    options.after = options.before = false;
    plot.setOptions(options);
    plot.replot();
    EXPECT_NE(plot.grab().toImage(), with);
}

TEST_F(FlightPlotTest, NamesTheLayersInOrderAndFewerWhereThereIsNoRoom) {
    plot.showWholeFlight();
    plot.replot();
    const QStringList wide = plot.layerNames().shown();
    EXPECT_EQ(wide.front(), QStringLiteral("beam pipe"));
    EXPECT_EQ(wide.back(), QStringLiteral("CDC wall"));
    EXPECT_EQ(wide.size(), 9);
    plot.resize(330, 400);
    plot.replot();
    EXPECT_LT(plot.layerNames().shown().size(), wide.size());
    EXPECT_GT(plot.layerNames().shown().size(), 2);
}

TEST_F(FlightPlotTest, SaysTheOriginOrThatItIsUndecided) {
    EXPECT_EQ(plot.originRow().verdict(), QStringLiteral("Origin: undecided"));
    EXPECT_EQ(plot.originRow().parts(),
              (QStringList{QStringLiteral("prompt 48 %"), QStringLiteral("PXD 1 40 %"),
                           QStringLiteral("PXD 2 12 %")}));
    CandidateStudy decided = promptStudy();
    decided.association = association(0.02, 0.979);
    show(decided);
    EXPECT_EQ(plot.originRow().verdict(), QStringLiteral("Origin: PXD 1"));
    EXPECT_EQ(plot.originRow().parts().front(), QStringLiteral("PXD 1 98 %"));
    decided.association->layers[1].chi2 = 60;
    show(decided);
    EXPECT_THAT(plot.originRow().verdict().toStdString(), HasSubstr("no known place fits"));
    plot.resize(260, 400); // no room for all of them: the rest is summed, not lost
    plot.setStudy(std::make_shared<const CandidateStudy>(promptStudy()), test::detector());
    plot.replot();
    EXPECT_THAT(plot.originRow().parts().back().toStdString(), HasSubstr("others"));
}

TEST_F(FlightPlotTest, OfAFailedFitShowsTracksAndCrossingsAndSaysWhy) {
    TrackPair tracks = test::PairBuilder::promptOfMass(17.0_MeV).tracks();
    tracks.electron.covariance(kD0, kD0) = -1;
    CandidateStudy failed = studyOf(tracks);
    failed.profile.reset();
    failed.association.reset();
    failed.diagnosis.sentence = "The covariance of the e- cannot be used.";
    show(failed);
    ASSERT_TRUE(plot.picture());
    EXPECT_EQ(plot.picture()->crossings.size(), 2U);
    EXPECT_EQ(plot.message(), QStringLiteral("The covariance of the e- cannot be used."));
    EXPECT_TRUE(plot.axes().u()->range().contains(plot.picture()->crossings[1].x()));
    EXPECT_THAT(readoutAt(plot.axes().place(plot.picture()->crossings[1])), HasSubstr("Circle crossing 2"));
    EXPECT_THAT(plot.originRow().verdict().toStdString(), HasSubstr("not known"));
}

TEST_F(FlightPlotTest, OfTracksThatAreNoneIsOnlyTheSentence) {
    TrackPair tracks = test::PairBuilder::promptOfMass(17.0_MeV).tracks();
    Vector5 parameters = tracks.positron.helix.parameters();
    parameters(kOmega) = std::nan("");
    tracks.positron.helix = Helix(parameters);
    CandidateStudy none = studyOf(tracks);
    none.diagnosis.sentence.clear(); // then the candidate's own
    show(none);
    EXPECT_FALSE(plot.picture());
    EXPECT_THAT(plot.message().toStdString(), HasSubstr("omega of the e+"));
    EXPECT_EQ(readoutAt(emptyPlace()), "");
    plot.setStudy(nullptr, test::detector());
    plot.replot();
    EXPECT_TRUE(plot.message().isEmpty());
    EXPECT_THAT(plot.emptyText().toStdString(), HasSubstr("Ctrl+O"));
}

TEST_F(FlightPlotTest, SurvivesEveryMissingPart) {
    for (int missing = 0; missing < 3; ++missing) {
        CandidateStudy study = promptStudy();
        if (missing != 1) study.profile.reset();
        if (missing != 0) study.association.reset();
        show(study);
        QTest::mouseMove(&plot, emptyPlace().toPoint());
        QTest::mouseClick(&plot, Qt::LeftButton, {}, minimumOnProfile(1).toPoint());
        EXPECT_EQ(plot.message(), QString()) << "there is a vertex";
    }
}

TEST_F(FlightPlotTest, ShowsAStepOfTheFitUntilThereIsAnotherStudy) {
    const Vector2 place = plot.picture()->frame.toDetector({2.5, -30e-4});
    plot.setTrialVertex(Vector3(place.x(), place.y(), 0));
    plot.replot();
    EXPECT_THAT(readoutAt(plot.axes().place({2.5, -30e-4})), HasSubstr("step of the fit"));
    show(promptStudy());
    EXPECT_THAT(readoutAt(plot.axes().place({2.5, -30e-4})), Not(HasSubstr("step of the fit")));
}

TEST(FlightPanel, SliderTextAndPlotAreOneStretch) {
    FlightPanel panel;
    panel.resize(800, 400);
    panel.show();
    panel.setStudy(std::make_shared<const CandidateStudy>(promptStudy()), test::detector());
    panel.fitView();
    panel.plot().replot();
    auto* slider = panel.findChild<QSlider*>();
    ASSERT_TRUE(slider);
    slider->setValue(slider->maximum());
    EXPECT_NEAR(panel.plot().stretch(), FlightPlot::kMostStretch, 1e-3);
    EXPECT_EQ(panel.stretchText(), QStringLiteral("v × 2000"));
    panel.plot().setStretch(std::sqrt(FlightPlot::kMostStretch)); // half way: the slider is logarithmic
    EXPECT_EQ(slider->value(), slider->maximum() / 2);
    EXPECT_EQ(panel.stretchText(), QStringLiteral("v × 45"));
    slider->setValue(0);
    EXPECT_EQ(panel.stretchText(), QStringLiteral("v × 1.0"));
}

TEST(FlightPlot, WritesSharesAsPeopleReadThem) {
    EXPECT_EQ(percentText(0), QStringLiteral("< 1 %"));
    EXPECT_EQ(percentText(0.01), QStringLiteral("1 %"));
    EXPECT_EQ(percentText(0.624), QStringLiteral("62 %"));
    EXPECT_EQ(percentText(0.99), QStringLiteral("99 %"));
    EXPECT_EQ(percentText(0.9999), QStringLiteral("> 99 %"));
}
