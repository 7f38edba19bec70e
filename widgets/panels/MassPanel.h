#pragma once

#include "core/analysis/CandidateFilter.h"
#include "widgets/plots/MassPlot.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace pairscope {

class OverlayChoice;

/// The mass histogram with its controls.
class MassPanel : public QWidget {
    Q_OBJECT
public:
    explicit MassPanel(QWidget* parent = nullptr);

    void setTable(std::shared_ptr<const CandidateTable> table);
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
    void setShownRows(const RowSet& rows) { m_plot->setShownRows(rows); }
    void setSelection(const RowSet& rows);
    /// The masses of this candidate; null for none.
    void setCandidate(const std::shared_ptr<const Candidate>& candidate);
    /// Filters by which the pairs may be told apart.
    void setNamedFilters(const std::vector<NamedFilter>& filters);
    void setTruthShown(bool on) { m_plot->setTruthShown(on); }
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }
    [[nodiscard]] MassPlot& plot() const { return *m_plot; }

signals:
    void rowsSelected(const pairscope::RowSet& rows, bool add);
    void rowsBrushed(const pairscope::RowSet& rows, bool add);
    void messageRaised(const QString& text);
    /// For the status bar.
    void readoutChanged(const QString& text);

private:
    void build();
    void connectParts();

    MassPlot* m_plot;
    QComboBox* m_population;
    QComboBox* m_width;
    OverlayChoice* m_overlay;
    QComboBox* m_mass; ///< the one that is shown in groups
    QCheckBox* m_log;
    QCheckBox* m_errors;
    QCheckBox* m_fractions;
    QCheckBox* m_kinematic;
};

} // namespace pairscope
