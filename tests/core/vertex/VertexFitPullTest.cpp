#include "core/kinematics/PairMass.h"
#include "core/math/Units.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/FlightFrame.h"
#include "core/vertex/ProfileModel.h"
#include "core/vertex/VertexFit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace pairscope;

namespace {

struct PullSums {
    double sum = 0;
    double sumOfSquares = 0;
    std::size_t count = 0;

    void add(double pull) {
        sum += pull;
        sumOfSquares += pull * pull;
        ++count;
    }
    double mean() const { return sum / static_cast<double>(count); }
    double width() const { return std::sqrt(sumOfSquares / static_cast<double>(count) - mean() * mean()); }
};

struct Pulls {
    PullSums across, along, mass;
};

/// The minimum nearest to the truth: pulls test the errors, not which of two minima is taken for the vertex.
const VertexMinimum& nearest(const VertexFitResult& fit, const Vector3& truth) {
    const VertexMinimum* best = &fit.minima.front();
    for (const VertexMinimum& minimum : fit.minima)
        if ((minimum.vertex() - truth).norm() < (best->vertex() - truth).norm()) best = &minimum;
    return *best;
}

Pulls pullsOf(const ToyOptions& options) {
    const PairTable pairs = generateToyPairs(options);
    Pulls pulls;
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const PairEvent event = pairs.event(row);
        const auto fit = VertexFit()(event.tracks);
        if (!fit) {
            ADD_FAILURE() << "row " << row << ": " << describe(fit.error());
            continue;
        }
        const Vector3 truth = *event.truth->vertex;
        const VertexMinimum& minimum = nearest(*fit, truth);
        const FlightFrame frame = FlightFrame::of(event.tracks.positron.helix, event.tracks.electron.helix);
        // across: at the true place along the flight, where the valley of chi2 is
        const Vector2 trueFlight = frame.toFlight(truth.head<2>());
        const auto meeting = ProfileModel(event.tracks, frame).meetingAt(trueFlight.x());
        pulls.across.add((meeting.v - trueFlight.y()) / meeting.vError);
        const Vector2 u = frame.along();
        const Matrix2 covariance = minimum.vertexCovariance().topLeftCorner<2, 2>();
        pulls.along.add(u.dot((minimum.vertex() - truth).head<2>()) / std::sqrt(u.dot(covariance * u)));
        const Measured mass = massAfter(minimum, options.field);
        pulls.mass.add((mass.value - *event.truth->mass) / mass.error);
    }
    return pulls;
}

void expectUnit(const PullSums& pull, const std::string& what, double band) {
    const double n = static_cast<double>(pull.count);
    EXPECT_NEAR(pull.mean(), 0, std::max(3 / std::sqrt(n), 0.05)) << what;
    EXPECT_NEAR(pull.width(), 1, band) << what;
}

} // namespace

TEST(VertexFitPulls, AcrossTheFlightAreUnitForConversions) {
    ToyOptions options;
    options.seed = 11;
    options.conversions = 6000;
    expectUnit(pullsOf(options).across, "conversions, across", 0.03);
}

TEST(VertexFitPulls, AcrossTheFlightAreUnitForLightPairs) {
    ToyOptions options;
    options.seed = 12;
    options.darkPhotons = {{17.0_MeV, 6000}};
    expectUnit(pullsOf(options).across, "17 MeV, across", 0.03);
}

TEST(VertexFitPulls, OfHeavierPairsAreUnitInEveryDirectionAndInMass) {
    ToyOptions options;
    options.seed = 13;
    options.darkPhotons = {{50.0_MeV, 2500}, {100.0_MeV, 2500}, {200.0_MeV, 2500}};
    const Pulls pulls = pullsOf(options);
    expectUnit(pulls.across, "50-200 MeV, across", 0.03);
    expectUnit(pulls.along, "50-200 MeV, along", 0.03);
    expectUnit(pulls.mass, "50-200 MeV, mass", 0.03);
}
