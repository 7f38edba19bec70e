#pragma once

#include "widgets/plots/MassPlot.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace pairscope {

/// The mass histogram with its controls.
class MassPanel : public QWidget {
    Q_OBJECT
public:
    explicit MassPanel(QWidget* parent = nullptr);

    void setTable(std::shared_ptr<const CandidateTable> table);
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setShownRows(const RowSet& rows) { m_plot->setShownRows(rows); }
    void setSelection(const RowSet& rows) { m_plot->setSelection(rows); }
    /// The masses of this candidate; null for none.
    void setCandidate(const std::shared_ptr<const Candidate>& candidate);
    void setTruthShown(bool on) { m_plot->setTruthShown(on); }
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }
    [[nodiscard]] MassPlot& plot() const { return *m_plot; }

signals:
    /// For the status bar.
    void readoutChanged(const QString& text);

private:
    MassPlot* m_plot;
    QComboBox* m_population;
    QComboBox* m_width;
    QCheckBox* m_log;
    QCheckBox* m_errors;
    QCheckBox* m_kinematic;
};

} // namespace pairscope
