#include "render/MeshBuilder.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pairscope {

namespace {

Vector2 perpendicular(const Vector2& direction) {
    return {-direction.y(), direction.x()};
}

/// The offset of a strip's edge at a corner for half a width of 1: along the bisector, at most twice as long.
Vector2 miter(const Vector2& before, const Vector2& after) {
    const Vector2 sum = perpendicular(before) + perpendicular(after);
    const double square = sum.squaredNorm();
    if (square < 1e-6) return perpendicular(before);
    const double stretch = std::min(2 / square, 2 / std::sqrt(square));
    return sum * stretch;
}

/// A polyline without repeated points: directions exist.
std::vector<Vector2> withoutRepeats(const std::vector<Vector2>& points, bool closed) {
    constexpr double kSame = 1e-4; // pixels
    std::vector<Vector2> kept;
    kept.reserve(points.size());
    for (const Vector2& point : points)
        if (kept.empty() || (point - kept.back()).norm() > kSame) kept.push_back(point);
    while (closed && kept.size() > 1 && (kept.front() - kept.back()).norm() <= kSame)
        kept.pop_back();
    return kept;
}

/// The share of a segment inside a box (Liang & Barsky), as parameters 0 to 1.
std::optional<std::array<double, 2>> visiblePart(const Vector2& from, const Vector2& to, const Box2D& box) {
    double enter = 0;
    double leave = 1;
    const Vector2 step = to - from;
    for (int axis = 0; axis < 2; ++axis) {
        const double low = box.low(axis) - from(axis);
        const double high = box.high(axis) - from(axis);
        if (step(axis) == 0) {
            if (low > 0 || high < 0) return std::nullopt;
            continue;
        }
        const double first = low / step(axis);
        const double second = high / step(axis);
        enter = std::max(enter, std::min(first, second));
        leave = std::min(leave, std::max(first, second));
    }
    if (enter >= leave) return std::nullopt;
    return std::array{enter, leave};
}

} // namespace

std::vector<ClippedRun> clipPolyline(const std::vector<Vector2>& points, const Box2D& box) {
    std::vector<ClippedRun> runs;
    double length = 0;
    bool open = false;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Vector2 step = points[i + 1] - points[i];
        const auto part = visiblePart(points[i], points[i + 1], box);
        if (!part) {
            open = false;
        } else {
            if (!open) runs.push_back({{points[i] + step * (*part)[0]}, length + step.norm() * (*part)[0]});
            runs.back().points.push_back(points[i] + step * (*part)[1]);
            open = (*part)[1] == 1;
        }
        length += step.norm();
    }
    return runs;
}

MeshBuilder::MeshBuilder(PixelMap map, Box2D clip, double devicePixelRatio)
    : m_map(map), m_clip(std::move(clip)), m_ratio(devicePixelRatio) {}

std::uint32_t MeshBuilder::vertex(const Vector2& pixel, Paint paint, double coverage) {
    const auto alpha =
        static_cast<std::uint8_t>(std::lround(255 * std::clamp(paint.opacity * coverage, 0.0, 1.0)));
    m_mesh.points.push_back({static_cast<float>(pixel.x()), static_cast<float>(pixel.y())});
    m_mesh.colours.push_back({paint.colour.red, paint.colour.green, paint.colour.blue, alpha});
    return static_cast<std::uint32_t>(m_mesh.points.size() - 1);
}

void MeshBuilder::quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    m_mesh.triangles.push_back({a, b, c});
    m_mesh.triangles.push_back({a, c, d});
}

void MeshBuilder::strip(const Polyline& pixels, bool closed, double width, Paint paint) {
    const Polyline line = withoutRepeats(pixels, closed);
    const std::size_t count = line.size();
    if (count < 2) return;
    const double coverage = std::min(width, 1.0);
    const double outer = std::max(width, 1.0) / 2 + 0.5;
    const double inner = outer - 1;
    const auto first = static_cast<std::uint32_t>(m_mesh.points.size());
    for (std::size_t i = 0; i < count; ++i) {
        const bool atStart = i == 0 && !closed;
        const bool atEnd = i + 1 == count && !closed;
        const Vector2 before = (line[i] - line[(i + count - 1) % count]).normalized();
        const Vector2 after = (line[(i + 1) % count] - line[i]).normalized();
        const Vector2 side = miter(atStart ? after : before, atEnd ? before : after);
        vertex(line[i] + side * outer, paint, 0);
        vertex(line[i] + side * inner, paint, coverage);
        vertex(line[i] - side * inner, paint, coverage);
        vertex(line[i] - side * outer, paint, 0);
    }
    const std::size_t segments = closed ? count : count - 1;
    for (std::size_t i = 0; i < segments; ++i) {
        const auto here = first + static_cast<std::uint32_t>(4 * i);
        const auto next = first + static_cast<std::uint32_t>(4 * ((i + 1) % count));
        for (std::uint32_t lane = 0; lane < 3; ++lane)
            if (lane != 1 || inner > 0) quad(here + lane, next + lane, next + lane + 1, here + lane + 1);
    }
}

void MeshBuilder::dashed(const Polyline& pixels, double start, double width, Paint paint, Dash dash) {
    const double period = dash.on + dash.off;
    double phase = std::fmod(start, period);
    Polyline current;
    if (phase < dash.on) current.push_back(pixels.front());
    for (std::size_t i = 0; i + 1 < pixels.size(); ++i) {
        const Vector2 step = pixels[i + 1] - pixels[i];
        const double length = step.norm();
        double done = 0;
        while (done < length) {
            const double toChange = (phase < dash.on ? dash.on : period) - phase;
            const double advance = std::min(toChange, length - done);
            done += advance;
            const Vector2 here = pixels[i] + step * (done / length);
            const bool drawing = phase < dash.on;
            if (drawing) current.push_back(here);
            phase += advance;
            if (advance < toChange) continue;
            if (drawing) strip(current, false, width, paint);
            current.clear();
            if (phase >= period) {
                phase = 0;
                current.push_back(here);
            }
        }
    }
    strip(current, false, width, paint);
}

