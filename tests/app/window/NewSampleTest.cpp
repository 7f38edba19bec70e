#include "widgets/panels/NewSampleDialog.h"

#include "app/window/MainWindow.h"
#include "core/io/PairSource.h"
#include "tests/support/TestDetector.h"
#include "widgets/viewport/SceneViewport.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace pairscope;
using testing::HasSubstr;

namespace {

class NewSampleTest : public testing::Test {
protected:
    NewSampleTest() : m_window(test::belle2Detector()) {
        m_window.resize(1280, 720);
        m_window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_window));
        m_window.openDemonstration();
        m_window.actions().newSample->trigger();
    }

    NewSampleDialog& dialog() { return m_window.newSampleDialog(); }
    template<class Widget>
    Widget* named(const char* name) {
        for (auto* widget : dialog().findChildren<Widget*>())
            if (widget->accessibleName() == QString::fromUtf8(name)) return widget;
        ADD_FAILURE() << "no " << name;
        return nullptr;
    }
    void type(const char* name, const QString& text) {
        auto* edit = named<QLineEdit>(name);
        edit->selectAll();
        if (text.isEmpty())
            edit->clear();
        else
            QTest::keyClicks(edit, text);
    }
    std::string note(const char* name) {
        return named<QLabel>((std::string(name) + ": note").c_str())->text().toStdString();
    }
    std::string size() { return named<QLabel>("Size of the sample")->text().toStdString(); }
    QPushButton* generateButton() {
        for (auto* button : dialog().findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Generate")) return button;
        return nullptr;
    }
    void small() {
        type("A′ γ, A′ → e⁺e⁻", QStringLiteral("40"));
        type("Conversions", QStringLiteral("60"));
        type("Prompt pairs", QStringLiteral("20"));
    }
    void generate() {
        QSignalSpy spy(&m_window, &MainWindow::loadEnded);
        QTest::mouseClick(generateButton(), Qt::LeftButton);
        ASSERT_TRUE(spy.count() > 0 || spy.wait(30000));
    }

    QTemporaryDir m_folder;
    MainWindow m_window;
};

} // namespace

TEST_F(NewSampleTest, OpensTheSampleThatWasAskedFor) {
    EXPECT_TRUE(dialog().isVisible() && !dialog().isModal());
    small();
    type("Mass of A′ [MeV]", QStringLiteral("50"));
    EXPECT_EQ(size(), "120 pairs, simulated.");
    generate();
    EXPECT_FALSE(dialog().isVisible());
    const Dataset& dataset = *m_window.session().dataset();
    ASSERT_EQ(dataset.table->rows(), 120u);
    EXPECT_TRUE(dataset.isSimulation());
    int signal = 0;
    for (std::size_t row = 0; row < 120; ++row) {
        const PairEvent event = dataset.file.pairs->event(row);
        if (event.truth->pairClass != PairClass::Signal) continue;
        ++signal;
        EXPECT_NEAR(*event.truth->mass, 0.05, 1e-9);
    }
    EXPECT_EQ(signal, 40);
    EXPECT_THAT(m_window.windowTitle().toStdString(), HasSubstr("New sample (simulation)"));
    EXPECT_THAT(m_window.messages().text().toStdString(), HasSubstr("conversions: 60 of "));
}

TEST_F(NewSampleTest, SaysBesideTheFieldWhatIsWrongWithIt) {
    const std::vector<std::tuple<const char*, const char*, const char*>> cases{
        {"Mass of A′ [MeV]", "-17", "between 1.022 MeV"},
        {"Mass of A′ [MeV]", "20000", "between 1.022 MeV"},
        {"Mass of A′ [MeV]", "heavy", "A number is needed"},
        {"Kinetic mixing ε", "0", "psilon must be above 0"},
        {"Largest mass of γ* [MeV]", "1", "between 1.022 MeV"},
        {"Conversions", "0", "None"},
        {"Conversions", "-4", "A whole number"},
        {"Conversions", "5000000000", "At most"},
        {"Seed", "x", "A whole number"},
        {"File", "/nowhere/a.h5", "There is no folder /nowhere"},
        {"File", "a.root", "must end in"},
    };
    for (const auto& [name, text, words] : cases) {
        const QString before = named<QLineEdit>(name)->text();
        EXPECT_EQ(note(name), "") << name;
        type(name, QString::fromUtf8(text));
        EXPECT_THAT(note(name), HasSubstr(words)) << name << ' ' << text;
        EXPECT_FALSE(generateButton()->isEnabled());
        EXPECT_FALSE(dialog().sample());
        type(name, before);
        EXPECT_EQ(note(name), "") << name;
        EXPECT_TRUE(generateButton()->isEnabled()) << name;
    }
    type("Conversions", QStringLiteral("300000"));
    EXPECT_THAT(note("File"), HasSubstr("Above 200,000 pairs a file is needed"));
}

