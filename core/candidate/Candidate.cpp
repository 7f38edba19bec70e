#include "core/candidate/Candidate.h"

#include "core/math/Units.h"

#include <fmt/format.h>

namespace pairscope {

std::string_view toString(CandidateStatus status) {
    switch (status) {
    case CandidateStatus::Good:
        return "Good";
    case CandidateStatus::Ambiguous:
        return "Ambiguous";
    case CandidateStatus::Poor:
        return "Poor";
    case CandidateStatus::Failed:
        return "Failed";
    }
    return "Unknown";
}

CandidateStatus Candidate::status() const {
    if (!fit) return CandidateStatus::Failed;
    if (fit->poor()) return CandidateStatus::Poor;
    return fit->ambiguous() ? CandidateStatus::Ambiguous : CandidateStatus::Good;
}

std::size_t Candidate::shownMinima() const {
    return fit ? std::max(fit->plausibleMinima(), chosenMinimum() + 1) : 0;
}

std::string_view Candidate::reason() const {
    if (!fit) return toString(fit.error().failure);
    switch (status()) {
    case CandidateStatus::Poor:
        return "CirclesApart";
    case CandidateStatus::Ambiguous:
        return "TwoMinima";
    default:
        return "Converged";
    }
}

std::string Candidate::outcome() const {
    if (!fit) return describe(fit.error());
    const VertexMinimum& best = fit->best();
    const std::string place = fmt::format("rho = {:.3f} cm with chi2 {:.2f}", best.rho(), best.chi2);
    if (status() == CandidateStatus::Poor)
        return fmt::format("The tracks do not {}: the best vertex is at {}.",
                           fit->ndf > 1 ? "agree with the constraints" : "meet", place);
    if (!fit->ambiguous()) return fmt::format("The fit converged to one vertex at {}.", place);
    const VertexMinimum& second = fit->minima[1];
    return fmt::format("Two vertices fit: {}; and rho = {:.3f} cm with chi2 higher by {:.2f}.", place,
                       second.rho(), second.chi2 - best.chi2);
}

} // namespace pairscope