void MeshBuilder::clipped(const Polyline& pixels, double width, Paint paint, Dash dash) {
    for (const ClippedRun& run : clipPolyline(pixels, m_clip)) {
        if (dash.on > 0)
            dashed(run.points, run.start, width, paint, dash);
        else
            strip(run.points, false, width, paint);
    }
}

void MeshBuilder::add(const Stroke& stroke) {
    Polyline pixels;
    pixels.reserve(stroke.points.size() + 1);
    Box2D box{Vector2::Constant(1e300), Vector2::Constant(-1e300)};
    for (const Vector2& point : stroke.points) {
        pixels.push_back(m_map(point));
        box.include(pixels.back());
    }
    if (pixels.size() < 2) return;
    const double width = stroke.width * m_ratio;
    const Dash dash{stroke.dash.on * m_ratio, stroke.dash.off * m_ratio};
    if (m_clip.contains(box) && dash.on == 0) return strip(pixels, stroke.closed, width, stroke.paint);
    if (stroke.closed) pixels.push_back(pixels.front());
    clipped(pixels, width, stroke.paint, dash);
}

void MeshBuilder::fan(const Polyline& pixels, Paint paint) {
    const std::uint32_t first = vertex(pixels[0], paint, 1);
    for (std::size_t i = 1; i < pixels.size(); ++i) {
        const std::uint32_t current = vertex(pixels[i], paint, 1);
        if (i > 1) m_mesh.triangles.push_back({first, current - 1, current});
    }
}

void MeshBuilder::add(const Fill& fill) {
    Polyline outer;
    for (const Vector2& point : fill.outer)
        outer.push_back(m_map(point));
    if (outer.size() < 3) return;
    if (fill.inner.size() != fill.outer.size()) return fan(outer, fill.paint);
    const auto first = static_cast<std::uint32_t>(m_mesh.points.size());
    const auto count = static_cast<std::uint32_t>(outer.size());
    for (std::size_t i = 0; i < outer.size(); ++i) {
        vertex(outer[i], fill.paint, 1);
        vertex(m_map(fill.inner[i]), fill.paint, 1);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t here = first + 2 * i;
        const std::uint32_t next = first + 2 * ((i + 1) % count);
        quad(here, next, next + 1, here + 1);
    }
}

void MeshBuilder::disc(const Vector2& centre, double radius, Paint paint) {
    constexpr int kCorners = 32;
    const std::uint32_t middle = vertex(centre, paint, 1);
    const double inner = std::max(radius - 0.5, 0.0);
    for (int i = 0; i < kCorners; ++i) {
        const double t = 2 * kPi * i / kCorners;
        const Vector2 direction(std::cos(t), std::sin(t));
        vertex(centre + direction * inner, paint, 1);
        vertex(centre + direction * (radius + 0.5), paint, 0);
    }
    for (std::uint32_t i = 0; i < kCorners; ++i) {
        const std::uint32_t here = middle + 1 + 2 * i;
        const std::uint32_t next = middle + 1 + 2 * ((i + 1) % kCorners);
        m_mesh.triangles.push_back({middle, here, next});
        quad(here, next, next + 1, here + 1);
    }
}

void MeshBuilder::add(const Marker& marker) {
    const Vector2 centre = m_map(marker.position);
    const double r = marker.radius * m_ratio;
    const double width = marker.width * m_ratio;
    const auto line = [&](double x1, double y1, double x2, double y2) {
        strip({centre + Vector2(x1, y1) * r, centre + Vector2(x2, y2) * r}, false, width, marker.paint);
    };
    const auto polygon = [&](int corners, double firstAngle) {
        Polyline points;
        for (int i = 0; i < corners; ++i) {
            const double t = firstAngle + 2 * kPi * i / corners;
            points.emplace_back(centre + Vector2(std::cos(t), std::sin(t)) * r);
        }
        strip(points, true, width, marker.paint);
    };
    constexpr double kDiagonal = 0.75;
    switch (marker.shape) {
    case MarkerShape::Disc:
        disc(centre, r, marker.paint);
        break;
    case MarkerShape::Ring:
        polygon(32, 0);
        break;
    case MarkerShape::Diamond:
        polygon(4, 0);
        break;
    case MarkerShape::Square:
        polygon(4, kPi / 4);
        break;
    case MarkerShape::Triangle:
        polygon(3, kPi / 2);
        break;
    case MarkerShape::Cross:
        line(-kDiagonal, -kDiagonal, kDiagonal, kDiagonal);
        line(-kDiagonal, kDiagonal, kDiagonal, -kDiagonal);
        break;
    case MarkerShape::Plus:
        line(-1, 0, 1, 0);
        line(0, -1, 0, 1);
        break;
    case MarkerShape::Star:
        line(-1, 0, 1, 0);
        line(-0.5, -0.87, 0.5, 0.87);
        line(-0.5, 0.87, 0.5, -0.87);
        break;
    case MarkerShape::Burst: // rays about an empty middle
        for (int ray = 0; ray < 8; ++ray) {
            const double t = kPi / 8 + ray * kPi / 4;
            line(0.4 * std::cos(t), 0.4 * std::sin(t), std::cos(t), std::sin(t));
        }
        break;
    }
}

void MeshBuilder::add(const DrawList& list) {
    for (const auto& shape : list.shapes)
        std::visit([this](const auto& item) { add(item); }, shape);
}

} // namespace pairscope
