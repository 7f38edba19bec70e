#include "core/io/ColumnNames.h"

#include <gtest/gtest.h>

#include <set>

using namespace pairscope;

TEST(ColumnNames, AreThoseOfBasf2) {
    EXPECT_EQ(columnName(kFieldEvent), "__event__");
    EXPECT_EQ(columnName(parameterField(0, kD0)), "daughter(0, d0)");
    EXPECT_EQ(columnName(covarianceField(1, kPhi0, kTanLambda)), "daughter(1, trackFitCovariance(1,4))");
    EXPECT_EQ(columnName(errorField(1, kOmega)), "daughter(1, omegaErr)");
    EXPECT_EQ(columnName(kFieldTruth + 9), "daughter(1, mcPZ)");
    EXPECT_EQ(columnName(kFieldTruth + 12), "mcProductionVertexZ");
    EXPECT_EQ(columnName(kFieldTruth + 13), "daughter(0, mcEnergyLost)");
    EXPECT_EQ(columnName(kFieldTruth + 18), "daughter(1, mcBremsRho)");
    EXPECT_EQ(columnName(photonField(0, 3)), "gamma_EErr");
    EXPECT_EQ(columnName(photonField(3, 8)), "gamma4_z");
}

TEST(ColumnNames, DifferForEveryField) {
    std::set<std::string> names;
    for (int field = 0; field < kFieldCount; ++field)
        names.insert(columnName(field));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(kFieldCount));
    EXPECT_FALSE(names.contains(""));
}

TEST(ColumnNames, RootSpellingFollowsMakeROOTCompatible) {
    EXPECT_EQ(rootCompatible("daughter(0, d0)"), "daughter__bo0__cm__spd0__bc");
    EXPECT_EQ(rootCompatible("daughter(0,trackFitCovariance(0,1))"),
              "daughter__bo0__cmtrackFitCovariance__bo0__cm1__bc__bc");
    EXPECT_EQ(rootCompatible("a:b=c<d>e.f+g-h{i}[j]/k*l^m&n|o!p%q'r\"s$"),
              "a__clb__eqc__std__gte__ptf__plg__mih__coi__cc__soj__sc__slk__mul__ham__amn__pio__emp__prq__"
              "sqr__dqs");
}

TEST(ColumnNames, EveryFieldIsFoundRawAndAsRootWritesIt) {
    for (int field = 0; field < kFieldCount; ++field) {
        EXPECT_EQ(fieldOfColumn(columnName(field)), field) << columnName(field);
        EXPECT_EQ(fieldOfColumn(rootCompatible(columnName(field))), field) << columnName(field);
    }
}

TEST(ColumnNames, BlanksDoNotMatter) {
    for (const char* spelling :
         {"daughter(0,d0)", " daughter( 0 , d0 ) ", "daughter__bo0__cmd0__bc", "daughter__bo0__cm__spd0__bc"})
        EXPECT_EQ(fieldOfColumn(spelling), parameterField(0, kD0)) << spelling;
}

TEST(ColumnNames, CovarianceIndicesMayComeInEitherOrder) {
    EXPECT_EQ(fieldOfColumn("daughter(1, trackFitCovariance(4, 1))"), covarianceField(1, 1, 4));
    EXPECT_EQ(fieldOfColumn(rootCompatible("daughter(1, trackFitCovariance(4, 1))")),
              covarianceField(1, 1, 4));
}

TEST(ColumnNames, OthersAreNotFound) {
    for (const char* name : {"", "d0", "daughter(2, d0)", "daughter(0, d1)", "__production__", "M"})
        EXPECT_EQ(fieldOfColumn(name), std::nullopt) << name;
    EXPECT_TRUE(isBookkeeping("__production__"));
    EXPECT_FALSE(isBookkeeping("M"));
}
