#include "core/simulation/TrackCovarianceModel.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/simulation/MultipleScattering.h"
#include "tests/support/Statistics.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

using namespace pairscope;
using namespace pairscope::test;

namespace {

Helix helixOf(double pT, int charge, double d0, double tanLambda) {
    Vector5 parameters;
    parameters << d0, 0.7, charge / (MagneticField{}.alpha() * pT), 0.3, tanLambda;
    return Helix(parameters);
}

/// Six sensors, some material between them, three groups of wires.
std::vector<TrackStation> stationsOf(double pT) {
    std::vector<TrackStation> stations;
    stations.push_back({1.1, 0, 0, 0, scatteringAngle(0.008, 0.05, pT), 0});
    for (const double path : {1.4, 2.2, 3.9, 8.0, 10.4, 13.5})
        stations.push_back({path, 12.0_um, 25.0_um, 0, scatteringAngle(0.006, 0.05, pT), 0});
    for (const double path : {20.0, 50.0, 100.0})
        stations.push_back({path, 60.0_um, 0, path == 50 ? 0.06 : 0, scatteringAngle(1e-4, 0.05, pT), 0});
    return stations;
}

TrackCovarianceModel modelOf(const Helix& helix, const std::vector<TrackStation>& stations) {
    TrackCovarianceModel model(helix);
    for (const TrackStation& station : stations)
        model.add(station);
    return model;
}

/// Where the helix of other parameters passes a plane across the track at a path of `truth`: displacement
/// across and along z. Found by walking along the other helix, without any formula of the model.
Vector2 displacement(const Helix& truth, double path, const Vector5& parameters) {
    const TrackPoint there = truth.pointAt(path);
    const Vector3 along(std::cos(there.phi), std::sin(there.phi), 0);
    const Helix other(parameters);
    double s = path;
    for (int i = 0; i < 50; ++i) {
        const TrackPoint point = other.pointAt(s);
        s -= (point.position - there.position).dot(along) / std::cos(point.phi - there.phi);
    }
    const Vector3 difference = other.positionAt(s) - there.position;
    return {-along.y() * difference.x() + along.x() * difference.y(), difference.z()};
}

/// Perigee parameters after a kink at a path: what the outer part of the track looks like from the origin.
Vector5 kinked(const Helix& truth, double path, double across, double along, double addedOmega) {
    TrackPoint point = truth.pointAt(path);
    const double lambda = std::atan(point.tanLambda);
    point.phi += across / std::cos(lambda);
    point.tanLambda = std::tan(lambda + along);
    point.omega *= std::cos(lambda) / std::cos(lambda + along); // |p| stays
    point.omega += addedOmega;
    return perigeeParameters(point);
}

/// The covariance of the parameters by generalised least squares with the full covariance of all hits, in
/// which scattering correlates all hits beyond it: no information is ever passed inwards. Derivatives are
/// numerical.
Matrix5 fullLeastSquares(const Helix& truth, const std::vector<TrackStation>& stations) {
    constexpr double kStep = 1e-6;
    const Vector5 steps(Vector5(1e-4, 1e-5, 1e-8, 1e-4, 1e-5));
    const auto count = static_cast<Eigen::Index>(2 * stations.size());
    Eigen::MatrixXd design = Eigen::MatrixXd::Zero(count, 5);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(count, count);
    Eigen::VectorXd used = Eigen::VectorXd::Zero(count);
    const auto row = [&](std::size_t station, const Vector5& parameters) {
        const Vector2 d = displacement(truth, stations[station].path, parameters);
        return Vector2(d.x() + stations[station].stereo * d.y(), d.y());
    };
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const auto first = static_cast<Eigen::Index>(2 * i);
        for (int k = 0; k < 5; ++k) {
            const Vector5 up = truth.parameters() + steps(k) * Vector5::Unit(k);
            const Vector5 down = truth.parameters() - steps(k) * Vector5::Unit(k);
            design.block<2, 1>(first, k) = (row(i, up) - row(i, down)) / (2 * steps(k));
        }
        const std::array errors{stations[i].acrossError, stations[i].alongError};
        for (Eigen::Index j = 0; j < 2; ++j) {
            used(first + j) = errors[static_cast<std::size_t>(j)] > 0;
            covariance(first + j, first + j) += std::pow(errors[static_cast<std::size_t>(j)], 2);
        }
    }
    for (std::size_t i = 0; i < stations.size(); ++i)
        for (const bool inBend : {true, false}) {
            Eigen::VectorXd lever = Eigen::VectorXd::Zero(count);
            for (std::size_t beyond = i + 1; beyond < stations.size(); ++beyond) {
                const double a = inBend ? kStep : 0;
                const double b = inBend ? 0 : kStep;
                lever.segment<2>(static_cast<Eigen::Index>(2 * beyond)) =
                    (row(beyond, kinked(truth, stations[i].path, a, b, 0)) -
                     row(beyond, kinked(truth, stations[i].path, -a, -b, 0))) /
                    (2 * kStep);
            }
            covariance += std::pow(stations[i].scattering, 2) * lever * lever.transpose();
        }
    for (Eigen::Index k = 0; k < count; ++k)
        if (used(k) == 0) {
            covariance.row(k).setZero();
            covariance.col(k).setZero();
            covariance(k, k) = 1;
            design.row(k).setZero();
        }
    const Eigen::MatrixXd weighted = covariance.fullPivLu().solve(design);
    return (design.transpose() * weighted).fullPivLu().solve(Eigen::MatrixXd::Identity(5, 5));
}

} // namespace

