#include "render/Overlay.h"

#include "core/math/Units.h"
#include "render/Readout.h"

#include <fmt/format.h>

#include <cmath>

namespace pairscope {

namespace {

/// A layer further from the vertex than this many errors of its radius is no place where it can be.
constexpr double kReachableSigmas = 3;

void addFitParts(const Candidate& candidate, const DetectorModel* detector, const SceneOptions& options,
                 std::vector<CaptionPart>& parts) {
    const Theme& theme = options.theme;
    if (!candidate.fit || candidate.stages.empty()) {
        const std::string why =
            candidate.fit ? std::string(candidate.reason()) : describe(candidate.fit.error());
        parts.push_back({fmt::format("no vertex: {}", why), theme.failure, false});
        return;
    }
    const VertexStage& stage = candidate.stage();
    parts.push_back({fmt::format("M after {}", massText(stage.mass)), theme.text, false});
    parts.push_back({fmt::format("ΔM {}", massText(stage.deltaM)), theme.text, false});
    std::string radius = fmt::format("ρ {}", measuredText(stage.rho, 1, "cm"));
    if (detector && stage.layer && stage.layer->layer < detector->layers().size()) {
        const bool reachable = std::abs(stage.layer->distance) <= kReachableSigmas * stage.rho.error;
        radius += reachable ? fmt::format(", nearest {}", detector->layers()[stage.layer->layer].group)
                            : std::string(", no material near");
    }
    parts.push_back({radius, theme.text, false});
    const std::size_t minima = candidate.shownMinima();
    const std::string which =
        minima > 1 ? fmt::format("minimum {} of {}", candidate.chosenMinimum() + 1, minima) : "one minimum";
    const double chi2 = candidate.vertex().chi2;
    parts.push_back({fmt::format("{}, χ² {:.3g}", which, chi2), theme.text, false});
}

} // namespace

std::vector<CaptionPart> captionParts(const Candidate& candidate, const DetectorModel* detector,
                                      const SceneOptions& options) {
    const Theme& theme = options.theme;
    std::vector<CaptionPart> parts;
    parts.push_back({toString(candidate.event.id), theme.text, true});
    parts.push_back({fmt::format("M before {}", massText(candidate.massBefore)), theme.text, false});
    addFitParts(candidate, detector, options, parts);
    if (options.simulation) parts.push_back({"simulation", theme.truth, true});
    if (options.mixed && !options.simulation) parts.push_back({"may be simulation", theme.truth, true});
    if (!options.program.empty()) parts.push_back({options.program, theme.mutedText, false});
    return parts;
}

} // namespace pairscope
