#pragma once

#include "widgets/plots/FlightContent.h"

#include <vector>

namespace pairscope {

/// Where the pair was made, in one line: the verdict, then each place with its probability in per cent over
/// a bar of that length, the most probable first.
class OriginRow : public QCPLayoutElement {
    Q_OBJECT
public:
    OriginRow(QCustomPlot* plot, const FlightContent& content);

    /// "Origin: PXD 1", "Origin: undecided", or that it is not known; without the numbers.
    [[nodiscard]] QString verdict() const;
    /// What is shown beside the verdict: "PXD 1 62 %", ...
    [[nodiscard]] QStringList parts() const;
    /// The part under the cursor in words; empty beside them.
    [[nodiscard]] QString readout(const QPointF& pixel) const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    struct Part {
        QString text;
        double share = 0;
        const OriginProbability* place = nullptr; ///< null for all others together
        QRectF area;
    };
    [[nodiscard]] std::vector<Part> layOut() const;

    const FlightContent& m_content;
};

} // namespace pairscope
