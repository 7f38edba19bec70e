#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pairscope {

/// Every column of the result, in the order in which files have them (after the id columns).
enum class CandidateColumn : std::uint8_t {
    Status, ///< a CandidateStatus
    Reason, ///< a CandidateReason
    MinimumCount,
    Seed, ///< a FitStart
    Iterations,
    Chi2,
    Ndf,
    Prob,
    VertexX,
    VertexY,
    VertexZ,
    VertexCovXX,
    VertexCovXY,
    VertexCovXZ,
    VertexCovYY,
    VertexCovYZ,
    VertexCovZZ,
    Rho,
    RhoError,
    MassBefore,
    MassBeforeError,
    MassAfter,
    MassAfterError,
    DeltaM,
    DeltaMError,
    SecondChi2,
    SecondVertexX,
    SecondVertexY,
    SecondVertexZ,
    SecondMassAfter,
    DelR,
    NearestLayer, ///< index into DetectorModel::layers()
    LayerDistance,
    LayerPull,
    KT,
    KL,
    X,
    PhiV,
    MassConverted,
    Chi2Converted,
    KinematicMass,
    KinematicMassError,
    KinematicChi2,
    KinematicNdf,
    KinematicProb,
    KinematicPhoton, ///< counted from 1
    KinematicReason, ///< a KinematicFitFailure, or -1 for none
    Count
};

inline constexpr std::size_t kCandidateColumnCount = static_cast<std::size_t>(CandidateColumn::Count);

/// How a column is named, measured and shown.
struct ColumnInfo {
    CandidateColumn column;
    std::string_view name;        ///< in files and filters: "massAfter"
    std::string_view title;       ///< for people: "M after"
    std::string_view unit;        ///< native: "GeV"; empty for pure numbers
    std::string_view displayUnit; ///< "MeV"
    double displayFactor;         ///< shown = native * factor
    int decimals;                 ///< shown after the point
    std::string_view description; ///< one line
    bool text;                    ///< shown and written as a word, stored as its number
};

[[nodiscard]] std::span<const ColumnInfo> candidateColumns();
[[nodiscard]] const ColumnInfo& info(CandidateColumn column);
/// By file name ("massAfter"); nothing for an unknown one.
[[nodiscard]] std::optional<CandidateColumn> candidateColumn(std::string_view name);

} // namespace pairscope
