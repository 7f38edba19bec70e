#include "render/CandidateItems.h"

#include "core/track/HelixSampler.h"
#include "core/vertex/FlightFrame.h"
#include "render/ItemParts.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// cm; a crossing outside the vertex detector is no place to look at.
constexpr double kFarCrossing = 20;

/// Lines are exact to this, cm.
constexpr double kLineTolerance = 1e-4;

void addBeforeTracks(const Candidate& candidate, CandidateItems& items) {
    for (int track = 0; track < 2; ++track) {
        const Helix& helix = candidate.event.tracks[track].helix;
        if (!helix.parameters().allFinite() || helix.omega() == 0) continue;
        items.arcs.push_back({ItemKind::TrackBefore, track, helix, 0, trackEnd(helix)});
        items.addPoint(ItemKind::Perigee, static_cast<std::size_t>(track), helix.positionAt(0));
    }
}

void addAfterTracks(const VertexMinimum& minimum, CandidateItems& items) {
    for (int track = 0; track < 2; ++track) {
        const TrackPoint start = minimum.track(track);
        const Helix helix{perigeeParameters(start)};
        const double vertex = helix.pathOfClosestApproach(start.position.head<2>());
        const double end = std::max(vertex, trackEnd(helix));
        items.arcs.push_back({ItemKind::TrackBack, track, helix, 0, vertex});
        items.arcs.push_back({ItemKind::TrackAfter, track, helix, vertex, end});
    }
}

EllipseItem ellipseOf(std::size_t minimum, const Vector3& vertex, const Matrix3& covariance,
                      const Projection& projection) {
    return {minimum, projection(vertex), errorEllipse(projection.covariance(vertex, covariance))};
}

void addVertices(const Candidate& candidate, const SceneOptions& options, CandidateItems& items) {
    for (std::size_t i = 0; i < candidate.shownMinima(); ++i) {
        const VertexMinimum& minimum = candidate.fit->minima[i];
        items.addPoint(ItemKind::Vertex, i, minimum.vertex());
        if (options.ellipse)
            items.ellipses.push_back(
                ellipseOf(i, minimum.vertex(), minimum.vertexCovariance(), items.projection));
    }
}

void addKeptFit(const KeptFit& kept, const SceneOptions& options, CandidateItems& items) {
    items.addPoint(ItemKind::KeptVertex, 0, kept.vertex);
    if (options.ellipse) items.keptEllipse = ellipseOf(0, kept.vertex, kept.covariance, items.projection);
}

/// Where the circles meet the tracks differ in z: the point is half-way between them.
void addCircles(const Candidate& candidate, CandidateItems& items) {
    const TrackPair& tracks = candidate.event.tracks;
    const auto add = [&](ItemKind kind, std::size_t index, const CircleMeeting& meeting) {
        const double z = (tracks[0].helix.positionAt(meeting.path[0]).z() +
                          tracks[1].helix.positionAt(meeting.path[1]).z()) /
                         2;
        items.addPoint(kind, index, {meeting.position.x(), meeting.position.y(), z});
    };
    const CirclePair& circles = candidate.circles;
    if (circles.crossings)
        for (std::size_t i = 0; i < 2; ++i)
            add(ItemKind::Crossing, i, (*circles.crossings)[i]);
    if (circles.tangentPoint) add(ItemKind::TangentPoint, 0, *circles.tangentPoint);
}

