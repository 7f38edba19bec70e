#pragma once

#include "core/event/PairTable.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pairscope {

/// Every number of a candidate that can be listed, filtered, plotted: the results in the order in which files
/// have them (after the id columns), then what the input has.
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
    // what the input has, e+ first; never written as results
    Experiment,
    Run,
    Event,
    CandidateNumber,
    PositronPT,
    PositronTheta,
    PositronPhi0,
    PositronD0,
    PositronZ0,
    ElectronPT,
    ElectronTheta,
    ElectronPhi0,
    ElectronD0,
    ElectronZ0,
    PhotonEnergy, ///< of the first photon
    PhotonTheta,
    PhotonPhi,
    TrueClass, ///< a PairClass
    TrueMass,
    TrueRho,
    TrueX,
    TrueY,
    TrueZ,
    TrueLayer, ///< index into DetectorModel::layers(), by name
    PositronLoss,
    ElectronLoss,
    // what a scanner says
    Verdict, ///< 0: nothing, else as CandidateTable::word() says
    Count
};

inline constexpr std::size_t kCandidateColumnCount = static_cast<std::size_t>(CandidateColumn::Count);
/// Those before it are results, in files and in CandidateTable's own storage.
inline constexpr std::size_t kResultColumnCount = static_cast<std::size_t>(CandidateColumn::Experiment);

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

/// All of them.
[[nodiscard]] std::span<const ColumnInfo> candidateColumns();
/// Those that files of results have.
[[nodiscard]] std::span<const ColumnInfo> resultColumns();
/// Whether a table with these contents has any number there: no photon, no truth, no column.
[[nodiscard]] bool hasColumn(const PairTable::Contents& contents, CandidateColumn column);
[[nodiscard]] const ColumnInfo& info(CandidateColumn column);
/// By file name ("massAfter"); nothing for an unknown one.
[[nodiscard]] std::optional<CandidateColumn> candidateColumn(std::string_view name);

} // namespace pairscope
