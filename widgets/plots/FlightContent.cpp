#include "widgets/plots/FlightContent.h"

#include "widgets/models/QuantityText.h"

#include <algorithm>

namespace pairscope {

double FlightContent::lowestChi2() const {
    // a minimum behind where the scan begins may be the lowest
    const bool fitted = picture && !picture->minima.empty();
    const FlightProfile* scan = profile();
    if (fitted && scan) return std::min(picture->minima.front().chi2, scan->lowestChi2());
    return fitted ? picture->minima.front().chi2 : scan ? scan->lowestChi2() : 0;
}

std::optional<double> FlightContent::probability(const std::string& place) const {
    const LayerAssociation* origin = association();
    if (!origin) return std::nullopt;
    for (const OriginProbability& layer : origin->layers)
        if (layer.place == place) return layer.probability;
    return std::nullopt;
}

QString percentText(double share) {
    const double percent = 100 * share;
    if (percent < 0.95) return QStringLiteral("< 1 %");
    if (percent > 99.05) return QStringLiteral("> 99 %");
    return QStringLiteral("%1 %").arg(numberText(percent, 0));
}

} // namespace pairscope
