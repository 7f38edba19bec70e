#include "widgets/panels/ScanPanel.h"
#include "core/scan/ScanState.h"
#include "widgets/panels/ScanAgreementPage.h"
#include "widgets/panels/ScanStartPage.h"
#include "widgets/panels/ScanVerdictPage.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/panels/VerdictButton.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pairscope;

namespace {

ScanEntry entry(ScanAction action, std::uint32_t event, const std::string& verdict = {}) {
    static int number = 0;
    ScanEntry made;
    made.id = "entry" + std::to_string(++number);
    made.time = "2026-11-25T14:03:07." + std::to_string(100000 + number) + "Z";
    made.action = action;
    made.candidate = {1, 2, event, 0};
    made.verdict = verdict;
    return made;
}

/// A scan of 500 of which `decided` are done.
ScanInJournal scanOf(const std::string& scanner, const std::string& queue, std::uint32_t decided,
                     bool finished = false) {
    ScanInJournal made;
    made.scan = {"scan of " + scanner, queue,       scanner,
                 VerdictSet::usual(),  "Pairscope", "2026-11-25T14:03:07.123456Z"};
    made.queue.id = queue;
    made.queue.choice = "500 at random of 1,234 shown, seed 7";
    made.candidates = 500;
    for (std::uint32_t event = 0; event < decided; ++event)
        made.state.apply(entry(ScanAction::Verdict, event, "prompt"));
    if (finished) made.state.apply(entry(ScanAction::Finish, 0));
    return made;
}

ScanOffer offerOf(std::vector<ScanInJournal> scans = {}) {
    ScanOffer offer;
    offer.dataset = QStringLiteral("pairs.h5");
    offer.shown = 1234;
    offer.journal = QStringLiteral("/data/pairs.scan.sqlite");
    offer.scans = std::move(scans);
    return offer;
}

ScanStatus statusOf(std::size_t position, std::size_t decided) {
    ScanStatus status;
    status.scanner = QStringLiteral("anna");
    status.queue = QStringLiteral("500 at random of 1,234 shown, seed 7");
    status.verdicts = VerdictSet::usual();
    status.candidate = QStringLiteral("26/1000/%1/0").arg(position);
    status.position = position;
    status.total = 500;
    status.decided = decided;
    status.tally = {decided, 0, 0, 0, 0};
    status.journal = QStringLiteral("/data/pairs.scan.sqlite");
    return status;
}

/// Two scanners of 20 candidates who differ in four: kappa by hand is (0.8 - 0.5) / (1 - 0.5) = 0.6.
Agreement agreementOfTwo() {
    Agreement made;
    made.scanners = {"anna", "ben"};
    made.verdicts = {"conversion", "prompt"};
    made.pairs = {{0, 1, {{8, 2}, {2, 8}}, {20, 0.8, 0.6, 0.179}}};
    made.overall = made.pairs.front().kappa;
    made.disagreements.resize(4);
    return made;
}

void type(QLineEdit& field, const QString& text) {
    field.selectAll();
    QTest::keyClicks(&field, text);
}

struct ScanPanelTest : testing::Test {
    ScanPanelTest() {
        panel.resize(420, 700);
        panel.show();
        QCoreApplication::processEvents();
    }
    ~ScanPanelTest() override { QSettings().clear(); }

    ScanPanel panel;
    ScanStartPage& start = panel.startPage();
    ScanVerdictPage& scan = panel.verdictPage();
};

} // namespace

TEST_F(ScanPanelTest, SaysEveryReasonWhyAScanCannotBeStarted) {
    EXPECT_FALSE(start.start().isEnabled());
    EXPECT_EQ(start.problems(),
              QStringList{QStringLiteral("Nothing is open: open a file with candidates first.")});
    ScanOffer offer = offerOf();
    offer.shown = 0;
    offer.problem = QStringLiteral("/data is read-only: choose another place.");
    panel.setOffer(offer);
    type(start.scanner(), QStringLiteral(" "));
    const QString all = start.problems().join(u' ');
    for (const char* part : {"your name", "no candidate", "read-only"})
        EXPECT_TRUE(all.contains(QLatin1String(part))) << part;
    EXPECT_FALSE(start.start().isEnabled());
    panel.setOffer(offerOf());
    type(start.scanner(), QStringLiteral("anna"));
    EXPECT_EQ(start.problems(), QStringList());
    EXPECT_TRUE(start.start().isEnabled());
}

