#include "app/window/Document.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <random>

using namespace pairscope;

namespace {

using Step = Document::Step;

CandidateFilter textFilter(std::string text) {
    CandidateFilter filter;
    filter.text = std::move(text);
    return filter;
}

/// The default plane with its first region at another place.
SidebandPlane movedPlane(double by) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions.front().shape = RectangleRegion{{by, by + 1}, {}};
    return plane;
}

class DocumentTest : public testing::Test {
protected:
    DocumentTest() {
        m_document.setBlindingLog([this](bool unblinded) -> std::optional<QString> {
            if (m_logBroken) return QStringLiteral("disk full");
            m_logged.push_back(unblinded);
            return std::nullopt;
        });
    }
    const DocumentState& state() const { return m_document.state(); }
    QUndoStack& history() { return m_document.history(); }

    Document m_document;
    std::vector<bool> m_logged;
    bool m_logBroken = false;
};

} // namespace

TEST_F(DocumentTest, EachChangeIsUndoneAndRedoneOnItsOwn) {
    m_document.setFilter(textFilter("rho > 1"));
    m_document.setSelection(RowSet({1, 2}));
    m_document.setPlane(movedPlane(3));
    const DocumentState last = state();
    history().undo();
    EXPECT_EQ(state().shownPlane(), defaultSidebandPlane());
    EXPECT_EQ(state().selection, RowSet({1, 2}));
    history().undo();
    EXPECT_TRUE(state().selection.empty());
    history().undo();
    EXPECT_EQ(state(), DocumentState());
    EXPECT_FALSE(history().canUndo());
    for (int i = 0; i < 3; ++i)
        history().redo();
    EXPECT_EQ(state(), last);
}

TEST_F(DocumentTest, TellsWhatChangedAndOnlyThat) {
    QSignalSpy filter(&m_document, &Document::filterChanged);
    QSignalSpy selection(&m_document, &Document::selectionChanged);
    QSignalSpy planes(&m_document, &Document::planesChanged);
    m_document.setFilter(textFilter("PXD"));
    m_document.setFilter(textFilter("PXD"));
    EXPECT_EQ(filter.count(), 1);
    m_document.setPlane(movedPlane(2));
    history().undo();
    EXPECT_EQ(planes.count(), 2);
    EXPECT_EQ(filter.count(), 1);
    EXPECT_EQ(selection.count(), 0);
}

TEST_F(DocumentTest, LettersOfAFilterAreOneStep) {
    for (const char* text : {"r", "rh", "rho"})
        m_document.setFilter(textFilter(text), Step::Unfinished);
    m_document.setFilter(textFilter("rho"), Step::Finished); // Return: nothing new, but the step is complete
    m_document.setFilter(textFilter("x"), Step::Unfinished);
    EXPECT_EQ(history().count(), 2);
    history().undo();
    EXPECT_EQ(state().filter.text, "rho");
    history().undo();
    EXPECT_EQ(state().filter.text, "");
}

TEST_F(DocumentTest, ADragThatEndsWhereItBeganLeavesNoStep) {
    m_document.setPlane(movedPlane(1), Step::Unfinished);
    m_document.setPlane(movedPlane(2), Step::Unfinished);
    m_document.setPlane(defaultSidebandPlane(), Step::Finished);
    EXPECT_EQ(state(), DocumentState());
    EXPECT_EQ(history().count(), 0);
}

TEST_F(DocumentTest, KeepsAPlaneForEachPairOfAxes) {
    SidebandPlane other;
    other.x = CandidateColumn::KT;
    other.y = CandidateColumn::KL;
    m_document.setPlane(other);
    EXPECT_EQ(state().planes.size(), 2U);
    EXPECT_EQ(state().shownPlane(), other);
    m_document.setPlane(movedPlane(4));
    EXPECT_EQ(state().planes.size(), 2U);
    EXPECT_EQ(state().shownPlane(), movedPlane(4));
}

