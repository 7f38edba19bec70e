#include "core/vertex/ConversionFit.h"

#include "core/kinematics/PairMass.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

/// A conversion whose legs open a little, as real ones do: tracks that are exactly parallel have no vertex
/// without the constraint.
PairBuilder conversionAt(double radius) {
    PairBuilder builder = PairBuilder::conversionAt(radius);
    builder.polar = 3e-4;
    return builder;
}

tl::expected<ConversionFitResult, VertexFitError> conversionFit(const TrackPair& tracks) {
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    const auto free = VertexFit()(tracks, circles);
    if (!free) return tl::unexpected(free.error());
    return fitConversion(tracks, circles, *free, MagneticField{}, {});
}

PairTable conversionToys(std::uint64_t seed, std::size_t count) {
    ToyOptions toys;
    toys.seed = seed;
    toys.conversions = count;
    return generateToyPairs(toys);
}

} // namespace

TEST(ConversionFit, OfAConversionHasTheSmallestMassAndHardlyAnyChi2) {
    const MagneticField field;
    for (const double share : {0.1, 0.5, 0.8}) {
        PairBuilder builder = conversionAt(3.9);
        builder.share = share;
        const auto conversion = conversionFit(builder.tracks());
        ASSERT_TRUE(conversion);
        EXPECT_LT(conversion->fit.best().chi2, 1); // opens by less than the errors of tanLambda
        EXPECT_NEAR(conversion->openingProbability, std::exp(-conversion->deltaChi2 / 2), 1e-12);
        EXPECT_NEAR(conversion->deltaChi2, conversion->fit.best().chi2, 1e-6); // the free fit has none
        const double expected = kElectronMass / std::sqrt(share * (1 - share));
        // the share of energies and that of transverse momenta differ by (m / p)^2
        EXPECT_NEAR(conversion->massFloor, expected, 1e-3 * expected); // fitted share
    }
}

TEST(ConversionFit, MassAfterItIsTheFloorForTheSharesThatItFinds) {
    const PairTable pairs = conversionToys(31, 200);
    const MagneticField field;
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const auto conversion = conversionFit(pairs.event(row).tracks);
        ASSERT_TRUE(conversion) << "row " << row;
        const VertexMinimum& best = conversion->fit.best();
        const double mass = massAfter(best, field).value;
        EXPECT_NEAR(mass, conversion->massFloor, 1e-9 * mass) << "row " << row;
        // exact kinematics: energies and collinear momenta
        const double p1 = momentum(best.track(0), field).norm();
        const double p2 = momentum(best.track(1), field).norm();
        const double x = p1 / (p1 + p2);
        EXPECT_NEAR(mass, kElectronMass / std::sqrt(x * (1 - x)), 1e-4 * mass) << "row " << row; // (m / p)^2
    }
}

TEST(ConversionFit, RejectsAPairThatOpens) {
    const auto conversion = conversionFit(PairBuilder::promptOfMass(100.0_MeV).tracks());
    ASSERT_TRUE(conversion);
    EXPECT_GT(conversion->deltaChi2, 100);
    EXPECT_LT(conversion->openingProbability, 1e-20);
    EXPECT_EQ(conversion->fit.ndf, 3);
}

TEST(ConversionFit, ChiSquaredAloneIsThatOfTheWholeFit) {
    ToyOptions toys;
    toys.seed = 33;
    toys.conversions = 500;
    toys.darkPhotons = {{17.0_MeV, 300}, {50.0_MeV, 100}, {200.0_MeV, 100}};
    const PairTable pairs = generateToyPairs(toys);
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const TrackPair tracks = pairs.event(row).tracks;
        const auto conversion = conversionFit(tracks);
        ASSERT_TRUE(conversion) << "row " << row;
        const auto chi2 = conversionChi2(tracks, CirclePair::of(tracks.positron.helix, tracks.electron.helix),
                                         VertexFit::Options{});
        ASSERT_TRUE(chi2) << "row " << row;
        const double whole = conversion->fit.best().chi2;
        EXPECT_NEAR(*chi2, whole, 1e-5 * (1 + whole)) << "row " << row; // it stops a step earlier
    }
}

TEST(ConversionFit, KeepsWhatTheOptionsSayOfTheOrigin) {
    const BeamParameters beams;
    const TrackPair tracks = conversionAt(3.9).tracks();
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    VertexFit::Options options;
    options.constraints = {Opening::Free, Origin::FromBeamSpot, beams.spot, beams.spotCovariance()};
    const auto free = VertexFit(options)(tracks, circles);
    ASSERT_TRUE(free);
    const auto conversion = fitConversion(tracks, circles, *free, MagneticField{}, options);
    ASSERT_TRUE(conversion);
    EXPECT_EQ(free->ndf, 3);
    EXPECT_EQ(conversion->fit.ndf, 5);
}

TEST(ConversionFit, SaysWhyThereIsNone) {
    TrackPair tracks = conversionAt(3.9).tracks();
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    const auto free = VertexFit()(tracks, circles);
    ASSERT_TRUE(free);
    tracks.electron.covariance(kZ0, kZ0) = -1;
    const auto conversion = fitConversion(tracks, circles, *free, MagneticField{}, {});
    ASSERT_FALSE(conversion);
    EXPECT_EQ(conversion.error().failure, VertexFitFailure::BadCovariance);
}
