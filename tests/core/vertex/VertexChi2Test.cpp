#include "core/vertex/VertexChi2.h"

#include "core/math/NumericalJacobian.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

std::array<Matrix5, 2> weightsOf(const TrackPair& tracks) {
    return {inverseSpd<5>(tracks.positron.covariance).value(),
            inverseSpd<5>(tracks.electron.covariance).value()};
}

Vector9 parametersOf(const PairBuilder& builder) {
    Vector9 parameters;
    parameters.head<3>() = builder.vertex;
    for (int track = 0; track < 2; ++track) {
        const TrackPoint point = builder.point(track);
        parameters.segment<3>(3 + 3 * track) << point.phi, point.omega, point.tanLambda;
    }
    return parameters;
}

/// A place a few sigma away from the minimum, and steps for differences there.
Vector9 displaced(const Vector9& parameters) {
    Vector9 shift;
    shift << 0.01, -0.02, 0.015, 3e-4, 5e-6, -4e-4, -2e-4, -8e-6, 3e-4;
    return parameters + shift;
}

Vector9 steps() {
    Vector9 steps;
    steps << 1e-4, 1e-4, 1e-4, 1e-5, 1e-7, 1e-5, 1e-5, 1e-7, 1e-5;
    return steps;
}

/// Derivatives by one track's six arguments put at their places among the nine.
Vector9 gradientOf(const VertexExpansion& expansion) {
    Vector9 gradient = Vector9::Zero();
    for (int track = 0; track < 2; ++track) {
        const TrackTerm& term = expansion.tracks[static_cast<std::size_t>(track)];
        gradient.head<3>() += 2 * term.halfGradient.head<3>();
        gradient.segment<3>(3 + 3 * track) += 2 * term.halfGradient.tail<3>();
    }
    return gradient;
}

Matrix9 halfHessianOf(const VertexExpansion& expansion) {
    Matrix9 hessian = Matrix9::Zero();
    for (int track = 0; track < 2; ++track) {
        const Matrix6& own = expansion.tracks[static_cast<std::size_t>(track)].halfHessian;
        const int at = 3 + 3 * track;
        hessian.topLeftCorner<3, 3>() += own.topLeftCorner<3, 3>();
        hessian.block<3, 3>(0, at) += own.topRightCorner<3, 3>();
        hessian.block<3, 3>(at, 0) += own.bottomLeftCorner<3, 3>();
        hessian.block<3, 3>(at, at) += own.bottomRightCorner<3, 3>();
    }
    return hessian;
}

Matrix9 scaledTo(const Matrix9& matrix, const Vector9& scale) {
    return scale.asDiagonal() * matrix * scale.asDiagonal();
}

} // namespace

TEST(VertexChi2, IsZeroWhereExactTracksMeet) {
    const PairBuilder builder = PairBuilder::conversionAt(8);
    const TrackPair tracks = builder.tracks();
    const auto weights = weightsOf(tracks);
    EXPECT_LT(VertexChi2(tracks, weights).value(parametersOf(builder)), 1e-12);
}

TEST(VertexChi2, GradientAndHessianAgreeWithCentralDifferences) {
    for (const double radius : {0.0, 1.4, 13.5})
        for (const double pT : {0.3, 4.0}) {
            PairBuilder builder = PairBuilder::conversionAt(radius);
            builder.pT = pT;
            builder.share = 0.3;
            builder.polar = 1e-3;
            const TrackPair tracks = builder.tracks();
            const auto weights = weightsOf(tracks);
            const VertexChi2 chi2(tracks, weights);
            const Vector9 parameters = displaced(parametersOf(builder));
            const auto expansion = chi2.expand(parameters, Curvature::Full);
            EXPECT_NEAR(expansion.chi2(), chi2.value(parameters), 1e-9 * expansion.chi2());

            const auto numericGradient = numericalJacobian<1, 9>(
                [&chi2](const Vector9& p) { return Vector<1>(chi2.value(p)); }, parameters, steps());
            const Vector9 gradient = gradientOf(expansion);
            const Vector9 difference = (gradient - numericGradient.transpose()).cwiseProduct(steps());
            EXPECT_LT(difference.norm(),
                      1e-5 * gradient.cwiseProduct(steps()).norm()); // differences of chi2 ~ 1e3

            const Matrix9 numericHessian = numericalJacobian<9, 9>(
                [&chi2](const Vector9& p) { return gradientOf(chi2.expand(p, Curvature::Full)); }, parameters,
                steps());
            const Matrix9 hessian = scaledTo(halfHessianOf(expansion), steps());
            EXPECT_LT((hessian - scaledTo(numericHessian, steps()) / 2).norm(), 1e-6 * hessian.norm());
        }
}

TEST(VertexNormalEquations, SolveWhatADenseSolverSolves) {
    PairBuilder builder = PairBuilder::conversionAt(1.4);
    builder.opening = 0.01;
    const TrackPair tracks = builder.tracks();
    const auto weights = weightsOf(tracks);
    const Vector9 parameters = displaced(parametersOf(builder));
    const auto expansion = VertexChi2(tracks, weights).expand(parameters, Curvature::GaussNewton);
    const Vector3 flight =
        Vector3(std::cos(builder.phi), std::sin(builder.phi), builder.tanLambda).normalized();
    const VertexNormalEquations equations(expansion, flight);
    ASSERT_TRUE(equations.solvable());
    ASSERT_TRUE(equations.positiveDefinite());

    const Matrix9 hessian = halfHessianOf(expansion);
    const Vector9 step = equations.step(1e9).step;
    const Vector9 left = hessian * step;
    const Vector9 right = -gradientOf(expansion) / 2;
    const Vector9 scale = hessian.diagonal().cwiseSqrt().cwiseInverse();
    EXPECT_LT((left - right).cwiseProduct(scale).norm(), 1e-6 * right.cwiseProduct(scale).norm());
    const Matrix9 one =
        scale.cwiseInverse().asDiagonal() * equations.covariance() * hessian * scale.asDiagonal();
    EXPECT_LT((one - Matrix9::Identity()).cwiseAbs().maxCoeff(),
              1e-5); // the condition is 1e8 along the flight
}

TEST(VertexNormalEquations, GoNoFurtherAlongTheFlightThanTrusted) {
    const PairBuilder builder = PairBuilder::conversionAt(1.4);
    const TrackPair tracks = builder.tracks();
    const auto weights = weightsOf(tracks);
    const auto expansion =
        VertexChi2(tracks, weights).expand(displaced(parametersOf(builder)), Curvature::GaussNewton);
    const Vector3 flight =
        Vector3(std::cos(builder.phi), std::sin(builder.phi), builder.tanLambda).normalized();
    const VertexNormalEquations equations(expansion, flight);
    const VertexStep step = equations.step(1e-3);
    EXPECT_TRUE(step.limited);
    EXPECT_NEAR(std::abs(step.step.head<3>().dot(flight)), 1e-3, 1e-12);
    EXPECT_GT(step.predictedDecrease, 0);
    EXPECT_LT(step.predictedDecrease, equations.step(1e9).predictedDecrease);
}
