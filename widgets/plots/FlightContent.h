#pragma once

#include "core/candidate/FlightPicture.h"
#include "widgets/plots/PlotTheme.h"

#include <qcustomplot.h>

#include <QFont>
#include <QString>

#include <memory>
#include <optional>

namespace pairscope {

/// What of the flight is drawn.
struct FlightOptions {
    bool before = true;  ///< thin: tracks as measured
    bool after = true;   ///< thick: tracks of the chosen minimum
    bool ellipse = true; ///< 1 sigma of every minimum
    bool truth = true;   ///< true vertex and tracks, where the file has them
    bool layers = true;  ///< material on the photon's path
    bool labels = true;  ///< words at points

    bool operator==(const FlightOptions&) const = default;
};

/// Everything that the parts of the flight view draw from; the plot owns it.
struct FlightContent {
    std::shared_ptr<const CandidateStudy> study; ///< may be null
    std::optional<FlightPicture> picture;
    FlightOptions options;
    std::optional<Vector3> trialVertex; ///< where a search of the fit is at the step looked at, cm
    PlotTheme theme;
    QFont font;
    QString message; ///< said in words where there is no vertex to draw; empty for none

    [[nodiscard]] const FlightProfile* profile() const {
        return study && study->profile && !study->profile->points.empty() ? &*study->profile : nullptr;
    }
    [[nodiscard]] const LayerAssociation* association() const {
        return study && study->association ? &*study->association : nullptr;
    }
    /// What Delta chi2 is counted from.
    [[nodiscard]] double lowestChi2() const;
    /// Nothing for a place that the association does not know.
    [[nodiscard]] std::optional<double> probability(const std::string& place) const;
};

/// "62 %", "< 1 %", "> 99 %".
[[nodiscard]] QString percentText(double share);

/// The rectangles of axes of the flight view, one above the other, over the same u [cm].
struct FlightAxes {
    QCPAxisRect* tracks = nullptr;    ///< v [cm]
    QCPAxisRect* profile = nullptr;   ///< Delta chi2
    QCPAxisRect* intervals = nullptr; ///< rows of confidence intervals, kRow68 and kRow95

    static constexpr double kRow68 = 1.5;
    static constexpr double kRow95 = 0.5;

    [[nodiscard]] QCPAxis* u() const { return tracks->axis(QCPAxis::atBottom); }
    [[nodiscard]] QCPAxis* v() const { return tracks->axis(QCPAxis::atLeft); }
    [[nodiscard]] QCPAxis* deltaChi2() const { return profile->axis(QCPAxis::atLeft); }
    /// Pixel of a point (u, v).
    [[nodiscard]] QPointF place(const Vector2& point) const {
        return {u()->coordToPixel(point.x()), v()->coordToPixel(point.y())};
    }
    [[nodiscard]] QPointF profilePlace(double atU, double delta) const {
        return {u()->coordToPixel(atU), deltaChi2()->coordToPixel(delta)};
    }
};

} // namespace pairscope
