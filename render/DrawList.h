#pragma once

#include "core/math/LinearAlgebra.h"
#include "render/Theme.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace pairscope {

struct Paint {
    Colour colour;
    double opacity = 1;
};

/// Lengths of drawn and undrawn parts along a line, logical pixels; `on` = 0 is a solid line.
struct Dash {
    double on = 0;
    double off = 0;
};

/// A line of constant width on the screen.
struct Stroke {
    std::vector<Vector2> points;
    Paint paint;
    double width = 1; ///< logical pixels
    bool closed = false;
    Dash dash;
};

/// A filled convex polygon, or with `inner` the band between two polygons of as many points.
struct Fill {
    std::vector<Vector2> outer;
    std::vector<Vector2> inner;
    Paint paint;
};

/// Symbols differ by shape, so that none is told by colour alone.
enum class MarkerShape : std::uint8_t { Disc, Ring, Cross, Plus, Diamond, Star, Square, Triangle, Burst };

/// A symbol of constant size on the screen.
struct Marker {
    Vector2 position = Vector2::Zero();
    MarkerShape shape = MarkerShape::Disc;
    double radius = 4; ///< logical pixels
    Paint paint;
    double width = 1.8; ///< of its lines, logical pixels
};

/// Words at a point. The place beside the point is found when all labels of a picture are known.
struct Label {
    std::vector<Vector2> positions; ///< where it may be put, best first
    std::string text;
    Colour colour;
    double clearance = 8;   ///< free space about the point, logical pixels
    bool essential = false; ///< placed before all others
};

/// What is to be drawn, in painter's order: the last is on top.
struct DrawList {
    std::vector<std::variant<Fill, Stroke, Marker>> shapes;
    std::vector<Label> labels;
};

} // namespace pairscope