TEST_F(NewSampleTest, FieldsOfAClassThatIsNotWantedAreNotAsked) {
    type("Mass of A′ [MeV]", QStringLiteral("0"));
    EXPECT_FALSE(generateButton()->isEnabled());
    named<QCheckBox>("With A′ γ, A′ → e⁺e⁻")->click();
    EXPECT_TRUE(generateButton()->isEnabled());
    EXPECT_FALSE(named<QLineEdit>("Mass of A′ [MeV]")->isEnabled());
    EXPECT_TRUE(dialog().sample()->options.darkPhotons.empty());
    named<QCheckBox>("With Conversions")->click();
    named<QCheckBox>("With Prompt pairs")->click();
    EXPECT_EQ(size(), "Tick at least one class.");
}

TEST_F(NewSampleTest, FindsTheNumbersOfALuminosityInTheBackground) {
    QSignalSpy spy(&dialog(), &NewSampleDialog::estimated);
    named<QCheckBox>("With A′ γ, A′ → e⁺e⁻")->click();
    QRadioButton* byLuminosity = nullptr;
    for (auto* button : dialog().findChildren<QRadioButton*>())
        if (button->text().contains(QStringLiteral("luminosity"))) byLuminosity = button;
    ASSERT_TRUE(byLuminosity);
    byLuminosity->click();
    type("Luminosity [1/fb]", QStringLiteral("0.002"));
    EXPECT_FALSE(generateButton()->isEnabled()) << "the numbers are not known yet";
    ASSERT_TRUE(spy.count() > 0 || spy.wait(60000));
    EXPECT_THAT(note("Conversions"), HasSubstr("expected"));
    const auto sample = dialog().sample();
    ASSERT_TRUE(sample);
    // 0.165 nb of visible conversions, as the closure tests find
    EXPECT_NEAR(static_cast<double>(sample->options.conversions), 0.165 * 2000, 40);
    generate();
    EXPECT_EQ(m_window.session().table()->rows(), sample->options.rows());
}

TEST_F(NewSampleTest, WritesTheFileAndShowsTheDetectorOfTheSample) {
    small();
    named<QComboBox>("Detector")->setCurrentIndex(1);
    const QString file = m_folder.filePath(QStringLiteral("sample.csv"));
    type("File", file);
    generate();
    EXPECT_EQ(m_window.session().dataset()->path, file);
    EXPECT_EQ(readPairs(file.toStdString()).value().pairs->rows(), 120u);
    EXPECT_EQ(m_window.session().detector()->run(), DetectorRun::Run1);
    EXPECT_EQ(m_window.session().current()->event.id, m_window.session().dataset()->file.pairs->id(0));
    m_window.openDemonstration();
    EXPECT_EQ(m_window.session().detector()->run(), DetectorRun::Run2);
}

TEST_F(NewSampleTest, CancelLeavesNoFileAndWhatWasOpen) {
    const auto before = m_window.session().dataset();
    type("Conversions", QStringLiteral("4000000"));
    type("File", m_folder.filePath(QStringLiteral("sample.h5")));
    QTest::mouseClick(generateButton(), Qt::LeftButton);
    EXPECT_TRUE(m_window.isLoading());
    QAbstractButton* cancel = nullptr;
    ASSERT_TRUE(QTest::qWaitFor([&] {
        for (auto* button : m_window.findChildren<QAbstractButton*>())
            if (button->text() == QStringLiteral("Cancel") && button->isVisible()) cancel = button;
        return cancel != nullptr;
    }));
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_FALSE(m_window.isLoading());
    EXPECT_EQ(m_window.session().dataset(), before);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return QDir(m_folder.path()).isEmpty(QDir::Files | QDir::Hidden | QDir::System); }));
}
