#include "core/vertex/OriginTerm.h"

#include "core/detector/BeamParameters.h"
#include "core/math/NumericalJacobian.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Geometry>
#include <Eigen/LU>

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

VertexConstraints fromOrigin(Origin origin) {
    VertexConstraints constraints;
    constraints.origin = origin;
    constraints.spot = Vector3(0.02, -0.01, 0.1);
    // a flat spot, turned: off-diagonal elements everywhere
    const Matrix3 axes = Eigen::AngleAxisd(0.3, Vector3(1, 2, 3).normalized()).toRotationMatrix();
    constraints.spotCovariance =
        axes * Vector3(20e-4, 5e-4, 0.03).cwiseAbs2().asDiagonal() * axes.transpose();
    constraints.spotCovariance =
        ((constraints.spotCovariance + constraints.spotCovariance.transpose()) / 2).eval();
    return constraints;
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

/// Pairs at several radii, stiff and curling, either charge the harder one, before and behind the spot.
std::vector<Vector9> somePlaces() {
    std::vector<Vector9> places;
    for (const double radius : {-0.8, 0.1, 3.9, 13.5})
        for (const double pT : {0.06, 4.0})
            for (const double share : {0.2, 0.7}) {
                PairBuilder builder = PairBuilder::conversionAt(radius);
                builder.pT = pT;
                builder.share = share;
                builder.opening = 0.02;
                builder.polar = -0.01;
                builder.vertex += Vector3(0.004, -0.003, 0.05);
                places.push_back(parametersOf(builder));
            }
    return places;
}

Vector9 steps(const Vector9& parameters) {
    Vector9 steps;
    steps << 1e-5, 1e-5, 1e-5, 1e-6, 1e-6 * parameters(kPositronOmega), 1e-6, 1e-6,
        1e-6 * parameters(kElectronOmega), 1e-6;
    return steps;
}

/// The pair's momentum by its definition, from the two legs' momenta in a field.
Vector3 totalMomentum(const Vector9& parameters) {
    const MagneticField field;
    return momentum(trackPoint(parameters, 0), field) + momentum(trackPoint(parameters, 1), field);
}

} // namespace

TEST(OriginTerm, OfPointingIsTheImpactParameterInItsProjectedErrors) {
    const VertexConstraints constraints = fromOrigin(Origin::FromBeamSpot);
    const OriginTerm term(constraints);
    for (const Vector9& parameters : somePlaces()) {
        // two axes across the momentum, the impact parameter along them and the spot's covariance there
        const Vector3 direction = totalMomentum(parameters).normalized();
        MatrixOf<3, 2> axes;
        axes.col(0) = direction.cross(Vector3::UnitX()).normalized();
        axes.col(1) = direction.cross(axes.col(0));
        const Vector2 impact = axes.transpose() * (parameters.head<3>() - constraints.spot);
        const Matrix2 covariance = axes.transpose() * constraints.spotCovariance * axes;
        const double expected = impact.dot(covariance.inverse() * impact);
        EXPECT_NEAR(term.value(parameters), expected, 1e-9 * (1 + expected));
        EXPECT_NEAR(term.expand(parameters, Curvature::Full).chi2, expected, 1e-9 * (1 + expected));
    }
}

TEST(OriginTerm, OfTheSpotIsTheDistanceInItsErrors) {
    const VertexConstraints constraints = fromOrigin(Origin::InBeamSpot);
    const Vector9 parameters = somePlaces().front();
    const Vector3 distance = parameters.head<3>() - constraints.spot;
    const double expected = distance.dot(constraints.spotCovariance.inverse() * distance);
    EXPECT_NEAR(OriginTerm(constraints).value(parameters), expected, 1e-9 * expected);
}

TEST(OriginTerm, GradientAndHessianAgreeWithCentralDifferences) {
    for (const Origin origin : {Origin::InBeamSpot, Origin::FromBeamSpot}) {
        const OriginTerm term(fromOrigin(origin));
        for (const Vector9& parameters : somePlaces()) {
            const OriginExpansion expansion = term.expand(parameters, Curvature::Full);
            const Vector9 step = steps(parameters);
            const auto gradientAt = [&term](const Vector9& p) {
                return Vector9(term.expand(p, Curvature::Full).halfGradient);
            };
            const auto halfValueAt = [&term](const Vector9& p) { return Vector<1>(term.value(p) / 2); };
            const Vector9 numericGradient =
                numericalJacobian<1, 9>(halfValueAt, parameters, step).transpose();
            const Vector9 scale = step.cwiseAbs();
            const Vector9 difference = expansion.halfGradient - numericGradient;
            EXPECT_LT(difference.cwiseProduct(scale).norm(),
                      1e-6 * expansion.halfGradient.cwiseProduct(scale).norm());

            const Matrix9 numericHessian = numericalJacobian<9, 9>(gradientAt, parameters, step);
            const Matrix9 scaled = scale.asDiagonal() * expansion.halfHessian * scale.asDiagonal();
            const Matrix9 scaledNumeric = scale.asDiagonal() * numericHessian * scale.asDiagonal();
            EXPECT_LT((scaled - scaledNumeric).norm(), 1e-6 * scaled.norm());
        }
    }
}

TEST(OriginTerm, GaussNewtonIsTheExactHessianWhereTheLineHitsTheSpot) {
    VertexConstraints constraints = fromOrigin(Origin::FromBeamSpot);
    const Vector9 parameters = somePlaces().back();
    constraints.spot = parameters.head<3>() - 3 * totalMomentum(parameters);
    const OriginTerm term(constraints);
    const OriginExpansion exact = term.expand(parameters, Curvature::Full);
    const OriginExpansion approximate = term.expand(parameters, Curvature::GaussNewton);
    EXPECT_LT(exact.chi2, 1e-15);
    const Vector9 scale = steps(parameters).cwiseAbs();
    const Matrix9 difference =
        scale.asDiagonal() * (exact.halfHessian - approximate.halfHessian) * scale.asDiagonal();
    const Matrix9 size = scale.asDiagonal() * exact.halfHessian * scale.asDiagonal();
    EXPECT_LT(difference.norm(), 1e-8 * size.norm());
}

TEST(OriginTerm, NeedsAPositiveDefiniteSpot) {
    VertexConstraints constraints = fromOrigin(Origin::FromBeamSpot);
    constraints.spotCovariance(1, 1) = 0;
    EXPECT_THROW(OriginTerm{constraints}, std::invalid_argument);
}
