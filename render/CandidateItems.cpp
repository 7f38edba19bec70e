#include "render/CandidateItems.h"

#include "core/track/HelixSampler.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// cm; a crossing outside the vertex detector is no place to look at.
constexpr double kFarCrossing = 20;

Vector2 transverse(const Vector3& point) {
    return point.head<2>();
}

void addBeforeTracks(const Candidate& candidate, CandidateItems& items) {
    for (int track = 0; track < 2; ++track) {
        const Helix& helix = candidate.event.tracks[track].helix;
        if (!helix.parameters().allFinite() || helix.omega() == 0) continue;
        items.arcs.push_back({ItemKind::TrackBefore, track, helix, 0, pathToRadius(helix, kTrackEndRadius)});
        items.points.push_back(
            {ItemKind::Perigee, static_cast<std::size_t>(track), transverse(helix.positionAt(0))});
    }
}

void addAfterTracks(const VertexMinimum& minimum, CandidateItems& items) {
    for (int track = 0; track < 2; ++track) {
        const TrackPoint start = minimum.track(track);
        const Helix helix{perigeeParameters(start)};
        const double vertex = helix.pathOfClosestApproach(transverse(start.position));
        const double end = std::max(vertex, pathToRadius(helix, kTrackEndRadius));
        items.arcs.push_back({ItemKind::TrackBack, track, helix, 0, vertex});
        items.arcs.push_back({ItemKind::TrackAfter, track, helix, vertex, end});
    }
}

void addVertices(const Candidate& candidate, const SceneOptions& options, CandidateItems& items) {
    for (std::size_t i = 0; i < candidate.shownMinima(); ++i) {
        const VertexMinimum& minimum = candidate.fit->minima[i];
        items.points.push_back({ItemKind::Vertex, i, transverse(minimum.vertex())});
        if (!options.ellipse) continue;
        const Matrix2 covariance = minimum.vertexCovariance().topLeftCorner<2, 2>();
        items.ellipses.push_back({i, transverse(minimum.vertex()), errorEllipse(covariance)});
    }
}

void addKeptFit(const KeptFit& kept, const SceneOptions& options, CandidateItems& items) {
    const Vector2 vertex = transverse(kept.vertex);
    items.points.push_back({ItemKind::KeptVertex, 0, vertex});
    if (!options.ellipse) return;
    const Matrix2 covariance = kept.covariance.topLeftCorner<2, 2>();
    items.keptEllipse = EllipseItem{0, vertex, errorEllipse(covariance)};
}

void addCircles(const CirclePair& circles, CandidateItems& items) {
    if (circles.crossings) {
        items.points.push_back({ItemKind::Crossing, 0, (*circles.crossings)[0].position});
        items.points.push_back({ItemKind::Crossing, 1, (*circles.crossings)[1].position});
    }
    if (circles.tangentPoint)
        items.points.push_back({ItemKind::TangentPoint, 0, circles.tangentPoint->position});
}

/// From the point of the flight line nearest to the interaction point to the vertex.
void addPairFlight(const VertexMinimum& minimum, MagneticField field, const Vector2& origin,
                   CandidateItems& items) {
    const Vector2 direction = pairDirection(minimum, field);
    const Vector2 vertex = transverse(minimum.vertex());
    const double length = direction.dot(vertex - origin);
    if (direction.isZero() || !(length > 0)) return;
    items.lines.push_back({ItemKind::PairFlight, vertex - direction * length, vertex});
}

void addRecoilPhoton(const PhotonCluster& photon, const Vector2& origin, CandidateItems& items) {
    if (!std::isfinite(photon.phi)) return;
    const Vector2 direction(std::cos(photon.phi), std::sin(photon.phi));
    items.lines.push_back({ItemKind::RecoilPhoton, origin, origin + direction * kTrackEndRadius});
}

} // namespace

const PointItem* CandidateItems::point(ItemKind kind, std::size_t index) const {
    const auto found = std::find_if(points.begin(), points.end(), [&](const PointItem& item) {
        return item.kind == kind && item.index == index;
    });
    return found == points.end() ? nullptr : &*found;
}

Vector2 pairDirection(const VertexMinimum& minimum, MagneticField field) {
    const Vector3 sum = momentum(minimum.track(0), field) + momentum(minimum.track(1), field);
    const double pT = sum.head<2>().norm();
    if (!(pT > 0)) return Vector2::Zero();
    return sum.head<2>() / pT;
}

CandidateItems candidateItems(const Candidate& candidate, const BeamParameters& beams,
                              const SceneOptions& options) {
    CandidateItems items;
    const Vector2 origin = transverse(beams.spot);
    if (options.beamSpot) {
        items.points.push_back({ItemKind::InteractionPoint, 0, origin});
        items.beamSpot = BeamSpotItem{origin, beams.spotSize.head<2>()};
    }
    if (options.photon && !candidate.event.photons.empty())
        addRecoilPhoton(candidate.event.photons.front(), origin, items);
    if (options.beforeTracks) addBeforeTracks(candidate, items);
    if (options.crossings) addCircles(candidate.circles, items);
    if (candidate.fit && !candidate.fit->minima.empty()) {
        items.chosenMinimum = candidate.chosenMinimum();
        if (options.photon) addPairFlight(candidate.vertex(), candidate.field, origin, items);
        if (options.afterTracks) addAfterTracks(candidate.vertex(), items);
        addVertices(candidate, options, items);
    }
    if (options.keptFit) addKeptFit(*options.keptFit, options, items);
    if (options.trialVertex && options.trialVertex->allFinite())
        items.points.push_back({ItemKind::TrialVertex, 0, transverse(*options.trialVertex)});
    const auto& truth = candidate.event.truth;
    if (options.truth && truth && truth->vertex && truth->vertex->allFinite())
        items.points.push_back({ItemKind::TrueVertex, 0, transverse(*truth->vertex)});
    return items;
}

std::optional<Box2D> interestingBox(const CandidateItems& items) {
    std::optional<Box2D> box;
    for (const PointItem& point : items.points) {
        if (!point.position.allFinite()) continue;
        const bool mayBeFar = point.kind == ItemKind::Crossing || point.kind == ItemKind::TangentPoint ||
                              point.kind == ItemKind::TrialVertex;
        if (point.kind == ItemKind::Perigee || (mayBeFar && point.position.norm() > kFarCrossing)) continue;
        if (!box) box = Box2D{point.position, point.position};
        box->include(point.position);
    }
    return box;
}

} // namespace pairscope
