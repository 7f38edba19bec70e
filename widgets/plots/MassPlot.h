#pragma once

#include "core/analysis/Histogram.h"
#include "core/candidate/CandidateTable.h"
#include "widgets/plots/PlotWidget.h"

#include <memory>
#include <optional>
#include <vector>

namespace pairscope {

/// M_ee before (dashed) and after (full, filled) the vertex fit and after the kinematic fit (dotted; where
/// the pairs have photons) in shared bins, with this candidate's masses as lines. Zooms along the mass only;
/// the counts scale themselves.
class MassPlot : public PlotWidget {
    Q_OBJECT
public:
    enum class Population { All, Selected };
    /// Of one candidate, GeV; nothing where there is no candidate, vertex or kinematic fit.
    struct Masses {
        std::optional<Measured> before;
        std::optional<Measured> after;
        std::optional<Measured> kinematic;
        std::optional<double> truth; ///< of a simulated pair
    };

    explicit MassPlot(QWidget* parent = nullptr);

    /// May be null. All of its rows are shown.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows with other masses: bins, zoom and what is shown hold.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    /// The rows that a filter left over.
    void setShownRows(std::vector<std::uint32_t> rows);
    void setSelection(const std::vector<std::size_t>& rows);
    void setPopulation(Population population);
    void setCandidate(const Masses& masses);
    /// Whether M kin is drawn where there is one; it is at first.
    void setKinematicShown(bool on);
    /// Whether the true mass is drawn where it is known; it is at first.
    void setTruthShown(bool on);
    /// Any pair of the table has a kinematic fit.
    [[nodiscard]] bool hasKinematics() const { return m_hasKinematics; }
    /// GeV; nothing lets the data decide.
    void setBinWidth(std::optional<double> width);
    void setLogScale(bool on);
    void setErrorBars(bool on);

    [[nodiscard]] const Histogram& before() const { return m_before; }
    [[nodiscard]] const Histogram& after() const { return m_after; }
    [[nodiscard]] const Histogram& kinematic() const { return m_kinematic; }
    [[nodiscard]] bool kinematicVisible() const { return m_kinematicShown && m_hasKinematics; }
    [[nodiscard]] Population population() const { return m_population; }

    void fitToData() override;

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;

private:
    /// The drawing of one histogram.
    struct Curve {
        QCPGraph* steps = nullptr;
        QCPGraph* centres = nullptr; ///< invisible, carries the error bars
        QCPErrorBars* errors = nullptr;
        QCPItemStraightLine* marker = nullptr;
        QCPItemText* beyond = nullptr; ///< says that the marker is out of view
    };

    [[nodiscard]] Curve makeCurve();
    void findKinematics();
    void chooseBinning();
    void refill();
    void draw(const Curve& curve, const Histogram& histogram) const;
    void drawMarker(const Curve& curve, const std::optional<Measured>& mass, double height) const;
    void showKinematics();
    void showTruth();
    void scaleCounts();
    void updateLegend();
    [[nodiscard]] double legendShare() const; ///< of the height of the axes
    [[nodiscard]] double barTop(const Histogram& histogram, int bin) const;

    std::shared_ptr<const CandidateTable> m_table;
    std::vector<std::uint32_t> m_shown;
    std::vector<std::uint32_t> m_selected;
    Population m_population = Population::All;
    std::optional<double> m_width;
    Histogram m_before;
    Histogram m_after;
    Histogram m_kinematic;
    Masses m_masses;
    bool m_kinematicShown = true;
    bool m_hasKinematics = false;
    bool m_truthShown = true;
    QCPItemStraightLine* m_truth = nullptr;
    QCPItemText* m_truthName = nullptr;
    Curve m_beforeCurve;
    Curve m_afterCurve;
    Curve m_kinematicCurve;
    bool m_log = false;
    bool m_errors = false;
};

/// 1, 2 or 5 times a power of ten, at least `value`. @pre value > 0
[[nodiscard]] double niceCeiling(double value);
/// Bins from 0 that hold 99 % of each column in at most about 160 bins of a nice width (or of `width`), GeV.
[[nodiscard]] Binning massBinning(const CandidateTable& table, std::optional<double> width);

} // namespace pairscope
