#include "core/candidate/CandidateTable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

CandidateReason reasonOf(VertexFitFailure failure) {
    switch (failure) {
    case VertexFitFailure::NotFinite:
        return CandidateReason::NotFinite;
    case VertexFitFailure::ZeroCurvature:
        return CandidateReason::ZeroCurvature;
    case VertexFitFailure::SameCharge:
        return CandidateReason::SameCharge;
    case VertexFitFailure::BadCovariance:
        return CandidateReason::BadCovariance;
    case VertexFitFailure::ParallelTracks:
        return CandidateReason::ParallelTracks;
    case VertexFitFailure::NotConverged:
        return CandidateReason::NotConverged;
    case VertexFitFailure::OutsideDetector:
        return CandidateReason::OutsideDetector;
    }
    return CandidateReason::NotConverged;
}

} // namespace

std::string_view toString(CandidateReason reason) {
    switch (reason) {
    case CandidateReason::Converged:
        return "Converged";
    case CandidateReason::TwoMinima:
        return "TwoMinima";
    case CandidateReason::NotFinite:
        return toString(VertexFitFailure::NotFinite);
    case CandidateReason::ZeroCurvature:
        return toString(VertexFitFailure::ZeroCurvature);
    case CandidateReason::SameCharge:
        return toString(VertexFitFailure::SameCharge);
    case CandidateReason::BadCovariance:
        return toString(VertexFitFailure::BadCovariance);
    case CandidateReason::ParallelTracks:
        return toString(VertexFitFailure::ParallelTracks);
    case CandidateReason::NotConverged:
        return toString(VertexFitFailure::NotConverged);
    case CandidateReason::OutsideDetector:
        return toString(VertexFitFailure::OutsideDetector);
    case CandidateReason::Pending:
        return "Pending";
    }
    return "Unknown";
}

CandidateReason reasonOf(const Candidate& candidate) {
    if (!candidate.fit) return reasonOf(candidate.fit.error().failure);
    return candidate.fit->ambiguous() ? CandidateReason::TwoMinima : CandidateReason::Converged;
}

CandidateTable::CandidateTable(std::shared_ptr<const PairTable> pairs,
                               std::shared_ptr<const DetectorModel> detector)
    : m_pairs(std::move(pairs)), m_detector(std::move(detector)) {
    for (auto& column : m_columns)
        column.assign(rows(), kNone);
    m_columns[static_cast<std::size_t>(CandidateColumn::Status)].assign(
        rows(), static_cast<double>(CandidateStatus::Failed));
    m_columns[static_cast<std::size_t>(CandidateColumn::Reason)].assign(
        rows(), static_cast<double>(CandidateReason::Pending));
}

CandidateStatus CandidateTable::status(std::size_t row) const {
    return static_cast<CandidateStatus>(static_cast<int>(value(CandidateColumn::Status, row)));
}

CandidateReason CandidateTable::reason(std::size_t row) const {
    return static_cast<CandidateReason>(static_cast<int>(value(CandidateColumn::Reason, row)));
}

std::string_view CandidateTable::text(CandidateColumn column, std::size_t row) const {
    const double number = value(column, row);
    if (std::isnan(number)) return {};
    switch (column) {
    case CandidateColumn::Status:
        return toString(status(row));
    case CandidateColumn::Reason:
        return toString(reason(row));
    case CandidateColumn::Seed:
        return toString(static_cast<FitStart>(static_cast<int>(number)));
    case CandidateColumn::NearestLayer:
        return m_detector->layers()[static_cast<std::size_t>(number)].name;
    default:
        return {};
    }
}

