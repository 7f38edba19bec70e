#pragma once

#include "core/kinematics/PairMass.h"
#include "widgets/plots/HistogramPlot.h"

#include <array>
#include <optional>

namespace pairscope {

/// M_ee before (dashed) and after (full, filled) the vertex fit and after the kinematic fit (dotted; where
/// the pairs have photons) in shared bins, M after of the selected pairs over it, and this candidate's masses
/// as lines. With a grouping one of the masses, a line for each group. A band selects pairs by M after, or by
/// the mass that is shown in groups.
class MassPlot : public HistogramPlot {
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
    /// Which mass is shown in groups: MassBefore, MassAfter (at first) or KinematicMass.
    void setGroupedColumn(CandidateColumn column);

    [[nodiscard]] const Histogram& before() const { return line(kBefore).histogram; }
    [[nodiscard]] const Histogram& after() const { return line(kAfter).histogram; }
    [[nodiscard]] const Histogram& kinematic() const { return line(kKinematic).histogram; }
    /// M after of the selected pairs.
    [[nodiscard]] const Histogram& selectedAfter() const { return line(kSelected).histogram; }
    /// Of one group in the grouped column. @pre there is a grouping with it
    [[nodiscard]] const Histogram& ofGroup(std::size_t group) const {
        return line(kFirstGroup + group).histogram;
    }
    [[nodiscard]] bool kinematicVisible() const { return m_kinematicShown && m_hasKinematics; }
    [[nodiscard]] bool selectedVisible() const;
    [[nodiscard]] Population population() const { return m_population; }

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
    void tableChanged() override;
    void tableReplaced() override;
    void shownChanged() override;
    void selectionChanged() override;
    [[nodiscard]] bool showsColumn(CandidateColumn /*column*/) const override { return false; } // but masses
    void groupingChanged() override;
    void placeMarkers() override;
    [[nodiscard]] CandidateColumn brushedColumn() const override;
    [[nodiscard]] RowSet brushedRows() const override { return rows(); }

private:
    /// In the order in which they are drawn.
    enum LineIndex : std::size_t { kAfter, kSelected, kBefore, kKinematic, kFirstGroup };

    void findKinematics();
    void chooseBinning();
    void fill();
    void fillSelected();
    void showLines();
    void sayIfEmpty();
    void placeTruth();
    void nameLines();
    [[nodiscard]] const RowSet& rows() const;

    Population m_population = Population::All;
    std::optional<double> m_width;
    CandidateColumn m_grouped = CandidateColumn::MassAfter;
    Masses m_masses;
    bool m_kinematicShown = true;
    bool m_hasKinematics = false;
    bool m_truthShown = true;
    QCPItemStraightLine* m_truth = nullptr;
    QCPItemText* m_truthName = nullptr;
    std::array<ValueMarker, 3> m_markers; ///< before, after, kinematic
};

/// 1, 2 or 5 times a power of ten, at least `value`. @pre value > 0
[[nodiscard]] double niceCeiling(double value);
/// Bins from 0 that hold 99 % of each column in at most about 160 bins of a nice width (or of `width`), GeV.
[[nodiscard]] Binning massBinning(const CandidateTable& table, std::optional<double> width);

} // namespace pairscope
