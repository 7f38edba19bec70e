#pragma once

/// How the searches for a minimum of chi2, free and constrained, judge their steps.
namespace pairscope {

/// A step is taken when the decrease of chi2 is at least this fraction of the predicted one.
inline constexpr double kSmallestGain = 0.1;
/// The trust radius grows after a step whose decrease is this near to the predicted one, or better.
inline constexpr double kGoodGain = 0.75;
inline constexpr double kTrustGrowth = 3;
inline constexpr double kTrustShrink = 0.25;

/// Predicted decrease of chi2, absolute or relative, below which a search uses the full second derivatives.
inline constexpr double kNearDecrease = 1;
inline constexpr double kNearFraction = 0.1;

/// chi2 that a search predicts this near to a known minimum's, at the same place, is that minimum.
inline constexpr double kSameChi2 = 1e-3;

/// A flat place is a minimum when chi2 rises by kFlatRise at this distance on both sides along the flight,
/// cm.
inline constexpr double kFlatProbe = 1;
inline constexpr double kFlatRise = 1e-6;

} // namespace pairscope
