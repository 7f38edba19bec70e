#pragma once

#include <QRectF>

#include <optional>
#include <vector>

namespace pairscope {

/// Finds room for labels beside points so that none covers another label or a point.
class LabelSpace {
public:
    /// @param inside labels never leave this
    explicit LabelSpace(const QRectF& inside) : m_inside(inside) {}

    /// Keeps labels off.
    void take(const QRectF& area) { m_taken.push_back(area); }

    /// A place for a label of `size` near the anchor: right above, right below, left above, left below,
    /// above, below, at `gap` pixels; nothing when none is free. The place is then taken.
    [[nodiscard]] std::optional<QRectF> put(const QPointF& anchor, const QSizeF& size, double gap);

private:
    [[nodiscard]] bool isFree(const QRectF& area) const;

    QRectF m_inside;
    std::vector<QRectF> m_taken;
};

} // namespace pairscope