TEST_F(ScanPanelTest, StartsWhatWasChosenAndRemembersTheScanner) {
    panel.setOffer(offerOf());
    type(start.scanner(), QStringLiteral("anna"));
    start.choice().setCurrentIndex(static_cast<int>(QueueChoice::From::RandomSample));
    type(start.sample(), QStringLiteral("200"));
    type(start.seed(), QStringLiteral("7"));
    type(start.known(), QStringLiteral("20"));
    QSignalSpy started(&panel, &ScanPanel::startRequested);
    QTest::mouseClick(&start.start(), Qt::LeftButton);
    ASSERT_EQ(started.count(), 1);
    const auto request = started[0][0].value<ScanRequest>();
    EXPECT_EQ(request.scanner, QStringLiteral("anna"));
    EXPECT_EQ(request.choice, (QueueChoice{QueueChoice::From::RandomSample, 200, 7, {}, false}));
    EXPECT_EQ(request.known, 20U);
    EXPECT_EQ(request.verdicts, VerdictSet::usual());
    EXPECT_TRUE(request.sameQueueAs.isEmpty());
    const ScanPanel later;
    EXPECT_EQ(later.startPage().scanner().text(), QStringLiteral("anna"));
}

TEST_F(ScanPanelTest, TellsHowManyCandidatesAChoiceGives) {
    QSignalSpy asked(&panel, &ScanPanel::previewRequested);
    panel.setOffer(offerOf());
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(start.preview(), QStringLiteral("1,234 candidates"));
    start.unscannedOnly().setChecked(true);
    EXPECT_EQ(start.candidates(), std::nullopt) << "only the journal knows";
    ASSERT_EQ(asked.count(), 2);
    const auto choice = asked[1][1].value<QueueChoice>();
    EXPECT_TRUE(choice.unscannedOnly);
    panel.setPreview(asked[0][1].value<QueueChoice>(), 1234, 0);
    EXPECT_EQ(start.candidates(), std::nullopt) << "the answer to an older question";
    panel.setPreview(choice, 34, 0);
    EXPECT_EQ(start.preview(), QStringLiteral("34 candidates"));
    panel.setPreview(choice, 0, 0);
    EXPECT_FALSE(start.start().isEnabled());
    EXPECT_TRUE(start.problems().join(u' ').contains(QStringLiteral("all of them have your verdict")));
}

TEST_F(ScanPanelTest, ReadsIdsFromAFileAndSaysWhatIsWrongWithIt) {
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const char* text) {
        QFile file(folder.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return file.fileName();
    };
    panel.setOffer(offerOf());
    start.useIds(write("bad.txt", "26/1000/62/0\nsomething else\n"));
    EXPECT_FALSE(start.start().isEnabled());
    EXPECT_FALSE(start.problems().isEmpty());
    QSignalSpy asked(&panel, &ScanPanel::previewRequested);
    start.useIds(write("good.txt", "26/1000/62/0\n26/1000/63\n"));
    ASSERT_GE(asked.count(), 1);
    const auto choice = asked.back()[1].value<QueueChoice>();
    EXPECT_EQ(choice.ids, (std::vector<EventId>{{26, 1000, 62, 0}, {26, 1000, 63, 0}}));
    panel.setPreview(choice, 1, 1);
    EXPECT_TRUE(start.preview().contains(QStringLiteral("1 ids are left out")));
    EXPECT_EQ(start.request().choice.ids.size(), 2U);
}

