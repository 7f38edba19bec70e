#pragma once

#include "widgets/models/EigenvaluesTable.h"

#include <QWidget>

class QComboBox;

namespace pairscope {

class CorrelationPlot;
class TextTableView;
struct PlotTheme;

/// Eigenvalues and condition numbers of the covariances, and the correlations of one of them.
class FitMatrixPage : public QWidget {
    Q_OBJECT
public:
    explicit FitMatrixPage(QWidget* parent = nullptr);

    void setCandidate(const Candidate& candidate);
    void setTheme(const PlotTheme& theme);
    [[nodiscard]] TextTableView& eigenvalues() { return *m_eigenvalues; }
    [[nodiscard]] CorrelationPlot& correlations() { return *m_plot; }
    [[nodiscard]] QComboBox& matrices() { return *m_which; }

signals:
    void readoutChanged(const QString& text);

private:
    void showMatrix();

    TextTableView* m_eigenvalues;
    QComboBox* m_which;
    CorrelationPlot* m_plot;
    std::vector<NamedMatrix> m_matrices;
    QString m_wanted; ///< title of the matrix that was chosen; empty until one was
};

} // namespace pairscope
