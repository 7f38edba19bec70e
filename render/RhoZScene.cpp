#include "render/RhoZScene.h"

#include "render/Readout.h"

#include <cmath>

namespace pairscope {

namespace {

/// From the origin to where tracks end, on both sides of the axis.
void addAcceptance(std::size_t index, double theta, CandidateItems& items) {
    const double wall = index == 0 ? kTrackEndForward : kTrackEndBackward;
    const double along = std::min(std::abs(wall / std::cos(theta)), kTrackEndRadius / std::sin(theta));
    for (const double side : {1.0, -1.0})
        items.lines.push_back({ItemKind::Acceptance,
                               index,
                               {Vector2::Zero(), along * Vector2(std::cos(theta), side * std::sin(theta))}});
}

/// The planes that close the calorimeter's barrel.
void addCalorimeterEnds(const DetectorModel& detector, CandidateItems& items) {
    for (const MaterialLayer& layer : detector.layers()) {
        if (layer.group != "ECL") continue;
        const double radius = layer.innerRadius();
        for (const std::size_t end : {0U, 1U}) {
            const double z = end == 0 ? layer.zMax() : layer.zMin();
            items.lines.push_back({ItemKind::CalorimeterEnd, end, {Vector2(z, -radius), Vector2(z, radius)}});
        }
    }
}

} // namespace

std::string RhoZScene::placeText(const Vector2& place, double resolution) const {
    return rhoZPlaceText(place, resolution);
}

Projection RhoZScene::projection(const Candidate* candidate) const {
    return Projection(RhoZFrame(candidate ? flightDirection(*candidate) : Vector2(Vector2::UnitX())));
}

Box2D RhoZScene::homeBox() const {
    return {Vector2(-37.5, -17), Vector2(50.5, 17)}; // cm: the SVD with its cover
}

std::string RhoZScene::axes() const {
    return "z \u2192  \u03c1 \u2191";
}

void RhoZScene::addGuides(const DetectorModel& detector, const SceneOptions& options,
                          CandidateItems& items) const {
    if (options.layers && detector.thetaMin() > 0) {
        addAcceptance(0, detector.thetaMin(), items);
        addAcceptance(1, detector.thetaMax(), items);
    }
    if (options.layers) addCalorimeterEnds(detector, items);
    if (options.v0Edge)
        for (const double rho : {1.0, -1.0})
            items.lines.push_back(
                {ItemKind::V0Edge, 0, {Vector2(kTrackEndBackward, rho), Vector2(kTrackEndForward, rho)}});
}

} // namespace pairscope
