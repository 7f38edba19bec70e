#pragma once

#include "core/vertex/ConstrainedChi2.h"
#include "core/vertex/VertexSearch.h"

#include <optional>
#include <span>

namespace pairscope {

/// Follows chi2 with constraints downhill to a minimum, as searchMinimum() does without, on the seven or nine
/// independent parameters. With zero opening the start is first given the common direction of its legs.
[[nodiscard]] VertexSearchResult searchConstrained(const ConstrainedChi2& chi2, Opening opening,
                                                   const VertexSearchStart& start,
                                                   const VertexFit::Options& options,
                                                   std::span<const VertexMinimum> known);

/// chi2 of the minimum alone, without covariance or gain; nothing when the search does not end in one.
[[nodiscard]] std::optional<double> constrainedChi2From(const ConstrainedChi2& chi2, Opening opening,
                                                        const VertexSearchStart& start,
                                                        const VertexFit::Options& options);

} // namespace pairscope
