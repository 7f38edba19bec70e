#include "app/window/MainWindow.h"
#include "app/window/ScanControl.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/MessageBar.h"
#include "widgets/panels/ScanPanel.h"
#include "widgets/panels/ScanStartPage.h"
#include "widgets/panels/ScanVerdictPage.h"
#include "widgets/viewport/SceneViewport.h"

#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

// exported by Qt for its own tests
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow* window, QEvent::Type type, int key,
                                    Qt::KeyboardModifiers modifiers, const QString& text, bool autorepeat,
                                    ushort count);

using namespace pairscope;

namespace {

/// A scanner who has only the keyboard.
class ScanRobotTest : public testing::Test {
protected:
    ScanRobotTest() : m_window(test::belle2Detector()) {
        QSettings().remove(QStringLiteral("scan"));
        m_window.resize(1280, 720);
        m_window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_window));
        QApplication::setActiveWindow(&m_window);
    }

    void show(std::size_t candidates) {
        ToyOptions options;
        options.conversions = candidates;
        auto dataset = std::make_shared<Dataset>();
        dataset->name = QStringLiteral("robot.csv");
        dataset->file.pairs = std::make_shared<const PairTable>(generateToyPairs(options));
        dataset->table = reconstructAll(dataset->file.pairs, m_window.session().usualDetector());
        m_window.session().setDataset(dataset);
        m_window.scanning().setJournal(journal());
    }
    QString journal() const { return m_folder.filePath(QStringLiteral("robot.scan.sqlite")); }

    void begin() {
        m_window.actions().scan->trigger();
        m_window.scanPanel().startPage().scanner().setText(QStringLiteral("robot"));
        m_window.scanPanel().startPage().start().click();
        ASSERT_TRUE(QTest::qWaitFor([this] { return m_window.scanning().isScanning(); }, 20000))
            << m_window.messages().text().toStdString();
        QCoreApplication::processEvents();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) {
        // without a window manager the X server may take the keyboard away at any time
        if (QApplication::activeWindow() != &m_window) QApplication::setActiveWindow(&m_window);
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &m_window,
                        static_cast<Qt::Key>(key), modifiers);
    }
    std::vector<ScanEntry> entries() const {
        const auto journal = ScanJournal::open(this->journal().toStdString(), ScanJournal::Access::Read);
        return journal->entries(journal->scans()->back().id).value();
    }
    EventId current() { return m_window.session().current()->event.id; }

    /// In memory where there is such a disk: thousands of syncs are not what is tested here.
    QTemporaryDir m_folder{QDir(QStringLiteral("/dev/shm")).exists()
                               ? QStringLiteral("/dev/shm/pairscope-robot-XXXXXX")
                               : QDir::temp().filePath(QStringLiteral("pairscope-robot-XXXXXX"))};
    MainWindow m_window;
};

} // namespace

