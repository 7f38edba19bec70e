#include "core/vertex/FlightConfidence.h"

#include "core/simulation/ToyPairs.h"
#include "core/vertex/ProfileRefit.h"
#include "core/vertex/VertexFit.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

FlightConfidence::Limits limitsAt(const TrackPair& tracks, double u) {
    const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const ProfileModel model(tracks, frame);
    return FlightConfidence(tracks, frame, model).limitsAt(u);
}

/// How often the calibrated and the plain limits include the true place.
struct Coverage {
    int pairs = 0;
    int calibrated68 = 0;
    int calibrated95 = 0;
    int plain68 = 0;
};

Coverage coverageOf(const ToyOptions& options) {
    const PairTable toys = generateToyPairs(options);
    Coverage coverage;
    for (std::size_t row = 0; row < toys.rows(); ++row) {
        const PairEvent event = toys.event(row);
        const FlightFrame frame = FlightFrame::of(event.tracks.positron.helix, event.tracks.electron.helix);
        const double truth = frame.toFlight(event.truth->vertex->head<2>()).x();
        const auto fit = VertexFit()(event.tracks);
        const ProfileRefit refit(event.tracks, frame);
        const auto point = refit.at(truth);
        if (!fit || !point) continue;
        const double deltaChi2 = point->chi2 - fit->best().chi2;
        const auto limits = FlightConfidence(event.tracks, frame, refit.model()).limitsAt(truth);
        ++coverage.pairs;
        coverage.calibrated68 += deltaChi2 < limits.oneSigma;
        coverage.calibrated95 += deltaChi2 < limits.ninetyFivePercent;
        coverage.plain68 += deltaChi2 < 1;
    }
    return coverage;
}

/// Within three standard deviations of a binomial share.
void expectShare(int count, int all, double share) {
    const double sigma = std::sqrt(share * (1 - share) / all);
    EXPECT_NEAR(static_cast<double>(count) / all, share, 3 * sigma);
}

} // namespace

TEST(FlightConfidence, HasTheLimitsOfAGaussianWhereTheLegsOpenWidely) {
    PairBuilder wide = PairBuilder::promptOfMass(0.2, false);
    wide.polar = 0.02; // so that the circles' other crossing is no vertex
    const auto limits = limitsAt(wide.tracks(), 0);
    EXPECT_NEAR(limits.oneSigma, 1, 0.03);
    EXPECT_NEAR(limits.ninetyFivePercent, 3.84, 0.1);
}

TEST(FlightConfidence, NeedsMoreWhereTwoVerticesFitEqually) {
    const auto limits = limitsAt(PairBuilder::promptOfMass(0.03).tracks(), 0);
    EXPECT_GT(limits.oneSigma, 1.2);
    EXPECT_GT(limits.ninetyFivePercent, 4);
}

TEST(FlightConfidence, NeedsLessWhereTheLegsDoNotOpen) {
    // half of all fluctuations leave a gap and no shift: the 68 % limit is the 36.5 % quantile of chi2 with
    // one degree of freedom, 0.226, but for what is known from z
    const auto limits = limitsAt(PairBuilder::conversionAt(8).tracks(), 8);
    EXPECT_LT(limits.oneSigma, 0.5);
    EXPECT_LT(limits.ninetyFivePercent, 3.6);
}

TEST(FlightConfidence, CoversConversionsAsOftenAsItSays) {
    ToyOptions options;
    options.conversions = 2100;
    const Coverage coverage = coverageOf(options);
    ASSERT_EQ(coverage.pairs, 2100);
    expectShare(coverage.calibrated68, coverage.pairs, 0.6827);
    expectShare(coverage.calibrated95, coverage.pairs, 0.95);
    EXPECT_GT(coverage.plain68, 0.74 * coverage.pairs);
}

TEST(FlightConfidence, CoversPromptPairsWithTwoCrossingsAsOftenAsItSays) {
    ToyOptions options;
    options.darkPhotons = {{0.017, 2100}};
    const Coverage coverage = coverageOf(options);
    ASSERT_EQ(coverage.pairs, 2100);
    expectShare(coverage.calibrated68, coverage.pairs, 0.6827);
    expectShare(coverage.calibrated95, coverage.pairs, 0.95);
    EXPECT_LT(coverage.plain68, 0.66 * coverage.pairs);
}
