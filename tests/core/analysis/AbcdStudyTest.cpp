#include "core/analysis/AbcdStudy.h"

#include "core/analysis/RankCorrelation.h"
#include "core/simulation/RandomStream.h"
#include "tests/core/analysis/PlaneTable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace pairscope;
using namespace pairscope::test;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Points of the unit square; the second coordinate follows the first with this weight.
Points square(std::size_t count, double follow, std::uint64_t seed) {
    RandomStream random(seed, 0);
    Points points;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.uniform() * random.uniform(); // neither coordinate is even
        points.emplace_back(x, (1 - follow) * random.uniform() + follow * x);
    }
    return points;
}

AbcdStudy studyOf(const CandidateTable& table, const SidebandPlane& plane, const Kappa& kappa = {}) {
    const auto study = studyAbcd(table, plane, membership(table, plane, RowSet::all(table.rows())), kappa);
    if (!study) throw std::runtime_error(study.error());
    return *study;
}

std::uint64_t counted(const Points& points, const Region& region) {
    return static_cast<std::uint64_t>(std::count_if(points.begin(), points.end(), [&](const auto& point) {
        return contains(region, point.first, point.second);
    }));
}

} // namespace

TEST(RankCorrelation, IsOneForEveryRisingCurve) {
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 100; ++i) {
        x.push_back((i * 37) % 100);
        y.push_back(std::exp(0.1 * x.back()));
    }
    EXPECT_NEAR(rankCorrelation(x, y).value(), 1, 1e-12);
    for (double& value : y)
        value = -value;
    EXPECT_NEAR(rankCorrelation(x, y).value(), -1, 1e-12);
}

TEST(RankCorrelation, SharesTheMeanRankAmongEqualValues) {
    // ranks 1 2.5 2.5 4 and 1 2 3.5 3.5: covariance 3.75, variances 4.5
    const std::vector<double> x{1, 2, 2, 3};
    const std::vector<double> y{10, 20, 30, 30};
    EXPECT_NEAR(rankCorrelation(x, y).value(), 3.75 / 4.5, 1e-12);
}

TEST(RankCorrelation, IsNotThereForTooFewOrEqualValues) {
    EXPECT_FALSE(rankCorrelation(std::vector<double>{1, 2}, std::vector<double>{1, 2}).has_value());
    EXPECT_FALSE(rankCorrelation(std::vector<double>{1, 2, 3}, std::vector<double>{4, 4, 4}).has_value());
}

TEST(RankCorrelation, OfTwoColumnsLeavesOutRowsThatLackOne) {
    const auto table = planeTable({{1, 1}, {kNaN, 9}, {2, 2}, {3, kNaN}, {4, 5}, {5, 4}});
    const auto found =
        rankCorrelation(*table, CandidateColumn::KT, CandidateColumn::KL, RowSet::all(table->rows()));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->entries, 4U);
    EXPECT_NEAR(found->value, 0.8, 1e-12);
    EXPECT_NEAR(found->error, 1 / std::sqrt(3.0), 1e-12);
}

TEST(AbcdStudy, OfAPlaneThatFactorisesHasNothingToWarnOf) {
    const Points points = square(20000, 0, 1);
    const SidebandPlane plane = abcdPlane();
    const AbcdStudy study = studyOf(*planeTable(points), plane);
    EXPECT_EQ(study.counts,
              (AbcdCounts{counted(points, plane.regions[0]), counted(points, plane.regions[1]),
                          counted(points, plane.regions[2]), counted(points, plane.regions[3])}));
    EXPECT_EQ(study.estimate.interval, abcdEstimate(study.counts).interval);
    EXPECT_LT(std::abs(study.pull.value()), 3);
    EXPECT_NEAR(study.measured->kappa.value, 1, 3 * study.measured->kappa.relativeError);
    EXPECT_LT(std::abs(study.correlation->value), 3 * study.correlation->error);
    ASSERT_EQ(study.closure.size(), 2U);
    EXPECT_THAT(study.closure[0].boxes, HasSubstr("B and D cut at kT = "));
    EXPECT_THAT(study.closure[1].boxes, HasSubstr("C and D cut at kL = "));
    for (const ClosureTest& test : study.closure)
        EXPECT_LT(std::abs(test.pull.value()), 3);
    EXPECT_THAT(study.warnings, IsEmpty());
}

TEST(AbcdStudy, CutsNeighboursInTwoWhereTheyShareACoordinate) {
    const AbcdStudy study = studyOf(*planeTable(square(5000, 0, 2)), abcdPlane());
    const AbcdCounts& first = study.closure[0].counts;
    EXPECT_EQ(first.a + first.b, study.counts.b);
    EXPECT_EQ(first.c + first.d, study.counts.d);
    EXPECT_NEAR(static_cast<double>(first.a + first.c), static_cast<double>(first.b + first.d), 1.5)
        << "median";
    const AbcdCounts& second = study.closure[1].counts;
    EXPECT_EQ(second.a + second.b, study.counts.c);
    EXPECT_EQ(second.c + second.d, study.counts.d);
}

