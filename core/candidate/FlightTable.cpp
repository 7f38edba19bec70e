#include "core/candidate/FlightTable.h"

#include "core/vertex/VertexScan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace pairscope {

namespace {

constexpr std::size_t kGrain = 8; ///< rows; about 10 ms
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string textOf(const FlightIntervals& intervals) {
    std::string text;
    for (const FlightInterval& interval : intervals)
        text += fmt::format("{}{:.4f}:{:.4f}", text.empty() ? "" : ";", interval.low, interval.high);
    return text;
}

void addProfile(FlightTable::Row& row, const Candidate& candidate) {
    const VertexFitResult* fit = candidate.fit ? &*candidate.fit : nullptr;
    const auto profile = VertexScan()(candidate.event.tracks, candidate.circles, fit);
    if (!profile) return;
    row.direction = profile->frame.along();
    if (fit) row.u = profile->frame.toFlight(fit->minima[candidate.chosen].parameters.head<2>()).x();
    row.u68 = textOf(profile->u68);
    row.u95 = textOf(profile->u95);
}

void addAssociation(FlightTable::Row& row, const LayerAssociation& association) {
    row.prompt = association.prompt.probability;
    for (std::size_t i = 0; i < association.layers.size(); ++i)
        row.layers[i] = association.layers[i].probability;
    row.layerBest = association.best().place;
    row.layerProbability = association.best().probability;
}

} // namespace

FlightTable::Row FlightTable::Row::none(std::size_t groups) {
    return {Vector2::Constant(kNone), kNone, {}, {}, kNone, std::vector<double>(groups, kNone), {}, kNone};
}

std::string probabilityColumn(std::string group) {
    std::replace(group.begin(), group.end(), ' ', '_');
    return "p_" + group;
}

std::vector<FlightColumnInfo> flightColumns(const std::vector<std::string>& groups) {
    std::vector<FlightColumnInfo> columns = {
        {"uX", "", "direction of the transverse flight, x"},
        {"uY", "", "direction of the transverse flight, y"},
        {"u", "cm", "place of the vertex along that direction, from the z axis"},
        {"u68", "cm", "68.27 % interval of u, low:high, several joined by ;"},
        {"u95", "cm", "95 % interval of u"},
        {"pPrompt", "", "probability that the pair comes from the interaction point"}};
    for (const std::string& group : groups)
        columns.push_back({probabilityColumn(group), "", "probability of a conversion in " + group});
    columns.push_back({"layerBest", "", "the most probable of these places"});
    columns.push_back({"layerProb", "", "its probability"});
    return columns;
}

std::shared_ptr<const FlightTable> profileAll(const PairTable& pairs,
                                              const std::shared_ptr<const DetectorModel>& detector,
                                              const Reconstruction::Options& options,
                                              const std::stop_token& stop, const Progress& progress) {
    const Reconstruction reconstruction(detector, options);
    auto table = std::make_shared<FlightTable>();
    table->groups = associationGroups(*detector);
    table->rows.assign(pairs.rows(), FlightTable::Row::none(table->groups.size()));
    const auto profile = [&](std::size_t i) {
        const Candidate candidate = reconstruction(pairs.event(i));
        if (!checkTracks(candidate.event.tracks)) return;
        addProfile(table->rows[i], candidate);
        addAssociation(table->rows[i],
                       associateOrigin(candidate.event.tracks, *detector, options.association));
    };
    if (!forEachRow(pairs.rows(), kGrain, profile, stop, progress)) return nullptr;
    return table;
}

} // namespace pairscope
