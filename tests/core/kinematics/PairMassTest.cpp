#include "core/kinematics/PairMass.h"

#include "core/math/NumericalJacobian.h"
#include "core/vertex/VertexFit.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <random>
#include <vector>

using namespace pairscope;
using test::PairBuilder;

namespace {

/// The textbook formula in extended precision, where its cancellation does no harm to a double.
double textbookMass(const TrackPoint& a, const TrackPoint& b, MagneticField field) {
    using Long = long double;
    Long energy = 0;
    Long p[3] = {0, 0, 0};
    for (const TrackPoint& point : {a, b}) {
        const Long pT = 1 / (Long(field.alpha()) * std::abs(Long(point.omega)));
        const Long px = pT * std::cos(Long(point.phi));
        const Long py = pT * std::sin(Long(point.phi));
        const Long pz = pT * Long(point.tanLambda);
        energy += std::sqrt(px * px + py * py + pz * pz + Long(kElectronMass) * Long(kElectronMass));
        p[0] += px;
        p[1] += py;
        p[2] += pz;
    }
    return static_cast<double>(std::sqrt(energy * energy - p[0] * p[0] - p[1] * p[1] - p[2] * p[2]));
}

Vector6 arguments(const TrackPoint& a, const TrackPoint& b) {
    Vector6 v;
    v << a.phi, a.omega, a.tanLambda, b.phi, b.omega, b.tanLambda;
    return v;
}

std::vector<PairBuilder> pairs() {
    std::vector<PairBuilder> result;
    for (const double share : {0.03, 0.5, 0.8})
        for (const double opening : {0.0, -2e-3, 0.05})
            for (const double polar : {0.0, 1e-3, -0.04}) {
                PairBuilder builder;
                builder.share = share;
                builder.opening = opening;
                builder.polar = polar;
                result.push_back(builder);
            }
    return result;
}

} // namespace

TEST(PairMass, AgreesWithTheTextbookFormulaInExtendedPrecision) {
    for (const PairBuilder& builder : pairs()) {
        const double mass = pairMass(builder.point(0), builder.point(1), builder.field);
        EXPECT_NEAR(mass, textbookMass(builder.point(0), builder.point(1), builder.field), 1e-9 * (1 + mass));
    }
}

TEST(PairMass, OfParallelLegsOfEqualMomentumIsTwiceTheElectronMassExactly) {
    PairBuilder builder;
    builder.pT = 5;
    EXPECT_NEAR(pairMass(builder.point(0), builder.point(1), builder.field), 2 * kElectronMass, 1e-15);
}

TEST(PairMass, IsNeverBelowTwiceTheElectronMass) {
    for (const double pT : {1e-3, 0.1, 5.0, 1e4})
        for (const double share : {1e-6, 0.01, 0.4999, 0.5}) {
            PairBuilder builder;
            builder.pT = pT;
            builder.share = share;
            EXPECT_GE(pairMass(builder.point(0), builder.point(1), builder.field),
                      2 * kElectronMass * (1 - 1e-14));
        }
}

TEST(PairMass, GradientAgreesWithCentralDifferences) {
    for (const PairBuilder& builder : pairs()) {
        const Vector6 at = arguments(builder.point(0), builder.point(1));
        Vector6 steps;
        steps << 1e-6, 1e-4 * std::abs(at(1)), 1e-6, 1e-6, 1e-4 * std::abs(at(4)), 1e-6;
        const auto numeric = numericalJacobian<1, 6>(
            [&builder](const Vector6& v) {
                TrackPoint a = builder.point(0);
                TrackPoint b = builder.point(1);
                a.phi = v(0), a.omega = v(1), a.tanLambda = v(2);
                b.phi = v(3), b.omega = v(4), b.tanLambda = v(5);
                return Vector<1>(pairMass(a, b, builder.field));
            },
            at, steps);
        const Vector6 analytic = pairMassGradient(builder.point(0), builder.point(1), builder.field);
        const Vector6 difference = (analytic - numeric.transpose()).cwiseProduct(steps);
        EXPECT_LT(difference.norm(), 1e-5 * analytic.cwiseProduct(steps).norm() + 1e-15);
    }
}

