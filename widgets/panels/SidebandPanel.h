#pragma once

#include "core/analysis/SidebandPlane.h"
#include "widgets/jobs/LatestJob.h"
#include "widgets/plots/PlanePlot.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QTableView;

namespace pairscope {

class RegionModel;

/// A plane of two quantities with regions that can be dragged and typed, and what is in each. Every preset of
/// axes keeps regions of its own.
class SidebandPanel : public QWidget {
    Q_OBJECT
public:
    explicit SidebandPanel(QWidget* parent = nullptr);

    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows with other results.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setShownRows(const RowSet& rows);
    void setSelection(const RowSet& rows);
    void setCurrent(std::optional<std::size_t> row);
    /// Of this candidate over (rho, Delta M), native units; hidden on other axes.
    void setExpectedCurve(std::vector<double> rho, std::vector<double> deltaM);
    /// What an ideal measurement would have given for this candidate in (rho [cm], Delta M [GeV]); hidden on
    /// other axes.
    void setTruePlace(const std::optional<Vector2>& place);
    /// Radii of the material, cm; hidden where rho is not the x axis.
    void setLayerTicks(std::vector<LayerTick> ticks);
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }

    /// Shows this plane; it becomes that of its axes.
    void setPlane(const SidebandPlane& plane);
    [[nodiscard]] const SidebandPlane& plane() const;
    [[nodiscard]] PlanePlot& plot() const { return *m_plot; }
    [[nodiscard]] RegionModel& regions() const { return *m_regions; }
    [[nodiscard]] QString problem() const;
    void setUnblinded(bool) {}
    void setComparison(const QString&, std::shared_ptr<const CandidateTable>) {}
    [[nodiscard]] bool isCounting() const { return m_count->isRunning(); }

    void addRectangle();
    void addPolygon();
    void removeActive();

signals:
    /// Regions or axes are being changed (also while dragging).
    void planeChanged(const pairscope::SidebandPlane& plane);
    /// A change is complete: the moment for undo and saving.
    void planeEdited(const pairscope::SidebandPlane& plane);
    void rowsSelected(const pairscope::RowSet& rows, bool add);
    void rowsBrushed(const pairscope::RowSet& rows, bool add);
    void messageRaised(const QString& text);
    void rowClicked(std::size_t row);
    void readoutChanged(const QString& text);
    void unblindRequested(bool on);
    void comparisonRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void choosePreset(int index);
    void apply(const SidebandPlane& plane);
    void changed(const SidebandPlane& plane);
    void edited(const SidebandPlane& plane);
    void add(RegionShape shape, const QString& name);
    void count();
    void showCurve();
    void setProblem(const QString& text);
    [[nodiscard]] std::string freeName(const QString& stem) const;
    [[nodiscard]] std::string freeColour() const;

    using Axes = std::pair<CandidateColumn, CandidateColumn>;
    std::map<Axes, SidebandPlane> m_planes;
    std::shared_ptr<const CandidateTable> m_table;
    RowSet m_shown;
    std::vector<double> m_curveRho;
    std::vector<double> m_curveDeltaM;
    std::optional<Vector2> m_truePlace;
    std::vector<LayerTick> m_ticks;

    QComboBox* m_preset;
    QPushButton* m_addRectangle;
    QPushButton* m_addPolygon;
    QPushButton* m_remove;
    PlanePlot* m_plot;
    RegionModel* m_regions;
    QTableView* m_view;
    QLabel* m_summary;
    QLabel* m_problem;
    QSplitter* m_splitter;
    LatestJob* m_count;
};

} // namespace pairscope
