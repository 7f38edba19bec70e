#include "core/kinematics/KinematicFit.h"

#include "core/kinematics/RecoilPhoton.h"
#include "core/math/Angle.h"
#include "core/math/NumericalJacobian.h"
#include "core/math/Units.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/VertexFit.h"
#include "tests/support/TestDetector.h"

#include <Eigen/LU>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

using namespace pairscope;

namespace {

const DetectorModel& detector() {
    static const auto model = test::belle2Detector();
    return *model;
}

FourMomentum collision() {
    return {detector().beams().totalMomentum(), detector().beams().totalEnergy()};
}

struct Input {
    VertexMinimum vertex;
    PhotonCluster photon;
};

std::vector<Input> inputs(std::size_t count) {
    ToyOptions options;
    options.seed = 41;
    options.conversions = count / 2;
    options.darkPhotons = {{17.0_MeV, count / 4}, {100.0_MeV, count / 4}};
    const PairTable pairs = generateToyPairs(options);
    std::vector<Input> result;
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const PairEvent event = pairs.event(row);
        if (const auto fit = VertexFit()(event.tracks)) result.push_back({fit->best(), event.photons[0]});
    }
    return result;
}

/// The same chi2 with the four constraints solved: of the nine parameters five are free. The photon is what
/// the beams leave over, the curvature of the electron is where its energy is its momentum. In units of the
/// errors, minimised by Newton's method with numerical derivatives.
class Elimination {
public:
    explicit Elimination(const Input& input) {
        const RecoilPhoton seen = photonSeenFrom(detector().beams().spot, input.photon, detector()).value();
        m_measured << input.vertex.parameters.tail<6>(), seen.parameters;
        Matrix9 covariance = Matrix9::Zero();
        covariance.topLeftCorner<6, 6>() = input.vertex.covariance.bottomRightCorner<6, 6>();
        covariance.bottomRightCorner<3, 3>() =
            seen.covariance + seen.byOrigin * detector().beams().spotCovariance() * seen.byOrigin.transpose();
        m_weight = inverseSpd<9>(covariance).value();
        m_errors = covariance.diagonal().cwiseSqrt();
    }

    static constexpr int kFree[5] = {kFitPositronPhi, kFitPositronOmega, kFitPositronTanLambda,
                                     kFitElectronPhi, kFitElectronTanLambda};

    /// All nine from five, these in errors from the measurement.
    Vector9 parameters(const Vector5& free) const {
        Vector9 all = m_measured;
        for (int i = 0; i < 5; ++i)
            all(kFree[i]) += free(i) * m_errors(kFree[i]);
        for (int iteration = 0; iteration < 60; ++iteration) {
            const auto energyLeft = [&all](double omega) {
                all(kFitElectronOmega) = omega;
                const FinalState state = FinalState::of(all, detector().field());
                const FourMomentum rest = collision() - state.positron - state.electron;
                return rest.energy - rest.p.norm();
            };
            const double omega = all(kFitElectronOmega);
            const double h = 1e-5 * omega;
            if (std::abs(energyLeft(omega)) < 1e-13) break; // GeV
            const double slope = (energyLeft(omega + h) - energyLeft(omega - h)) / (2 * h);
            const double left = energyLeft(omega); // sets the parameter too
            all(kFitElectronOmega) = omega - left / slope;
        }
        const FinalState state = FinalState::of(all, detector().field());
        const FourMomentum rest = collision() - state.positron - state.electron;
        all(kFitPhotonEnergy) = rest.energy;
        all(kFitPhotonTheta) = std::atan2(rest.p.head<2>().norm(), rest.p.z());
        all(kFitPhotonPhi) = std::atan2(rest.p.y(), rest.p.x());
        return all;
    }

    double chi2(const Vector5& free) const {
        Vector9 difference = parameters(free) - m_measured;
        difference(kFitPhotonPhi) = wrapAngle(difference(kFitPhotonPhi));
        return difference.dot(m_weight * difference);
    }

    Vector5 minimum() const {
        const auto gradient = [this](const Vector5& at) -> Vector5 {
            return numericalJacobian<1, 5>([this](const Vector5& x) { return Vector<1>(chi2(x)); }, at,
                                           Vector5::Constant(1e-3))
                .transpose();
        };
        Vector5 free = Vector5::Zero();
        for (int iteration = 0; iteration < 6; ++iteration) {
            const Matrix5 hessian = numericalJacobian<5, 5>(gradient, free, Vector5::Constant(1e-2));
            free -= Matrix5((hessian + hessian.transpose()) / 2).partialPivLu().solve(gradient(free));
        }
        return free;
    }

    const Vector9& errors() const { return m_errors; }

private:
    Vector9 m_measured;
    Vector9 m_errors;
    Matrix9 m_weight;
};

