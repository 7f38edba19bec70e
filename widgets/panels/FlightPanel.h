#pragma once

#include "widgets/plots/FlightPlot.h"

#include <QWidget>

class QLabel;
class QSlider;

namespace pairscope {

/// The flight view with the slider that stretches it across the flight.
class FlightPanel : public QWidget {
    Q_OBJECT
public:
    explicit FlightPanel(QWidget* parent = nullptr);

    /// The view stays where it is. May be null. While the panel is hidden in its window this and what
    /// follows from it are put off until it is shown.
    void setStudy(std::shared_ptr<const CandidateStudy> study, std::shared_ptr<const DetectorModel> detector);
    void setTrialVertex(const std::optional<Vector3>& vertex);
    void setOptions(const FlightOptions& options) { m_plot->setOptions(options); }
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }
    void fitView();
    void centreOnVertex() { m_plot->centreOnVertex(); }
    void showWholeFlight() { m_plot->showWholeFlight(); }
    [[nodiscard]] FlightPlot& plot() const { return *m_plot; }
    /// "v × 230"
    [[nodiscard]] QString stretchText() const;

signals:
    /// For the status bar.
    void readoutChanged(const QString& text);
    /// Of the fit's minima, by a click on its mark.
    void minimumChosen(int index);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showStretch(double factor);
    [[nodiscard]] bool isPutOff() const { return !isVisible() && !isWindow(); }

    std::shared_ptr<const CandidateStudy> m_study;
    std::shared_ptr<const DetectorModel> m_detector;
    std::optional<Vector3> m_trialVertex;
    bool m_studyWaits = false;
    bool m_fitWaits = false;

    FlightPlot* m_plot;
    QLabel* m_factor;
    QSlider* m_slider;
};

} // namespace pairscope
