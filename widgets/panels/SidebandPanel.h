#pragma once

#include "core/analysis/SidebandPlane.h"
#include "widgets/jobs/LatestJob.h"
#include "widgets/panels/SidebandAnswer.h"
#include "widgets/plots/PlanePlot.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QTableView;
class QTabWidget;
class QToolButton;

namespace pairscope {

class AbcdPage;
class OverlayChoice;
class RegionComparePage;
class RegionModel;
struct NamedFilter;

/// A plane of two quantities with regions that can be dragged and typed; beside it what is in each region,
/// the ABCD estimate, and comparisons. It keeps no plane of its own: changes come back as requests.
class SidebandPanel : public QWidget {
    Q_OBJECT
public:
    explicit SidebandPanel(QWidget* parent = nullptr);

    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows with other results.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
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
    /// Filters by which the pairs may be told apart.
    void setNamedFilters(const std::vector<NamedFilter>& filters);
    void setTheme(const PlotTheme& theme);

    /// Shows this plane; tells nothing.
    void setPlane(const SidebandPlane& plane);
    /// All that there are, for the axes that were looked at before.
    void setPlanes(std::vector<SidebandPlane> planes) { m_planes = std::move(planes); }
    [[nodiscard]] const SidebandPlane& plane() const;
    /// What is in blind regions may be told.
    void setUnblinded(bool on);
    /// A second sample for comparisons.
    void setComparison(const QString& name, std::shared_ptr<const CandidateTable> table);

    [[nodiscard]] PlanePlot& plot() const { return *m_plot; }
    [[nodiscard]] RegionModel& regions() const { return *m_regions; }
    [[nodiscard]] AbcdPage& abcd() const { return *m_abcd; }
    [[nodiscard]] RegionComparePage& comparison() const { return *m_compare; }
    [[nodiscard]] QTabWidget& pages() const { return *m_pages; }
    [[nodiscard]] QString problem() const;
    /// Numbers for the plane of now are still being made.
    [[nodiscard]] bool isCounting() const { return m_count->isRunning(); }

    void chooseAxes(CandidateColumn x, CandidateColumn y);
    void addRectangle();
    /// The smallest that holds the selected pairs that are shown.
    void addAroundSelection();
    void addPolygon();
    void addExpression(const QString& text);
    void duplicateActive();
    void removeActive();
    void selectInActive();
    void loadRegions(const QString& path);
    void saveRegions(const QString& path);

signals:
    /// Regions or axes are being changed (also while dragging).
    void planeChanged(const pairscope::SidebandPlane& plane);
    /// A change is complete: the moment for undo and saving.
    void planeEdited(const pairscope::SidebandPlane& plane);
    void rowsSelected(const pairscope::RowSet& rows, bool add);
    void rowsBrushed(const pairscope::RowSet& rows, bool add);
    void unblindRequested(bool on);
    /// A second sample is to be opened.
    void comparisonRequested();
    void messageRaised(const QString& text);
    void rowClicked(std::size_t row);
    void readoutChanged(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildMenu();
    void buildRegionsPage();
    void buildBlindLine();
    void connectParts();
    void listAxes();
    void showAxes();
    void showRegion(std::optional<std::size_t> region);
    void showBlinding();
    void applyExpression();
    void apply(const SidebandPlane& plane);
    void replace(const SidebandPlane& next);
    void changed(const SidebandPlane& plane);
    void edited(const SidebandPlane& plane);
    void add(RegionShape shape, const QString& name);
    void count();
    void showAnswer(const SidebandQuestion& asked, const SidebandAnswer& answer);
    void showCurve();
    void setProblem(const QString& text);
    void fitColumns();
    void showPlotMenu(const QPoint& at);
    void chooseColour();
    void askAndLoad();
    void askAndSave();
    [[nodiscard]] SidebandQuestion question() const;
    [[nodiscard]] std::string freeName(const QString& stem) const;
    [[nodiscard]] std::string freeColour() const;
    [[nodiscard]] bool anyBlind() const;
    [[nodiscard]] const SidebandPlane* known(CandidateColumn x, CandidateColumn y) const;
    [[nodiscard]] bool refusesToUncover(const SidebandPlane& before, const SidebandPlane& next);

    std::vector<SidebandPlane> m_planes;
    std::shared_ptr<const CandidateTable> m_table;
    std::shared_ptr<const CandidateTable> m_second;
    QString m_secondName;
    RowSet m_shown;
    bool m_unblinded = false;
    std::vector<double> m_curveRho;
    std::vector<double> m_curveDeltaM;
    std::optional<Vector2> m_truePlace;
    std::vector<LayerTick> m_ticks;

    QComboBox* m_preset;
    QComboBox* m_x;
    QComboBox* m_y;
    OverlayChoice* m_overlay;
    QToolButton* m_menuButton;
    QPushButton* m_blind;
    QWidget* m_blindLine;
    QLabel* m_blindText;
    PlanePlot* m_plot;
    RegionModel* m_regions;
    QTableView* m_view;
    QLineEdit* m_expression;
    QLabel* m_summary;
    QLabel* m_problem;
    AbcdPage* m_abcd;
    RegionComparePage* m_compare;
    QTabWidget* m_pages;
    QAction* m_allColumns = nullptr; ///< also those for which there is no room
    QSplitter* m_splitter;
    std::vector<QAction*> m_ofRegion; ///< need an active region
    LatestJob* m_count;
};

} // namespace pairscope
