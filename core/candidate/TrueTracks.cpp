#include "core/candidate/TrueTracks.h"

#include "core/kinematics/PairMass.h"

#include <cmath>

namespace pairscope {

std::optional<std::array<TrackPoint, 2>> trueTracks(const PairTruth& truth, MagneticField field) {
    if (!truth.vertex || !truth.vertex->allFinite() || !truth.momenta) return std::nullopt;
    std::array<TrackPoint, 2> tracks;
    for (std::size_t i = 0; i < 2; ++i) {
        const Vector3& p = (*truth.momenta)[i];
        const double pT = p.head<2>().norm();
        if (!p.allFinite() || !(pT > 0)) return std::nullopt;
        const double charge = i == 0 ? 1 : -1;
        tracks[i] = {*truth.vertex, std::atan2(p.y(), p.x()), charge / (field.alpha() * pT), p.z() / pT};
    }
    return tracks;
}

std::optional<TrueShift> trueShift(const PairTruth& truth, MagneticField field) {
    const auto born = trueTracks(truth, field);
    if (!born) return std::nullopt;
    const auto atPerigee = [](const TrackPoint& point) { return Helix(perigeeParameters(point)).pointAt(0); };
    TrueShift shift;
    shift.rho = truth.vertex->head<2>().norm();
    shift.mass = pairMass((*born)[0], (*born)[1], field);
    shift.deltaM = shift.mass - pairMass(atPerigee((*born)[0]), atPerigee((*born)[1]), field);
    return shift;
}

std::vector<HardRadiation> hardRadiation(const PairTruth& truth, double smallestShare) {
    std::vector<HardRadiation> found;
    if (!truth.losses || !truth.momenta) return found;
    for (int i = 0; i < 2; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const EnergyLoss& loss = (*truth.losses)[at];
        const double share = loss.hardestPhoton / (*truth.momenta)[at].norm();
        if (share > smallestShare && std::isfinite(share) && std::isfinite(loss.hardestRadius))
            found.push_back({i, loss.hardestPhoton, share, loss.hardestRadius});
    }
    return found;
}

} // namespace pairscope