TEST(TrackCovarianceModel, EqualsLeastSquaresWithTheFullCovarianceOfAllHits) {
    for (const double pT : {0.15, 0.5, 3.0})
        for (const int charge : {1, -1})
            for (const double tanLambda : {0.0, -0.8, 2.0}) {
                const Helix helix = helixOf(pT, charge, charge * 0.05, tanLambda);
                std::vector<TrackStation> stations = stationsOf(pT);
                if (pT < 0.2) stations.resize(8); // the others lie beyond the turning point
                const auto model = modelOf(helix, stations).covariance();
                ASSERT_TRUE(model);
                const Matrix5 full = fullLeastSquares(helix, stations);
                const Vector5 scale = full.diagonal().cwiseSqrt();
                const Matrix5 difference = (*model - full).cwiseQuotient(scale * scale.transpose());
                // 2e-4: numerical derivatives
                EXPECT_LT(difference.cwiseAbs().maxCoeff(), 2e-4) << pT << ' ' << charge << ' ' << tanLambda;
            }
}

TEST(TrackCovarianceModel, MeasurementsHaveUnitPulls) {
    const Helix helix = helixOf(1.2, -1, 0.2, 0.6);
    const TrackCovarianceModel model = modelOf(helix, stationsOf(1.2));
    std::array<std::vector<double>, 5> pulls;
    constexpr int kCount = 20000;
    for (int i = 0; i < kCount; ++i) {
        RandomStream random(31, static_cast<std::uint64_t>(i));
        const auto track = model.measure(random);
        ASSERT_TRUE(track);
        Vector5 difference = track->helix.parameters() - helix.parameters();
        difference(kPhi0) = wrapAngle(difference(kPhi0));
        for (int k = 0; k < 5; ++k)
            pulls[static_cast<std::size_t>(k)].push_back(difference(k) / std::sqrt(track->covariance(k, k)));
    }
    for (const auto& pull : pulls) {
        EXPECT_NEAR(mean(pull), 0, 3.5 / std::sqrt(kCount));
        EXPECT_NEAR(width(pull), 1, 3.5 / std::sqrt(2.0 * kCount));
    }
}

TEST(TrackCovarianceModel, ACurvatureJumpBiasesTheCurvatureAsTheHitsBeyondItWeigh) {
    const Helix helix = helixOf(1.2, 1, 0, 0.3);
    const double jump = 0.1 * helix.omega();
    const auto meanShift = [&](std::size_t station) {
        std::vector<TrackStation> stations = stationsOf(1.2);
        stations[station].curvatureJump = jump;
        const TrackCovarianceModel model = modelOf(helix, stations);
        double sum = 0;
        for (int i = 0; i < 2000; ++i) {
            RandomStream random(32, static_cast<std::uint64_t>(i));
            sum += model.measure(random)->helix.omega() - helix.omega();
        }
        return sum / 2000 / jump;
    };
    EXPECT_NEAR(meanShift(0), 1, 0.05) << "before the first hit: the whole track has the new curvature";
    EXPECT_LT(meanShift(7), 0.98) << "the sensors before it saw the old one";
    EXPECT_LT(meanShift(8), meanShift(7) - 0.1);
    EXPECT_NEAR(meanShift(9), 0, 0.02) << "behind the last hit: nobody sees it";
}

TEST(TrackCovarianceModel, IsWorseWithFewerInnerHitsAndMoreMaterial) {
    const Helix helix = helixOf(1, 1, 0, 0);
    const Matrix5 all = modelOf(helix, stationsOf(1)).covariance().value();
    std::vector<TrackStation> outer = stationsOf(1);
    for (std::size_t i = 1; i < 4; ++i)
        outer[i].acrossError = outer[i].alongError = 0; // their material stays
    const Matrix5 fewer = modelOf(helix, outer).covariance().value();
    std::vector<TrackStation> thick = stationsOf(1);
    for (TrackStation& station : thick)
        station.scattering *= 2;
    const Matrix5 thicker = modelOf(helix, thick).covariance().value();
    for (int k = 0; k < 5; ++k) {
        EXPECT_GT(fewer(k, k), all(k, k));
        EXPECT_GT(thicker(k, k), all(k, k));
    }
    EXPECT_GT(fewer(kD0, kD0), 9 * all(kD0, kD0));
}

TEST(TrackCovarianceModel, SaysWhenStationsDoNotDetermineATrack) {
    const Helix helix = helixOf(1, 1, 0, 0);
    EXPECT_FALSE(TrackCovarianceModel(helix).covariance());
    std::vector<TrackStation> two = stationsOf(1);
    two.resize(3);
    EXPECT_FALSE(modelOf(helix, two).covariance()) << "two points have no curvature";
}
