#pragma once

#include "core/event/PairTable.h"

#include <optional>
#include <string>
#include <string_view>

namespace pairscope {

/// Numbers that one row of a pair table can give, in one flat order: ids; both tracks, photons and truth as
/// PairTable stores them; class and layer; the errors that replace a missing covariance.
inline constexpr int kFieldExperiment = 0;
inline constexpr int kFieldRun = 1;
inline constexpr int kFieldEvent = 2;
inline constexpr int kFieldCandidate = 3;
inline constexpr int kFieldTracks = 4;
inline constexpr int kFieldPhoton = kFieldTracks + 2 * static_cast<int>(PairTable::kTrackNumbers);
inline constexpr int kFieldTruth = kFieldPhoton + static_cast<int>(kMaxPhotons * PairTable::kPhotonNumbers);
inline constexpr int kFieldClass = kFieldTruth + static_cast<int>(PairTable::kTruthNumbers);
/// Has no number but a text.
inline constexpr int kFieldLayer = kFieldClass + 1;
inline constexpr int kFieldErrors = kFieldLayer + 1;
/// Has no number: a table with this column was made by a generator.
inline constexpr int kFieldSimulation = kFieldErrors + 2 * kTrackParameterCount;
inline constexpr int kFieldCount = kFieldSimulation + 1;

[[nodiscard]] constexpr int parameterField(int daughter, int parameter) {
    return kFieldTracks + daughter * static_cast<int>(PairTable::kTrackNumbers) + parameter;
}
/// @pre j <= k
[[nodiscard]] constexpr int covarianceField(int daughter, int j, int k) {
    return parameterField(daughter, kTrackParameterCount + static_cast<int>(packedIndex(j, k)));
}
[[nodiscard]] constexpr int errorField(int daughter, int parameter) {
    return kFieldErrors + daughter * kTrackParameterCount + parameter;
}
/// @pre photon < kMaxPhotons
[[nodiscard]] constexpr int photonField(std::size_t photon, std::size_t number) {
    return kFieldPhoton + static_cast<int>(photon * PairTable::kPhotonNumbers + number);
}

/// The name of a column as basf2 writes it: "daughter(0, trackFitCovariance(0,1))".
[[nodiscard]] const std::string& columnName(int field);

/// A name as ROOT trees have it (basf2's makeROOTCompatible): "daughter__bo0__cm__spd0__bc".
[[nodiscard]] std::string rootCompatible(std::string_view name);

/// Which field a column of a file is; nothing for a column that Pairscope does not use. Names may be raw or
/// ROOT-compatible, blanks do not matter, and covariance indices may come in either order.
[[nodiscard]] std::optional<int> fieldOfColumn(std::string_view name);

/// Bookkeeping of basf2 that Pairscope knows and has no use for: __production__, __ncandidates__, __weight__.
[[nodiscard]] bool isBookkeeping(std::string_view name);

} // namespace pairscope
