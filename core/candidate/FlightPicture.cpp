#include "core/candidate/FlightPicture.h"

#include "core/candidate/TrueTracks.h"
#include "core/math/ErrorEllipse.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Tracks are parabolas nearly everywhere: chords of this length stay within 0.1 um of one of 1 m radius.
constexpr double kTrackStep = 0.08; // cm
/// Pieces of a group nearer than this are drawn as one.
constexpr double kMergeGap = 1e-3; // cm

/// Whether a pair has a direction of flight at all.
bool hasFrame(const TrackPair& tracks) {
    for (int i = 0; i < 2; ++i)
        if (!tracks[i].helix.parameters().allFinite() || tracks[i].helix.omega() == 0) return false;
    return true;
}

/// v of a helix over u. At the perigee the direction makes the angle psi0 with the flight, and
///   sin psi = sin psi0 - omega (u - u0),  v = v0 + (u - u0) (sin psi0 + sin psi) / (cos psi0 + cos psi).
class TrackCurve {
public:
    TrackCurve(const Helix& helix, const FlightFrame& frame)
        : m_origin(frame.toFlight(helix.positionAt(0).head<2>())), m_omega(helix.omega()) {
        const Vector2 direction = frame.toFlight(helix.directionAt(0).head<2>()).normalized();
        m_cosPsi0 = direction.x();
        m_sinPsi0 = direction.y();
    }

    struct Place {
        double v;
        double slope; ///< dv/du
    };
    /// Nothing beyond the track's turning point.
    [[nodiscard]] std::optional<Place> at(double u) const {
        const double along = u - m_origin.x();
        const double sinPsi = m_sinPsi0 - m_omega * along;
        if (!(std::abs(sinPsi) < 1)) return std::nullopt;
        const double cosPsi = std::copysign(std::sqrt(1 - sinPsi * sinPsi), m_cosPsi0);
        return Place{m_origin.y() + along * (m_sinPsi0 + sinPsi) / (m_cosPsi0 + cosPsi), sinPsi / cosPsi};
    }

private:
    Vector2 m_origin;
    double m_omega, m_sinPsi0 = 0, m_cosPsi0 = 1;
};

/// The track that a minimum of the fit has, as a measured one would be given.
TrackState fittedTrack(const VertexMinimum& minimum, int track) {
    const TrackPoint point = minimum.track(track);
    const int first = track == 0 ? kPositronPhi : kElectronPhi;
    const std::array<int, 6> index = {kVertexX, kVertexY, kVertexZ, first, first + 1, first + 2};
    const MatrixOf<5, 6> jacobian = perigeeJacobian(point);
    const Matrix6 covariance = minimum.covariance(index, index);
    return {Helix(perigeeParameters(point)), jacobian * covariance * jacobian.transpose()};
}

FlightPicture::Minimum pictured(const VertexMinimum& minimum, const FlightFrame& frame) {
    FlightPicture::Minimum result;
    result.place = frame.toFlight(minimum.vertex().head<2>());
    result.rho = minimum.rho();
    result.chi2 = minimum.chi2;
    Matrix2 axes;
    axes.row(0) = frame.along();
    axes.row(1) = frame.across();
    const Matrix2 covariance = axes * minimum.covariance.topLeftCorner<2, 2>() * axes.transpose();
    if (covariance.allFinite()) result.ellipse = ellipsePoints(errorEllipse(covariance), result.place, 1);
    return result;
}

/// Index of "the" vertex among the minima. @pre fit
std::size_t chosenMinimum(const Candidate& candidate) {
    return std::min(candidate.chosen, candidate.fit->minima.size() - 1);
}

/// A point of the photon's path: the chosen vertex, or as near to it as can be said without a fit.
Vector3 pointOnPath(const Candidate& candidate) {
    if (candidate.fit) return candidate.fit->minima[chosenMinimum(candidate)].vertex();
    const TrackPair& tracks = candidate.event.tracks;
    std::array<double, 2> path = {0, 0};
    Vector2 transverse = Vector2::Zero();
    if (candidate.circles.tangentPoint) {
        path = candidate.circles.tangentPoint->path;
        transverse = candidate.circles.tangentPoint->position;
    }
    const double z = (tracks[0].helix.positionAt(path[0]).z() + tracks[1].helix.positionAt(path[1]).z()) / 2;
    return {transverse.x(), transverse.y(), z};
}

/// pz / pT of the pair.
double pairSlope(const TrackPair& tracks) {
    const MagneticField field; // cancels
    const Vector3 sum = tracks[0].helix.momentumAt(0, field) + tracks[1].helix.momentumAt(0, field);
    return sum.z() / sum.head<2>().norm();
}

