#include "core/scan/Agreement.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

using namespace pairscope;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

using Counts = std::vector<std::vector<std::size_t>>;

TEST(CohenKappa, OfThePublishedTableOfDiagnoses) {
    // J. L. Fleiss, Statistical Methods for Rates and Proportions, table 18.1: two psychiatrists, 100
    // subjects, psychotic, neurotic, organic. He gives kappa = 0.68 and a standard error of 0.087.
    const KappaStatistic kappa = cohenKappa({{75, 1, 4}, {5, 4, 1}, {0, 0, 10}});
    EXPECT_EQ(kappa.candidates, 100U);
    // agreement .75 + .04 + .10; chance .80 x .80 + .10 x .05 + .10 x .15 = .66
    EXPECT_NEAR(kappa.agreement, 0.89, 1e-12);
    EXPECT_NEAR(kappa.value, 0.23 / 0.34, 1e-12);
    // with q = 1 - kappa = .11/.34 = .3235294:
    // A = .75 (1 - 1.6 q)^2 + .04 (1 - .15 q)^2 + .10 (1 - .25 q)^2 = .1744983 + .0362119 + .0844778
    // B = q^2 (.01 (.80 + .10)^2 + .04 (.80 + .10)^2 + .05 (.05 + .80)^2 + .01 (.05 + .10)^2)
    //   = q^2 (.0081 + .0324 + .036125 + .000225) = .07685 q^2 = .0080440
    // C = (kappa - .66 q)^2 = .4629412^2 = .2143145
    // variance (A + B - C) / (100 x .34^2) = .0889175 / 11.56
    const double q = 0.11 / 0.34;
    const double a =
        0.75 * std::pow(1 - 1.6 * q, 2) + 0.04 * std::pow(1 - 0.15 * q, 2) + 0.10 * std::pow(1 - 0.25 * q, 2);
    const double b = 0.07685 * q * q;
    const double c = std::pow(1 - q - 0.66 * q, 2);
    EXPECT_NEAR(kappa.error, std::sqrt((a + b - c) / 11.56), 1e-12);
    EXPECT_NEAR(kappa.error, std::sqrt(0.0889175 / 11.56), 1e-6); // seven digits by hand
    EXPECT_NEAR(kappa.error, 0.087, 1e-3);                        // as printed
}

TEST(CohenKappa, OfATwoByTwoTable) {
    // agreement .7, chance .5 x .6 + .5 x .4 = .5, so kappa = .4 and q = .6:
    // A = .4 (1 - 1.1 q)^2 + .3 (1 - .9 q)^2 = .04624 + .06348
    // B = q^2 (.1 (.6 + .5)^2 + .2 (.4 + .5)^2) = .36 x .283
    // C = (.4 - .5 q)^2 = .01
    const KappaStatistic kappa = cohenKappa({{20, 5}, {10, 15}});
    EXPECT_NEAR(kappa.value, 0.4, 1e-12);
    EXPECT_NEAR(kappa.error, std::sqrt((0.04624 + 0.06348 + 0.36 * 0.283 - 0.01) / (50 * 0.25)), 1e-12);
}

TEST(CohenKappa, DoesNotDependOnWhoIsFirst) {
    const KappaStatistic one = cohenKappa({{30, 7, 1}, {2, 18, 9}, {4, 0, 12}});
    const KappaStatistic other = cohenKappa({{30, 2, 4}, {7, 18, 0}, {1, 9, 12}});
    EXPECT_NEAR(one.value, other.value, 1e-12);
    EXPECT_NEAR(one.error, other.error, 1e-12);
}

TEST(CohenKappa, ItsErrorIsTheSpreadOfManyTables) {
    const std::vector<double> shares{0.35, 0.10, 0.05, 0.50};
    std::mt19937_64 random(5);
    std::discrete_distribution<std::size_t> cell(shares.begin(), shares.end());
    double sum = 0;
    double squares = 0;
    double variances = 0;
    constexpr int kTables = 2000;
    for (int i = 0; i < kTables; ++i) {
        Counts counts(2, std::vector<std::size_t>(2));
        for (int n = 0; n < 400; ++n) {
            const std::size_t where = cell(random);
            ++counts[where / 2][where % 2];
        }
        const KappaStatistic kappa = cohenKappa(counts);
        sum += kappa.value;
        squares += kappa.value * kappa.value;
        variances += kappa.error * kappa.error;
    }
    const double mean = sum / kTables;
    const double spread = std::sqrt(squares / kTables - mean * mean);
    const double expected = std::sqrt(variances / kTables);
    EXPECT_NEAR(spread / expected, 1, 5 / std::sqrt(2.0 * kTables)); // error of a width, five times
}