KinematicFit::Options with(KinematicConstraint constraint) {
    KinematicFit::Options options;
    options.constraint = constraint;
    return options;
}

KinematicFitFailure failureOf(const Input& input, const KinematicFit::Options& options = {}) {
    const auto result = KinematicFit(options)(input.vertex, input.photon, detector());
    EXPECT_FALSE(result);
    return result ? KinematicFitFailure::Off : result.error().failure;
}

} // namespace

TEST(KinematicFit, MeetsItsConstraints) {
    for (const Input& input : inputs(40))
        for (const auto constraint : {KinematicConstraint::Energy, KinematicConstraint::FourMomentum}) {
            const auto result = KinematicFit(with(constraint))(input.vertex, input.photon, detector());
            ASSERT_TRUE(result) << describe(result.error());
            const FinalState& state = result->particles;
            const FourMomentum left = state.positron + state.electron + state.photon - collision();
            EXPECT_NEAR(left.energy, 0, 1e-6);
            if (constraint == KinematicConstraint::FourMomentum) {
                EXPECT_LT(left.p.cwiseAbs().maxCoeff(), 1e-6);
                EXPECT_EQ(result->ndf, 4);
            } else {
                EXPECT_EQ(result->ndf, 1);
            }
            EXPECT_NEAR((state.positron + state.electron).mass(), result->mass.value, 2e-5); // cancellation
        }
}

TEST(KinematicFit, AgreesWithAMinimisationThatSolvesTheConstraints) {
    for (const Input& input : inputs(40)) {
        const auto result = KinematicFit({})(input.vertex, input.photon, detector());
        ASSERT_TRUE(result) << describe(result.error());
        const Elimination other(input);
        const Vector5 free = other.minimum();
        EXPECT_NEAR(result->chi2, other.chi2(free), 1e-5 * (1 + result->chi2)); // as far as it converges
        Vector9 difference = result->parameters - other.parameters(free);
        difference(kFitPhotonPhi) = wrapAngle(difference(kFitPhotonPhi));
        EXPECT_LT(difference.cwiseQuotient(other.errors()).cwiseAbs().maxCoeff(), 2e-3) << "in errors";
    }
}

TEST(KinematicFit, CovarianceIsThatOfTheFreeParameters) {
    // the curvature of chi2 in the five free parameters, inverted, is their fitted covariance
    const Input input = inputs(8).front();
    const auto result = KinematicFit({})(input.vertex, input.photon, detector());
    ASSERT_TRUE(result);
    const Elimination other(input);
    const Vector5 minimum = other.minimum();
    Matrix5 fitted;
    for (int i = 0; i < 5; ++i)
        for (int j = 0; j < 5; ++j)
            fitted(i, j) = result->covariance(Elimination::kFree[i], Elimination::kFree[j]) /
                           (other.errors()(Elimination::kFree[i]) * other.errors()(Elimination::kFree[j]));
    const auto gradient = [&](const Vector5& at) -> Vector5 {
        return numericalJacobian<1, 5>([&](const Vector5& x) { return Vector<1>(other.chi2(x)); }, at,
                                       Vector5::Constant(1e-3))
            .transpose();
    };
    const Matrix5 hessian = numericalJacobian<5, 5>(gradient, minimum, Vector5::Constant(1e-2));
    const Matrix5 product = fitted * hessian / 2;
    // second derivatives of the constraints, which the covariance leaves out, are of relative size
    // error/value
    EXPECT_LT((product - Matrix5::Identity()).cwiseAbs().maxCoeff(), 0.05) << product;
}

TEST(KinematicFit, OfEnergyAloneMovesEverythingByTheSamePull) {
    for (const Input& input : inputs(12)) {
        const auto result =
            KinematicFit(with(KinematicConstraint::Energy))(input.vertex, input.photon, detector());
        ASSERT_TRUE(result);
        for (const double pull : result->pulls) {
            if (std::isnan(pull)) continue; // the energy does not know this parameter
            EXPECT_NEAR(pull * pull, result->chi2, 1e-4 * (1 + result->chi2)); // one iteration earlier
        }
        EXPECT_TRUE(std::isnan(result->pulls(kFitPhotonPhi))) << "its energy does not know the azimuth";
        EXPECT_NEAR(result->probability, std::erfc(std::sqrt(result->chi2 / 2)), 1e-12);
    }
}

