#pragma once

#include "core/analysis/CandidateFilter.h"
#include "widgets/plots/DistributionPlot.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;

namespace pairscope {

class OverlayChoice;

/// A histogram of any column with its controls; at first the radiography of the detector.
class DistributionPanel : public QWidget {
    Q_OBJECT
public:
    explicit DistributionPanel(QWidget* parent = nullptr);

    /// What is shown holds where the table has it.
    void setTable(std::shared_ptr<const CandidateTable> table);
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
    void setShownRows(const RowSet& rows) { m_plot->setShownRows(rows); }
    void setSelection(const RowSet& rows);
    void setCurrent(std::optional<std::size_t> row) { m_plot->setCurrent(row); }
    /// Radii of the material, cm.
    void setLayerTicks(std::vector<LayerTick> ticks) { m_plot->setLayerTicks(std::move(ticks)); }
    /// Filters by which the pairs may be told apart.
    void setNamedFilters(const std::vector<NamedFilter>& filters);
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }
    /// Shows a column in bins that the data decide.
    void showColumn(CandidateColumn column);
    [[nodiscard]] DistributionPlot& plot() const { return *m_plot; }

signals:
    void rowsSelected(const pairscope::RowSet& rows, bool add);
    void rowsBrushed(const pairscope::RowSet& rows, bool add);
    /// For the status bar.
    void readoutChanged(const QString& text);
    void messageRaised(const QString& text);

private:
    void build();
    void connectParts();
    void list();
    void chooseView(int index);
    void chooseWidth();
    void showWidth();

    DistributionPlot* m_plot;
    std::vector<DistributionView> m_views; ///< of the items of m_what
    QComboBox* m_what;
    OverlayChoice* m_overlay;
    QComboBox* m_width;
    QCheckBox* m_log;
    QCheckBox* m_errors;
    QCheckBox* m_fractions;
};

} // namespace pairscope
