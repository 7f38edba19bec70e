#pragma once

#include "core/candidate/CandidateTable.h"
#include "widgets/plots/PlotWidget.h"
#include "widgets/plots/RegionGeometry.h"

#include <memory>
#include <optional>
#include <vector>

namespace pairscope {

class RegionOverlay;

/// A radius worth a tick on the x axis, native units.
struct LayerTick {
    double x = 0;
    QString name;
};

/// Any two columns of the candidates: points for few, density with a logarithmic colour scale for many.
/// Regions are dragged by corner, edge, or as a whole when active; Shift+drag selects rows; a click takes the
/// pair or the region under it.
class PlanePlot : public PlotWidget {
    Q_OBJECT
public:
    /// More pairs than this are drawn as density.
    static constexpr std::size_t kMostPoints = 5000;

    explicit PlanePlot(QWidget* parent = nullptr);

    /// May be null. All of its rows are shown.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows with other results: zoom, selection and what is shown hold.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setShownRows(std::vector<std::uint32_t> rows);
    void setSelection(const std::vector<std::size_t>& rows);
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

    [[nodiscard]] bool showsDensity() const { return m_shown.size() > kMostPoints; }
    /// What is on screen, native units.
    [[nodiscard]] PlaneView view() const;

    void fitToData() override;

signals:
    /// While a region is dragged.
    void regionsChanged(const pairscope::SidebandPlane& plane);
    /// When the drag ended: the moment for undo and for slow followers.
    void regionsEdited(const pairscope::SidebandPlane& plane);
    void activeRegionChanged(std::optional<std::size_t> region);
    /// @param add to the selection (Ctrl) rather than replace it.
    void rowsSelected(const std::vector<std::size_t>& rows, bool add);
    void rowClicked(std::size_t row);

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
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
    void drawInLayout(); ///< what depends on where the axes are on screen
    void fillPoints();
    void fillDensity();
    void fillSelection();
    void placeCurrent();
    void placeCurveTicks();
    void nameTicks();
    void labelAxes();
    void selectInside(const QRect& rectangle, bool add);
    void click(const QPointF& pixel);
    void showGrip(const QPointF& pixel);
    [[nodiscard]] std::optional<std::size_t> rowAt(const QPointF& pixel) const;
    [[nodiscard]] double shownX(std::size_t row) const;
    [[nodiscard]] double shownY(std::size_t row) const;
    [[nodiscard]] QCPRange dataRange(CandidateColumn column) const;

    std::shared_ptr<const CandidateTable> m_table;
    std::vector<std::uint32_t> m_shown;
    std::vector<std::uint32_t> m_selected;
    std::optional<std::size_t> m_current;
    SidebandPlane m_plane;
    std::vector<double> m_curveX; ///< native units
    std::vector<double> m_curveY;
    std::vector<LayerTick> m_ticks;
    std::optional<Drag> m_drag;
    QPointF m_pressed;
    QRect m_namedFor; ///< the axes' rectangle for which the upper ticks were named

    QCPColorMap* m_density = nullptr;
    QCPColorScale* m_scale = nullptr;
    QCPGraph* m_points = nullptr;
    QCPGraph* m_selection = nullptr;
    QCPCurve* m_curve = nullptr;
    QCPGraph* m_curveTicks = nullptr;
    QCPGraph* m_truth = nullptr;
    QCPGraph* m_marker = nullptr;
    RegionOverlay* m_overlay = nullptr;
};

} // namespace pairscope
