#include "core/vertex/LayerAssociation.h"

#include "core/vertex/FlightFrame.h"
#include "core/vertex/OriginLikelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr double kPairProductionShare = 7.0 / 9; ///< conversions per radiation length at high energy
constexpr double kLongestPiece = 0.05;           ///< thicker material is cut into several places, cm
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void check(const AssociationOptions& options) {
    if (!(options.promptPrior >= 0 && options.promptPrior <= 1))
        throw std::invalid_argument("layer association: the prompt prior must be within 0 and 1");
    if (!(options.lowestMass > 0 && options.lowestMass < options.highestMass))
        throw std::invalid_argument("layer association: masses must be 0 < lowest < highest");
}

Vector3 momentumDirection(const TrackPair& tracks) {
    Vector3 direction = Vector3::Zero();
    for (int track = 0; track < 2; ++track) {
        const Helix& helix = tracks[track].helix;
        direction += Vector3(std::cos(helix.phi0()), std::sin(helix.phi0()), helix.tanLambda()) /
                     std::abs(helix.omega());
    }
    return direction.normalized();
}

/// One place where the pair may have been made.
struct Hypothesis {
    OriginProbability* origin; ///< to which the place belongs
    double u;                  ///< cm
    double prior;
    double logLikelihood; ///< up to a constant that all share
};

/// Probability of each hypothesis.
std::vector<double> posterior(const std::vector<Hypothesis>& hypotheses) {
    double largest = -std::numeric_limits<double>::infinity();
    for (const Hypothesis& hypothesis : hypotheses)
        if (hypothesis.prior > 0) largest = std::max(largest, hypothesis.logLikelihood);
    std::vector<double> probability;
    double sum = 0;
    for (const Hypothesis& hypothesis : hypotheses) {
        const double weight =
            hypothesis.prior > 0 ? hypothesis.prior * std::exp(hypothesis.logLikelihood - largest) : 0;
        probability.push_back(weight);
        sum += weight;
    }
    for (double& value : probability)
        value /= sum;
    return probability;
}

/// Sums the hypotheses of each origin; its u is their mean, by probability where there is some.
void collect(const std::vector<Hypothesis>& hypotheses, const OriginLikelihood& likelihood) {
    const std::vector<double> probability = posterior(hypotheses);
    for (const Hypothesis& first : hypotheses) {
        OriginProbability& origin = *first.origin;
        if (origin.crossed) continue; // already summed
        double byProbability = 0;
        double byPrior = 0;
        for (std::size_t i = 0; i < hypotheses.size(); ++i) {
            if (hypotheses[i].origin != &origin) continue;
            origin.prior += hypotheses[i].prior;
            origin.probability += probability[i];
            byProbability += probability[i] * hypotheses[i].u;
            byPrior += hypotheses[i].prior * hypotheses[i].u;
        }
        origin.crossed = true;
        origin.u = origin.probability > 0 ? byProbability / origin.probability
                   : origin.prior > 0     ? byPrior / origin.prior
                                          : first.u;
        origin.chi2 = likelihood.vertexChi2(origin.u);
    }
}

} // namespace

const OriginProbability& LayerAssociation::best() const {
    const OriginProbability* best = &prompt;
    for (const OriginProbability& layer : layers)
        if (layer.probability > best->probability) best = &layer;
    return *best;
}

std::vector<ConversionPlace> conversionPlaces(const TrackPair& tracks, const DetectorModel& detector) {
    std::vector<ConversionPlace> places;
    const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const Vector3 direction = momentumDirection(tracks);
    for (const LayerCrossing& crossing : detector.crossings(detector.beams().spot, direction)) {
        const MaterialLayer& layer = detector.layers()[crossing.layer];
        if (!layer.tracking) continue;
        const int pieces = std::max(1, static_cast<int>(std::ceil(crossing.length / kLongestPiece)));
        for (int i = 0; i < pieces; ++i) {
            const double along = crossing.length * ((i + 0.5) / pieces - 0.5);
            const Vector3 position = crossing.position + direction * along;
            places.push_back({layer.group, frame.toFlight(position.head<2>()).x(),
                              kPairProductionShare * crossing.radiationLengths / pieces});
        }
    }
    return places;
}

LayerAssociation associateOrigin(const TrackPair& tracks, MagneticField field,
                                 std::span<const ConversionPlace> places, std::span<const std::string> groups,
                                 const AssociationOptions& options) {
    check(options);
    const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const OriginLikelihood likelihood(tracks, frame, field);
    LayerAssociation association;
    association.prompt = {"prompt", 0, 0, kNone, kNone, false};
    for (const std::string& group : groups)
        association.layers.push_back({group, 0, 0, kNone, kNone, false});

    double material = 0;
    for (const ConversionPlace& place : places)
        material += place.weight;
    const double promptPrior = material > 0 ? options.promptPrior : 1;
    std::vector<Hypothesis> hypotheses{{&association.prompt, 0, promptPrior,
                                        likelihood.decayAt(0, options.lowestMass, options.highestMass)}};
    for (const ConversionPlace& place : places) {
        const auto layer =
            std::find_if(association.layers.begin(), association.layers.end(),
                         [&place](const OriginProbability& origin) { return origin.place == place.group; });
        if (layer != association.layers.end())
            hypotheses.push_back({&*layer, place.u, (1 - promptPrior) * place.weight / material,
                                  likelihood.conversionAt(place.u)});
    }
    collect(hypotheses, likelihood);
    return association;
}

std::vector<std::string> associationGroups(const DetectorModel& detector) {
    std::vector<std::string> groups;
    for (const std::string& group : detector.groups()) {
        const auto isTracking = [&group](const MaterialLayer& layer) {
            return layer.group == group && layer.tracking;
        };
        if (std::any_of(detector.layers().begin(), detector.layers().end(), isTracking))
            groups.push_back(group);
    }
    return groups;
}

LayerAssociation associateOrigin(const TrackPair& tracks, const DetectorModel& detector,
                                 const AssociationOptions& options) {
    return associateOrigin(tracks, detector.field(), conversionPlaces(tracks, detector),
                           associationGroups(detector), options);
}

} // namespace pairscope
