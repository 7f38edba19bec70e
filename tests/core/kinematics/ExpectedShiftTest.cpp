#include "core/kinematics/ExpectedShift.h"

#include "core/math/Units.h"
#include "core/track/Helix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace pairscope;

namespace {

/// Mass [MeV] of a pair of 5 GeV in all that leaves (rho, 0, 0) along x exactly parallel, from the momenta at
/// the perigees of its exact helices.
double exactMassBefore(double rho, double x) {
    const MagneticField field;
    Vector3 sum = Vector3::Zero();
    double energy = 0;
    for (const int charge : {-1, 1}) {
        const double pT = 5 * (charge > 0 ? x : 1 - x);
        const Helix helix(perigeeParameters({{rho, 0, 0}, 0, charge / (field.alpha() * pT), 0}));
        const Vector3 p = helix.momentumAt(0, field);
        sum += p;
        energy += std::sqrt(p.squaredNorm() + kElectronMass * kElectronMass);
    }
    return std::sqrt((energy - sum.norm()) * (energy + sum.norm())) / kMeV;
}

double massBeforeInMeV(double rho, double x) {
    return ExpectedShift::collinear(x).massBefore(rho) / kMeV;
}

/// Relative size of what the formula leaves out: the exact angle between the tracks is atan(a1) + atan(a2),
/// a = rho/R, where the formula has a1 + a2; never above a^2/2 of the softer track.
double nextOrder(double rho, double x) {
    const double softerRadius = MagneticField{}.alpha() * 5 * std::min(x, 1 - x);
    return std::pow(rho / softerRadius, 2) / 2;
}

struct Expectation {
    double rho; ///< cm
    double x;
    double mass; ///< MeV, rounded to the digits given
    double halfDigit;
};

constexpr Expectation kTable[] = {
    {1.05, 0.5, 9.50, 0.005}, {1.4, 0.5, 12.63, 0.005},  {2.2, 0.5, 19.81, 0.005}, {3.9, 0.5, 35.09, 0.005},
    {8.0, 0.5, 71.95, 0.005}, {10.4, 0.5, 93.52, 0.005}, {13.5, 0.5, 121.4, 0.05}, {1.05, 0.2, 11.87, 0.005},
    {1.4, 0.2, 15.79, 0.005}, {2.2, 0.2, 24.77, 0.005},  {3.9, 0.2, 43.86, 0.005}, {1.05, 0.1, 15.83, 0.005},
    {1.4, 0.1, 21.05, 0.005}, {2.2, 0.1, 33.02, 0.005},  {3.9, 0.1, 58.46, 0.005},
};

} // namespace

TEST(ExpectedShift, GivesTheMassesOfConversionsAtSevenRadiiAndThreeShares) {
    for (const Expectation& row : kTable)
        EXPECT_NEAR(massBeforeInMeV(row.rho, row.x), row.mass,
                    row.halfDigit + row.mass * nextOrder(row.rho, row.x))
            << row.rho << ' ' << row.x;
    EXPECT_DOUBLE_EQ(massBeforeInMeV(2.2, 0.9), massBeforeInMeV(2.2, 0.1)) << "e+ and e- play one part";
}

TEST(ExpectedShift, IsWhatExactHelicesShowToTheDigitsGiven) {
    for (const Expectation& row : kTable)
        EXPECT_NEAR(exactMassBefore(row.rho, row.x), row.mass, row.halfDigit) << row.rho << ' ' << row.x;
}

TEST(ExpectedShift, AgreesWithExactHelicesToNextOrder) {
    constexpr double kRounding = 1e-6; // of a mass of 1 MeV as a difference of energies of 5 GeV
    for (const double rho : {0.0, 1.05, 1.4, 2.2, 3.9, 8.0, 10.4, 13.5})
        for (const double x : {0.5, 0.2, 0.1}) {
            const double excess = massBeforeInMeV(rho, x) / exactMassBefore(rho, x) - 1;
            EXPECT_NEAR(excess, nextOrder(rho, x) / 2, nextOrder(rho, x) / 2 + kRounding) << rho << ' ' << x;
        }
}

TEST(ExpectedShift, IsMinusNineTenthsOfAnMeVPerMillimetreForSymmetricPairs) {
    const ExpectedShift shift = ExpectedShift::collinear(0.5);
    const double slope = (shift.deltaMass(8.1) - shift.deltaMass(8.0)) / kMeV; // per millimetre
    EXPECT_NEAR(slope, -0.9, 0.005);
}

TEST(ExpectedShift, IsTheDifferenceOfTheMassesWithoutTheirRounding) {
    const ExpectedShift shift{0.3, 17.0_MeV};
    for (const double rho : {0.5, 3.0, 12.0})
        EXPECT_NEAR(shift.deltaMass(rho), shift.massAtVertex - shift.massBefore(rho), 1e-16);
    const double added = 1e-7 / (MagneticField{}.alpha() * std::sqrt(0.21));
    EXPECT_NEAR(shift.deltaMass(1e-7) / (-added * added / (2 * 17.0_MeV)), 1, 1e-9);
    EXPECT_EQ(shift.deltaMass(0), 0);
}

TEST(ExpectedShift, GrowsWithTheField) {
    EXPECT_NEAR((ExpectedShift{0.5, 0, MagneticField{3}}.deltaMass(2)),
                2 * (ExpectedShift{0.5, 0, MagneticField{1.5}}.deltaMass(2)), 1e-15);
}

TEST(ExpectedShift, IsNoNumberForAShareThatIsNone) {
    for (const double x : {0.0, 1.0, -0.2, 1.7, std::nan("")}) {
        EXPECT_TRUE(std::isnan(ExpectedShift::collinear(x).deltaMass(1))) << x;
        EXPECT_TRUE(std::isnan((ExpectedShift{x, 0.01}.massBefore(1)))) << x;
    }
}
