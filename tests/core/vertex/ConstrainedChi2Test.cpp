#include "core/vertex/ConstrainedEquations.h"

#include "core/detector/BeamParameters.h"
#include "core/math/NumericalJacobian.h"
#include "core/vertex/VertexStart.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Cholesky>

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

VertexConstraints pointingToTheSpot() {
    const BeamParameters beams;
    VertexConstraints constraints;
    constraints.origin = Origin::FromBeamSpot;
    constraints.spot = beams.spot;
    constraints.spotCovariance = Vector3(20e-4, 20e-4, 0.03).cwiseAbs2().asDiagonal();
    return constraints;
}

/// chi2 of a pair that does not quite meet, and a place a few errors from its minimum.
struct Setting {
    TrackPair tracks;
    std::array<Matrix5, 2> weights;
    VertexChi2 free;
    ConstrainedChi2 chi2;
    Vector<7> seven;

    explicit Setting(const PairBuilder& builder, const VertexConstraints& constraints)
        : tracks(builder.tracks()),
          weights{inverseSpd<5>(tracks.positron.covariance).value(),
                  inverseSpd<5>(tracks.electron.covariance).value()},
          free(tracks, weights),
          chi2(free, constraints) {
        const Vector3 shift(0.01, -0.02, 0.015);
        seven << builder.vertex + shift, builder.phi + 3e-4, builder.point(0).omega + 5e-6,
            builder.tanLambda - 4e-4, builder.point(1).omega - 8e-6;
    }
    Vector9 nine() const {
        Vector9 nine = allParameters<7>(seven);
        nine(kElectronPhi) += 2e-4;
        nine(kElectronTanLambda) -= 3e-4;
        return nine;
    }
};

std::vector<PairBuilder> somePairs() {
    std::vector<PairBuilder> pairs;
    for (const double radius : {0.0, 1.4, 13.5})
        for (const double pT : {0.15, 4.0})
            for (const double share : {0.3, 0.8}) {
                pairs.push_back(PairBuilder::conversionAt(radius));
                pairs.back().pT = pT;
                pairs.back().share = share;
            }
    return pairs;
}

const Vector<7> kSevenSteps{1e-4, 1e-4, 1e-4, 1e-5, 1e-7, 1e-5, 1e-7};
const Vector9 kNineSteps = allParameters<7>(kSevenSteps);

Vector9 allOf(const Vector9& nine) {
    return nine;
}
Vector9 allOf(const Vector<7>& seven) {
    return allParameters<7>(seven);
}

template<int N>
void expectDerivatives(const ConstrainedChi2& chi2, const Vector<N>& at, const Vector<N>& steps) {
    const ReducedExpansion<N> expansion(chi2.expand(allOf(at), Curvature::Full));
    const auto halfValue = [&](const Vector<N>& p) { return Vector<1>(chi2.value(allOf(p)) / 2); };
    const auto halfGradient = [&](const Vector<N>& p) {
        return Vector<N>(ReducedExpansion<N>(chi2.expand(allOf(p), Curvature::Full)).halfGradient);
    };
    const Vector<N> gradient = numericalJacobian<1, N>(halfValue, at, steps).transpose();
    const Vector<N> difference = (expansion.halfGradient - gradient).cwiseProduct(steps);
    EXPECT_LT(difference.norm(), 1e-5 * gradient.cwiseProduct(steps).norm()); // differences of chi2 ~ 1e3

    const SquareMatrix<N> hessian = numericalJacobian<N, N>(halfGradient, at, steps);
    const SquareMatrix<N> scaled = steps.asDiagonal() * expansion.halfHessian * steps.asDiagonal();
    const SquareMatrix<N> scaledNumeric = steps.asDiagonal() * hessian * steps.asDiagonal();
    EXPECT_LT((scaled - scaledNumeric).norm(), 1e-6 * scaled.norm());
    EXPECT_GT(expansion.scale.minCoeff(), 0);
}

} // namespace

TEST(ConstrainedChi2, DerivativesByNineParametersAgreeWithCentralDifferences) {
    for (const PairBuilder& pair : somePairs()) {
        const Setting setting(pair, pointingToTheSpot());
        expectDerivatives<9>(setting.chi2, setting.nine(), kNineSteps);
    }
}

