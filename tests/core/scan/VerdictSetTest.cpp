#include "core/scan/VerdictSet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace pairscope;
using testing::HasSubstr;

TEST(VerdictSet, TheUsualOneIsGoodAndHasTheFiveVerdictsOnTheDigits) {
    const VerdictSet set = VerdictSet::usual();
    EXPECT_FALSE(set.problem());
    ASSERT_EQ(set.kinds.size(), 5);
    for (const auto& [key, name] :
         {std::pair{'1', "conversion"}, {'2', "prompt"}, {'3', "mis-fit"}, {'4', "fake"}, {'5', "unsure"}}) {
        ASSERT_TRUE(set.byKey(key)) << key;
        EXPECT_EQ(set.byKey(key)->name, name);
        EXPECT_EQ(set.find(name), set.byKey(key));
    }
    EXPECT_FALSE(set.byKey('6'));
    EXPECT_FALSE(set.find("conversions"));
}

TEST(VerdictSet, IsReadAsItWasWritten) {
    VerdictSet set = VerdictSet::usual();
    set.kinds[2].meaning = "a \"quoted\" word, \xc3\xa9t\xc3\xa9";
    set.kinds.push_back({"late", 'L', "#00ff00", "", {PairClass::Signal}});
    set.reasons.clear();
    const auto read = readVerdictSet(writeVerdictSet(set));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, set);
}

TEST(VerdictSet, SaysWhatIsWrong) {
    const auto problemWith = [](auto change) {
        VerdictSet set = VerdictSet::usual();
        change(set);
        return set.problem().value_or("no problem");
    };
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds.clear(); }), HasSubstr("no verdict to give"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].name = "conversion"; }),
                HasSubstr("two verdicts are called \"conversion\""));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].key = '1'; }), HasSubstr("the key 1"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].key = 'x'; }), HasSubstr("neither a digit"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].colour = "red"; }), HasSubstr("#rrggbb"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].name.clear(); }), HasSubstr("no name"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds[1].name = "unscanned"; }), HasSubstr("unscanned"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.reasons.push_back(s.reasons.front()); }),
                HasSubstr("twice"));
    EXPECT_THAT(problemWith([](VerdictSet& s) { s.kinds.resize(11); }), HasSubstr("more than 10"));
}

TEST(VerdictSet, NamesThatAFilterCannotTellApartAreRefused) {
    for (const char* alike : {"Conversion", "CONVERSION", "con version", "con-version", " conversion_"}) {
        VerdictSet set = VerdictSet::usual();
        set.kinds[1].name = alike;
        EXPECT_THAT(set.problem().value_or("no problem"), HasSubstr("differ only in capitals")) << alike;
    }
    VerdictSet set = VerdictSet::usual();
    set.kinds[3].name = "misfit";
    EXPECT_EQ(set.problem(),
              "the verdicts \"mis-fit\" and \"misfit\" differ only in capitals, blanks, - or _");
    for (const char* none : {"Unscanned", "un-scanned", "UN_SCANNED", "un scanned "}) {
        set.kinds[3].name = none;
        EXPECT_THAT(set.problem().value_or("no problem"), HasSubstr("the word for no verdict")) << none;
    }
    for (const char* nothing : {" ", "-", "_\t"}) {
        set.kinds[3].name = nothing;
        EXPECT_THAT(set.problem().value_or("no problem"), HasSubstr("no name")) << nothing;
    }
    set.kinds[3].name = "conversion 2";
    EXPECT_FALSE(set.problem());
}

TEST(VerdictSet, WhatCannotBeReadIsSaidWithItsPlace) {
    for (const auto& [text, words] :
         {std::pair{"[]", "no JSON object"},
          {"{\"verdicts\": 3}", "\"verdicts\" is missing or no list"},
          {"{\"verdicts\": [{\"key\": \"1\"}]}", "verdicts[0]: \"name\" is missing"},
          {"{\"verdicts\": [{\"name\": \"a\", \"key\": \"12\", \"colour\": \"#000000\"}]}",
           "\"key\" is not one character"},
          {"{\"verdicts\": [{\"name\": \"a\", \"key\": \"1\", \"colour\": \"#000000\", "
           "\"rightFor\": [\"muon\"]}]}",
           "no class \"muon\""},
          {"{\"verdicts\": []}", "no verdict to give"},
          {"{", "no JSON object"}}) {
        const auto read = readVerdictSet(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error(), HasSubstr(words));
    }
}