TEST_F(ScanPanelTest, OffersToResumeOnlyToWhoBeganTheScan) {
    panel.setOffer(offerOf({scanOf("anna", "q1", 120), scanOf("ben", "q2", 500, true)}));
    type(start.scanner(), QStringLiteral("carl"));
    EXPECT_TRUE(start.resumeButtons().isEmpty());
    type(start.scanner(), QStringLiteral("ben"));
    EXPECT_TRUE(start.resumeButtons().isEmpty()) << "a finished scan cannot be gone on with";
    type(start.scanner(), QStringLiteral("anna"));
    ASSERT_EQ(start.resumeButtons().size(), 1);
    QPushButton& resume = *start.resumeButtons().front();
    EXPECT_TRUE(
        resume.accessibleName().startsWith(QStringLiteral("Resume: 120 of 500 done, since 2026-11-2")));
    EXPECT_TRUE(resume.isDefault());
    QSignalSpy resumed(&panel, &ScanPanel::resumeRequested);
    QObject::connect(&panel, &ScanPanel::resumeRequested, &panel, [this] { panel.setOffer(offerOf()); });
    QTest::mouseClick(&resume, Qt::LeftButton);
    ASSERT_EQ(resumed.count(), 1);
    EXPECT_EQ(resumed[0][0].toString(), QStringLiteral("scan of anna"));
}

TEST_F(ScanPanelTest, OffersTheQueueOfAnotherScannerWithItsVerdicts) {
    ScanInJournal theirs = scanOf("anna", "q1", 120);
    theirs.scan.verdicts.kinds[0].name = "gamma conversion";
    panel.setOffer(offerOf({theirs}));
    type(start.scanner(), QStringLiteral("anna"));
    EXPECT_EQ(start.choice().count(), 4) << "one's own queue is resumed, not begun again";
    type(start.scanner(), QStringLiteral("ben"));
    ASSERT_EQ(start.choice().count(), 5);
    EXPECT_EQ(start.choice().itemText(4), QStringLiteral("The same queue as anna (500)"));
    start.choice().setCurrentIndex(4);
    EXPECT_FALSE(start.known().isEnabled()) << "known ones are in that queue already";
    ASSERT_TRUE(start.theirVerdicts().isVisible());
    QTest::mouseClick(&start.theirVerdicts(), Qt::LeftButton);
    EXPECT_EQ(start.verdicts(), theirs.scan.verdicts);
    EXPECT_FALSE(start.theirVerdicts().isVisible());
    const ScanRequest request = start.request();
    EXPECT_EQ(request.sameQueueAs, QStringLiteral("q1"));
    EXPECT_EQ(request.known, 0U);
    panel.setOffer(offerOf({theirs}));
    EXPECT_EQ(start.request().sameQueueAs, QStringLiteral("q1")) << "a new offer leaves what was chosen";
}

TEST_F(ScanPanelTest, ShowsAgreementToNobodyWhoIsStillScanning) {
    panel.setOffer(offerOf());
    EXPECT_FALSE(start.agreement().isEnabled());
    EXPECT_TRUE(start.agreement().toolTip().contains(QStringLiteral("Nobody has scanned")));
    panel.setOffer(offerOf({scanOf("anna", "q1", 120), scanOf("ben", "q1", 500, true)}));
    type(start.scanner(), QStringLiteral("anna"));
    EXPECT_FALSE(start.agreement().isEnabled());
    EXPECT_TRUE(start.agreement().toolTip().contains(QStringLiteral("Finish your scan first")));
    type(start.scanner(), QStringLiteral("ben"));
    EXPECT_TRUE(start.agreement().isEnabled());
    EXPECT_TRUE(start.merge().isEnabled());
    ScanOffer broken = offerOf();
    broken.problem = QStringLiteral("It is no journal.");
    panel.setOffer(broken);
    EXPECT_FALSE(start.merge().isEnabled());
}

