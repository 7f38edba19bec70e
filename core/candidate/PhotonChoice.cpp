#include "core/candidate/PhotonChoice.h"

#include <limits>
#include <tuple>

namespace pairscope {

std::size_t bestPhoton(std::span<const PhotonCluster> photons, std::span<const KinematicOutcome> outcomes) {
    const auto badness = [&](std::size_t i) {
        const bool fitted = i < outcomes.size() && outcomes[i];
        const double chi2 = fitted ? outcomes[i]->chi2 : std::numeric_limits<double>::infinity();
        return std::tuple(chi2, -photons[i].energy);
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < photons.size(); ++i)
        if (badness(i) < badness(best)) best = i;
    return best;
}

} // namespace pairscope
