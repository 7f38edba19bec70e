#pragma once

#include "core/candidate/Candidate.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QSlider;
class QTimer;
class QToolButton;

namespace pairscope {

class FitStepsPlot;
class TextTableView;
struct PlotTheme;

/// The searches of the fit: where each began and ended, and of one of them every iteration as table and
/// curves. Stepping through the iterations, by table, slider, curve or play, tells the trial vertex.
class FitStartsPage : public QWidget {
    Q_OBJECT
public:
    explicit FitStartsPage(QWidget* parent = nullptr);

    void setCandidate(std::shared_ptr<const Candidate> candidate);
    void setTheme(const PlotTheme& theme);
    [[nodiscard]] TextTableView& starts() { return *m_starts; }
    [[nodiscard]] TextTableView& steps() { return *m_steps; }
    [[nodiscard]] FitStepsPlot& plot() { return *m_plot; }
    [[nodiscard]] QSlider& slider() { return *m_slider; }

signals:
    /// Trial vertex of the iteration looked at, cm; nothing when none is, or the page is hidden.
    void stepShown(const std::optional<Vector3>& vertex);
    void readoutChanged(const QString& text);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void showTrace(int index);
    void showStep(int row);
    void advance();
    void play(bool on);

    std::shared_ptr<const Candidate> m_candidate;
    int m_trace = -1; ///< index of the search shown, -1 for none
    bool m_marking = false;
    TextTableView* m_starts;
    TextTableView* m_steps;
    FitStepsPlot* m_plot;
    QToolButton* m_play;
    QSlider* m_slider;
    QLabel* m_at;
    QTimer* m_timer;
};

} // namespace pairscope
