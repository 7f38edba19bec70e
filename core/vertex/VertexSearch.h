#pragma once

#include "core/vertex/VertexChi2.h"
#include "core/vertex/VertexFit.h"

#include <limits>
#include <optional>
#include <span>

namespace pairscope {

/// How one search for a minimum went.
struct VertexSearchResult {
    FitTermination termination = FitTermination::Converged;
    std::optional<VertexMinimum> minimum; ///< when it converged to a minimum not known before
    int known = -1;                       ///< index of the known minimum it ran into, else -1
    std::vector<FitStep> steps;           ///< when tracing
};

/// Where a search begins.
struct VertexSearchStart {
    Vector9 parameters = Vector9::Zero();
    Vector3 flight = Vector3::UnitX(); ///< unit vector along the pair's momentum
    double trustRadius = 1;            ///< of the first steps along the flight, cm: stay within the basin
    Curvature curvature = Curvature::GaussNewton; ///< Full only very near to a minimum
    /// chi2 expected with everything but the place along the flight at its best. A start well above it is
    /// first relaxed at that place: otherwise what is not yet right across would push it along the flight,
    /// into another basin.
    double expectedChi2 = std::numeric_limits<double>::infinity();
};

/// Follows chi2 downhill to a minimum by Newton steps, damped by a trust radius along the flight, the one
/// direction in which chi2 is far from parabolic. A search whose next step leads into one of the `known`
/// minima stops there.
[[nodiscard]] VertexSearchResult searchMinimum(const VertexChi2& chi2, const VertexSearchStart& start,
                                               const VertexFit::Options& options,
                                               std::span<const VertexMinimum> known);

} // namespace pairscope