/// From the point of the flight line nearest to the interaction point, across the beam, to the vertex.
void addPairFlight(const Candidate& candidate, const Vector3& origin, CandidateItems& items) {
    const VertexMinimum& minimum = candidate.vertex();
    const Vector3 sum =
        momentum(minimum.track(0), candidate.field) + momentum(minimum.track(1), candidate.field);
    const Vector2 direction = pairDirection(minimum, candidate.field);
    const Vector3 vertex = minimum.vertex();
    const double length = direction.dot((vertex - origin).head<2>());
    if (direction.isZero() || !(length > 0)) return;
    const Vector3 from = vertex - sum * (length / sum.head<2>().norm());
    items.lines.push_back(straightLine(ItemKind::PairFlight, 0, from, vertex, items.projection));
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

Vector2 flightDirection(const Candidate& candidate) {
    if (candidate.fit && !candidate.fit->minima.empty())
        return pairDirection(candidate.vertex(), candidate.field);
    const TrackPair& tracks = candidate.event.tracks;
    for (int track = 0; track < 2; ++track)
        if (!tracks[track].helix.parameters().allFinite() || tracks[track].helix.omega() == 0)
            return Vector2::Zero();
    return FlightFrame::of(tracks.positron.helix, tracks.electron.helix).along();
}

LineItem straightLine(ItemKind kind, std::size_t index, const Vector3& from, const Vector3& to,
                      const Projection& projection) {
    const auto along = [&](double share) { return Vector3(from + share * (to - from)); };
    LineItem line{kind, index, projectCurve(along, 0, 1, projection, kLineTolerance).back(), from, to};
    if (line.points.size() == 1) line.points.push_back(line.points.front());
    return line;
}

double trackEnd(const Helix& helix) {
    const double end = pathToRadius(helix, kTrackEndRadius);
    const double wall = helix.tanLambda() < 0 ? kTrackEndBackward : kTrackEndForward;
    const double toWall = (wall - helix.z0()) / helix.tanLambda();
    return toWall > 0 ? std::min(end, toWall) : end;
}

std::vector<std::vector<Vector2>> arcLines(const ArcItem& arc, const Projection& projection,
                                           double tolerance) {
    if (!projection.isTransverse())
        return projectCurve([&](double path) { return arc.helix.positionAt(path); }, arc.begin, arc.end,
                            projection, tolerance);
    std::vector<Vector2> line;
    for (const Vector3& point : sampleHelix(arc.helix, arc.begin, arc.end, tolerance))
        line.emplace_back(point.head<2>());
    return {std::move(line)};
}

void addBeamSpot(const BeamParameters& beams, CandidateItems& items) {
    const ErrorEllipse ellipse =
        errorEllipse(items.projection.covariance(beams.spot, beams.spotCovariance()));
    items.addPoint(ItemKind::InteractionPoint, 0, beams.spot);
    items.beamSpot =
        BeamSpotItem{items.projection(beams.spot), {ellipse.major, ellipse.minor}, ellipse.angle};
}

CandidateItems candidateItems(const Candidate& candidate, const DetectorModel& detector,
                              const SceneOptions& options, const Projection& projection) {
    CandidateItems items;
    items.projection = projection;
    if (options.beamSpot) addBeamSpot(detector.beams(), items);
    if (options.photon) addPhotonItems(candidate, detector, items);
    if (options.beforeTracks) addBeforeTracks(candidate, items);
    if (options.crossings) addCircles(candidate, items);
    if (candidate.fit && !candidate.fit->minima.empty()) {
        items.chosenMinimum = candidate.chosenMinimum();
        if (options.photon) addPairFlight(candidate, detector.beams().spot, items);
        if (options.afterTracks) addAfterTracks(candidate.vertex(), items);
        addVertices(candidate, options, items);
    }
    if (options.keptFit) addKeptFit(*options.keptFit, options, items);
    if (options.trialVertex && options.trialVertex->allFinite())
        items.addPoint(ItemKind::TrialVertex, 0, *options.trialVertex);
    if (options.truth) addTruthItems(candidate, items);
    return items;
}

std::optional<Box2D> interestingBox(const CandidateItems& items) {
    std::optional<Box2D> box;
    for (const PointItem& point : items.points) {
        if (!point.position.allFinite()) continue;
        const bool mayBeFar = point.kind == ItemKind::Crossing || point.kind == ItemKind::TangentPoint ||
                              point.kind == ItemKind::TrialVertex;
        if (point.kind == ItemKind::Perigee || point.kind == ItemKind::HardPhoton) continue;
        if (mayBeFar && point.position.norm() > kFarCrossing) continue;
        if (!box) box = Box2D{point.position, point.position};
        box->include(point.position);
    }
    return box;
}

} // namespace pairscope
