#include "core/candidate/CandidateColumn.h"

#include <gtest/gtest.h>

#include <set>

using namespace pairscope;

TEST(CandidateColumn, EveryColumnIsFoundByItsOwnName) {
    std::set<std::string_view> names;
    for (const ColumnInfo& column : candidateColumns()) {
        EXPECT_EQ(candidateColumn(column.name), column.column);
        EXPECT_EQ(&info(column.column), &column);
        EXPECT_FALSE(column.description.empty());
        EXPECT_GT(column.displayFactor, 0);
        names.insert(column.name);
    }
    EXPECT_EQ(names.size(), kCandidateColumnCount);
    EXPECT_FALSE(candidateColumn("noSuchColumn"));
}