TEST(KinematicFit, TakesThePhotonFromTheVertexWhenAsked) {
    Input input = inputs(8).front();
    input.vertex.parameters.head<3>() = Vector3(3, 1, 2);
    input.vertex.covariance.topLeftCorner<3, 3>() *= 100;
    KinematicFit::Options options;
    options.origin = PhotonOrigin::Vertex;
    const auto fromVertex = KinematicFit(options)(input.vertex, input.photon, detector());
    const auto fromSpot = KinematicFit({})(input.vertex, input.photon, detector());
    ASSERT_TRUE(fromVertex);
    ASSERT_TRUE(fromSpot);
    const Vector3 expected = photonSeenFrom(Vector3(3, 1, 2), input.photon, detector())->parameters;
    EXPECT_LT((fromVertex->measured.tail<3>() - expected).norm(), 1e-14);
    EXPECT_GT((fromVertex->measured.tail<2>() - fromSpot->measured.tail<2>()).norm(), 5e-3);
    EXPECT_GT(fromVertex->errors(kFitPhotonTheta), fromSpot->errors(kFitPhotonTheta))
        << "the error of the vertex is in it";
}

TEST(KinematicFit, HoldsForMomentaFarFromTheBeams) {
    // an electron that radiated most of its energy: chi2 tells, and the constraints are met all the same
    Input input = inputs(8).front();
    input.vertex.parameters(kElectronOmega) *= 3;
    const auto result = KinematicFit({})(input.vertex, input.photon, detector());
    ASSERT_TRUE(result) << describe(result.error());
    EXPECT_GT(result->chi2, 100);
    EXPECT_LT(result->probability, 1e-10);
}

TEST(KinematicFit, SaysWhyThereIsNone) {
    const Input good = inputs(8).front();
    EXPECT_EQ(failureOf(good, with(KinematicConstraint::Off)), KinematicFitFailure::Off);
    Input input = good;
    input.photon.energyError = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(failureOf(input), KinematicFitFailure::BadPhoton);
    input = good;
    input.vertex.covariance.bottomRightCorner<6, 6>() *= -1;
    EXPECT_EQ(failureOf(input), KinematicFitFailure::SingularMatrix);
    KinematicFit::Options hasty;
    hasty.maxIterations = 1;
    EXPECT_EQ(failureOf(good, hasty), KinematicFitFailure::NotConverged);
    // two tracks with more energy than the beams, known so well that only the photon could give way
    input = good;
    input.vertex.parameters(kPositronOmega) /= 10;
    input.vertex.parameters(kElectronOmega) /= 10;
    input.vertex.covariance *= 1e-8;
    const auto failure = failureOf(input, with(KinematicConstraint::Energy));
    EXPECT_EQ(failure, KinematicFitFailure::Unphysical);
}

TEST(KinematicFit, ExplainsEachReasonInASentence) {
    using testing::HasSubstr;
    EXPECT_THAT(describe({KinematicFitFailure::NoPhoton, {}, 0, 0}), HasSubstr("has no photon."));
    EXPECT_THAT(describe({KinematicFitFailure::NoPhoton, {}, 2, 0}), HasSubstr("has no photon 2."));
    EXPECT_THAT(describe({KinematicFitFailure::BadPhoton, PhotonProblem::EnergyError, std::nan(""), 0}),
                HasSubstr("the photon has no energy error"));
    EXPECT_THAT(describe({KinematicFitFailure::BadPhoton, PhotonProblem::Energy, -0.2, 0}),
                HasSubstr("energy of -0.2 GeV is not positive"));
    EXPECT_THAT(describe({KinematicFitFailure::BadPhoton, PhotonProblem::Theta, 4, 0}),
                HasSubstr("not between 0 and pi"));
    EXPECT_THAT(describe({KinematicFitFailure::NotConverged, {}, 0.5, 30}),
                HasSubstr("30 iterations, 0.5 GeV short"));
}

TEST(KinematicFit, RefusesImpossibleOptions) {
    KinematicFit::Options options;
    options.maxIterations = 0;
    EXPECT_THROW(KinematicFit{options}, std::invalid_argument);
    options = {};
    options.chi2Tolerance = 0;
    EXPECT_THROW(KinematicFit{options}, std::invalid_argument);
    options = {};
    options.constraintTolerance = std::nan("");
    EXPECT_THROW(KinematicFit{options}, std::invalid_argument);
}

TEST(KinematicFit, NamesItsOptionsAsTheCommandLineDoes) {
    for (const auto constraint :
         {KinematicConstraint::Off, KinematicConstraint::Energy, KinematicConstraint::FourMomentum})
        EXPECT_EQ(parseKinematicConstraint(toString(constraint)), constraint);
    EXPECT_EQ(parseKinematicConstraint("5c"), std::nullopt);
    for (const auto origin : {PhotonOrigin::BeamSpot, PhotonOrigin::Vertex})
        EXPECT_EQ(parsePhotonOrigin(toString(origin)), origin);
    EXPECT_EQ(parsePhotonOrigin("moon"), std::nullopt);
}
