#pragma once

#include "widgets/plots/HistogramCurve.h"
#include "widgets/plots/RowPlot.h"

#include <vector>

namespace pairscope {

/// Histograms of rows that share their bins, as counts or as fractions of the pairs of each. Zooms along the
/// quantity only; the heights scale themselves. Shift+drag selects a range of the quantity.
class HistogramPlot : public RowPlot {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    void setLogScale(bool on);
    /// Poisson intervals (Garwood, 68.27 %); of fractions these divided by the number of pairs.
    void setErrorBars(bool on);
    /// Each histogram divided by the number of its pairs, those beside the bins included.
    void setNormalised(bool on);
    [[nodiscard]] bool isNormalised() const { return m_normalised; }

    void fitToData() override;
    /// Edges of the bins, then counts of every histogram that is visible.
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] bool hasNumbers() const override { return table() != nullptr; }

protected:
    struct Line {
        HistogramCurve curve;
        Histogram histogram;
        QString name; ///< for the table of numbers
    };

    /// Invisible lines are added as needed. Lines are numbered as they are drawn, later ones on top.
    Line& line(std::size_t index);
    [[nodiscard]] const Line& line(std::size_t index) const { return m_lines[index]; }
    [[nodiscard]] std::size_t lineCount() const { return m_lines.size(); }

    /// All lines become empty. @param factor shown number / native number
    void setBinning(const Binning& binning, double factor, bool bars);
    [[nodiscard]] const Binning& binning() const { return m_binning; }
    /// "0.5 MeV", for the label of the heights; empty for bars.
    void setWidthText(const QString& text);
    void refill(std::size_t index, CandidateColumn column, const RowSet& rows);
    /// "signal: 1,234 pairs (5 beyond)", in legend and table.
    void nameLine(std::size_t index, const QString& name, const QString& addition = {});
    void drawLine(std::size_t index);
    void drawAll();
    void scaleHeights();
    /// Lines `first` on: one for each group in `column`, in the style of the group; those after them vanish.
    void showGroups(std::size_t first, CandidateColumn column, const RowSet& rows);
    void hideLinesFrom(std::size_t first);
    /// The bin under a shown number.
    [[nodiscard]] std::optional<int> binAt(double shown) const;
    /// Of the height of the axes.
    [[nodiscard]] double legendShare() const;

    /// Marks that depend on ranges, after heights were scaled.
    virtual void placeMarkers() {}
    /// Of the quantity that a band selects.
    [[nodiscard]] virtual CandidateColumn brushedColumn() const = 0;
    [[nodiscard]] virtual RowSet brushedRows() const { return shownRows(); }

    [[nodiscard]] RowSet rowsUnder(const PlotBrush& brush) const override;
    [[nodiscard]] PlotBrush::Shape brushShape() const override { return PlotBrush::Shape::Band; }
    void applyTheme() override;

private:
    [[nodiscard]] HistogramCurve::Scale scaleOf(const Histogram& histogram) const;
    void labelHeights();

    std::vector<Line> m_lines;
    Binning m_binning;
    double m_factor = 1;
    bool m_bars = false;
    QString m_widthText;
    std::size_t m_firstGroup = 0; ///< lines from here on have the styles of groups
    bool m_log = false;
    bool m_errors = false;
    bool m_normalised = false;
};

} // namespace pairscope
