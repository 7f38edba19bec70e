#include "core/candidate/TrueTracks.h"
#include "core/track/HelixSampler.h"
#include "render/ItemParts.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// cm; further from where it was born a helix has gone round the axis the wrong way.
constexpr double kSameTrack = 1e-4;

} // namespace

void addTruthItems(const Candidate& candidate, CandidateItems& items) {
    const auto& truth = candidate.event.truth;
    if (!truth || !truth->vertex || !truth->vertex->allFinite()) return;
    items.addPoint(ItemKind::TrueVertex, 0, *truth->vertex);
    const auto born = trueTracks(*truth, candidate.field);
    if (!born) return;
    for (int track = 0; track < 2; ++track) {
        const Helix helix{perigeeParameters((*born)[static_cast<std::size_t>(track)])};
        const double begin = helix.pathOfClosestApproach(truth->vertex->head<2>());
        if (!((helix.positionAt(begin) - *truth->vertex).norm() < kSameTrack)) continue;
        const double end = std::max(begin, trackEnd(helix));
        items.arcs.push_back({ItemKind::TrueTrack, track, helix, begin, end});
        for (const HardRadiation& radiation : hardRadiation(*truth)) {
            const double path = pathToRadius(helix, radiation.radius);
            if (radiation.track != track || path < begin) continue;
            items.addPoint(ItemKind::HardPhoton, static_cast<std::size_t>(track), helix.positionAt(path));
        }
    }
}

} // namespace pairscope
