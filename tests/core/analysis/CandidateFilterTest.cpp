#include "core/analysis/CandidateFilter.h"

#include "FilterSample.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

using namespace pairscope;
using test::filterSample;
using test::rowsWhere;
using testing::HasSubstr;
using C = CandidateColumn;

namespace {

RowSet rowsOf(const CandidateFilter& filter) {
    const auto rows = passing(filterSample(), filter);
    if (rows) return *rows;
    ADD_FAILURE() << rows.error().message;
    return {};
}

CandidateFilter withText(std::string text) {
    CandidateFilter filter;
    filter.text = std::move(text);
    return filter;
}

void expectSame(const CandidateFilter& filter, const RowSet& expected) {
    ASSERT_FALSE(expected.empty());
    ASSERT_LT(expected.size(), filterSample().rows());
    EXPECT_EQ(rowsOf(filter), expected);
}

} // namespace

TEST(CandidateFilter, WithoutAnythingEverythingPasses) {
    EXPECT_TRUE(CandidateFilter{}.passesAll());
    EXPECT_EQ(rowsOf({}), RowSet::all(filterSample().rows()));
    EXPECT_EQ(rowsOf(withText("  ")), RowSet::all(filterSample().rows()));
    EXPECT_TRUE(passing(CandidateTable(), withText("rho > 1"))->empty());
    EXPECT_TRUE(passing(CandidateTable(), withText("Good"))->empty());
}

TEST(CandidateFilter, TellsAnExpressionFromATextToBeFound) {
    for (const char* text : {"rho > 1", "x<2", "layer == 'PXD'", "!a", "a & b", "a | b", "exists(rho)"})
        EXPECT_TRUE(isExpression(text)) << text;
    for (const char* text : {"", "PXD", "1/2/17/0", "Good", "prompt pair"})
        EXPECT_FALSE(isExpression(text)) << text;
}

TEST(CandidateFilter, FindsTextInIdStatusReasonAndLayerWhateverTheCase) {
    const auto lower = [](std::string_view text) {
        std::string made(text);
        std::transform(made.begin(), made.end(), made.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        return made;
    };
    const auto& table = filterSample();
    for (const std::string part : {"pxd_l1", "TWOMIN", " good ", "1/2/25", "27", "/0/1", "failed", "9/0"})
        expectSame(withText(part), rowsWhere(table, [&](std::size_t row) {
                       const std::string wanted = lower(part == " good " ? "good" : part);
                       const auto has = [&](std::string_view text) {
                           return lower(text).find(wanted) != std::string::npos;
                       };
                       return has(toString(table.pairs().id(row))) || has(toString(table.status(row))) ||
                              has(toString(table.reason(row))) || has(table.text(C::NearestLayer, row));
                   }));
    EXPECT_TRUE(rowsOf(withText("no such thing")).empty());
}

TEST(CandidateFilter, ATextThatIsFoundNowhereMayBecomeAnExpression) {
    const auto half = passing(filterSample(), withText(" massAf"));
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().position, 1U);
    EXPECT_EQ(half.error().length, 6U);
    EXPECT_THAT(half.error().message, HasSubstr("massAfter, massAfterErr, massAfter_2"));
    EXPECT_THAT(passing(filterSample(), withText("rho")).error().message, HasSubstr("e.g. rho > 0"));
    EXPECT_THAT(passing(filterSample(), withText("layer")).error().message, HasSubstr("word in quotes"));
}

TEST(CandidateFilter, EverythingMustHoldTogether) {
    CandidateFilter filter = withText("deltaM < -1 MeV");
    filter.status = ShownStatus::FailedOrAmbiguous;
    filter.cuts = {{C::Rho, {1.2, 6.0}, {}}, {C::NearestLayer, {}, {"PXD_L1", "PXD_L2", "SVD_L3"}}};
    const auto& table = filterSample();
    expectSame(filter, rowsWhere(table, [&](std::size_t row) {
                   const double rho = table.value(C::Rho, row);
                   const auto layer = table.text(C::NearestLayer, row);
                   return table.status(row) != CandidateStatus::Good && rho >= 1.2 && rho <= 6 &&
                          table.value(C::DeltaM, row) < -1e-3 &&
                          (layer == "PXD_L1" || layer == "PXD_L2" || layer == "SVD_L3");
               }));
}

TEST(CandidateFilter, BoundsOfACutBelongToItAndOpenEndsAreOpen) {
    const auto& table = filterSample();
    const double some = table.value(C::Rho, 0);
    const auto cut = [](ClosedRange range) {
        CandidateFilter filter;
        filter.cuts = {{C::Rho, range, {}}};
        return filter;
    };
    EXPECT_EQ(rowsOf(cut({some, some})), RowSet({0}));
    expectSame(cut({some, {}}),
               rowsWhere(table, [&](std::size_t row) { return table.value(C::Rho, row) >= some; }));
    expectSame(cut({{}, some}),
               rowsWhere(table, [&](std::size_t row) { return table.value(C::Rho, row) <= some; }));
    expectSame(cut({}),
               rowsWhere(table, [&](std::size_t row) { return !std::isnan(table.value(C::Rho, row)); }));
}

TEST(CandidateFilter, ACutWithoutWordsLetsNothingPass) {
    CandidateFilter filter;
    filter.cuts = {{C::Status, {}, {}}};
    EXPECT_TRUE(rowsOf(filter).empty());
    filter.cuts[0].words = {"no such status"};
    EXPECT_TRUE(rowsOf(filter).empty());
}

TEST(CandidateFilter, AWrongExpressionIsSaidWithItsPlace) {
    const auto wrong = passing(filterSample(), withText("rho > 1 && roh < 2"));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().position, 11U);
    const auto unknown = passing(filterSample(), withText("layer == \"PXD_L7\""));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().position, 9U);
}

TEST(CandidateFilter, DescribesACutInDisplayUnits) {
    EXPECT_EQ(describe({C::Rho, {1.2, 4.0}, {}}), "rho 1.2 to 4 cm");
    EXPECT_EQ(describe({C::DeltaM, {-0.005, {}}, {}}), "Delta M from -5 MeV");
    EXPECT_EQ(describe({C::Prob, {{}, 0.01}, {}}), "prob up to 0.01");
    EXPECT_EQ(describe({C::KinematicMass, {}, {}}), "M kin exists");
    EXPECT_EQ(describe({C::NearestLayer, {}, {"PXD_L1", "PXD_L2"}}), "layer PXD_L1, PXD_L2");
}
