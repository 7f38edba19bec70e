#pragma once

#include "core/candidate/Candidate.h"
#include "core/math/ErrorEllipse.h"
#include "render/PickTarget.h"
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
    Vector2 position = Vector2::Zero(); ///< cm
};

/// The error ellipse of a fitted vertex.
struct EllipseItem {
    std::size_t minimum = 0;
    Vector2 centre = Vector2::Zero(); ///< cm
    ErrorEllipse ellipse;             ///< one sigma, cm
};

/// The luminous region in the transverse plane, axes along x and y.
struct BeamSpotItem {
    Vector2 centre = Vector2::Zero(); ///< cm
    Vector2 sigma = Vector2::Zero();  ///< cm
};

struct LineItem {
    ItemKind kind = ItemKind::PairFlight;
    Vector2 from = Vector2::Zero(); ///< cm
    Vector2 to = Vector2::Zero();   ///< cm
};

/// Everything that a transverse view shows of one candidate, as geometry in cm: what is drawn, picked, fitted
/// into the view and dumped is this one list.
struct CandidateItems {
    std::vector<ArcItem> arcs;
    std::vector<EllipseItem> ellipses;
    std::vector<LineItem> lines;
    std::vector<PointItem> points;
    std::optional<EllipseItem> keptEllipse; ///< of the fit kept for comparison
    std::optional<BeamSpotItem> beamSpot;
    std::size_t chosenMinimum = 0; ///< "the" vertex: Candidate::chosen

    /// The point of a kind and index, if it is there.
    [[nodiscard]] const PointItem* point(ItemKind kind, std::size_t index = 0) const;
};

/// Radius at which tracks and photons end: the outer wall of the CDC, cm.
inline constexpr double kTrackEndRadius = 112;

/// The visible items of a candidate.
[[nodiscard]] CandidateItems candidateItems(const Candidate& candidate, const BeamParameters& beams,
                                            const SceneOptions& options);

/// Direction of the pair's transverse momentum at a minimum [unit vector]; zero when the momenta cancel.
[[nodiscard]] Vector2 pairDirection(const VertexMinimum& minimum, MagneticField field);

/// The box of everything a person wants in a picture of the candidate: vertices, crossings, tangent point,
/// truth and interaction point, but no crossing beyond the vertex detector.
[[nodiscard]] std::optional<Box2D> interestingBox(const CandidateItems& items);

} // namespace pairscope
