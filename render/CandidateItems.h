#pragma once

#include "core/candidate/Candidate.h"
#include "core/math/ErrorEllipse.h"
#include "render/PickTarget.h"
#include "render/Projection.h"
#include "render/SceneOptions.h"
#include "render/View2D.h"

#include <optional>
#include <vector>

namespace pairscope {

/// The part of a helix between two path lengths [cm].
struct ArcItem {
    ItemKind kind = ItemKind::TrackBefore;
    int track = 0; ///< 0 e+, 1 e-
    Helix helix{Vector5::Zero()};
    double begin = 0;
    double end = 0;
};

struct PointItem {
    ItemKind kind = ItemKind::Vertex;
    std::size_t index = 0;
    Vector2 position = Vector2::Zero(); ///< in the plane, cm
    Vector3 place = Vector3::Zero();    ///< in space, cm
};

/// The error ellipse of a fitted vertex.
struct EllipseItem {
    std::size_t minimum = 0;
    Vector2 centre = Vector2::Zero(); ///< cm
    ErrorEllipse ellipse;             ///< one sigma, cm
};

/// The luminous region.
struct BeamSpotItem {
    Vector2 centre = Vector2::Zero(); ///< cm
    Vector2 sigma = Vector2::Zero();  ///< semi-axes of the ellipse, cm
    double angle = 0;                 ///< of the first of them to the right, rad
};

/// A straight line of space; a point of it at a distance from the z axis bends it in (z, rho).
struct LineItem {
    ItemKind kind = ItemKind::PairFlight;
    std::size_t index = 0;
    std::vector<Vector2> points;     ///< at least two, cm
    Vector3 begin = Vector3::Zero(); ///< in space, cm; unset for lines that belong to the plane
    Vector3 end = Vector3::Zero();

    [[nodiscard]] const Vector2& from() const { return points.front(); }
    [[nodiscard]] const Vector2& to() const { return points.back(); }
};

/// A photon in the calorimeter: a bar along its flight, as long as it has energy.
struct ClusterItem {
    std::size_t index = 0;           ///< of the candidate's photons
    double energy = 0;               ///< GeV
    std::array<Vector2, 4> corners;  ///< anticlockwise, cm
    Vector3 begin = Vector3::Zero(); ///< of the bar's axis in space: at the face of the calorimeter, cm
    Vector3 end = Vector3::Zero();
    [[nodiscard]] Vector2 centre() const { return (corners[0] + corners[2]) / 2; }
};

/// Everything that a scene shows of one candidate in its plane, as geometry in cm: what is drawn, picked,
/// fitted into the view and dumped is this one list.
struct CandidateItems {
    Projection projection;
    std::vector<ArcItem> arcs;
    std::vector<EllipseItem> ellipses;
    std::vector<LineItem> lines;
    std::vector<ClusterItem> clusters;
    std::vector<PointItem> points;
    std::optional<EllipseItem> keptEllipse; ///< of the fit kept for comparison
    std::optional<BeamSpotItem> beamSpot;
    std::size_t chosenMinimum = 0; ///< "the" vertex: Candidate::chosen
    std::size_t chosenPhoton = 0;  ///< of the kinematic fit: Candidate::photon

    void addPoint(ItemKind kind, std::size_t index, const Vector3& place) {
        points.push_back({kind, index, projection(place), place});
    }
    /// The point of a kind and index, if it is there.
    [[nodiscard]] const PointItem* point(ItemKind kind, std::size_t index = 0) const;
};

/// Where tracks end: the outer wall and the ends of the CDC, cm.
inline constexpr double kTrackEndRadius = 112;
inline constexpr double kTrackEndBackward = -73;
inline constexpr double kTrackEndForward = 158;

/// The transverse direction that is up in the (z, rho) view: the pair's flight at the chosen vertex; without
/// a fit that of the summed momenta at the perigees; zero when there is none.
[[nodiscard]] Vector2 flightDirection(const Candidate& candidate);

/// The visible items of a candidate. @param detector for beams and calorimeter; may be an empty one
[[nodiscard]] CandidateItems candidateItems(const Candidate& candidate, const DetectorModel& detector,
                                            const SceneOptions& options, const Projection& projection = {});

/// Interaction point and luminous region.
void addBeamSpot(const BeamParameters& beams, CandidateItems& items);

/// Direction of the pair's transverse momentum at a minimum [unit vector]; zero when the momenta cancel.
[[nodiscard]] Vector2 pairDirection(const VertexMinimum& minimum, MagneticField field);

/// An arc in the plane: see projectCurve().
[[nodiscard]] std::vector<std::vector<Vector2>> arcLines(const ArcItem& arc, const Projection& projection,
                                                         double tolerance);

/// The box of everything a person wants in a picture of the candidate: vertices, crossings, tangent point,
/// truth and interaction point, but nothing beyond the vertex detector that need not be looked at.
[[nodiscard]] std::optional<Box2D> interestingBox(const CandidateItems& items);

} // namespace pairscope
