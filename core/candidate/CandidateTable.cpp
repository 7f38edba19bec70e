#include "core/candidate/CandidateTable.h"

#include "core/candidate/ParallelRows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kConverged = -1; ///< in the column of kinematic reasons

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
    case CandidateReason::CirclesApart:
        return "CirclesApart";
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
    case CandidateReason::Blinded:
        return "Blinded";
    }
    return "Unknown";
}

CandidateReason reasonOf(const Candidate& candidate) {
    if (!candidate.fit) return reasonOf(candidate.fit.error().failure);
    switch (candidate.status()) {
    case CandidateStatus::Poor:
        return CandidateReason::CirclesApart;
    case CandidateStatus::Ambiguous:
        return CandidateReason::TwoMinima;
    default:
        return CandidateReason::Converged;
    }
}

CandidateTable::CandidateTable(std::shared_ptr<const PairTable> pairs,
                               std::shared_ptr<const DetectorModel> detector)
    : m_pairs(std::move(pairs)),
      m_detector(std::move(detector)),
      m_input(std::make_shared<InputColumns>(m_pairs, m_detector)),
      m_verdicts(std::make_shared<const VerdictColumn>(rows())) {
    const std::size_t blocks = (rows() + ColumnView::kRowsPerBlock - 1) / ColumnView::kRowsPerBlock;
    m_blocks.resize(blocks);
    for (auto& column : m_columns)
        column.resize(blocks);
    const auto make = [this](std::size_t block) {
        m_blocks[block] = std::make_shared<Block>();
        refer(block);
        for (std::size_t i = 0; i < ColumnView::kRowsPerBlock; ++i)
            clear(block * ColumnView::kRowsPerBlock + i);
    };
    (void)forEachRow(blocks, 1, make, {}, {});
}

/// The columns' numbers of a block lie in that block.
void CandidateTable::refer(std::size_t block) {
    for (std::size_t column = 0; column < kResultColumnCount; ++column)
        m_columns[column][block] = m_blocks[block]->numbers.data() + column * ColumnView::kRowsPerBlock;
}

void CandidateTable::put(CandidateColumn column, std::size_t row, double value) {
    Block& block = *m_blocks[row >> ColumnView::kBlockBits];
    block.numbers[static_cast<std::size_t>(column) * ColumnView::kRowsPerBlock +
                  (row & (ColumnView::kRowsPerBlock - 1))] = value;
}

/// As before any reconstruction.
void CandidateTable::clear(std::size_t row) {
    for (const ColumnInfo& column : resultColumns())
        put(column.column, row, kNone);
    put(CandidateColumn::Status, row, static_cast<double>(CandidateStatus::Failed));
    put(CandidateColumn::Reason, row, static_cast<double>(CandidateReason::Pending));
}

ColumnView CandidateTable::column(CandidateColumn column) const {
    if (rows() == 0) return {};
    if (column == CandidateColumn::Verdict) return m_verdicts->view();
    const auto number = static_cast<std::size_t>(column);
    if (number >= kResultColumnCount) return m_input->column(column);
    return {m_columns[number].data(), rows()};
}

double CandidateTable::value(CandidateColumn column, std::size_t row) const {
    if (column == CandidateColumn::Verdict) return m_verdicts->view()[row];
    const auto number = static_cast<std::size_t>(column);
    if (number >= kResultColumnCount) return m_input->value(column, row);
    return ColumnView(m_columns[number].data(), rows())[row];
}

CandidateStatus CandidateTable::status(std::size_t row) const {
    return static_cast<CandidateStatus>(static_cast<int>(value(CandidateColumn::Status, row)));
}

CandidateReason CandidateTable::reason(std::size_t row) const {
    return static_cast<CandidateReason>(static_cast<int>(value(CandidateColumn::Reason, row)));
}

std::string_view CandidateTable::text(CandidateColumn column, std::size_t row) const {
    return word(column, value(column, row));
}

