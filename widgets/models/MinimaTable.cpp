#include "widgets/models/MinimaTable.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::MinimaTable", text);
}

/// Of the error; beyond it the interval is shown instead.
constexpr double kSkew = 0.25;

QString endText(double value, double length) {
    const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(length))), 0, 4);
    return numberText(value, decimals);
}

QString intervalText(const FlightInterval& interval) {
    const double length = std::max(interval.length(), 1e-4);
    const QString low = endText(interval.low, length);
    const QString high = endText(interval.high, length);
    if (interval.openLow && interval.openHigh) return tr("anywhere");
    if (interval.openHigh) return tr("> %1").arg(low);
    if (interval.openLow) return tr("< %1").arg(high);
    return tr("%1 … %2").arg(low, high);
}

TextCell rhoCell(const CandidateStudy& study, std::size_t minimum) {
    const Measured rho = study.candidate->stages[minimum].rho;
    const QString gaussian = measuredTextWithUnit(rho, centimetreUnit());
    const auto interval = skewInterval(study, minimum);
    if (!interval)
        return {measuredText(rho, centimetreUnit()),
                tr("ρ = %1, error from the curvature of χ²").arg(gaussian)};
    return {intervalText(*interval),
            tr("68 % interval from χ² along the flight, which is not parabolic here; the curvature alone "
               "would give %1")
                .arg(gaussian)};
}

TextCell layerCell(const VertexStage& stage, const DetectorModel& detector) {
    if (!stage.layer) return {missingText(), tr("No material is near")};
    const MaterialLayer& layer = detector.layers()[stage.layer->layer];
    return {QString::fromStdString(layer.group),
            tr("%1: the vertex is %2 from it, %3 σ of ρ")
                .arg(QString::fromStdString(layer.name), lengthText({stage.layer->distance, 0}),
                     numberText(stage.layerPull, 1))};
}

} // namespace

std::optional<FlightInterval> skewInterval(const CandidateStudy& study, std::size_t minimum) {
    const Measured rho = study.candidate->stages[minimum].rho;
    // the profile is that of the free fit, and its intervals are those of the minima that the data allow
    const VertexFitResult& fit = *study.candidate->fit;
    if (!study.profile || fit.ndf != 1 || minimum >= fit.plausibleMinima()) return std::nullopt;
    for (const FlightInterval& interval : rhoIntervals(*study.profile, study.profile->u68)) {
        if (!interval.contains(rho.value)) continue;
        const double skew = std::max(std::abs(interval.low - (rho.value - rho.error)),
                                     std::abs(interval.high - (rho.value + rho.error)));
        const bool open = interval.openLow || interval.openHigh;
        return open || !(skew <= kSkew * rho.error) ? std::optional(interval) : std::nullopt;
    }
    return std::nullopt;
}

TextTable minimaTable(const CandidateStudy& study, const DetectorModel& detector) {
    TextTable table;
    table.columns = {{QString(), tr("● is “the” vertex: its masses are in the list"), false},
                     {tr("ρ [cm]"), tr("Transverse distance from the z axis, with its 68 % interval")},
                     {tr("M [MeV]"), tr("M after: e+e- mass with the momenta at this vertex")},
                     {tr("Δχ²"), tr("chi2 above the lowest")},
                     {tr("Layer"), tr("Material nearest to the vertex"), false},
                     {tr("χ²"), tr("chi2 of the minimum")}};
    const Candidate& candidate = *study.candidate;
    if (!candidate.fit) return table;
    const double lowest = candidate.fit->best().chi2;
    for (std::size_t i = 0; i < candidate.fit->minima.size(); ++i) {
        const bool chosen = i == candidate.chosenMinimum();
        const bool refused = i >= candidate.fit->plausibleMinima();
        const VertexMinimum& minimum = candidate.fit->minima[i];
        const QString tip = refused ? tr("The data refuse this minimum: Δχ² is above %1")
                                          .arg(significantText(VertexFitResult::kPlausibleDeltaChi2, 2))
                                    : QString();
        table.rows.push_back({{(chosen ? tr("● %1") : tr("○ %1")).arg(i + 1), tip},
                              rhoCell(study, i),
                              {measuredText(candidate.stages[i].mass, mevUnit())},
                              {significantText(minimum.chi2 - lowest, 3), tip},
                              layerCell(candidate.stages[i], detector),
                              {significantText(minimum.chi2, 3), tip}});
        for (TextCell& cell : table.rows.back())
            cell.bold = chosen;
    }
    return table;
}

} // namespace pairscope
