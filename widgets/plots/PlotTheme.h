#pragma once

#include <QColor>

namespace pairscope {

/// Colours of the plots, safe for colour-blind people (Okabe & Ito); what differs in colour also differs in
/// dash or shape.
struct PlotTheme {
    QColor background;
    QColor foreground; ///< axes and text
    QColor grid;
    QColor before;    ///< M before: dashed lines
    QColor after;     ///< M after: full lines
    QColor kinematic; ///< M kin: dotted lines
    QColor point;     ///< pairs
    QColor selection; ///< selected pairs
    QColor current;   ///< the candidate on screen
    QColor curve;     ///< expected curves
    QColor positron;  ///< as in the drawing of the detector, and below
    QColor electron;
    QColor vertex;       ///< fitted vertices
    QColor construction; ///< crossings, tangent point, interaction point
    QColor truth;
    QColor layer; ///< material, thinner or thicker by its alpha
    QColor densityLow;
    QColor densityMiddle;
    QColor densityHigh;

    bool operator==(const PlotTheme&) const = default;

    [[nodiscard]] static PlotTheme dark();
    [[nodiscard]] static PlotTheme light();
};

} // namespace pairscope
