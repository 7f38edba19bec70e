#include "app/window/MainWindow.h"

#include "core/io/PairSink.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"
#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/GoToLine.h"
#include "widgets/panels/InspectorPanel.h"
#include "widgets/panels/ProblemsPanel.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/viewport/SceneViewport.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

using namespace pairscope;
using testing::HasSubstr;

namespace {

class MainWindowTest : public testing::Test {
protected:
    MainWindowTest() : m_window(test::belle2Detector()) {
        m_window.resize(1280, 720);
        m_window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_window));
        QApplication::setActiveWindow(&m_window); // there is no window manager to do it
        m_window.openDemonstration();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &m_window, key,
                        modifiers);
    }

    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    void write(const char* name, const std::string& content) const {
        std::ofstream(path(name).toStdString(), std::ios::binary) << content;
    }

    /// A good file of a few pairs.
    QString goodFile() const {
        ToyOptions options;
        options.conversions = 6;
        const QString file = path("good.csv");
        EXPECT_TRUE(writePairs(generateToyPairs(options), file.toStdString()));
        return file;
    }

    void open(const QString& file) {
        QSignalSpy spy(&m_window, &MainWindow::loadEnded);
        m_window.openFile(file);
        ASSERT_TRUE(spy.wait(10000));
    }

    std::string message() { return m_window.messages().text().toStdString(); }
    std::size_t currentRow() { return m_window.session().currentRow().value(); }

    QTemporaryDir m_folder;
    MainWindow m_window;
};

} // namespace

TEST_F(MainWindowTest, StartsWithTheDemonstrationSampleAndACandidate) {
    EXPECT_EQ(m_window.session().table()->rows(), 400u);
    ASSERT_TRUE(m_window.session().current());
    EXPECT_THAT(m_window.windowTitle().toStdString(), HasSubstr("simulation"));
    EXPECT_TRUE(m_window.viewport().options().simulation);
    EXPECT_THAT(m_window.viewport().scene().dump(), HasSubstr("track-after"));
    EXPECT_EQ(m_window.messages().text(), QString());
}

TEST_F(MainWindowTest, StepsThroughCandidatesWithOneSelectionEverywhere) {
    const std::size_t first = currentRow();
    press(Qt::Key_PageDown);
    EXPECT_EQ(currentRow(), first + 1);
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(currentRow(), first + 2);
    press(Qt::Key_PageUp);
    EXPECT_EQ(currentRow(), first + 1);
    const std::string id = toString(m_window.session().current()->event.id);
    EXPECT_EQ(m_window.candidates().current(), first + 1);
    EXPECT_THAT(m_window.inspector().text().toStdString(), HasSubstr(id));
    EXPECT_EQ(m_window.viewport().scene().candidate()->event.id, m_window.session().current()->event.id);
}

TEST_F(MainWindowTest, SelectsAllShownAndClearsWithEscape) {
    m_window.viewport().setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(m_window.session().state().selection.size(), 400u);
    QCoreApplication::processEvents();
    EXPECT_TRUE(m_window.candidates().model().isSelected(17));
    press(Qt::Key_Escape);
    EXPECT_TRUE(m_window.session().state().selection.empty());
}

TEST_F(MainWindowTest, SwitchesWhatIsDrawnByKeys) {
    m_window.viewport().setFocus();
    press(Qt::Key_L);
    EXPECT_FALSE(m_window.viewport().options().layers);
    press(Qt::Key_T);
    EXPECT_FALSE(m_window.viewport().options().truth);
    press(Qt::Key_E);
    EXPECT_FALSE(m_window.viewport().options().ellipse);
    press(Qt::Key_B);
    EXPECT_TRUE(m_window.viewport().options().beforeTracks);
    EXPECT_FALSE(m_window.viewport().options().afterTracks);
    press(Qt::Key_B);
    EXPECT_FALSE(m_window.viewport().options().beforeTracks);
    EXPECT_TRUE(m_window.viewport().options().afterTracks);
    press(Qt::Key_M);
    EXPECT_TRUE(m_window.viewport().measuring());
    press(Qt::Key_Escape);
    EXPECT_FALSE(m_window.viewport().measuring());
}

TEST_F(MainWindowTest, LettersGoIntoATextFieldThatHasTheFocus) {
    press(Qt::Key_F, Qt::ControlModifier);
    auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    ASSERT_TRUE(line);
    QTest::keyClicks(line, QStringLiteral("ltm s"));
    EXPECT_EQ(line->text(), QStringLiteral("ltm s"));
    EXPECT_TRUE(m_window.viewport().options().layers);
    EXPECT_FALSE(m_window.viewport().measuring());
    EXPECT_FALSE(m_window.actions().play->isChecked());
}

