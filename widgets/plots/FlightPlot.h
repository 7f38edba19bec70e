#pragma once

#include "widgets/plots/FlightContent.h"
#include "widgets/plots/PlotWidget.h"

#include <array>

namespace pairscope {

class FlightMarks;
class LayerNames;
class LengthTicker;
class OriginRow;

/// The flight frame of one candidate: tracks in (u, v) with v stretched, under them chi2 along the flight,
/// its confidence intervals and the pair's probable origin, all over the same u.
///
/// The wheel zooms along u, with Ctrl it stretches v (or Delta chi2, over the profile); left drag pans; a
/// double click fits; a click on a minimum asks for it to be chosen.
class FlightPlot : public PlotWidget {
    Q_OBJECT
public:
    static constexpr double kLeastStretch = 1;
    static constexpr double kMostStretch = 2000;

    explicit FlightPlot(QWidget* parent = nullptr);

    /// The view stays where it is. Both may be null.
    void setStudy(std::shared_ptr<const CandidateStudy> study,
                  const std::shared_ptr<const DetectorModel>& detector);
    void setOptions(const FlightOptions& options);
    /// A vertex on its way to a minimum, cm; nothing for none.
    void setTrialVertex(const std::optional<Vector3>& vertex);
    [[nodiscard]] const FlightOptions& options() const { return m_content.options; }

    /// What is drawn, in numbers; nothing when there is no candidate or its tracks are none.
    [[nodiscard]] const std::optional<FlightPicture>& picture() const { return m_content.picture; }
    /// What is said where there is no vertex; empty otherwise.
    [[nodiscard]] const QString& message() const { return m_content.message; }
    [[nodiscard]] const FlightAxes& axes() const { return m_axes; }
    [[nodiscard]] const OriginRow& originRow() const { return *m_origin; }
    [[nodiscard]] const LayerNames& layerNames() const { return *m_names; }

    /// How many times larger v is drawn than u.
    [[nodiscard]] double stretch() const;
    /// Keeps the chosen minimum, or else the middle, in its place.
    void setStretch(double factor);

    /// From the interaction point to just beyond everything where the vertex may be.
    void fitToData() override;
    /// All of the flight, to the CDC's inner wall.
    void showWholeFlight();
    /// The chosen minimum in the middle, at the same scales.
    void centreOnVertex();

signals:
    void stretchChanged(double factor);
    void minimumChosen(int index);

protected:
    [[nodiscard]] QString readout(const QPointF& pixel) const override;
    void applyTheme() override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// A track with its band.
    struct TrackGraphs {
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr; ///< filled down to `low`
        QCPGraph* line = nullptr;
    };

    void makeAxes();
    void alignAxes();
    void tickAxes();
    void makeGraphs();
    [[nodiscard]] TrackGraphs makeTrack();
    void fill(const TrackGraphs& graphs, const FlightTrack& track, bool shown) const;
    void fillTracks();
    void fillProfile();
    void chooseMessage();
    void uRangeChanged(const QCPRange& range);
    void vRangeChanged(const QCPRange& range);
    void laidOut();
    void stretchAbout(double factor, double v);
    void keepStretchInBounds();
    void fitV();
    void fitDeltaChi2();
    [[nodiscard]] QCPRange fittedU() const;
    [[nodiscard]] QString placeText(const QPointF& pixel) const;
    [[nodiscard]] QString thingAt(const QPointF& pixel) const;
    [[nodiscard]] QString minimumText(std::size_t index) const;
    [[nodiscard]] QString intervalText(const QPointF& pixel) const;
    [[nodiscard]] QString layerText(const QPointF& pixel) const;

    FlightAxes m_axes;
    FlightContent m_content;
    std::array<TrackGraphs, 2> m_before; ///< e+, e-
    std::array<TrackGraphs, 2> m_after;
    std::array<QCPGraph*, 2> m_true{};
    QCPGraph* m_profile = nullptr;
    std::array<QCPItemStraightLine*, 2> m_levels{}; ///< Delta chi2 of 1 and 3.84
    QCPItemText* m_uLabel = nullptr;
    LayerNames* m_names = nullptr;
    OriginRow* m_origin = nullptr;
    FlightMarks* m_marks = nullptr;
    QSharedPointer<LengthTicker> m_vTicker;
    QPointF m_pressed;
    double m_toldStretch = 0;
};

} // namespace pairscope