void CandidateTable::set(std::size_t row, const Candidate& candidate) {
    const auto put = [this, row](CandidateColumn column, double value) {
        m_columns[static_cast<std::size_t>(column)][row] = value;
    };
    put(CandidateColumn::Status, static_cast<double>(candidate.status()));
    put(CandidateColumn::Reason, static_cast<double>(reasonOf(candidate)));
    put(CandidateColumn::MassBefore, candidate.massBefore.value);
    put(CandidateColumn::MassBeforeError, candidate.massBefore.error);
    put(CandidateColumn::MassConverted, candidate.massConverted.value);
    put(CandidateColumn::Chi2Converted, candidate.chi2Converted);
    put(CandidateColumn::DelR, candidate.circles.delR);
    put(CandidateColumn::KT, candidate.plane.kT);
    put(CandidateColumn::KL, candidate.plane.kL);
    put(CandidateColumn::X, candidate.plane.x);
    put(CandidateColumn::PhiV, candidate.plane.phiV);
    setVertex(row, candidate);
}

void CandidateTable::setVertex(std::size_t row, const Candidate& candidate) {
    if (!candidate.fit) return; // the columns were born without a number
    const auto put = [this, row](CandidateColumn column, double value) {
        m_columns[static_cast<std::size_t>(column)][row] = value;
    };
    const VertexFitResult& fit = *candidate.fit;
    const VertexMinimum& best = fit.best();
    const VertexStage& stage = candidate.stages.front();
    put(CandidateColumn::MinimumCount, static_cast<double>(fit.minima.size()));
    put(CandidateColumn::Seed, static_cast<double>(best.start));
    put(CandidateColumn::Iterations, best.iterations);
    put(CandidateColumn::Chi2, best.chi2);
    put(CandidateColumn::Ndf, fit.ndf);
    put(CandidateColumn::Prob, fit.probability());
    put(CandidateColumn::VertexX, best.vertex().x());
    put(CandidateColumn::VertexY, best.vertex().y());
    put(CandidateColumn::VertexZ, best.vertex().z());
    put(CandidateColumn::VertexCovXX, best.covariance(kVertexX, kVertexX));
    put(CandidateColumn::VertexCovXY, best.covariance(kVertexX, kVertexY));
    put(CandidateColumn::VertexCovXZ, best.covariance(kVertexX, kVertexZ));
    put(CandidateColumn::VertexCovYY, best.covariance(kVertexY, kVertexY));
    put(CandidateColumn::VertexCovYZ, best.covariance(kVertexY, kVertexZ));
    put(CandidateColumn::VertexCovZZ, best.covariance(kVertexZ, kVertexZ));
    put(CandidateColumn::Rho, stage.rho.value);
    put(CandidateColumn::RhoError, stage.rho.error);
    put(CandidateColumn::MassAfter, stage.mass.value);
    put(CandidateColumn::MassAfterError, stage.mass.error);
    put(CandidateColumn::DeltaM, stage.deltaM.value);
    put(CandidateColumn::DeltaMError, stage.deltaM.error);
    if (stage.layer) {
        put(CandidateColumn::NearestLayer, static_cast<double>(stage.layer->layer));
        put(CandidateColumn::LayerDistance, stage.layer->distance);
        put(CandidateColumn::LayerPull, stage.layerPull);
    }
    if (fit.minima.size() < 2) return;
    const VertexMinimum& second = fit.minima[1];
    put(CandidateColumn::SecondChi2, second.chi2);
    put(CandidateColumn::SecondVertexX, second.vertex().x());
    put(CandidateColumn::SecondVertexY, second.vertex().y());
    put(CandidateColumn::SecondVertexZ, second.vertex().z());
    put(CandidateColumn::SecondMassAfter, candidate.stages[1].mass.value);
}

std::optional<std::size_t> CandidateTable::find(const EventId& id) const {
    for (std::size_t row = 0; row < rows(); ++row)
        if (m_pairs->id(row) == id) return row;
    return std::nullopt;
}

std::size_t CandidateTable::memory() const {
    std::size_t bytes = m_pairs ? m_pairs->memory() : 0;
    for (const auto& column : m_columns)
        bytes += column.capacity() * sizeof(double);
    return bytes;
}

} // namespace pairscope