TEST_F(MainWindowTest, ReturnKeepsWhatWasFoundAndEscapeEndsTheSearch) {
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("SVD"));
    const std::size_t found = m_window.candidates().model().shownCount();
    EXPECT_GT(found, 0u);
    EXPECT_LT(found, 400u);
    press(Qt::Key_Return);
    EXPECT_FALSE(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    press(Qt::Key_L); // a key again, not a letter
    EXPECT_FALSE(m_window.viewport().options().layers);
    EXPECT_EQ(m_window.candidates().model().shownCount(), found);
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Escape);
    EXPECT_FALSE(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    EXPECT_EQ(m_window.candidates().model().shownCount(), 400u);
}

TEST_F(MainWindowTest, AClosedPanelStaysClosedWhenTheWindowIsResized) {
    auto* dock = m_window.findChild<QDockWidget*>(QStringLiteral("candidates"));
    ASSERT_TRUE(dock);
    dock->close();
    m_window.resize(1700, 900);
    EXPECT_TRUE(dock->isHidden());
    m_window.actions().resetLayout->trigger();
    EXPECT_TRUE(dock->isVisible());
}

TEST_F(MainWindowTest, SpacePressesTheButtonThatHasTheFocus) {
    auto* box = m_window.findChild<QCheckBox*>();
    ASSERT_TRUE(box);
    box->setFocus();
    const bool before = box->isChecked();
    QTest::keyClick(box, Qt::Key_Space);
    EXPECT_NE(box->isChecked(), before);
    EXPECT_FALSE(m_window.actions().play->isChecked());
}

TEST_F(MainWindowTest, GoesToATypedCandidateOrSaysThatThereIsNone) {
    press(Qt::Key_G, Qt::ControlModifier);
    auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    ASSERT_TRUE(line);
    line->setText(QStringLiteral("0/0/37/0"));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_EQ(m_window.session().current()->event.id, (EventId{0, 0, 37, 0}));
    press(Qt::Key_G, Qt::ControlModifier);
    line->setText(QStringLiteral("7/1/1/0"));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_THAT(m_window.goToLine().problem().toStdString(), HasSubstr("7/1/1/0"));
    EXPECT_EQ(m_window.session().current()->event.id, (EventId{0, 0, 37, 0}));
}

TEST_F(MainWindowTest, TogglesDarkAndLightEverywhere) {
    const bool wasDark = m_window.viewport().options().theme.isDark;
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_NE(m_window.viewport().options().theme.isDark, wasDark);
    const bool paletteIsDark = QApplication::palette().window().color().lightness() < 128;
    EXPECT_EQ(paletteIsDark, !wasDark);
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
}

TEST_F(MainWindowTest, OpensAFileAndRemembersIt) {
    const QString file = goodFile();
    open(file);
    EXPECT_EQ(m_window.session().table()->rows(), 6u);
    EXPECT_EQ(m_window.session().dataset()->path, file);
    EXPECT_THAT(m_window.windowTitle().toStdString(), HasSubstr("good.csv"));
}

TEST_F(MainWindowTest, OpensADroppedFile) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(goodFile())});
    QSignalSpy spy(&m_window, &MainWindow::loadEnded);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_window, &drop);
    ASSERT_TRUE(spy.wait(10000));
    EXPECT_EQ(m_window.session().table()->rows(), 6u);
}

TEST_F(MainWindowTest, KeepsWhatIsOpenWhenAFileCannotBeOpened) {
    write("empty.csv", "");
    write("columns.csv", "a,b\n1,2\n");
    write("cut.csv.gz", std::string("\x1f\x8b\x08\x00", 4));
    write("no_table.h5", std::string("\x89HDF\r\n\x1a\n", 8));
    const struct {
        QString file;
        const char* why;
    } cases[] = {{path("absent.csv"), "absent.csv"}, {m_folder.path(), "folder"},
                 {path("empty.csv"), "empty"},       {path("columns.csv"), "daughter(0, d0)"},
                 {path("cut.csv.gz"), "gzip"},       {path("no_table.h5"), "HDF5"}};
    for (const auto& bad : cases) {
        open(bad.file);
        EXPECT_THAT(message(), HasSubstr("could not be opened")) << bad.file.toStdString();
        EXPECT_THAT(message(), HasSubstr(bad.why)) << bad.file.toStdString();
        EXPECT_EQ(m_window.session().table()->rows(), 400u);
        EXPECT_TRUE(m_window.session().current());
    }
}

