#include "widgets/models/QuantityText.h"

#include <gtest/gtest.h>

#include <limits>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const ShownUnit kPlain{};

} // namespace

TEST(QuantityText, ShowsTheErrorToTwoFiguresAndTheValueToTheSamePlace) {
    EXPECT_EQ(measuredText({17.0234, 0.3467}, kPlain), QStringLiteral("17.02 ± 0.35"));
    EXPECT_EQ(measuredText({17.0234, 3.467}, kPlain), QStringLiteral("17.0 ± 3.5"));
    EXPECT_EQ(measuredText({17.0234, 34.67}, kPlain), QStringLiteral("17 ± 35"));
    EXPECT_EQ(measuredText({17234, 346.7}, kPlain), QStringLiteral("17230 ± 350"));
}

TEST(QuantityText, LosesADecimalWhenTheErrorRoundsUpToTheNextPowerOfTen) {
    EXPECT_EQ(measuredText({1.23456, 0.0996}, kPlain), QStringLiteral("1.23 ± 0.10"));
    EXPECT_EQ(measuredText({1.23456, 0.0994}, kPlain), QStringLiteral("1.235 ± 0.099"));
    EXPECT_EQ(measuredText({123.456, 99.6}, kPlain), QStringLiteral("120 ± 100"));
}

TEST(QuantityText, ConvertsFromNativeUnits) {
    EXPECT_EQ(measuredTextWithUnit({0.01702, 0.00035}, mevUnit()), QStringLiteral("17.02 ± 0.35 MeV"));
    EXPECT_EQ(measuredTextWithUnit({0.00123, 0.0001}, micrometreUnit()), QStringLiteral("12.3 ± 1.0 µm"));
}

TEST(QuantityText, WritesATrueMinusAndGivesAPlainOneToTheClipboard) {
    EXPECT_EQ(measuredText({-35.09, 0.35}, kPlain), QStringLiteral("\u221235.09 ± 0.35"));
    EXPECT_EQ(plainText(measuredText({-35.09, 0.35}, kPlain)), QStringLiteral("-35.09 ± 0.35"));
}

TEST(QuantityText, NeverShowsANegativeZero) {
    EXPECT_EQ(numberText(-0.0001, 2), QStringLiteral("0.00"));
}

TEST(QuantityText, ShowsADashForWhatDoesNotExistAndTheValueAloneWithoutAnError) {
    EXPECT_EQ(measuredText({kNaN, 1}, kPlain), missingText());
    EXPECT_EQ(measuredTextWithUnit({kNaN, 1}, mevUnit()), missingText());
    EXPECT_EQ(measuredText({1.23456, kNaN}, kPlain), QStringLiteral("1.235"));
    EXPECT_EQ(measuredText({1.23456, 0}, kPlain), QStringLiteral("1.235"));
}

TEST(QuantityText, KeepsExtremeErrorsShort) {
    EXPECT_EQ(measuredText({1.5, 1e-12}, kPlain), QStringLiteral("1.5 ± 1e-12"));
    EXPECT_EQ(measuredText({1.5, 3e9}, kPlain), QStringLiteral("1.5 ± 3e+09"));
}

TEST(QuantityText, ChoosesTheLengthUnitThatSuits) {
    EXPECT_EQ(lengthUnitFor(0.0012).symbol, micrometreUnit().symbol);
    EXPECT_EQ(lengthUnitFor(-0.12).symbol, millimetreUnit().symbol);
    EXPECT_EQ(lengthUnitFor(3.9).symbol, centimetreUnit().symbol);
}

TEST(QuantityText, SeparatesThousandsInCounts) {
    EXPECT_EQ(countText(1234567), QStringLiteral("1,234,567"));
}

TEST(QuantityText, SaysSmallProbabilitiesInPowersOfTen) {
    EXPECT_EQ(probabilityText(0.5), QStringLiteral("0.500"));
    EXPECT_EQ(probabilityText(2.5e-5), QStringLiteral("2.5e-05"));
    EXPECT_EQ(probabilityText(0), QStringLiteral("< 1e-12"));
    EXPECT_EQ(probabilityText(kNaN), missingText());
}