TEST(AbcdStudy, WarnsOfAPlaneThatDoesNotFactorise) {
    const AbcdStudy study = studyOf(*planeTable(square(20000, 0.5, 3)), abcdPlane());
    EXPECT_GT(study.correlation->value, 0.2);
    EXPECT_THAT(study.warnings, Contains(HasSubstr("kT and kL are correlated (rank correlation 0.")));
    EXPECT_THAT(study.warnings, Contains(HasSubstr("B and D cut at kT")));
    EXPECT_THAT(study.warnings, Contains(HasSubstr("or kappa is not 1")));
    EXPECT_GT(std::abs(study.pull.value()), 10);
    // with the kappa of another sample of the same kind the estimate holds
    const AbcdStudy other = studyOf(*planeTable(square(20000, 0.5, 4)), abcdPlane());
    EXPECT_LT(
        std::abs(
            studyOf(*planeTable(square(20000, 0.5, 3)), abcdPlane(), other.measured->kappa).pull.value()),
        3);
}

TEST(AbcdStudy, SeesASignal) {
    Points points = square(20000, 0, 5);
    points.insert(points.end(), 4000, {0.25, 0.25});
    const AbcdStudy study = studyOf(*planeTable(points), abcdPlane());
    EXPECT_GT(study.pull.value(), 5);
    EXPECT_THAT(study.warnings, Contains(HasSubstr("A holds ")));
    EXPECT_THAT(study.warnings, Not(Contains(HasSubstr("cut at"))));
}

TEST(AbcdStudy, OfABlindedSignalRegionIsTheSameWhateverIsInIt) {
    Points points = square(3000, 0, 6);
    const AbcdStudy study = studyOf(*planeTable(points), abcdPlane(true));
    points.insert(points.end(), 500, {0.25, 0.25});
    const AbcdStudy same = studyOf(*planeTable(points), abcdPlane(true));
    for (const AbcdStudy* each : {&study, &same}) {
        EXPECT_TRUE(each->signalBlinded);
        EXPECT_EQ(each->counts.a, 0U);
        EXPECT_FALSE(each->pull.has_value());
        EXPECT_FALSE(each->measured.has_value());
        EXPECT_EQ(each->correlation->entries, study.counts.b + study.counts.c + study.counts.d);
        EXPECT_EQ(each->correlation->value, study.correlation->value);
        EXPECT_EQ(each->estimate.expected, study.estimate.expected);
        EXPECT_EQ(each->closure[0].counts, study.closure[0].counts);
        EXPECT_EQ(each->warnings, study.warnings);
    }
    EXPECT_THAT(study.warnings, Contains(HasSubstr("kappa = 1 is assumed")));
    EXPECT_LT(std::abs(study.correlation->value), 3 * study.correlation->error)
        << "three boxes without the fourth are no correlation";
    EXPECT_THAT(studyOf(*planeTable(points), abcdPlane(true), {1, 0.1}).warnings,
                Not(Contains(HasSubstr("is assumed"))));
}

TEST(AbcdStudy, SaysWhyThereIsNone) {
    const auto table = planeTable(square(10, 0, 7));
    SidebandPlane plane = abcdPlane();
    plane.regions.pop_back();
    const auto errorOf = [&](const SidebandPlane& of) {
        return studyAbcd(*table, of, membership(*table, of, RowSet::all(10))).error();
    };
    EXPECT_EQ(errorOf(plane), "No region has the role D.");
    plane.regions.front().role = RegionRole::None;
    EXPECT_EQ(errorOf(plane), "No region has the role signal.");
    SidebandPlane blind = abcdPlane();
    blind.regions[2].blind = true;
    EXPECT_EQ(errorOf(blind), "A region with the role C is blinded.");
}

TEST(AbcdStudy, WarnsOfFewEntriesOfSharedOnesAndOfSignalInTheOtherBoxes) {
    constexpr auto kConversion = PairClass::Conversion;
    const auto table =
        planeTable({{0.1, 0.1}, {0.9, 0.1}, {0.5, 0.2}, {0.1, 0.9}, {0.8, 0.8}},
                   {PairClass::Signal, PairClass::Signal, kConversion, kConversion, kConversion});
    const AbcdStudy study = studyOf(*table, abcdPlane());
    EXPECT_EQ(study.counts, (AbcdCounts{2, 1, 1, 1})) << "on the common edge: counted once, in A";
    EXPECT_THAT(study.warnings, Contains(HasSubstr("Box B holds 1: below 5")));
    EXPECT_THAT(study.warnings, Contains(HasSubstr("1 entries are in more than one of the boxes")));
    EXPECT_THAT(study.warnings, Contains(HasSubstr("1 true signal pairs are in B, C or D")));
    const SidebandPlane plane = abcdPlane();
    EXPECT_EQ(abcdCounts(plane, membership(*table, plane, RowSet::all(5))), study.counts);
}

TEST(AbcdStudy, WarnsOfMassesThatAreCorrelatedByConstruction) {
    SidebandPlane plane = abcdPlane();
    plane.x = CandidateColumn::DeltaM;
    plane.y = CandidateColumn::MassBefore;
    const auto table = planeTable(square(10, 0, 8));
    EXPECT_THAT(studyOf(*table, plane).warnings, Contains(HasSubstr("correlated by construction")));
}

TEST(AbcdStudy, OfNothingHasNoNumbers) {
    const AbcdStudy study = studyOf(CandidateTable(), abcdPlane());
    EXPECT_EQ(study.counts, AbcdCounts{});
    EXPECT_FALSE(study.pull.has_value());
    EXPECT_FALSE(study.correlation.has_value());
    EXPECT_THAT(study.closure, IsEmpty());
}
