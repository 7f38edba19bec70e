#pragma once

#include "core/math/LinearAlgebra.h"

#include <algorithm>

namespace pairscope {

/// Size of a picture in device pixels.
struct PictureSize {
    int width = 0;
    int height = 0;

    bool operator==(const PictureSize&) const = default;
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

/// A rectangle with sides along the axes, in cm.
struct Box2D {
    Vector2 low = Vector2::Zero();
    Vector2 high = Vector2::Zero();

    [[nodiscard]] Vector2 centre() const { return (low + high) / 2; }
    [[nodiscard]] Vector2 size() const { return high - low; }
    [[nodiscard]] bool contains(const Box2D& other) const {
        return (other.low.array() >= low.array()).all() && (other.high.array() <= high.array()).all();
    }
    void include(const Vector2& point) {
        low = low.cwiseMin(point);
        high = high.cwiseMax(point);
    }
};

/// What part of a plane a picture shows, at equal scales. Pixels are those of a picture: x to the right, y
/// down, (0, 0) the outer corner at the top left.
struct View2D {
    Vector2 centre = Vector2::Zero(); ///< cm
    double height = 33;               ///< cm

    bool operator==(const View2D&) const = default;

    /// cm per pixel.
    [[nodiscard]] double pixelSize(PictureSize size) const { return height / size.height; }

    [[nodiscard]] Vector2 toPixel(const Vector2& world, PictureSize size) const {
        const Vector2 offset = (world - centre) / pixelSize(size);
        return {size.width / 2.0 + offset.x(), size.height / 2.0 - offset.y()};
    }
    [[nodiscard]] Vector2 toWorld(const Vector2& pixel, PictureSize size) const {
        return centre +
               Vector2(pixel.x() - size.width / 2.0, size.height / 2.0 - pixel.y()) * pixelSize(size);
    }
    [[nodiscard]] Box2D box(PictureSize size) const {
        const Vector2 half(pixelSize(size) * size.width / 2, height / 2);
        return {centre - half, centre + half};
    }
    /// The view that is `factor` times as high and keeps `fixed` [cm] where it is in the picture.
    [[nodiscard]] View2D zoomed(double factor, const Vector2& fixed) const {
        return {fixed + (centre - fixed) * factor, height * factor};
    }
    /// The smallest view that shows the box with `margin` of the picture free on each side (0.1 is a tenth).
    [[nodiscard]] static View2D around(const Box2D& box, PictureSize size, double margin) {
        const double free = 1 - 2 * margin;
        const double byWidth = box.size().x() * size.height / size.width;
        return {box.centre(), std::max(box.size().y(), byWidth) / free};
    }
};

} // namespace pairscope