TEST(CohenKappa, IsOneForFullAgreementWithoutSpread) {
    const KappaStatistic kappa = cohenKappa({{10, 0, 0}, {0, 20, 0}, {0, 0, 3}});
    EXPECT_NEAR(kappa.value, 1, 1e-12);
    EXPECT_EQ(kappa.error, 0);
    EXPECT_THAT(whyUndefined(kappa), IsEmpty());
}

TEST(CohenKappa, IsMinusOneForAFullSwapOfHalves) {
    const KappaStatistic kappa = cohenKappa({{0, 10}, {10, 0}});
    EXPECT_NEAR(kappa.value, -1, 1e-12);
    EXPECT_EQ(kappa.agreement, 0);
}

TEST(CohenKappa, IsUndefinedWhenAllAnswersAreAlike) {
    const KappaStatistic kappa = cohenKappa({{0, 0}, {0, 25}});
    EXPECT_EQ(kappa.candidates, 25U);
    EXPECT_EQ(kappa.agreement, 1);
    EXPECT_TRUE(std::isnan(kappa.value));
    EXPECT_TRUE(std::isnan(kappa.error));
    EXPECT_THAT(whyUndefined(kappa), testing::HasSubstr("alike"));
}

TEST(CohenKappa, OfOneCandidateHasNoError) {
    const KappaStatistic kappa = cohenKappa({{0, 1}, {0, 0}});
    EXPECT_EQ(kappa.value, 0);
    EXPECT_TRUE(std::isnan(kappa.error));
    EXPECT_THAT(whyUndefined(kappa), testing::HasSubstr("one candidate"));
}

TEST(CohenKappa, OfNoCandidateIsUndefined) {
    const KappaStatistic kappa = cohenKappa({{0, 0}, {0, 0}});
    EXPECT_EQ(kappa.candidates, 0U);
    EXPECT_TRUE(std::isnan(kappa.value));
    EXPECT_THAT(whyUndefined(kappa), testing::HasSubstr("no candidate"));
}

