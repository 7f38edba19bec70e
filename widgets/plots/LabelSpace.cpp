#include "widgets/plots/LabelSpace.h"

#include <algorithm>
#include <array>

namespace pairscope {

bool LabelSpace::isFree(const QRectF& area) const {
    return m_inside.contains(area) && std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF& other) {
               return other.intersects(area);
           });
}

std::optional<QRectF> LabelSpace::put(const QPointF& anchor, const QSizeF& size, double gap) {
    const double w = size.width();
    const double h = size.height();
    const std::array<QPointF, 8> corners = {QPointF(gap, -gap - h),      QPointF(gap, gap),
                                            QPointF(-gap - w, -gap - h), QPointF(-gap - w, gap),
                                            QPointF(-w / 2, -gap - h),   QPointF(-w / 2, gap),
                                            QPointF(gap, -h / 2),        QPointF(-gap - w, -h / 2)};
    for (const double reach : {1.0, 2.2})
        for (const QPointF& corner : corners) {
            const QPointF stretched(corner.x(), corner.y() < -h / 2 ? corner.y() - (reach - 1) * h
                                                                    : corner.y() + (reach - 1) * h);
            const QRectF area(anchor + stretched, size);
            if (!isFree(area)) continue;
            m_taken.push_back(area.adjusted(-4, 0, 4, 0));
            return area;
        }
    return std::nullopt;
}

} // namespace pairscope
