#include "core/kinematics/KinematicFit.h"

#include "core/kinematics/PairMass.h"
#include "core/math/Units.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/VertexFit.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace pairscope;

namespace {

struct Sample {
    std::array<std::size_t, 10> probability{}; ///< in bins of 0.1
    std::array<std::vector<double>, kKinematicParameterCount> pulls;
    std::vector<double> massAfter; ///< - truth, GeV
    std::vector<double> massKinematic;
    std::vector<double> massPull;
    std::size_t count = 0;
    std::size_t failed = 0;
};

/// The minimum nearest to the truth: this tests the kinematic fit, not which of two vertices is taken. (The
/// momentum sum does not depend on it: along the flight the field turns e+ and e- by opposite amounts.)
const VertexMinimum& nearest(const VertexFitResult& fit, const Vector3& truth) {
    return *std::min_element(fit.minima.begin(), fit.minima.end(), [&](const auto& a, const auto& b) {
        return (a.vertex() - truth).norm() < (b.vertex() - truth).norm();
    });
}

Sample sampleOf(const ToyOptions& options, KinematicConstraint constraint) {
    const auto detector = test::belle2Detector();
    KinematicFit::Options fitOptions;
    fitOptions.constraint = constraint;
    const KinematicFit kinematicFit(fitOptions);
    const PairTable pairs = generateToyPairs(options);
    Sample sample;
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const PairEvent event = pairs.event(row);
        const auto fit = VertexFit()(event.tracks);
        if (!fit) continue;
        const VertexMinimum& vertex = nearest(*fit, *event.truth->vertex);
        const auto result = kinematicFit(vertex, event.photons[0], *detector);
        if (!result) {
            ++sample.failed;
            continue;
        }
        ++sample.count;
        ++sample.probability[std::min<std::size_t>(9, static_cast<std::size_t>(10 * result->probability))];
        for (std::size_t i = 0; i < sample.pulls.size(); ++i)
            if (const double pull = result->pulls(static_cast<int>(i)); !std::isnan(pull))
                sample.pulls[i].push_back(pull);
        const double truth = *event.truth->mass;
        sample.massAfter.push_back(massAfter(vertex, options.field).value - truth);
        sample.massKinematic.push_back(result->mass.value - truth);
        sample.massPull.push_back(sample.massKinematic.back() / result->mass.error);
    }
    return sample;
}

double quantile(std::vector<double> values, double share) {
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

/// Half the width of the middle 68.27 %: the standard deviation of a Gaussian.
double spread(const std::vector<double>& values) {
    return (quantile(values, 0.8413) - quantile(values, 0.1587)) / 2;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double deviationOf(const std::vector<double>& values) {
    const double mean = meanOf(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

/// chi2 of ten equal bins: 9 degrees of freedom, above 27.9 once in a thousand.
void expectFlat(const Sample& sample) {
    const double expected = static_cast<double>(sample.count) / 10;
    double chi2 = 0;
    for (const std::size_t bin : sample.probability)
        chi2 += std::pow(static_cast<double>(bin) - expected, 2) / expected;
    EXPECT_LT(chi2, 27.9);
}

/// Means within 5 % (curvatures are Gaussian, momenta are not quite), widths within 3 %.
void expectUnitPulls(const Sample& sample) {
    for (std::size_t i = 0; i < sample.pulls.size(); ++i) {
        const std::vector<double>& pulls = sample.pulls[i];
        if (pulls.empty()) continue; // the constraint tells this parameter nothing
        EXPECT_GT(pulls.size(), sample.count / 2) << i;
        EXPECT_NEAR(meanOf(pulls), 0, 0.05) << i;
        EXPECT_NEAR(deviationOf(pulls), 1, 0.03) << i;
    }
}

ToyOptions lightPairs() {
    ToyOptions options;
    options.seed = 21;
    options.darkPhotons = {{17.0_MeV, 10200}};
    return options;
}

} // namespace

TEST(KinematicFitPulls, OfFourConstraintsAreUnitAndTheProbabilityIsFlat) {
    const Sample sample = sampleOf(lightPairs(), KinematicConstraint::FourMomentum);
    EXPECT_GE(sample.count, 10000U);
    EXPECT_EQ(sample.failed, 0U);
    expectFlat(sample);
    expectUnitPulls(sample);
    EXPECT_LE(spread(sample.massKinematic), spread(sample.massAfter));
    EXPECT_LE(deviationOf(sample.massKinematic), deviationOf(sample.massAfter));
    // where two minima of the vertex fit merge its own errors are a few per cent large
    EXPECT_NEAR(spread(sample.massPull), 1, 0.05);
}

TEST(KinematicFitPulls, OfTheEnergyAloneAreUnitAndTheProbabilityIsFlat) {
    const Sample sample = sampleOf(lightPairs(), KinematicConstraint::Energy);
    EXPECT_EQ(sample.failed, 0U);
    expectFlat(sample);
    expectUnitPulls(sample);
    // the energy says next to nothing of the mass: equal within the error of a spread of 10,000 pairs
    EXPECT_LE(spread(sample.massKinematic), 1.01 * spread(sample.massAfter));
    EXPECT_TRUE(sample.pulls[kFitPhotonTheta].empty()) << "the energy does not know its angles";
}

TEST(KinematicFitPulls, OfConversionsFarFromTheBeamAreUnitToo) {
    // their photon is born at the collision, not at the vertex
    ToyOptions options;
    options.seed = 22;
    options.conversions = 6000;
    options.radii = {1.05, 13.5};
    const Sample sample = sampleOf(options, KinematicConstraint::FourMomentum);
    EXPECT_EQ(sample.failed, 0U);
    expectFlat(sample);
    for (const int i : {kFitPhotonEnergy, kFitPhotonTheta, kFitPhotonPhi}) {
        EXPECT_NEAR(meanOf(sample.pulls[static_cast<std::size_t>(i)]), 0, 0.05) << i;
        EXPECT_NEAR(deviationOf(sample.pulls[static_cast<std::size_t>(i)]), 1, 0.03) << i;
    }
}