/// What was pressed, for which candidate, in which order: the journal says the same.
TEST_F(ScanRobotTest, EveryVerdictOfAThousandIsTheOnePressedInOrder) {
    constexpr std::size_t kCandidates = 1000;
    show(kCandidates);
    begin();
    std::mt19937 random(11);
    const auto dice = [&random](int sides) {
        return std::uniform_int_distribution<int>(0, sides - 1)(random);
    };
    struct Pressed {
        ScanAction action;
        EventId candidate;
        std::string verdict;
    };
    std::vector<Pressed> pressed;
    std::vector<Pressed> undoable;
    const VerdictSet set = VerdictSet::usual();
    while (m_window.scanning().status()->decided < kCandidates) {
        const QWidget* focus = QApplication::focusWidget();
        ASSERT_LT(pressed.size(), 3 * kCandidates)
            << m_window.scanning().status()->decided << " decided, the keys go to "
            << (focus ? focus->metaObject()->className() : "nobody") << "; "
            << m_window.messages().text().toStdString();
        if (!undoable.empty() && dice(12) == 0) {
            pressed.push_back({ScanAction::Undo, undoable.back().candidate, ""});
            undoable.pop_back();
            press(Qt::Key_Z, Qt::ControlModifier);
            ASSERT_EQ(current(), pressed.back().candidate) << "the undone candidate is on screen";
            continue;
        }
        const int kind = dice(5);
        pressed.push_back({ScanAction::Verdict, current(), set.kinds[static_cast<std::size_t>(kind)].name});
        undoable.push_back(pressed.back());
        if (undoable.size() > 100) undoable.erase(undoable.begin()); // as far as the history goes
        press(Qt::Key_1 + kind);
    }
    const auto written = entries();
    ASSERT_EQ(written.size(), pressed.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        ASSERT_EQ(written[i].action, pressed[i].action) << i;
        ASSERT_EQ(written[i].candidate, pressed[i].candidate) << i;
        ASSERT_EQ(written[i].verdict, pressed[i].verdict) << i;
    }
    EXPECT_GT(std::ranges::count(written, ScanAction::Undo, &ScanEntry::action), 30);
}

TEST_F(ScanRobotTest, AKeyThatIsHeldGivesOneVerdict) {
    show(20);
    begin();
    // as the window system tells it; QTest has no keys that repeat
    const auto send = [this](QEvent::Type type, bool repeated) {
        qt_handleKeyEvent(m_window.windowHandle(), type, Qt::Key_1, Qt::NoModifier, QStringLiteral("1"),
                          repeated, 1);
        QCoreApplication::processEvents();
    };
    send(QEvent::KeyPress, false);
    for (int i = 0; i < 10; ++i)
        send(QEvent::KeyPress, true);
    send(QEvent::KeyRelease, false);
    EXPECT_EQ(entries().size(), 1);
    // as X11 tells of a held key to a window that is busy: up and down at once
    send(QEvent::KeyPress, false);
    send(QEvent::KeyRelease, false);
    EXPECT_EQ(entries().size(), 1);
    QTest::qWait(30);
    send(QEvent::KeyPress, false);
    send(QEvent::KeyRelease, false);
    EXPECT_EQ(entries().size(), 2);
}

TEST_F(ScanRobotTest, DigitsInATextFieldAreText) {
    show(20);
    begin();
    press(Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("12 hits"));
    EXPECT_EQ(m_window.scanning().status()->decided, 0);
    press(Qt::Key_Return);
    EXPECT_EQ(m_window.scanning().status()->current->comment, "12 hits");
    EXPECT_EQ(m_window.scanning().status()->decided, 0);
}

TEST_F(ScanRobotTest, ReasonAndConfidenceAreForOneVerdict) {
    show(20);
    begin();
    press(Qt::Key_R);
    press(Qt::Key_Plus);
    press(Qt::Key_3);
    press(Qt::Key_1);
    const auto written = entries();
    ASSERT_EQ(written.size(), 2);
    EXPECT_EQ(written[0].reason, VerdictSet::usual().reasons.front());
    EXPECT_NE(written[0].confidence, Confidence::None);
    EXPECT_EQ(written[1].reason, "");
    EXPECT_EQ(written[1].confidence, Confidence::None);
}

TEST_F(ScanRobotTest, TheIdOnScreenIsThatOfTheNextVerdict) {
    show(30);
    begin();
    for (int i = 0; i < 30; ++i) {
        QCoreApplication::processEvents();
        const QString shown = m_window.scanPanel().verdictPage().candidateText();
        EXPECT_EQ(shown.toStdString(), toString(current()));
        EXPECT_EQ(m_window.viewport().scene().candidate()->event.id, current());
        press(Qt::Key_1 + i % 5);
        EXPECT_EQ(toString(entries().back().candidate), shown.toStdString());
    }
    press(Qt::Key_1);
    EXPECT_EQ(m_window.scanning().status()->decided, 30);
}