std::string_view CandidateTable::word(CandidateColumn column, double number) const {
    if (std::isnan(number)) return {};
    const auto code = static_cast<std::size_t>(static_cast<int>(number));
    switch (column) {
    case CandidateColumn::Status:
        return toString(static_cast<CandidateStatus>(code));
    case CandidateColumn::Reason:
        return toString(static_cast<CandidateReason>(code));
    case CandidateColumn::Seed:
        return toString(static_cast<FitStart>(code));
    case CandidateColumn::NearestLayer:
    case CandidateColumn::TrueLayer:
        return m_detector->layers()[code].name;
    case CandidateColumn::KinematicReason:
        return number == kConverged ? toString(CandidateReason::Converged)
                                    : toString(static_cast<KinematicFitFailure>(code));
    case CandidateColumn::TrueClass:
        return toString(static_cast<PairClass>(code));
    case CandidateColumn::Verdict:
        return m_verdicts->word(code);
    default:
        return {};
    }
}

std::vector<std::pair<double, std::string_view>> CandidateTable::words(CandidateColumn column) const {
    const auto upTo = [&](int first, std::size_t count) {
        std::vector<std::pair<double, std::string_view>> words;
        for (int number = first; number < static_cast<int>(count); ++number)
            words.emplace_back(number, word(column, number));
        return words;
    };
    switch (column) {
    case CandidateColumn::Status:
        return upTo(0, kCandidateStatusCount);
    case CandidateColumn::Reason:
        return upTo(0, kCandidateReasonCount);
    case CandidateColumn::Seed:
        return upTo(0, kFitStartCount);
    case CandidateColumn::NearestLayer:
    case CandidateColumn::TrueLayer:
        return m_detector ? upTo(0, m_detector->layers().size()) : upTo(0, 0);
    case CandidateColumn::KinematicReason:
        return upTo(static_cast<int>(kConverged), kKinematicFitFailureCount);
    case CandidateColumn::TrueClass:
        return upTo(0, kPairClassCount);
    case CandidateColumn::Verdict:
        return upTo(0, m_verdicts->names().size() + 1);
    default:
        return {};
    }
}

void CandidateTable::set(std::size_t row, const Candidate& candidate) {
    using C = CandidateColumn;
    put(C::Status, row, static_cast<double>(candidate.status()));
    put(C::Reason, row, static_cast<double>(reasonOf(candidate)));
    put(C::MassBefore, row, candidate.massBefore.value);
    put(C::MassBeforeError, row, candidate.massBefore.error);
    put(C::MassConverted, row, candidate.massConverted.value);
    put(C::Chi2Converted, row, candidate.chi2Converted);
    put(C::DelR, row, candidate.circles.delR);
    put(C::KT, row, candidate.plane.kT);
    put(C::KL, row, candidate.plane.kL);
    put(C::X, row, candidate.plane.x);
    put(C::PhiV, row, candidate.plane.phiV);
    setKinematics(row, candidate);
    if (!candidate.fit) return; // the columns were born without a number
    setVertex(row, candidate);
    if (candidate.fit->minima.size() > 1) setOtherVertex(row, candidate);
}

void CandidateTable::setVertex(std::size_t row, const Candidate& candidate) {
    using C = CandidateColumn;
    const VertexFitResult& fit = *candidate.fit;
    const VertexMinimum& vertex = candidate.vertex();
    const VertexStage& stage = candidate.stage();
    put(C::MinimumCount, row, static_cast<double>(fit.minima.size()));
    put(C::Seed, row, static_cast<double>(vertex.start));
    put(C::Iterations, row, vertex.iterations);
    put(C::Chi2, row, vertex.chi2);
    put(C::Ndf, row, fit.ndf);
    put(C::Prob, row, candidate.probability());
    put(C::VertexX, row, vertex.vertex().x());
    put(C::VertexY, row, vertex.vertex().y());
    put(C::VertexZ, row, vertex.vertex().z());
    put(C::VertexCovXX, row, vertex.covariance(kVertexX, kVertexX));
    put(C::VertexCovXY, row, vertex.covariance(kVertexX, kVertexY));
    put(C::VertexCovXZ, row, vertex.covariance(kVertexX, kVertexZ));
    put(C::VertexCovYY, row, vertex.covariance(kVertexY, kVertexY));
    put(C::VertexCovYZ, row, vertex.covariance(kVertexY, kVertexZ));
    put(C::VertexCovZZ, row, vertex.covariance(kVertexZ, kVertexZ));
    put(C::Rho, row, stage.rho.value);
    put(C::RhoError, row, stage.rho.error);
    put(C::MassAfter, row, stage.mass.value);
    put(C::MassAfterError, row, stage.mass.error);
    put(C::DeltaM, row, stage.deltaM.value);
    put(C::DeltaMError, row, stage.deltaM.error);
    if (!stage.layer) return;
    put(C::NearestLayer, row, static_cast<double>(stage.layer->layer));
    put(C::LayerDistance, row, stage.layer->distance);
    put(C::LayerPull, row, stage.layerPull);
}