TEST(PairMass, BeforeTheFitIsWhatPhysicsSaysAtSevenRadiiAndThreeShares) {
    // PHYSICS section 3: collinear conversions at 1.5 T, perigee momenta of exact circles, MeV
    const struct {
        double share;
        std::vector<double> masses;
    } rows[] = {{0.5, {9.50, 12.63, 19.81, 35.09, 71.95, 93.52, 121.4}},
                {0.2, {11.87, 15.79, 24.77, 43.86}},
                {0.1, {15.83, 21.05, 33.02, 58.46}}};
    const double radii[] = {1.05, 1.4, 2.2, 3.9, 8.0, 10.4, 13.5};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.masses.size(); ++i) {
            PairBuilder builder = PairBuilder::conversionAt(radii[i]);
            builder.share = row.share;
            builder.pT = 5; // typical: the last digits are corrections of second order in rho / R
            builder.tanLambda = 0.8;
            builder.vertex.z() = radii[i] * 0.8;
            const double mass = massBefore(builder.tracks(), builder.field).value / 1.0_MeV;
            EXPECT_NEAR(mass, row.masses[i], row.masses[i] > 100 ? 0.06 : 0.012)
                << row.share << " " << radii[i];
        }
}

TEST(PairMass, OfAConversionDoesNotChangeWithTheRadiusAtTheVertex) {
    for (const double radius : {1.05, 8.0, 13.5}) {
        const PairBuilder builder = PairBuilder::conversionAt(radius);
        EXPECT_NEAR(pairMass(builder.point(0), builder.point(1), builder.field), 2 * kElectronMass, 1e-12);
        EXPECT_NEAR(massConverted(builder.tracks(), builder.field).value, 2 * kElectronMass, 1e-9);
    }
}

TEST(PairMass, OfAPromptPairIsTheSameAtItsSecondCrossing) {
    const TrackPair tracks = PairBuilder::promptOfMass(17.0_MeV).tracks();
    const auto fit = VertexFit()(tracks);
    ASSERT_TRUE(fit);
    ASSERT_EQ(fit->minima.size(), 2u);
    for (const VertexMinimum& minimum : fit->minima)
        EXPECT_NEAR(massAfter(minimum, MagneticField{}).value, 17.0_MeV, 1e-6);
}

TEST(PairMass, ErrorsAreThoseOfRepeatedMeasurements) {
    // 4,000 smeared copies of one pair: the spread of each mass is the error quoted for it
    PairBuilder builder = PairBuilder::promptOfMass(100.0_MeV);
    builder.polar = 5e-3;
    const TrackPair truth = builder.tracks();
    const Eigen::LLT<Matrix5> factor(PairBuilder::covariance());
    std::mt19937_64 generator(5);
    std::normal_distribution<double> gauss;
    struct Sums {
        double x = 0, xx = 0, error = 0;
        void add(Measured m) { x += m.value, xx += m.value * m.value, error += m.error; }
        double spread(int n) const { return std::sqrt(xx / n - x * x / n / n); }
    } before, after, delta;
    constexpr int kCopies = 4000;
    for (int copy = 0; copy < kCopies; ++copy) {
        TrackPair tracks = truth;
        for (int track = 0; track < 2; ++track) {
            Vector5 noise;
            for (double& x : noise)
                x = gauss(generator);
            tracks[track].helix = Helix(truth[track].helix.parameters() + Matrix5(factor.matrixL()) * noise);
        }
        const auto fit = VertexFit()(tracks);
        ASSERT_TRUE(fit);
        before.add(massBefore(tracks, builder.field));
        after.add(massAfter(fit->best(), builder.field));
        delta.add(deltaMass(tracks, fit->best(), builder.field));
    }
    for (const Sums* sums : {&before, &after, &delta})
        EXPECT_NEAR(sums->spread(kCopies) / (sums->error / kCopies), 1,
                    0.04); // 1.1 % statistics, and a curved mass
    // the correlation matters: without it the error of the difference would be much larger
    EXPECT_LT(delta.error, 0.9 * std::hypot(before.error, after.error));
}
