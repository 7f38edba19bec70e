#pragma once

#include "core/analysis/CellCounts.h"
#include "widgets/plots/LayerTick.h"
#include "widgets/plots/RegionGeometry.h"
#include "widgets/plots/RowPlot.h"

#include <optional>
#include <vector>

namespace pairscope {

class DensityImage;
class RegionOverlay;

/// Any two columns of the candidates: points for few, density with a logarithmic colour scale for many, the
/// selected ones over them in the same way. Groups are told apart by colour and shape, in the density by the
/// colour of the most frequent one. Regions are dragged by corner, edge, or as a whole when active;
/// Shift+drag selects rows in a rectangle or a free line; a click takes the pair or the region under it.
class PlanePlot : public RowPlot {
    Q_OBJECT
public:
    /// More pairs than this, shown or selected, are drawn as density.
    static constexpr std::size_t kMostPoints = 5000;

    explicit PlanePlot(QWidget* parent = nullptr);

    void setCurrent(std::optional<std::size_t> row);

    /// Axes and regions; other axes fit the view to the data.
    void setPlane(const SidebandPlane& plane);
    [[nodiscard]] const SidebandPlane& plane() const { return m_plane; }
    void setActiveRegion(std::optional<std::size_t> region);
    [[nodiscard]] std::optional<std::size_t> activeRegion() const;

    /// A curve over the plane (Delta M(rho) expected for this candidate), native units; empty for none.
    void setExpectedCurve(const std::vector<double>& x, const std::vector<double>& y);
    /// Where an ideal measurement would have put the candidate, native units; nothing where it is not known.
    void setTruePlace(const std::optional<Vector2>& place);
    /// Ticks on the upper axis and on the expected curve; names that would overlap are left out.
    void setLayerTicks(std::vector<LayerTick> ticks);

    [[nodiscard]] bool showsDensity() const { return shownRows().size() > kMostPoints; }
    /// What is on screen, native units.
    [[nodiscard]] PlaneView view() const;

    void fitToData() override;
    /// The cells of the density, or the points.
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] bool hasNumbers() const override { return !shownRows().empty(); }
    /// What the density was last drawn from; one empty cell while there is none.
    [[nodiscard]] const CellCounts& counts() const { return m_counts; }
    [[nodiscard]] const CellCounts& selectedCounts() const { return m_selectedCounts; }

signals:
    /// While a region is dragged.
    void regionsChanged(const pairscope::SidebandPlane& plane);
    /// When the drag ended: the moment for undo and for slow followers.
    void regionsEdited(const pairscope::SidebandPlane& plane);
    void activeRegionChanged(std::optional<std::size_t> region);
    void rowClicked(std::size_t row);

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
    [[nodiscard]] RowSet rowsUnder(const PlotBrush& brush) const override;
    [[nodiscard]] PlotBrush::Shape brushShape() const override;
    void tableChanged() override;
    void tableReplaced() override;
    void shownChanged() override;
    void selectionChanged() override;
    [[nodiscard]] bool showsColumn(CandidateColumn column) const override {
        return m_plane.x == column || m_plane.y == column;
    }
    void groupingChanged() override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    struct Drag {
        RegionGrip grip;
        Region original;
        Vector2 from;
    };

    void makeItems();
    void stylePoints();
    void styleScale();
    void drawInLayout(); ///< what depends on where the axes are on screen
    void showScale(bool on);
    void fillPoints();
    void countShown();
    void paintShown();
    void fillSelection();
    void countSelected();
    void placeCurrent();
    void placeCurveTicks();
    void nameTicks();
    void nameGroups();
    void labelAxes();
    void click(const QPointF& pixel);
    void showGrip(const QPointF& pixel);
    [[nodiscard]] Binning xCells() const;
    [[nodiscard]] Binning yCells() const;
    [[nodiscard]] CellCounts counted(const RowSet& rows, const RowGrouping* grouping) const;
    void setImage(DensityImage& density, const QImage& image, const CellCounts& counts) const;
    [[nodiscard]] std::optional<std::size_t> rowAt(const QPointF& pixel) const;
    [[nodiscard]] std::uint32_t countAt(const QPointF& pixel) const;
    [[nodiscard]] double shownX(std::size_t row) const;
    [[nodiscard]] double shownY(std::size_t row) const;
    [[nodiscard]] QString numbersOfCells() const;
    [[nodiscard]] QString numbersOfPoints() const;

    std::optional<std::size_t> m_current;
    SidebandPlane m_plane;
    std::vector<RowSet> m_groups; ///< shown rows of each group
    CellCounts m_counts;
    CellCounts m_selectedCounts;
    bool m_stale = true;          ///< m_counts are of other rows, columns or groups than shown now
    bool m_selectedStale = true;  ///< the same of m_selectedCounts
    std::vector<double> m_curveX; ///< native units
    std::vector<double> m_curveY;
    std::vector<LayerTick> m_ticks;
    std::optional<Drag> m_drag;
    QPointF m_pressed;
    QRect m_namedFor;          ///< the axes' rectangle for which the ticks were named
    bool m_drawnAgain = false; ///< once for new names; they may move the axes again, without end

    DensityImage* m_density = nullptr;
    DensityImage* m_selectedDensity = nullptr;
    QCPColorScale* m_scale = nullptr;
    QCPColorGradient m_gradient;
    std::vector<QCPGraph*> m_points; ///< the first for rows in no group, then one for each group
    QCPGraph* m_selection = nullptr;
    QCPCurve* m_curve = nullptr;
    QCPGraph* m_curveTicks = nullptr;
    QCPGraph* m_truth = nullptr;
    QCPGraph* m_marker = nullptr;
    RegionOverlay* m_overlay = nullptr;
};

} // namespace pairscope
