#include "core/io/OutputTable.h"

#include "core/candidate/CandidateTable.h"
#include "core/candidate/FlightTable.h"
#include "core/io/ColumnNames.h"

namespace pairscope {

namespace {

using Type = OutputColumn::Type;

void addIds(OutputTable& output, const PairTable& pairs) {
    const auto add = [&](int field, Type type, auto member) {
        output.columns.push_back(
            {columnName(field),
             type,
             [&pairs, member](std::size_t row) { return static_cast<double>(pairs.id(row).*member); },
             {},
             0});
    };
    add(kFieldExperiment, Type::Int32, &EventId::experiment);
    add(kFieldRun, Type::Int32, &EventId::run);
    add(kFieldEvent, Type::UInt32, &EventId::event);
    add(kFieldCandidate, Type::UInt32, &EventId::candidate);
}

void addTracks(OutputTable& output, const PairTable& pairs) {
    const auto add = [&](int field, int daughter, std::size_t index) {
        output.columns.push_back(
            {columnName(field),
             Type::Float64,
             [&pairs, daughter, index](std::size_t row) { return pairs.track(row, daughter)[index]; },
             {},
             0});
    };
    for (int daughter = 0; daughter < 2; ++daughter) {
        for (int j = 0; j < kTrackParameterCount; ++j)
            add(parameterField(daughter, j), daughter, static_cast<std::size_t>(j));
        for (int j = 0; j < kTrackParameterCount; ++j)
            for (int k = j; k < kTrackParameterCount; ++k)
                if (j == k || !pairs.contents().diagonalCovariance)
                    add(covarianceField(daughter, j, k), daughter, kTrackParameterCount + packedIndex(j, k));
    }
}

void addPhotonsAndTruth(OutputTable& output, const PairTable& pairs, std::size_t longestLayer) {
    const auto add = [&](int field, std::function<double(std::size_t)> number) {
        output.columns.push_back({columnName(field), Type::Float64, std::move(number), {}, 0});
    };
    for (std::size_t i = 0; i < pairs.contents().photons * PairTable::kPhotonNumbers; ++i)
        add(kFieldPhoton + static_cast<int>(i),
            [&pairs, i](std::size_t row) { return pairs.photon(row)[i]; });
    if (!pairs.contents().truth) return;
    for (std::size_t i = 0; i < PairTable::kTruthNumbers; ++i)
        add(kFieldTruth + static_cast<int>(i), [&pairs, i](std::size_t row) { return pairs.truth(row)[i]; });
    add(kFieldClass, [&pairs](std::size_t row) { return static_cast<double>(pairs.pairClass(row)); });
    output.columns.back().type = Type::Int32;
    output.columns.push_back({columnName(kFieldLayer),
                              Type::Text,
                              {},
                              [&pairs](std::size_t row) { return pairs.layer(row); },
                              longestLayer});
}

} // namespace

OutputTable outputOf(const PairTable& pairs, std::size_t longestLayer) {
    OutputTable output{"pairs", "e+e- pairs", pairs.rows(), {}};
    addIds(output, pairs);
    addTracks(output, pairs);
    addPhotonsAndTruth(output, pairs, longestLayer);
    if (pairs.contents().simulation)
        output.columns.push_back(
            {columnName(kFieldSimulation), Type::Int32, [](std::size_t) { return 1.0; }, {}, 0});
    return output;
}

OutputTable outputOf(const CandidateTable& candidates) {
    OutputTable output{"results", "Pairscope: vertex fits of e+e- pairs", candidates.rows(), {}};
    if (candidates.sharedPairs()) addIds(output, candidates.pairs());
    for (const ColumnInfo& info : resultColumns()) {
        const CandidateColumn column = info.column;
        OutputColumn out;
        out.name = std::string(info.name);
        if (info.text) {
            out.type = Type::Text;
            out.text = [&candidates, column](std::size_t row) { return candidates.text(column, row); };
        } else {
            out.number = [&candidates, column](std::size_t row) { return candidates.value(column, row); };
        }
        output.columns.push_back(std::move(out));
    }
    return output;
}

void addFlightColumns(OutputTable& output, const FlightTable& flight) {
    using Row = FlightTable::Row;
    const auto number = [&](std::string name, auto value) {
        output.columns.push_back({std::move(name),
                                  Type::Float64,
                                  [&flight, value](std::size_t row) { return value(flight.rows[row]); },
                                  {},
                                  0});
    };
    const auto text = [&](std::string name, std::string Row::*member) {
        output.columns.push_back(
            {std::move(name),
             Type::Text,
             {},
             [&flight, member](std::size_t row) { return std::string_view(flight.rows[row].*member); },
             0});
    };
    number("uX", [](const Row& row) { return row.direction.x(); });
    number("uY", [](const Row& row) { return row.direction.y(); });
    number("u", [](const Row& row) { return row.u; });
    text("u68", &Row::u68);
    text("u95", &Row::u95);
    number("pPrompt", [](const Row& row) { return row.prompt; });
    for (std::size_t i = 0; i < flight.groups.size(); ++i)
        number(probabilityColumn(flight.groups[i]), [i](const Row& row) { return row.layers[i]; });
    text("layerBest", &Row::layerBest);
    number("layerProb", [](const Row& row) { return row.layerProbability; });
}

} // namespace pairscope