TEST_F(ScanPanelTest, ShowsWhereTheScanStandsAndTheVerdictInWords) {
    ScanStatus status = statusOf(12, 120);
    status.perMinute = 14;
    status.current = CandidateVerdict{.entry = "e",
                                      .verdict = "conversion",
                                      .reason = "two vertices",
                                      .confidence = Confidence::High,
                                      .comment = "odd"};
    panel.setStatus(status);
    EXPECT_EQ(&panel.page(), &scan);
    EXPECT_EQ(scan.candidateText(), QStringLiteral("26/1000/12/0"));
    EXPECT_EQ(scan.progressText(), QStringLiteral("12 of 500; 120 decided, 380 left"));
    EXPECT_EQ(scan.paceText(), QStringLiteral("14 a minute, 27 min to go"));
    EXPECT_EQ(scan.verdictText(), QStringLiteral("Your verdict: conversion, high confidence (two vertices)"));
    EXPECT_EQ(scan.comment().text(), QStringLiteral("odd"));
    ASSERT_EQ(scan.buttons().size(), 5U);
    EXPECT_EQ(scan.buttons()[0]->count(), 120U);
    EXPECT_TRUE(scan.buttons()[0]->isPresent());
    EXPECT_TRUE(scan.buttons()[0]->accessibleName().contains(QStringLiteral("your verdict")));
    panel.setStatus(statusOf(13, 120));
    EXPECT_FALSE(scan.buttons()[0]->isPresent());
    EXPECT_EQ(scan.verdictText(), QStringLiteral("No verdict yet."));
    EXPECT_EQ(scan.comment().text(), QString());
    panel.setStatus(std::nullopt);
    EXPECT_EQ(&panel.page(), &start);
}

TEST_F(ScanPanelTest, AClickGivesOneVerdictAndADoubleClickNoSecondOne) {
    panel.setStatus(statusOf(12, 120));
    QSignalSpy given(&panel, &ScanPanel::verdictRequested);
    VerdictButton* fake = scan.buttons()[3];
    QTest::mouseClick(fake, Qt::LeftButton);
    ASSERT_EQ(given.count(), 1);
    EXPECT_EQ(given[0][0].toString(), QStringLiteral("fake"));
    EXPECT_FALSE(fake->hasFocus()) << "Space must not press it again";
    const QPointF at = fake->rect().center();
    QMouseEvent second(QEvent::MouseButtonDblClick, at, fake->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton,
                       {});
    QApplication::sendEvent(fake, &second);
    QTest::mouseRelease(fake, Qt::LeftButton);
    EXPECT_EQ(given.count(), 1);
    QTest::mouseClick(fake, Qt::LeftButton);
    EXPECT_EQ(given.count(), 2) << "it was not left pressed";
}

TEST_F(ScanPanelTest, ReasonAndConfidenceAreForTheNextVerdict) {
    panel.setStatus(statusOf(12, 120));
    EXPECT_EQ(panel.reason(), QString());
    panel.stepReason(1);
    EXPECT_EQ(panel.reason(), QStringLiteral("two vertices"));
    panel.stepReason(-2);
    EXPECT_EQ(panel.reason().toStdString(), VerdictSet::usual().reasons.back()) << "round and round";
    panel.stepConfidence(-1);
    EXPECT_EQ(panel.confidence(), Confidence::None);
    panel.stepConfidence(5);
    EXPECT_EQ(panel.confidence(), Confidence::High);
    panel.setStatus(statusOf(13, 121));
    EXPECT_EQ(panel.reason(), QString());
    EXPECT_EQ(panel.confidence(), Confidence::None);
}

TEST_F(ScanPanelTest, ACommentTakesEveryKeyUntilReturnOrEscape) {
    panel.setStatus(statusOf(12, 120));
    QApplication::setActiveWindow(&panel);
    QShortcut digit(QKeySequence(Qt::Key_1), &panel);
    QShortcut enter(QKeySequence(Qt::Key_Return), &panel);
    QShortcut escape(QKeySequence(Qt::Key_Escape), &panel);
    QSignalSpy stolen(&digit, &QShortcut::activated);
    QSignalSpy stolenReturn(&enter, &QShortcut::activated);
    QSignalSpy stolenEscape(&escape, &QShortcut::activated);
    QSignalSpy told(&panel, &ScanPanel::commentRequested);
    QSignalSpy given(&panel, &ScanPanel::verdictRequested);
    panel.editComment();
    ASSERT_TRUE(scan.comment().hasFocus());
    QTest::keyClicks(&scan.comment(), QStringLiteral("1 r+-5"));
    ScanStatus same = statusOf(12, 120);
    same.perMinute = 3;
    panel.setStatus(same);
    EXPECT_EQ(scan.comment().text(), QStringLiteral("1 r+-5")) << "a new status leaves what is being typed";
    QTest::keyClick(&scan.comment(), Qt::Key_Return);
    ASSERT_EQ(told.count(), 1);
    EXPECT_EQ(told[0][0].toString(), QStringLiteral("1 r+-5"));
    EXPECT_FALSE(scan.comment().hasFocus()) << "the keys are the window's again";
    panel.editComment();
    QTest::keyClicks(&scan.comment(), QStringLiteral("7"));
    QTest::keyClick(&scan.comment(), Qt::Key_Escape);
    EXPECT_EQ(scan.comment().text(), QStringLiteral("1 r+-5"));
    EXPECT_EQ(told.count(), 1);
    EXPECT_EQ(stolen.count() + stolenReturn.count() + stolenEscape.count() + given.count(), 0);
}

