#pragma once

#include "core/math/LinearAlgebra.h"
#include "render/Theme.h"

#include <cstddef>
#include <optional>
#include <string>

namespace pairscope {

/// The vertex of a fit that was kept for comparison.
struct KeptFit {
    Vector3 vertex = Vector3::Zero();     ///< cm
    Matrix3 covariance = Matrix3::Zero(); ///< cm^2

    bool operator==(const KeptFit&) const = default;
};

/// What a scene shows and how. Plain values; a scene compares them with what it was built from.
struct SceneOptions {
    Theme theme = Theme::dark();
    double devicePixelRatio =
        1; ///< device pixels per logical pixel; every width and text size is multiplied by it

    bool layers = true;       ///< detector material
    bool beamSpot = true;     ///< interaction point and luminous region
    bool v0Edge = false;      ///< basf2's V0 radius edge at 1.0 cm
    bool beforeTracks = true; ///< thin: perigee helices, before the fit
    bool afterTracks = true;  ///< thick: helices of the fitted vertex
    bool ellipse = true;      ///< 1, 2, 3 sigma of each fitted vertex
    bool crossings = true;    ///< circle crossings and tangent point
    bool truth = true;        ///< true vertex, where the file has it
    bool photon = true;       ///< the pair's flight and the recoil photon
    bool density = false;     ///< how many vertices lie where, see PlaneScene::setVertexDensity()
    bool labels = true;       ///< words at points; e+ and e- are always labelled
    bool legend = true;       ///< what the symbols mean, and the scale of X/X0
    bool caption = true;      ///< what the picture is of, written inside it

    std::optional<Vector3> trialVertex; ///< where a search of the fit is at the step looked at, cm
    std::optional<KeptFit> keptFit;     ///< another fit of the same candidate, to compare with

    bool simulation = false; ///< the data were generated: the caption says so
    bool mixed = false;      ///< simulated pairs are among them, not to be told apart: the caption says that
    std::string program;     ///< "Pairscope 0.1.0", for the caption
    std::string emptyText;   ///< said in the middle when there is no candidate
    std::optional<std::size_t> hoverLayer; ///< index of a layer to highlight

    bool operator==(const SceneOptions&) const = default;
};

} // namespace pairscope
