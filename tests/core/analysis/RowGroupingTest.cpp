#include "core/analysis/RowGrouping.h"

#include "FilterSample.h"
#include "core/detector/DetectorModel.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;
using test::filterSample;
using C = CandidateColumn;

namespace {

/// Name of the group of a row; empty for none.
std::string groupName(const RowGrouping& grouping, std::size_t row) {
    const std::uint8_t group = grouping.groupOf[row];
    return group == RowGrouping::kNone ? std::string() : grouping.names[group];
}

} // namespace

TEST(RowGrouping, IsNoneForNothing) {
    EXPECT_EQ(groupRows(filterSample(), GroupBy::Nothing), nullptr);
}

TEST(RowGrouping, NamesTrueClassAndStatusOfEveryRow) {
    const auto classes = groupRows(filterSample(), GroupBy::TrueClass);
    EXPECT_EQ(classes->names, (std::vector<std::string>{"signal", "conversion", "prompt pair", "unknown"}));
    const auto status = groupRows(filterSample(), GroupBy::Status);
    EXPECT_EQ(status->names, (std::vector<std::string>{"Good", "Ambiguous", "Poor", "Failed"}));
    for (std::size_t row = 0; row < filterSample().rows(); ++row) {
        EXPECT_EQ(groupName(*classes, row), toString(filterSample().pairs().pairClass(row)));
        EXPECT_EQ(groupName(*status, row), toString(filterSample().status(row)));
    }
}

TEST(RowGrouping, GroupsTheLayersAndLeavesOutWhatHasNone) {
    const auto layers = groupRows(filterSample(), GroupBy::Layer);
    EXPECT_EQ(layers->names.front(), "beam pipe");
    std::size_t none = 0;
    for (std::size_t row = 0; row < filterSample().rows(); ++row) {
        const double layer = filterSample().value(C::NearestLayer, row);
        none += std::isnan(layer);
        EXPECT_EQ(groupName(*layers, row),
                  std::isnan(layer)
                      ? std::string()
                      : filterSample().detector().layers()[static_cast<std::size_t>(layer)].group);
    }
    EXPECT_EQ(none, filterSample().rows() / 10) << "the failed ones";
}

TEST(RowGrouping, PartsTheSelectedFromTheOthers) {
    const auto groups = groupRows(filterSample(), GroupBy::Selection, RowSet({2, 5, 100000}));
    EXPECT_EQ(groupName(*groups, 2), "selected");
    EXPECT_EQ(groupName(*groups, 3), "not selected");
    EXPECT_EQ(std::count(groups->groupOf.begin(), groups->groupOf.end(), 0), 2);
}

TEST(RowGrouping, PartsByAFilterAndLetsNothingPassAWrongOne) {
    const NamedFilter far{"far out", "rho > 3"};
    const auto groups = groupRows(filterSample(), GroupBy::Filter, {}, far);
    EXPECT_EQ(groups->names, (std::vector<std::string>{"far out", "the others"}));
    for (std::size_t row = 0; row < filterSample().rows(); ++row)
        EXPECT_EQ(groups->groupOf[row] == 0, filterSample().value(C::Rho, row) > 3);
    const auto wrong = groupRows(filterSample(), GroupBy::Filter, {}, {"", "roh > 3"});
    EXPECT_EQ(wrong->names.front(), "roh > 3");
    EXPECT_EQ(std::count(wrong->groupOf.begin(), wrong->groupOf.end(), 0), 0);
}

TEST(RowGrouping, OfATableWithoutRowsIsEmpty) {
    for (const GroupBy by : {GroupBy::TrueClass, GroupBy::Layer, GroupBy::Filter})
        EXPECT_TRUE(groupRows(CandidateTable(), by)->groupOf.empty());
}