TEST_F(ScanPanelTest, SaysWhichCommentWasLostWhenTheCandidateGoesWhileItIsTyped) {
    panel.setStatus(statusOf(12, 120));
    QSignalSpy told(&panel, &ScanPanel::commentRequested);
    panel.editComment();
    QTest::keyClicks(&scan.comment(), QStringLiteral("half a th"));
    panel.setStatus(statusOf(13, 120));
    EXPECT_EQ(scan.comment().text(), QString()) << "it is not the comment of another candidate";
    EXPECT_TRUE(scan.notice().contains(QStringLiteral("26/1000/12/0")));
    EXPECT_TRUE(scan.notice().contains(QStringLiteral("half a th")));
    panel.setStatus(statusOf(14, 120));
    EXPECT_EQ(scan.notice(), QString());
    EXPECT_EQ(told.count(), 0);
}

TEST_F(ScanPanelTest, AsksBeforeItFinishesOrShowsResults) {
    panel.setStatus(statusOf(12, 120));
    QSignalSpy finished(&panel, &ScanPanel::finishRequested);
    QSignalSpy unblinded(&panel, &ScanPanel::unblindRequested);
    QTest::mouseClick(&scan.finish(), Qt::LeftButton);
    EXPECT_TRUE(scan.question().contains(QStringLiteral("380 of 500 have no verdict")));
    QTest::mouseClick(&scan.no(), Qt::LeftButton);
    EXPECT_EQ(scan.question(), QString());
    EXPECT_EQ(finished.count(), 0);
    QTest::mouseClick(&scan.finish(), Qt::LeftButton);
    QTest::mouseClick(&scan.yes(), Qt::LeftButton);
    EXPECT_EQ(finished.count(), 1);
    scan.results().click();
    EXPECT_TRUE(scan.question().contains(QStringLiteral("written to the journal")));
    EXPECT_EQ(unblinded.count(), 0);
    scan.yes().click();
    EXPECT_EQ(unblinded.count(), 1);
    EXPECT_EQ(finished.count(), 1);
}

TEST_F(ScanPanelTest, SaysWhenAllIsDecidedAndWhenTheScanIsFinished) {
    panel.setStatus(statusOf(12, 500));
    EXPECT_EQ(scan.notice(),
              QStringLiteral("All 500 have a verdict: Finish to see the result, or look again."));
    EXPECT_TRUE(scan.buttons()[0]->isEnabled()) << "one may look again";
    ScanStatus status = statusOf(12, 500);
    status.finished = true;
    panel.setStatus(status);
    EXPECT_TRUE(scan.notice().contains(QStringLiteral("finished")));
    EXPECT_FALSE(scan.buttons()[0]->isEnabled());
    QSignalSpy agreement(&panel, &ScanPanel::agreementRequested);
    scan.results().click();
    EXPECT_EQ(agreement.count(), 1) << "nothing is asked: results may be seen";
}

TEST_F(ScanPanelTest, AutoAdvanceIsOnAtFirstAndRemembered) {
    EXPECT_TRUE(panel.autoAdvance());
    scan.advances().setChecked(false);
    const ScanPanel later;
    EXPECT_FALSE(later.autoAdvance());
}

