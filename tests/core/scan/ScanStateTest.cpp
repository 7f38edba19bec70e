#include "core/scan/ScanState.h"

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

constexpr EventId kFirst{26, 1, 1, 0};
constexpr EventId kSecond{26, 1, 2, 0};

ScanEntry verdict(const std::string& id, const EventId& candidate, const std::string& word) {
    ScanEntry entry;
    entry.id = id;
    entry.candidate = candidate;
    entry.verdict = word;
    return entry;
}

ScanEntry undo(const std::string& undoes, const EventId& candidate) {
    ScanEntry entry;
    entry.action = ScanAction::Undo;
    entry.candidate = candidate;
    entry.undoes = undoes;
    return entry;
}

ScanEntry action(ScanAction what, const EventId& candidate = {}, const std::string& comment = {}) {
    ScanEntry entry;
    entry.action = what;
    entry.candidate = candidate;
    entry.comment = comment;
    return entry;
}

} // namespace

TEST(ScanState, TheLatestVerdictHoldsAndIsCounted) {
    ScanState state;
    state.apply(verdict("a", kFirst, "prompt"));
    state.apply(verdict("b", kSecond, "fake"));
    state.apply(verdict("c", kFirst, "conversion"));
    EXPECT_EQ(state.of(kFirst)->verdict, "conversion");
    EXPECT_EQ(state.of(kFirst)->entry, "c");
    EXPECT_EQ(state.decided(), 2);
    EXPECT_EQ(state.tally().at("prompt"), 0);
    EXPECT_EQ(state.tally().at("conversion"), 1);
    EXPECT_FALSE(state.of({26, 1, 3, 0}));
}

TEST(ScanState, AVerdictKnowsTheProgramThatWroteIt) {
    ScanEntry first = verdict("a", kFirst, "prompt");
    first.program = "Pairscope 1";
    ScanEntry second = verdict("b", kFirst, "fake");
    second.program = "Pairscope 2";
    ScanState state;
    state.apply(first);
    state.apply(second);
    EXPECT_EQ(state.of(kFirst)->program, "Pairscope 2");
    state.apply(undo("b", kFirst));
    EXPECT_EQ(state.of(kFirst)->program, "Pairscope 1");
}

TEST(ScanState, AnUndoBringsBackTheVerdictBefore) {
    ScanState state;
    state.apply(verdict("a", kFirst, "prompt"));
    state.apply(verdict("b", kFirst, "conversion"));
    state.apply(undo("b", kFirst));
    EXPECT_EQ(state.of(kFirst)->verdict, "prompt");
    state.apply(undo("a", kFirst));
    EXPECT_FALSE(state.hasVerdict(kFirst));
    EXPECT_EQ(state.decided(), 0);
    state.apply(undo("a", kFirst)); // what is gone already
    EXPECT_EQ(state.decided(), 0);
}

TEST(ScanState, AnEarlierVerdictMayBeUndoneBelowALaterOne) {
    ScanState state;
    state.apply(verdict("a", kFirst, "prompt"));
    state.apply(verdict("b", kFirst, "conversion"));
    state.apply(undo("a", kFirst));
    EXPECT_EQ(state.of(kFirst)->verdict, "conversion");
    state.apply(undo("b", kFirst));
    EXPECT_FALSE(state.hasVerdict(kFirst));
}

TEST(ScanState, CommentsStayWhateverBecomesOfTheVerdict) {
    ScanState state;
    state.apply(action(ScanAction::Comment, kFirst, "hit missing"));
    EXPECT_FALSE(state.hasVerdict(kFirst));
    EXPECT_EQ(state.decided(), 0);
    state.apply(verdict("a", kFirst, "prompt"));
    EXPECT_EQ(state.of(kFirst)->comment, "hit missing");
    state.apply(undo("a", kFirst));
    EXPECT_EQ(state.of(kFirst)->comment, "hit missing");
    state.apply(action(ScanAction::Comment, kFirst, ""));
    EXPECT_EQ(state.of(kFirst)->comment, "");
}

TEST(ScanState, LookingAfterTheEndIsNoUnblinding) {
    ScanState blind;
    blind.apply(action(ScanAction::Finish));
    blind.apply(action(ScanAction::Unblind));
    EXPECT_TRUE(blind.isFinished());
    EXPECT_FALSE(blind.isUnblinded());
    ScanState curious;
    curious.apply(action(ScanAction::Unblind));
    curious.apply(action(ScanAction::Finish));
    EXPECT_TRUE(curious.isUnblinded());
}

TEST(ScanState, WhatIsSaidAfterTheEndDoesNotCount) {
    ScanState state;
    state.apply(verdict("a", kFirst, "prompt"));
    state.apply(action(ScanAction::Finish));
    state.apply(verdict("b", kFirst, "fake"));
    state.apply(undo("a", kFirst));
    EXPECT_EQ(state.of(kFirst)->verdict, "prompt");
    EXPECT_EQ(state.decided(), 1);
}
