#pragma once

#include "core/detector/DetectorModel.h"
#include "core/event/PairEvent.h"
#include "core/kinematics/KinematicFitResult.h"
#include "core/kinematics/PairMass.h"
#include "core/kinematics/PairPlane.h"
#include "core/vertex/VertexFit.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace pairscope {

/// What came of a candidate, in one word for tables and filters.
enum class CandidateStatus : std::uint8_t {
    Good,      ///< one vertex that the data allow
    Ambiguous, ///< more than one: VertexFitResult::plausibleMinima()
    Poor,      ///< the tracks do not meet: VertexFitResult::poor()
    Failed,    ///< no vertex; the reason says why
};
inline constexpr std::size_t kCandidateStatusCount = 4;
[[nodiscard]] std::string_view toString(CandidateStatus status);

/// What the fitted vertex gives.
struct VertexStage {
    Measured rho;    ///< cm
    Measured mass;   ///< M_after, GeV
    Measured deltaM; ///< GeV
    std::optional<NearestLayer> layer;
    double layerPull = 0; ///< layer distance / error of rho (0 without a layer)
};

/// One pair and everything that is computed from it. Values only: a new fit makes a new candidate.
struct Candidate {
    PairEvent event;
    MagneticField field;
    CirclePair circles;
    Measured massBefore;    ///< GeV
    Measured massConverted; ///< GeV
    PairPlane plane;        ///< at the perigees
    /// chi2 of the fit with zero opening angle (ConversionFit), two degrees of freedom more than `fit` with a
    /// free opening; NaN where there is none.
    double chi2Converted = std::numeric_limits<double>::quiet_NaN();
    tl::expected<VertexFitResult, VertexFitError> fit = tl::unexpected(VertexFitError{});
    boost::container::static_vector<VertexStage, 4> stages; ///< one for each minimum of the fit, same order
    std::size_t chosen = 0; ///< which minimum is "the" vertex (MinimumPolicy, or a person's choice)

    /// The photon that the kinematic fit uses: the best or the chosen one; index into event.photons, 0 when
    /// there is none.
    std::size_t photon = 0;
    /// Fit of "the" vertex's momenta and that photon to the beams, or why there is none.
    KinematicOutcome kinematic = tl::unexpected(KinematicFitError{});

    /// "The" vertex. @pre fit
    [[nodiscard]] const VertexMinimum& vertex() const { return fit->minima[chosenMinimum()]; }
    [[nodiscard]] const VertexStage& stage() const { return stages[chosenMinimum()]; }
    /// `chosen`, kept within the minima that there are. @pre fit
    [[nodiscard]] std::size_t chosenMinimum() const { return std::min(chosen, fit->minima.size() - 1); }
    /// How many of the minima, best first, are worth showing: those that the data allow, and the chosen one.
    /// 0 without a fit.
    [[nodiscard]] std::size_t shownMinima() const;
    /// Upper-tail probability of the vertex's chi2. @pre fit
    [[nodiscard]] double probability() const { return fit->probability(chosenMinimum()); }

    [[nodiscard]] CandidateStatus status() const;
    /// "Converged", "TwoMinima" or the name of the failure.
    [[nodiscard]] std::string_view reason() const;
    /// One sentence: what came of the fit and why.
    [[nodiscard]] std::string outcome() const;
};

} // namespace pairscope
