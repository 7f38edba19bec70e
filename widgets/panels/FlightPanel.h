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

    /// The view stays where it is. May be null.
    void setStudy(std::shared_ptr<const CandidateStudy> study,
                  const std::shared_ptr<const DetectorModel>& detector) {
        m_plot->setStudy(std::move(study), detector);
    }
    void setOptions(const FlightOptions& options) { m_plot->setOptions(options); }
    void setTheme(const PlotTheme& theme) { m_plot->setTheme(theme); }
    void fitView() { m_plot->fitToData(); }
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

private:
    void showStretch(double factor);

    FlightPlot* m_plot;
    QLabel* m_factor;
    QSlider* m_slider;
};

} // namespace pairscope