TEST_F(DocumentTest, UnblindingIsWrittenDownEveryTime) {
    m_document.setUnblinded(true);
    EXPECT_TRUE(state().unblinded);
    history().undo();
    EXPECT_FALSE(state().unblinded);
    history().redo();
    EXPECT_EQ(m_logged, (std::vector<bool>{true, false, true}));
}

TEST_F(DocumentTest, NothingIsUnblindedThatCannotBeWrittenDown) {
    m_logBroken = true;
    QSignalSpy refused(&m_document, &Document::unblindingRefused);
    m_document.setUnblinded(true);
    EXPECT_FALSE(state().unblinded);
    ASSERT_EQ(refused.count(), 1);
    EXPECT_EQ(refused.front().front().toString(), QStringLiteral("disk full"));
    history().undo();
    history().redo(); // no way around it
    EXPECT_FALSE(state().unblinded);
    Document withoutLog;
    withoutLog.setUnblinded(true);
    EXPECT_FALSE(withoutLog.state().unblinded);
}

TEST_F(DocumentTest, UndoingABlindRegionIsWrittenDownAsLookingIntoIt) {
    SidebandPlane blind = defaultSidebandPlane();
    blind.regions[0].blind = true;
    m_document.setPlane(blind);
    EXPECT_TRUE(m_logged.empty()) << "to blind is free";
    history().undo();
    EXPECT_EQ(m_logged, std::vector<bool>{true});
    EXPECT_EQ(state().shownPlane(), defaultSidebandPlane());
    history().redo();
    m_logBroken = true;
    history().undo();
    EXPECT_EQ(state().shownPlane(), blind) << "what cannot be written down stays blind";
    blind.regions[0].name = "signal, blind"; // its name and role may change
    m_document.setPlane(blind);
    EXPECT_EQ(state().shownPlane(), blind);
}

TEST_F(DocumentTest, OtherRowsMeanNoSelectionNoHistoryAndBlindAgain) {
    m_document.setFilter(textFilter("rho > 1"));
    m_document.setSelection(RowSet({3}));
    m_document.setUnblinded(true);
    m_document.setPlane(movedPlane(2));
    m_document.forgetRows();
    EXPECT_EQ(state().filter.text, "rho > 1");
    EXPECT_EQ(state().shownPlane(), movedPlane(2));
    EXPECT_TRUE(state().selection.empty());
    EXPECT_FALSE(state().unblinded);
    EXPECT_FALSE(history().canUndo());
}

/// Walks at random: after any number of undos and redos the state is the one that stood there.
TEST_F(DocumentTest, AnyWalkThroughTheHistoryFindsTheStatesThatWere) {
    std::mt19937 random(20261125);
    const auto number = [&random](unsigned below) { return static_cast<std::uint32_t>(random() % below); };
    for (int walk = 0; walk < 30; ++walk) {
        m_document.forgetRows();
        std::vector<DocumentState> states{state()};
        std::size_t place = 0;
        for (int step = 0; step < 90; ++step) {
            const unsigned what = number(7);
            if (what == 5 && place > 0) {
                history().undo();
                EXPECT_EQ(state(), states[--place]) << walk << ' ' << step;
                continue;
            }
            if (what >= 5) {
                if (place + 1 == states.size()) continue;
                history().redo();
                EXPECT_EQ(state(), states[++place]) << walk << ' ' << step;
                continue;
            }
            const DocumentState before = state();
            if (what == 0) m_document.setFilter(textFilter(std::to_string(number(4))));
            if (what == 1) m_document.setSelection(RowSet({number(9), number(9)}));
            if (what == 2) m_document.setPlane(movedPlane(number(5)));
            if (what == 3) m_document.setUnblinded(number(2) == 1);
            if (what == 4) { // a drag
                for (unsigned i = 0; i <= number(3); ++i)
                    m_document.setPlane(movedPlane(10 + number(5)), Step::Unfinished);
                m_document.setPlane(movedPlane(20 + number(5)));
            }
            // a drag that came back to where it began has overtaken what could be redone all the same
            if (what == 4) states.resize(place + 1);
            if (state() == before) continue;
            states.resize(++place);
            states.push_back(state());
        }
    }
}