TEST_F(MainWindowTest, KeepsGoodRowsAndListsBadOnes) {
    ToyOptions options;
    options.conversions = 5;
    PairTable pairs = generateToyPairs(options);
    pairs.track(0, 0)[kD0] = std::nan("");
    pairs.track(1, 1)[kOmega] = 0;
    pairs.track(2, 0)[kTrackParameterCount] = -1; // variance of d0
    pairs.track(3, 1)[kOmega] = -pairs.track(3, 1)[kOmega];
    const QString file = path("bad_rows.csv");
    ASSERT_TRUE(writePairs(pairs, file.toStdString()));
    open(file);
    EXPECT_EQ(m_window.session().table()->rows(), 5u);
    EXPECT_THAT(message(), HasSubstr("4 of 5 rows have problems"));
    EXPECT_TRUE(m_window.problems().isVisible());
    for (std::size_t row = 0; row < 4; ++row) {
        m_window.session().setCurrent(row);
        EXPECT_EQ(m_window.session().current()->status(), CandidateStatus::Failed);
        EXPECT_FALSE(m_window.inspector().text().isEmpty());
        EXPECT_FALSE(m_window.viewport().grabPicture(QSize(200, 150)).isNull());
    }
    EXPECT_EQ(m_window.session().current()->reason(), "SameCharge");
}

TEST_F(MainWindowTest, SaysWhenAFileHasNoRows) {
    const QString file = path("none.csv");
    ASSERT_TRUE(writePairs(PairTable({}, 0), file.toStdString()));
    open(file);
    EXPECT_EQ(m_window.session().table()->rows(), 0u);
    EXPECT_THAT(message(), HasSubstr("no rows"));
    press(Qt::Key_PageDown); // nothing to go to, nothing happens
    EXPECT_FALSE(m_window.session().current());
}

TEST_F(MainWindowTest, CancelsALoadAndKeepsWhatIsOpen) {
    ToyOptions options;
    options.conversions = 20000;
    const QString file = path("large.csv");
    ASSERT_TRUE(writePairs(generateToyPairs(options), file.toStdString()));
    m_window.openFile(file);
    EXPECT_TRUE(m_window.isLoading());
    m_window.openDemonstration(); // also what Cancel does to the load
    QTest::qWait(300);
    EXPECT_FALSE(m_window.isLoading());
    EXPECT_EQ(m_window.session().table()->rows(), 400u);
}

TEST_F(MainWindowTest, AClickInTheSidebandPlaneShowsThatCandidate) {
    emit m_window.sideband().rowClicked(23);
    EXPECT_EQ(currentRow(), 23u);
    emit m_window.sideband().rowsSelected(RowSet({1, 2, 3}), false);
    emit m_window.sideband().rowsSelected(RowSet({9}), true);
    EXPECT_EQ(m_window.session().state().selection, RowSet({1, 2, 3, 9}));
}

TEST_F(MainWindowTest, ARubberBandInTheViewSelectsTheVerticesInIt) {
    emit m_window.viewport().rubberBandDrawn(Box2D{{-1, -1}, {1, 1}});
    const auto& selection = m_window.session().state().selection;
    ASSERT_FALSE(selection.empty());
    const CandidateTable& table = *m_window.session().table();
    std::size_t inside = 0;
    for (std::size_t row = 0; row < table.rows(); ++row)
        inside += std::abs(table.value(CandidateColumn::VertexX, row)) <= 1 &&
                  std::abs(table.value(CandidateColumn::VertexY, row)) <= 1;
    EXPECT_EQ(selection.size(), inside);
    for (const std::size_t row : selection)
        EXPECT_LE(std::abs(table.value(CandidateColumn::VertexX, row)), 1);
}

TEST_F(MainWindowTest, EveryActionHasAnExplanationAndNoKeyIsUsedTwice) {
    QStringList keys;
    for (const QAction* action : m_window.actions().all()) {
        EXPECT_FALSE(action->statusTip().isEmpty()) << action->text().toStdString();
        for (const QKeySequence& key : action->shortcuts()) {
            EXPECT_FALSE(keys.contains(key.toString())) << key.toString().toStdString();
            keys.append(key.toString());
        }
    }
    EXPECT_TRUE(keys.contains(QStringLiteral("PgDown")));
}