/// Fleiss' own example: 10 subjects, 14 raters, 5 categories.
Counts publishedRatings() {
    return {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
            {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
}

/// By the definition, from pairs of raters and from scratch.
double slowFleiss(const Counts& counts) {
    double agreement = 0;
    double answers = 0;
    std::vector<double> each(counts[0].size());
    for (const auto& row : counts) {
        std::vector<std::size_t> raters;
        for (std::size_t j = 0; j < row.size(); ++j)
            raters.insert(raters.end(), row[j], j);
        double alike = 0;
        double pairs = 0;
        for (std::size_t a = 0; a < raters.size(); ++a)
            for (std::size_t b = 0; b < a; ++b, ++pairs)
                alike += raters[a] == raters[b] ? 1 : 0;
        agreement += alike / pairs / static_cast<double>(counts.size());
        for (const std::size_t rater : raters)
            ++each[rater];
        answers += static_cast<double>(raters.size());
    }
    double chance = 0;
    for (const double count : each)
        chance += (count / answers) * (count / answers);
    return (agreement - chance) / (1 - chance);
}

TEST(FleissKappa, OfThePublishedRatings) {
    const KappaStatistic kappa = fleissKappa(publishedRatings());
    EXPECT_EQ(kappa.candidates, 10U);
    EXPECT_NEAR(kappa.agreement, 0.378, 5e-4); // all as printed, to three digits
    EXPECT_NEAR(kappa.value, 0.210, 5e-4);
    EXPECT_NEAR(kappa.value, slowFleiss(publishedRatings()), 1e-12);
}

TEST(FleissKappa, ItsErrorIsThatOfAJackknifeDoneByHand) {
    const Counts all = publishedRatings();
    std::vector<double> pseudo;
    for (std::size_t out = 0; out < all.size(); ++out) {
        Counts rest = all;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(out));
        // pseudo-values, whose scatter is another way to say it
        pseudo.push_back(10 * slowFleiss(all) - 9 * slowFleiss(rest));
    }
    double mean = 0;
    for (const double value : pseudo)
        mean += value / 10;
    double variance = 0;
    for (const double value : pseudo)
        variance += (value - mean) * (value - mean) / (10 * 9);
    EXPECT_NEAR(fleissKappa(all).error, std::sqrt(variance), 1e-12);
    EXPECT_GT(fleissKappa(all).error, 0.01);
}

TEST(FleissKappa, IsUndefinedWhenAllAnswersAreAlike) {
    const KappaStatistic kappa = fleissKappa({{3, 0}, {3, 0}});
    EXPECT_EQ(kappa.agreement, 1);
    EXPECT_TRUE(std::isnan(kappa.value));
    EXPECT_THAT(whyUndefined(kappa), testing::HasSubstr("alike"));
}

TEST(FleissKappa, HasNoErrorWhenItHangsOnOneCandidate) {
    const KappaStatistic kappa = fleissKappa({{3, 0}, {3, 0}, {2, 1}});
    EXPECT_NEAR(kappa.value, slowFleiss({{3, 0}, {3, 0}, {2, 1}}), 1e-12);
    EXPECT_TRUE(std::isnan(kappa.error));
    EXPECT_THAT(whyUndefined(kappa), testing::HasSubstr("but for one"));
    EXPECT_THAT(whyUndefined(fleissKappa({{2, 1}})), testing::HasSubstr("one candidate"));
    EXPECT_THAT(whyUndefined(fleissKappa({})), testing::HasSubstr("no candidate"));
}

EventId id(std::uint32_t event) {
    return {1, 2, event, 0};
}

/// Events 1, 2, 3, ... with these verdicts; an empty one is not judged.
ScannerVerdicts scanner(const std::string& name, const std::vector<std::string>& verdicts) {
    ScannerVerdicts result;
    result.scanner = name;
    for (std::uint32_t i = 0; i < verdicts.size(); ++i)
        if (!verdicts[i].empty())
            result.verdicts[{"", id(i + 1)}] = {"entry", verdicts[i], "", Confidence::None, "", "", {}};
    return result;
}

Agreement agreementOf(const std::vector<ScannerVerdicts>& scanners,
                      const std::map<ScannedCandidate, QueuedCandidate>& truth = {}) {
    return agreement(scanners, VerdictSet::usual(), truth);
}

TEST(Agreement, CountsWhatBothJudged) {
    const Agreement result =
        agreementOf({scanner("anna", {"conversion", "prompt", "fake", "", "prompt"}),
                     scanner("ben", {"conversion", "conversion", "", "fake", "prompt"})});
    EXPECT_THAT(result.scanners, ElementsAre("anna", "ben"));
    EXPECT_THAT(result.verdicts, ElementsAre("conversion", "prompt", "mis-fit", "fake", "unsure"));
    ASSERT_EQ(result.pairs.size(), 1U);
    EXPECT_THAT(result.pairs[0].counts[0], ElementsAre(1U, 0U, 0U, 0U, 0U));
    EXPECT_THAT(result.pairs[0].counts[1], ElementsAre(1U, 1U, 0U, 0U, 0U));
    EXPECT_EQ(result.overall.candidates, 3U);
    // agreement 2/3, chance 1/3 x 2/3 + 2/3 x 1/3
    EXPECT_NEAR(result.overall.value, (2.0 / 3 - 4.0 / 9) / (5.0 / 9), 1e-12);
    EXPECT_THAT(result.disagreements, ElementsAre(ScannedCandidate{"", id(2)}));
}

TEST(Agreement, OfThreeIsFleissOverThoseThatAllJudged) {
    const Agreement result = agreementOf({scanner("a", {"prompt", "fake", "prompt", "fake"}),
                                          scanner("b", {"prompt", "fake", "fake", "fake"}),
                                          scanner("c", {"prompt", "fake", "prompt", ""})});
    EXPECT_EQ(result.pairs.size(), 3U);
    EXPECT_EQ(result.overall.candidates, 3U);
    EXPECT_NEAR(result.overall.value, slowFleiss({{3, 0}, {0, 3}, {2, 1}}), 1e-12);
    EXPECT_THAT(result.disagreements, ElementsAre(ScannedCandidate{"", id(3)}));
}

TEST(Agreement, OfOneScannerIsNothing) {
    const Agreement result = agreementOf({scanner("a", {"prompt"})});
    EXPECT_EQ(result.overall.candidates, 0U);
    EXPECT_THAT(result.pairs, IsEmpty());
    EXPECT_THAT(result.disagreements, IsEmpty());
    EXPECT_THAT(agreementOf({}).scanners, IsEmpty());
}

TEST(Agreement, WithoutACommonCandidateIsUndefined) {
    const Agreement result = agreementOf({scanner("a", {"prompt", ""}), scanner("b", {"", "fake"})});
    EXPECT_EQ(result.overall.candidates, 0U);
    EXPECT_THAT(whyUndefined(result.overall), testing::HasSubstr("no candidate"));
    EXPECT_THAT(result.disagreements, IsEmpty());
}

TEST(Agreement, KnowsVerdictsThatTheSetDoesNotHave) {
    const Agreement result = agreementOf({scanner("a", {"odd"}), scanner("b", {"prompt"})});
    EXPECT_EQ(result.verdicts.back(), "odd");
    EXPECT_EQ(result.pairs[0].counts[5][1], 1U);
}

TEST(Agreement, ScoresEachClassWithClopperPearsonIntervals) {
    std::map<ScannedCandidate, QueuedCandidate> truth;
    std::vector<std::string> verdicts;
    const auto add = [&](PairClass pairClass, const std::string& verdict) {
        verdicts.push_back(verdict);
        const EventId event = id(static_cast<std::uint32_t>(verdicts.size()));
        truth[{"", event}] = {event, pairClass, false, {}};
    };
    for (int i = 0; i < 7; ++i)
        add(PairClass::Conversion, "conversion");
    add(PairClass::Conversion, "prompt");
    add(PairClass::Conversion, "unsure"); // neither right nor another class
    add(PairClass::Conversion, "");       // not judged: counts nowhere
    add(PairClass::Signal, "prompt");
    add(PairClass::PromptPair, "prompt");
    add(PairClass::PromptPair, "conversion");
    add(PairClass::Unknown, "conversion");
    const Agreement result = agreementOf({scanner("anna", verdicts)}, truth);
    ASSERT_EQ(result.scores.size(), 1U);
    EXPECT_FALSE(result.scores[0].knownOnly);
    ASSERT_EQ(result.scores[0].classes.size(), 3U);
    const ClassScore& signal = result.scores[0].classes[0];
    const ClassScore& conversion = result.scores[0].classes[1];
    EXPECT_EQ(signal.trueClass, PairClass::Signal);
    EXPECT_EQ(signal.efficiency, proportion(1, 1));
    EXPECT_EQ(conversion.trueClass, PairClass::Conversion);
    EXPECT_EQ(conversion.candidates, 9U);
    EXPECT_THAT(conversion.counts, ElementsAre(7U, 1U, 0U, 0U, 1U));
    EXPECT_EQ(conversion.efficiency, proportion(7, 9));
    EXPECT_EQ(conversion.misTag, proportion(1, 9));
    EXPECT_EQ(result.scores[0].classes[2].misTag, proportion(1, 2));
}

TEST(Agreement, ScoresKnownCandidatesApart) {
    ScannerVerdicts anna = scanner("anna", {"conversion", "conversion"});
    anna.verdicts[{"queue", id(1)}] = {"entry", "prompt", "", Confidence::None, "", "", {}};
    const QueuedCandidate measured{id(1), PairClass::Unknown, false, {}};
    const QueuedCandidate simulated{id(2), PairClass::Conversion, false, {}};
    const QueuedCandidate known{id(1), PairClass::Signal, true, {1.0}};
    const Agreement onlyKnown = agreementOf({anna}, {{{"", id(1)}, measured}, {{"queue", id(1)}, known}});
    ASSERT_EQ(onlyKnown.scores.size(), 1U);
    EXPECT_TRUE(onlyKnown.scores[0].knownOnly);
    ASSERT_EQ(onlyKnown.scores[0].classes.size(), 1U);
    EXPECT_EQ(onlyKnown.scores[0].classes[0].trueClass, PairClass::Signal);

    const Agreement both =
        agreementOf({anna}, {{{"", id(1)}, measured}, {{"", id(2)}, simulated}, {{"queue", id(1)}, known}});
    ASSERT_EQ(both.scores.size(), 2U);
    EXPECT_EQ(both.scores[0].classes.size(), 2U);
    EXPECT_EQ(both.scores[1].classes.size(), 1U);
    EXPECT_THAT(agreementOf({anna}, {{{"", id(1)}, measured}}).scores, IsEmpty());
}

} // namespace
