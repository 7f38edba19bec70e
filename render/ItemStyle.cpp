#include "render/ItemStyle.h"

namespace pairscope {

Marker pointMarker(ItemKind kind, bool chosen, const Theme& theme) {
    Marker marker;
    marker.paint = {theme.construction, 1};
    switch (kind) {
    case ItemKind::Vertex:
        marker.shape = chosen ? MarkerShape::Disc : MarkerShape::Ring;
        marker.radius = chosen ? 5 : 5.5;
        marker.paint.colour = theme.vertex;
        break;
    case ItemKind::TrialVertex:
        marker.shape = MarkerShape::Triangle;
        marker.radius = 9;
        marker.paint.colour = theme.highlight;
        marker.width = 2.2;
        break;
    case ItemKind::KeptVertex:
        marker.shape = MarkerShape::Square;
        marker.radius = 8;
        marker.paint.colour = theme.kept;
        marker.width = 2.0;
        break;
    case ItemKind::TrueVertex:
        marker.shape = MarkerShape::Star;
        marker.radius = 9;
        marker.paint.colour = theme.truth;
        marker.width = 2.2;
        break;
    case ItemKind::HardPhoton:
        marker.shape = MarkerShape::Burst;
        marker.radius = 8;
        marker.paint.colour = theme.truth;
        marker.width = 1.6;
        break;
    case ItemKind::Crossing:
        marker.shape = MarkerShape::Cross;
        marker.radius = 8;
        break;
    case ItemKind::TangentPoint:
        marker.shape = MarkerShape::Diamond;
        marker.radius = 7;
        break;
    case ItemKind::InteractionPoint:
        marker.shape = MarkerShape::Plus;
        marker.radius = 8;
        marker.paint.colour = theme.mutedText;
        break;
    default:
        marker.shape = MarkerShape::Disc;
        marker.radius = 2.4;
        break;
    }
    return marker;
}

/// The e- is drawn later and narrower, so that both stay visible where the tracks lie on each other.
Stroke trackStroke(ItemKind kind, int track, const Theme& theme) {
    const bool positron = track == 0;
    Stroke stroke;
    stroke.paint = {theme.track(track), kind == ItemKind::TrackBefore ? 0.8 : 1.0};
    switch (kind) {
    case ItemKind::TrackBefore:
        stroke.width = 1.2;
        break;
    case ItemKind::TrackBack:
        stroke.width = positron ? 3.2 : 1.8;
        stroke.dash = {8, 6};
        break;
    case ItemKind::TrueTrack:
        stroke.paint = {theme.truth, 1};
        stroke.width = 1.5;
        stroke.dash = {4, 5}; // the fitted track shows through where both are the same
        break;
    default:
        stroke.width = positron ? 5.0 : 2.6;
        break;
    }
    return stroke;
}

Stroke lineStroke(ItemKind kind, bool chosen, const Theme& theme) {
    Stroke stroke;
    stroke.paint = {theme.construction, 0.95};
    stroke.width = 1.4;
    switch (kind) {
    case ItemKind::RecoilPhoton:
    case ItemKind::Cluster:
        stroke.paint = {theme.photon, chosen ? 0.95 : 0.45};
        stroke.width = chosen ? 1.8 : 1.2;
        break;
    case ItemKind::ExpectedRecoil:
        stroke.paint = {theme.photon, 0.8};
        stroke.width = 1.2;
        stroke.dash = {7, 5};
        break;
    case ItemKind::Acceptance:
    case ItemKind::CalorimeterEnd:
        stroke.paint = {theme.mutedText, 0.7};
        stroke.width = 1.0;
        stroke.dash = {5, 5};
        break;
    case ItemKind::V0Edge:
        stroke.paint = {theme.mutedText, 1};
        stroke.dash = {6, 5};
        break;
    default:
        stroke.dash = {2, 4};
        break;
    }
    return stroke;
}

} // namespace pairscope
