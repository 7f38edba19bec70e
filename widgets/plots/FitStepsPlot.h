#pragma once

#include "core/vertex/VertexFitResult.h"
#include "widgets/plots/PlotWidget.h"

#include <optional>

namespace pairscope {

/// A search for a minimum against its iterations: chi2 (left axis), length of the step in sigma and trust
/// radius in cm (right axis), all logarithmic. Refused steps are crosses beside the curve. A click asks for
/// the nearest iteration.
class FitStepsPlot : public PlotWidget {
    Q_OBJECT
public:
    explicit FitStepsPlot(QWidget* parent = nullptr);

    /// Nothing shows the empty state, whose text is `why`.
    void setTrace(const std::optional<FitTrace>& trace, const QString& why = {});
    /// The iteration marked by a line: 0 is the start.
    void setCurrent(std::optional<int> iteration);

    void fitToData() override;

signals:
    void iterationClicked(int iteration);

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int iterationAt(double pixel) const;
    void requestStep(int iteration);

    std::optional<FitTrace> m_trace;
    std::optional<int> m_current;
    QPoint m_pressed;
    QCPGraph* m_chi2;
    QCPGraph* m_refused;
    QCPGraph* m_step;
    QCPGraph* m_trust;
    QCPItemStraightLine* m_line;
};

} // namespace pairscope