TEST_F(ScanPanelTest, ShowsTheAgreementOfTwoAndGoesBackToTheScan) {
    panel.setStatus(statusOf(12, 120));
    panel.setAgreement(agreementOfTwo(), VerdictSet::usual());
    ScanAgreementPage& page = panel.agreementPage();
    EXPECT_EQ(&panel.page(), &page);
    EXPECT_EQ(page.kappa(), QStringLiteral("Cohen's κ = 0.60 ± 0.18"));
    EXPECT_TRUE(page.summary().contains(
        QStringLiteral("agree on 80.0\u00a0%. Chance alone would give 50.0\u00a0%.")));
    const TextTable& table = page.confusion().table();
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.columns[2].title, QStringLiteral("2"));
    EXPECT_EQ(table.rows[0][0].text, QStringLiteral("conversion"));
    EXPECT_EQ(table.rows[0][2].text, QStringLiteral("2"));
    EXPECT_TRUE(table.rows[1][2].bold) << "where they agree";
    QSignalSpy queue(&panel, &ScanPanel::disagreementsRequested);
    page.disagreements().click();
    EXPECT_EQ(queue.count(), 1);
    page.back().click();
    EXPECT_EQ(&panel.page(), &scan);
}

TEST_F(ScanPanelTest, SaysHowToGetASecondScannerAndHowOftenTheFirstWasRight) {
    Agreement alone;
    alone.scanners = {"anna"};
    alone.verdicts = {"conversion", "prompt"};
    ClassScore score;
    score.trueClass = PairClass::Conversion;
    score.counts = {9, 1};
    score.candidates = 10;
    score.efficiency = proportion(9, 10);
    score.misTag = proportion(1, 10);
    alone.scores = {{"anna", true, {score}}};
    panel.setAgreement(alone, VerdictSet::usual());
    ScanAgreementPage& page = panel.agreementPage();
    EXPECT_TRUE(page.summary().contains(QStringLiteral("The same queue as anna")));
    EXPECT_FALSE(page.disagreements().isVisible());
    const TextTable& table = page.scores().table();
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0][0].text, QStringLiteral("anna, known candidates only"));
    EXPECT_TRUE(table.rows[1][2].text.startsWith(QStringLiteral("90 % (")));
    EXPECT_TRUE(table.rows[1][3].text.startsWith(QStringLiteral("10 % (")));
}

TEST_F(ScanPanelTest, FitsIntoANarrowDock) {
    panel.setOffer(offerOf({scanOf("anna", "q1", 120), scanOf("ben", "q1", 500, true)}));
    type(start.scanner(), QStringLiteral("anna"));
    ScanStatus status = statusOf(12, 120);
    while (status.verdicts.kinds.size() < VerdictSet::kMostKinds)
        status.verdicts.kinds.push_back(status.verdicts.kinds.back());
    panel.setStatus(status);
    panel.setAgreement(agreementOfTwo(), VerdictSet::usual());
    for (const QScrollArea* area : panel.findChildren<QScrollArea*>())
        EXPECT_LE(area->widget()->minimumSizeHint().width(),
                  340 - area->verticalScrollBar()->sizeHint().width())
            << area->parentWidget()->metaObject()->className();
    EXPECT_LE(panel.minimumSizeHint().width(), 340);
    EXPECT_LE(panel.minimumSizeHint().height(), 400);
}

TEST_F(ScanPanelTest, EveryControlHasAName) {
    panel.setStatus(statusOf(12, 120));
    for (const QWidget* control : panel.findChildren<QWidget*>()) {
        const bool field = qobject_cast<const QLineEdit*>(control) ||
                           qobject_cast<const QComboBox*>(control) ||
                           qobject_cast<const QTableView*>(control);
        EXPECT_FALSE(field && control->accessibleName().isEmpty()) << control->toolTip().toStdString();
        const auto* button = qobject_cast<const QPushButton*>(control);
        const bool nameless = button && button->text().isEmpty() && button->accessibleName().isEmpty();
        EXPECT_FALSE(nameless && button->isVisibleTo(&panel)) << button->toolTip().toStdString();
    }
}
