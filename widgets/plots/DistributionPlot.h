#pragma once

#include "core/analysis/ColumnRange.h"
#include "widgets/plots/HistogramPlot.h"
#include "widgets/plots/LayerTick.h"

#include <optional>
#include <vector>

namespace pairscope {

/// What a distribution shows, native units.
struct DistributionView {
    CandidateColumn column = CandidateColumn::Rho;
    std::optional<double> width;     ///< of the bins; nothing lets the data decide
    std::optional<ValueRange> range; ///< nothing: where 99 % of the numbers are

    bool operator==(const DistributionView&) const = default;
};

/// The detector X-rayed by its conversions: rho in bins of 0.2 mm out to the chamber's inner wall.
[[nodiscard]] DistributionView radiographyView();

/// Histogram of any column: all shown pairs filled, the selected ones over them, or a line for each group;
/// words as bars. The current candidate is a line. Radii have the layers on the upper axis. A band selects
/// pairs.
class DistributionPlot : public HistogramPlot {
    Q_OBJECT
public:
    explicit DistributionPlot(QWidget* parent = nullptr);

    /// Fits the axis to it.
    void setView(const DistributionView& view);
    [[nodiscard]] const DistributionView& view() const { return m_view; }
    void setCurrent(std::optional<std::size_t> row);
    /// Shown while the column is a radius, native units.
    void setLayerTicks(std::vector<LayerTick> ticks);

    [[nodiscard]] const Histogram& shownHistogram() const { return line(kAll).histogram; }
    [[nodiscard]] const Histogram& selectedHistogram() const { return line(kSelected).histogram; }
    /// @pre there is a grouping with this group
    [[nodiscard]] const Histogram& ofGroup(std::size_t group) const {
        return line(kFirstGroup + group).histogram;
    }

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
    void tableChanged() override;
    void tableReplaced() override;
    void shownChanged() override;
    void selectionChanged() override;
    [[nodiscard]] bool showsColumn(CandidateColumn column) const override { return m_view.column == column; }
    void groupingChanged() override;
    void placeMarkers() override;
    [[nodiscard]] CandidateColumn brushedColumn() const override { return m_view.column; }

private:
    enum LineIndex : std::size_t { kAll, kSelected, kFirstGroup };

    void chooseBinning();
    void fill();
    void showLines();
    void showTicks();

    DistributionView m_view = radiographyView();
    std::optional<std::size_t> m_current;
    std::vector<LayerTick> m_ticks;
    ValueMarker m_marker;
};

/// Bins for a column of these rows, native units: of a nice width in the unit that is shown (or `width`), at
/// most 2000; whole columns have one bin for each number, or for several when there are very many.
[[nodiscard]] Binning distributionBinning(const CandidateTable& table, const DistributionView& view);

} // namespace pairscope
