#include "core/candidate/InputColumns.h"

#include "core/candidate/ParallelRows.h"
#include "core/detector/DetectorModel.h"
#include "core/track/Helix.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>

namespace pairscope {

namespace {

using C = CandidateColumn;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kGrain = 16384; ///< rows; well below a millisecond

// Where the parts of photon and truth are among their numbers: see PairTable.
constexpr std::size_t kTruthX = 0;
constexpr std::size_t kTruthMass = 3;
constexpr std::size_t kFirstLoss = 13;
constexpr std::size_t kSecondLoss = 16;

/// The positron is the daughter that the table would put first.
int positronOf(const PairTable& pairs, std::size_t row) {
    const bool swapped = pairs.track(row, 0)[kOmega] < 0 && pairs.track(row, 1)[kOmega] > 0;
    return swapped ? 1 : 0;
}

double idNumber(const EventId& id, C column) {
    switch (column) {
    case C::Experiment:
        return id.experiment;
    case C::Run:
        return id.run;
    case C::Event:
        return id.event;
    default:
        return id.candidate;
    }
}

double trackNumber(const double* track, const MagneticField& field, std::size_t quantity) {
    switch (quantity) {
    case 0:
        return field.transverseMomentum(track[kOmega]);
    case 1:
        return std::atan2(1.0, track[kTanLambda]);
    case 2:
        return track[kPhi0];
    case 3:
        return track[kD0];
    default:
        return track[kZ0];
    }
}

double truthNumber(const PairTable& pairs, std::size_t row, C column) {
    const double* truth = pairs.truth(row);
    const bool swapped = positronOf(pairs, row) == 1;
    switch (column) {
    case C::TrueClass:
        return static_cast<double>(pairs.pairClass(row));
    case C::TrueMass:
        return truth[kTruthMass];
    case C::TrueRho:
        return std::hypot(truth[kTruthX], truth[kTruthX + 1]);
    case C::TrueX:
        return truth[kTruthX];
    case C::TrueY:
        return truth[kTruthX + 1];
    case C::TrueZ:
        return truth[kTruthX + 2];
    case C::PositronLoss:
        return truth[swapped ? kSecondLoss : kFirstLoss];
    default:
        return truth[swapped ? kFirstLoss : kSecondLoss];
    }
}

/// Index of the layer with this name; NaN for none.
double layerNumber(const DetectorModel& detector, std::string_view name) {
    const auto layers = detector.layers();
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [name](const MaterialLayer& layer) { return layer.name == name; });
    return found == layers.end() ? kNone : static_cast<double>(found - layers.begin());
}

std::size_t number(C column) {
    return static_cast<std::size_t>(column);
}

} // namespace

InputColumns::InputColumns(std::shared_ptr<const PairTable> pairs,
                           std::shared_ptr<const DetectorModel> detector)
    : m_pairs(std::move(pairs)), m_detector(std::move(detector)) {}

ColumnView InputColumns::column(CandidateColumn which) const {
    assert(which >= C::Experiment && which != C::Count);
    Column& column = m_columns[number(which) - kResultColumnCount];
    std::call_once(column.made, [&] {
        column.numbers.resize(m_pairs->rows());
        const auto put = [&](std::size_t row) { column.numbers[row] = value(which, row); };
        (void)forEachRow(m_pairs->rows(), kGrain, put, {}, {});
        for (std::size_t first = 0; first < column.numbers.size(); first += ColumnView::kRowsPerBlock)
            column.blocks.push_back(column.numbers.data() + first);
    });
    return {column.blocks.data(), column.numbers.size()};
}

double InputColumns::value(CandidateColumn column, std::size_t row) const {
    if (column < C::PositronPT) return idNumber(m_pairs->id(row), column);
    if (!hasColumn(m_pairs->contents(), column)) return kNone;
    const int positron = positronOf(*m_pairs, row);
    if (column < C::ElectronPT)
        return trackNumber(m_pairs->track(row, positron), m_detector->field(),
                           number(column) - number(C::PositronPT));
    if (column < C::PhotonEnergy)
        return trackNumber(m_pairs->track(row, 1 - positron), m_detector->field(),
                           number(column) - number(C::ElectronPT));
    if (column < C::TrueClass) return m_pairs->photon(row)[number(column) - number(C::PhotonEnergy)];
    if (column == C::TrueLayer) return layerNumber(*m_detector, m_pairs->layer(row));
    return truthNumber(*m_pairs, row, column);
}

std::size_t InputColumns::memory() const {
    std::size_t bytes = 0;
    for (const Column& column : m_columns)
        bytes += column.numbers.capacity() * sizeof(double);
    return bytes;
}

} // namespace pairscope
