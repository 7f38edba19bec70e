#include "core/detector/BeamParameters.h"
#include "core/kinematics/PairMass.h"
#include "core/simulation/ToyPairs.h"
#include "core/simulation/TrackSmearing.h"
#include "core/vertex/FlightFrame.h"
#include "core/vertex/VertexFit.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace pairscope;
using test::PairBuilder;

namespace {

VertexFit fitWith(Opening opening, Origin origin) {
    const BeamParameters beams;
    VertexFit::Options options;
    options.constraints = {opening, origin, beams.spot, beams.spotCovariance()};
    return VertexFit(options);
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double width(const std::vector<double>& values) {
    const double centre = mean(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - centre) * (value - centre);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

double quantile(std::vector<double> values, double fraction) {
    const auto place = static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

double fractionBelow(const std::vector<double>& values, double limit) {
    const auto below = std::count_if(values.begin(), values.end(), [limit](double v) { return v < limit; });
    return static_cast<double>(below) / static_cast<double>(values.size());
}

/// What a fit of many pairs gives, against the truth, in units of its errors.
struct FitSample {
    std::vector<double> x, y, z; ///< pulls of the vertex
    std::vector<double> along;   ///< pull of its place along the transverse flight
    std::vector<double> mass;    ///< pull of the mass at the vertex
    std::vector<double> chi2, probability;
    std::vector<double> difference; ///< fitted - true place along the transverse flight, cm
    std::vector<double> error;      ///< of it, cm
};

/// The minimum nearest to the truth: pulls test the errors, not which of two minima is taken for the vertex.
const VertexMinimum& nearest(const VertexFitResult& fit, const Vector3& truth) {
    const auto distance = [&truth](const VertexMinimum& minimum) {
        return (minimum.vertex() - truth).norm();
    };
    return *std::min_element(fit.minima.begin(), fit.minima.end(),
                             [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
}

void add(FitSample& sample, const VertexFitResult& fit, const Vector3& truth, const FlightFrame& frame) {
    const VertexMinimum& best = nearest(fit, truth);
    const Vector3 difference = best.vertex() - truth;
    const auto pull = [&](const Vector3& direction) {
        return direction.dot(difference) / std::sqrt(direction.dot(best.vertexCovariance() * direction));
    };
    sample.x.push_back(pull(Vector3::UnitX()));
    sample.y.push_back(pull(Vector3::UnitY()));
    sample.z.push_back(pull(Vector3::UnitZ()));
    const Vector3 flight(frame.along().x(), frame.along().y(), 0);
    sample.along.push_back(pull(flight));
    sample.error.push_back(std::sqrt(flight.dot(best.vertexCovariance() * flight)));
    sample.difference.push_back(flight.dot(difference));
    sample.chi2.push_back(fit.best().chi2);
    sample.probability.push_back(fit.probability());
}

FitSample sampleOf(const ToyOptions& toys, const VertexFit& fit) {
    FitSample sample;
    const PairTable pairs = generateToyPairs(toys);
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const PairEvent event = pairs.event(row);
        const auto result = fit(event.tracks);
        if (!result) {
            ADD_FAILURE() << "row " << row << ": " << describe(result.error());
            continue;
        }
        const FlightFrame frame = FlightFrame::of(event.tracks.positron.helix, event.tracks.electron.helix);
        add(sample, *result, *event.truth->vertex, frame);
        const Measured mass = massAfter(nearest(*result, *event.truth->vertex), toys.field);
        sample.mass.push_back((mass.value - *event.truth->mass) / mass.error);
    }
    return sample;
}

/// Conversions that do not open at all, their tracks smeared within their errors.
FitSample unopenedConversions(double radius, std::size_t count) {
    FitSample sample;
    const VertexFit fit = fitWith(Opening::Zero, Origin::Anywhere);
    for (std::size_t i = 0; i < count; ++i) {
        RandomStream random(41, i);
        PairBuilder builder = PairBuilder::conversionAt(radius);
        builder.share = random.uniform(0.1, 0.9);
        TrackPair tracks = builder.tracks();
        for (int track = 0; track < 2; ++track)
            tracks[track] = smear(tracks[track].helix, tracks[track].covariance, random);
        const auto result = fit(tracks);
        if (!result) {
            ADD_FAILURE() << describe(result.error());
            continue;
        }
        add(sample, *result, builder.vertex, FlightFrame(builder.vertex.head<2>()));
    }
    return sample;
}

void expectUnit(const std::vector<double>& pulls, const std::string& what, double band = 0.03) {
    EXPECT_NEAR(mean(pulls), 0, std::max(3 / std::sqrt(static_cast<double>(pulls.size())), 0.05)) << what;
    EXPECT_NEAR(width(pulls), 1, band) << what;
}

/// Mean and tail of chi2 with `ndf` degrees of freedom, and a flat probability.
void expectChi2(const FitSample& sample, int ndf, const std::string& what) {
    const double n = static_cast<double>(sample.chi2.size());
    EXPECT_NEAR(mean(sample.chi2), ndf, 4 * std::sqrt(2 * ndf / n) + 0.02 * ndf) << what;
    for (const double p : {0.05, 0.5})
        EXPECT_NEAR(fractionBelow(sample.probability, p), p, 4 * std::sqrt(p * (1 - p) / n)) << what;
}

} // namespace

TEST(ConstrainedFitPulls, OfConversionsThatDoNotOpenAreUnitAlongTheFlight) {
    for (const double radius : {1.4, 3.9, 10.4}) {
        const FitSample sample = unopenedConversions(radius, 3000);
        const std::string what = "conversions at " + std::to_string(radius);
        expectUnit(sample.along, what);
        expectChi2(sample, 3, what);
    }
}

TEST(ConstrainedFitPulls, InTheBeamSpotAreUnit) {
    ToyOptions toys;
    toys.seed = 42;
    toys.darkPhotons = {{17.0_MeV, 1500}, {100.0_MeV, 1500}};
    const FitSample sample = sampleOf(toys, fitWith(Opening::Free, Origin::InBeamSpot));
    expectUnit(sample.x, "x");
    expectUnit(sample.y, "y");
    expectUnit(sample.z, "z");
    expectUnit(sample.mass, "mass");
    expectChi2(sample, 4, "in the beam spot");
}

TEST(ConstrainedFitPulls, FromTheBeamSpotAreUnit) {
    ToyOptions toys;
    toys.seed = 43;
    toys.darkPhotons = {{50.0_MeV, 2000}, {100.0_MeV, 2000}, {200.0_MeV, 2000}};
    const FitSample sample = sampleOf(toys, fitWith(Opening::Free, Origin::FromBeamSpot));
    expectUnit(sample.along, "along");
    expectUnit(sample.mass, "mass");
    expectChi2(sample, 3, "from the beam spot");
}

TEST(ConstrainedFitPulls, ConversionsPointBackToTheBeamSpot) {
    // chi2 of the free fit lies above one degree of freedom where circles are tangent: there a move along the
    // flight closes no gap. What pointing adds to it has two.
    ToyOptions toys;
    toys.seed = 44;
    toys.conversions = 3000;
    const FitSample free = sampleOf(toys, VertexFit());
    FitSample increase = sampleOf(toys, fitWith(Opening::Free, Origin::FromBeamSpot));
    ASSERT_EQ(free.chi2.size(), increase.chi2.size());
    for (std::size_t i = 0; i < free.chi2.size(); ++i) {
        increase.chi2[i] -= free.chi2[i];
        increase.probability[i] = std::exp(-increase.chi2[i] / 2);
    }
    expectChi2(increase, 2, "conversions");
}

TEST(ConstrainedFitPulls, ZeroOpeningFindsTheRadiusOfRealConversionsButWithTooSmallErrors) {
    // A conversion opens by some m_e / E, as much as the legs' azimuths are measured apart, with a power-law
    // tail. That is not in the errors: no bias, but pulls of twice the width and more chi2 than 3 degrees of
    // freedom have, in its tail by orders of magnitude.
    ToyOptions toys;
    toys.seed = 45;
    toys.conversions = 2000;
    const FitSample sample = sampleOf(toys, fitWith(Opening::Zero, Origin::Anywhere));
    EXPECT_NEAR(quantile(sample.difference, 0.5), 0, 0.015); // cm, three errors of the median
    EXPECT_LT(quantile(sample.difference, 0.84) - quantile(sample.difference, 0.16),
              0.45); // free fit: 1.7 cm
    EXPECT_NEAR(quantile(sample.along, 0.5), 0, 0.15);
    EXPECT_NEAR((quantile(sample.along, 0.84) - quantile(sample.along, 0.16)) / 2, 2, 0.25);
    EXPECT_NEAR(quantile(sample.chi2, 0.5), 3, 0.4); // 2.37 for 3 degrees of freedom
    EXPECT_NEAR(fractionBelow(sample.probability, 0.01), 0.1, 0.03);
}

TEST(ConstrainedFitPulls, ZeroOpeningIsRejectedByLightPairs) {
    ToyOptions toys;
    toys.seed = 46;
    toys.darkPhotons = {{17.0_MeV, 2000}};
    const FitSample sample = sampleOf(toys, fitWith(Opening::Zero, Origin::Anywhere));
    EXPECT_GT(fractionBelow(sample.probability, 0.01), 0.7); // true conversions: 0.1
}