/// The best of the minima that are not "the" vertex.
void CandidateTable::setOtherVertex(std::size_t row, const Candidate& candidate) {
    using C = CandidateColumn;
    const std::size_t index = candidate.chosenMinimum() == 0 ? 1 : 0;
    const VertexMinimum& other = candidate.fit->minima[index];
    put(C::SecondChi2, row, other.chi2);
    put(C::SecondVertexX, row, other.vertex().x());
    put(C::SecondVertexY, row, other.vertex().y());
    put(C::SecondVertexZ, row, other.vertex().z());
    put(C::SecondMassAfter, row, candidate.stages[index].mass.value);
}

void CandidateTable::setKinematics(std::size_t row, const Candidate& candidate) {
    using C = CandidateColumn;
    put(C::KinematicReason, row,
        candidate.kinematic ? kConverged : static_cast<double>(candidate.kinematic.error().failure));
    if (!candidate.kinematic) return;
    const KinematicFitResult& fit = *candidate.kinematic;
    put(C::KinematicMass, row, fit.mass.value);
    put(C::KinematicMassError, row, fit.mass.error);
    put(C::KinematicChi2, row, fit.chi2);
    put(C::KinematicNdf, row, fit.ndf);
    put(C::KinematicProb, row, fit.probability);
    put(C::KinematicPhoton, row, static_cast<double>(candidate.photon + 1));
}

std::shared_ptr<const CandidateTable> CandidateTable::withRow(std::size_t row,
                                                              const Candidate& candidate) const {
    const auto number = static_cast<std::uint32_t>(row);
    return withRows({&number, 1}, {&candidate, 1});
}

std::shared_ptr<const CandidateTable> CandidateTable::withRows(std::span<const std::uint32_t> rows,
                                                               std::span<const Candidate> candidates) const {
    auto copy = std::make_shared<CandidateTable>(*this);
    copy->separate(rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
        copy->reset(rows[i], candidates[i]);
    return copy;
}

void CandidateTable::separate(std::span<const std::uint32_t> rows) {
    for (const std::uint32_t row : rows) {
        const std::size_t block = row >> ColumnView::kBlockBits;
        if (m_blocks[block].use_count() == 1) continue;
        m_blocks[block] = std::make_shared<Block>(*m_blocks[block]);
        refer(block);
    }
}

void CandidateTable::reset(std::size_t row, const Candidate& candidate) {
    clear(row);
    set(row, candidate);
}

std::shared_ptr<const CandidateTable> CandidateTable::withoutResults(const RowSet& rows) const {
    auto copy = std::make_shared<CandidateTable>(*this);
    copy->separate(rows.rows());
    for (const RowSet::Row row : rows) {
        copy->clear(row);
        copy->put(CandidateColumn::Reason, row, static_cast<double>(CandidateReason::Blinded));
    }
    return copy;
}

std::shared_ptr<const CandidateTable>
CandidateTable::withVerdicts(std::shared_ptr<const VerdictColumn> verdicts) const {
    assert(verdicts->view().size() == rows());
    auto copy = std::make_shared<CandidateTable>(*this);
    copy->m_verdicts = std::move(verdicts);
    return copy;
}

std::optional<std::size_t> CandidateTable::find(const EventId& id) const {
    for (std::size_t row = 0; row < rows(); ++row)
        if (m_pairs->id(row) == id) return row;
    return std::nullopt;
}

std::size_t CandidateTable::memory() const {
    const std::size_t bytes = m_blocks.size() * (sizeof(Block) + kResultColumnCount * sizeof(double*));
    return m_pairs ? bytes + m_pairs->memory() + m_input->memory() : bytes;
}

} // namespace pairscope
