#pragma once

#include "widgets/models/QuantityText.h"

#include <qcustomplot.h>

namespace pairscope {

/// Ticks of an axis in cm, written in another unit.
class LengthTicker : public QCPAxisTicker {
public:
    void setUnit(const ShownUnit& unit) { m_unit = unit; }
    [[nodiscard]] const ShownUnit& unit() const { return m_unit; }

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        constexpr double kNothing = 1e-10; // cm: what is left of 0 by rounding
        return std::abs(tick) < kNothing ? QStringLiteral("0") : significantText(tick * m_unit.factor, 4);
    }

private:
    ShownUnit m_unit = micrometreUnit();
};

} // namespace pairscope
