#pragma once

#include "widgets/models/FitComparison.h"
#include "widgets/panels/FitOptionsPage.h"
#include "widgets/panels/FitVertexPage.h"

#include <QWidget>

class QTabWidget;

namespace pairscope {

class FitComparePage;
class FitMatrixPage;
class FitStartsPage;
struct PlotTheme;

/// Why the vertex fit of a candidate is as it is: the diagnosis in a sentence, and pages with the minima and
/// the evidence, the searches, the matrices, the options, and a comparison of two fits. It computes no fit:
/// what the user wants comes back as requests.
class FitPanel : public QWidget {
    Q_OBJECT
public:
    explicit FitPanel(QWidget* parent = nullptr);

    /// @param fit its study may be null: nothing is chosen
    /// @param inList the list has the candidate fitted with the same options
    void setFit(const FitRecord& fit, const std::shared_ptr<const DetectorModel>& detector,
                VertexChoice choice, bool inList = false);
    void setOptions(const Reconstruction::Options& options);
    void setTheme(const PlotTheme& theme);

    [[nodiscard]] QString sentence() const;
    [[nodiscard]] FitVertexPage& vertexPage() { return *m_vertex; }
    [[nodiscard]] FitStartsPage& startsPage() { return *m_starts; }
    [[nodiscard]] FitMatrixPage& matrixPage() { return *m_matrices; }
    [[nodiscard]] FitOptionsPage& optionsPage() { return *m_options; }
    [[nodiscard]] FitComparePage& comparePage() { return *m_compare; }
    [[nodiscard]] QTabWidget& pages() { return *m_pages; }

signals:
    void minimumChosen(int minimum);
    /// The policy decides again for this candidate.
    void choiceReleased();
    void policyChanged(MinimumPolicy policy);
    void optionsChanged(const Reconstruction::Options& options);
    void refitRequested(pairscope::RefitWhich which);
    /// Trial vertex of the iteration looked at, cm.
    void stepShown(const std::optional<Vector3>& vertex);
    /// The fit kept for comparison, null for none.
    void keptChanged(const std::shared_ptr<const Candidate>& candidate);
    void testCaseRequested();
    /// For the status bar.
    void readoutChanged(const QString& text);

private:
    void build();
    void connectPages();

    QLabel* m_icon;
    QLabel* m_sentence;
    QLabel* m_trial;
    QTabWidget* m_pages;
    FitVertexPage* m_vertex;
    FitStartsPage* m_starts;
    FitMatrixPage* m_matrices;
    FitOptionsPage* m_options;
    FitComparePage* m_compare;
};

} // namespace pairscope