std::vector<FlightPicture::Layer> layersOnPath(const Candidate& candidate, const FlightFrame& frame,
                                               const DetectorModel& detector) {
    const double slope = pairSlope(candidate.event.tracks);
    const Vector3 point = pointOnPath(candidate);
    const Vector3 direction(frame.along().x(), frame.along().y(), slope);
    const Vector3 start = point - frame.toFlight(point.head<2>()).x() * direction; // u = 0
    std::vector<FlightPicture::Layer> layers;
    for (const LayerCrossing& crossing : detector.crossings(start, direction)) {
        const MaterialLayer& material = detector.layers()[crossing.layer];
        if (!material.tracking) continue;
        const double u = frame.toFlight(crossing.position.head<2>()).x();
        const double half = crossing.length / std::sqrt(1 + slope * slope) / 2;
        const auto neighbour =
            std::find_if(layers.begin(), layers.end(), [&](const FlightPicture::Layer& layer) {
                return layer.group == material.group && u - half <= layer.uHigh + kMergeGap &&
                       layer.uLow - kMergeGap <= u + half;
            });
        if (neighbour == layers.end()) {
            layers.push_back({material.group, u - half, u + half, crossing.radiationLengths});
        } else {
            neighbour->uLow = std::min(neighbour->uLow, u - half);
            neighbour->uHigh = std::max(neighbour->uHigh, u + half);
            neighbour->radiationLengths += crossing.radiationLengths;
        }
    }
    return layers;
}

void addMeetings(FlightPicture& picture, const CirclePair& circles) {
    const auto place = [&picture](const CircleMeeting& meeting) {
        return picture.frame.toFlight(meeting.position);
    };
    if (circles.crossings)
        for (const CircleMeeting& crossing : *circles.crossings)
            picture.crossings.push_back(place(crossing));
    if (circles.tangentPoint) picture.tangentPoint = place(*circles.tangentPoint);
}

void addTruth(const Candidate& candidate, double uMax, FlightPicture& picture) {
    const auto& truth = candidate.event.truth;
    if (!truth || !truth->vertex) return;
    picture.truth = picture.frame.toFlight(truth->vertex->head<2>());
    const auto born = trueTracks(*truth, candidate.field);
    const double begin = picture.truth->x();
    if (!born || !(begin < uMax)) return;
    const int points = std::max(2, static_cast<int>(std::ceil((uMax - begin) / kTrackStep)) + 1);
    for (std::size_t i = 0; i < 2; ++i) {
        const TrackState track{Helix(perigeeParameters((*born)[i])), Matrix5::Zero()};
        picture.trueTracks[i] = flightTrack(track, picture.frame, begin, uMax, points);
        picture.trueTracks[i].vError.clear(); // truth has no error
    }
}

} // namespace

FlightTrack flightTrack(const TrackState& track, const FlightFrame& frame, double uMin, double uMax,
                        int points) {
    FlightTrack result;
    const TrackCurve curve(track.helix, frame);
    for (int i = 0; i < points; ++i) {
        const double u = uMin + (uMax - uMin) * i / (points - 1);
        const auto place = curve.at(u);
        if (!place) continue;
        result.u.push_back(u);
        result.v.push_back(place->v);
        const double s = track.helix.pathOfClosestApproach(frame.toDetector({u, place->v}));
        // at fixed u: what moves the point along the track is taken out
        const Vector2 weight = frame.across() - place->slope * frame.along();
        const Vector5 gradient = track.helix.pointJacobianAt(s).topRows<2>().transpose() * weight;
        result.vError.push_back(std::sqrt(gradient.dot(track.covariance * gradient)));
    }
    const bool known = std::all_of(result.vError.begin(), result.vError.end(),
                                   [](double error) { return std::isfinite(error); });
    if (!known) result.vError.clear();
    return result;
}

std::optional<FlightPicture> flightPicture(const CandidateStudy& study, const DetectorModel& detector,
                                           double uMin, double uMax) {
    const Candidate& candidate = *study.candidate;
    const TrackPair& tracks = candidate.event.tracks;
    if (!hasFrame(tracks)) return std::nullopt;
    FlightPicture picture;
    picture.frame =
        study.profile ? study.profile->frame : FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const int points = std::max(2, static_cast<int>(std::ceil((uMax - uMin) / kTrackStep)) + 1);
    for (int i = 0; i < 2; ++i) {
        const auto at = static_cast<std::size_t>(i);
        picture.charges[at] = tracks[i].helix.charge();
        picture.before[at] = flightTrack(tracks[i], picture.frame, uMin, uMax, points);
        if (candidate.fit)
            picture.after[at] = flightTrack(fittedTrack(candidate.fit->minima[chosenMinimum(candidate)], i),
                                            picture.frame, uMin, uMax, points);
    }
    picture.layers = layersOnPath(candidate, picture.frame, detector);
    addMeetings(picture, candidate.circles);
    if (candidate.fit) {
        for (const VertexMinimum& minimum : candidate.fit->minima)
            picture.minima.push_back(pictured(minimum, picture.frame));
        for (std::size_t i = candidate.fit->plausibleMinima(); i < picture.minima.size(); ++i)
            picture.minima[i].plausible = false;
        picture.chosen = chosenMinimum(candidate);
    }
    addTruth(candidate, uMax, picture);
    return picture;
}

} // namespace pairscope
