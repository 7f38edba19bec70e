#pragma once

#include "core/candidate/Reconstruction.h"
#include "core/vertex/VertexFitResult.h"

#include <QString>

#include <string>
#include <string_view>

namespace pairscope {

/// Words of the fits as people read them.
[[nodiscard]] QString startName(FitStart start);
[[nodiscard]] QString policyName(MinimumPolicy policy);
[[nodiscard]] QString openingName(Opening opening);
[[nodiscard]] QString originName(Origin origin);
[[nodiscard]] QString kinematicName(KinematicConstraint constraint);
[[nodiscard]] QString photonOriginName(PhotonOrigin origin);

/// The options of vertex and kinematic fit in a line: "defaults", or what differs from them.
[[nodiscard]] QString optionsLine(const Reconstruction::Options& options);

/// A sentence of core, which is plain ASCII, with the signs that people read: "rho = 1.6 +- 0.3 cm" becomes
/// "ρ = 1.6 ± 0.3 cm".
[[nodiscard]] QString withSymbols(const std::string& sentence);

[[nodiscard]] QString fromUtf8(std::string_view text);

} // namespace pairscope