TEST(ConstrainedChi2, DerivativesBySevenParametersAgreeWithCentralDifferences) {
    for (const PairBuilder& pair : somePairs())
        for (const VertexConstraints& constraints : {VertexConstraints{}, pointingToTheSpot()}) {
            const Setting setting(pair, constraints);
            expectDerivatives<7>(setting.chi2, setting.seven, kSevenSteps);
        }
}

TEST(ConstrainedChi2, CommonDirectionOfLegsOnBothSidesOfPiIsNearPi) {
    Vector9 parameters = Vector9::Zero();
    parameters(kPositronPhi) = kPi - 0.01;
    parameters(kElectronPhi) = -kPi + 0.03;
    parameters(kPositronTanLambda) = 0.2;
    parameters(kElectronTanLambda) = 0.4;
    const Vector9 common = withoutOpening(parameters);
    EXPECT_NEAR(common(kPositronPhi), -kPi + 0.01, 1e-12);
    EXPECT_EQ(common(kPositronPhi), common(kElectronPhi));
    EXPECT_NEAR(common(kPositronTanLambda), 0.3, 1e-12);
    EXPECT_EQ(common(kPositronTanLambda), common(kElectronTanLambda));
}

TEST(ConstrainedEquations, SolveWhatADenseSolverSolves) {
    const Setting setting(PairBuilder::conversionAt(3.9), pointingToTheSpot());
    const Vector9 parameters = allParameters<7>(setting.seven);
    const ReducedExpansion<7> expansion(setting.chi2.expand(parameters, Curvature::GaussNewton));
    const ConstrainedEquations<7> equations(expansion, flightDirection(parameters));
    ASSERT_TRUE(equations.solvable());
    ASSERT_TRUE(equations.positiveDefinite());

    const Vector<7> scale = expansion.halfHessian.diagonal().cwiseSqrt().cwiseInverse();
    const SquareMatrix<7> scaled = scale.asDiagonal() * expansion.halfHessian * scale.asDiagonal();
    const Eigen::LLT<SquareMatrix<7>> dense(scaled);
    const Vector<7> expected =
        scale.cwiseProduct(Vector<7>(dense.solve(Vector<7>(scale.cwiseProduct(-expansion.halfGradient)))));
    const ConstrainedStep<7> step = equations.step(1e9);
    EXPECT_FALSE(step.limited);
    EXPECT_LT((step.step - expected).cwiseQuotient(scale).norm(),
              1e-6 * expected.cwiseQuotient(scale).norm());
    EXPECT_NEAR(step.predictedDecrease(), -expansion.halfGradient.dot(expected),
                1e-6 * step.predictedDecrease());
    const SquareMatrix<7> one = scale.cwiseInverse().asDiagonal() * equations.covariance() *
                                expansion.halfHessian * scale.asDiagonal();
    EXPECT_LT((one - SquareMatrix<7>::Identity()).cwiseAbs().maxCoeff(), 1e-6); // condition 1e6
}

TEST(ConstrainedEquations, GoNoFurtherAlongTheFlightThanTrusted) {
    const Setting setting(PairBuilder::conversionAt(3.9), pointingToTheSpot());
    const Vector9 parameters = setting.nine();
    const Vector3 flight = flightDirection(parameters);
    const ReducedExpansion<9> expansion(setting.chi2.expand(parameters, Curvature::GaussNewton));
    const ConstrainedEquations<9> equations(expansion, flight);
    const ConstrainedStep<9> step = equations.step(1e-3);
    EXPECT_TRUE(step.limited);
    EXPECT_NEAR(std::abs(step.step.head<3>().dot(flight)), 1e-3, 1e-12);
    EXPECT_LT(step.predictedDecrease(), equations.step(1e9).predictedDecrease());
    // the model's decrease along parts of the step, by its definition
    for (const double fraction : {0.1, 1.0}) {
        const Vector9 part = fraction * step.step;
        const double decrease =
            -2 * expansion.halfGradient.dot(part) - part.dot(expansion.halfHessian * part);
        EXPECT_NEAR(step.predictedDecrease(fraction), decrease, 1e-6 * decrease); // differences of ~1e3
    }
}
