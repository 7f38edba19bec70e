#include "core/vertex/ConstrainedChi2.h"

#include "core/math/Angle.h"

namespace pairscope {

Vector9 withoutOpening(const Vector9& parameters) {
    Vector9 common = parameters;
    const double half = wrapAngle(parameters(kElectronPhi) - parameters(kPositronPhi)) / 2;
    common(kPositronPhi) = common(kElectronPhi) = wrapAngle(parameters(kPositronPhi) + half);
    common(kPositronTanLambda) = common(kElectronTanLambda) =
        (parameters(kPositronTanLambda) + parameters(kElectronTanLambda)) / 2;
    return common;
}

template<int N>
ReducedExpansion<N>::ReducedExpansion(const ConstrainedExpansion& expansion) {
    constexpr auto& kPlace = kIndependentParameter<N>;
    for (std::size_t track = 0; track < 2; ++track) {
        const TrackTerm& term = expansion.tracks.tracks[track];
        constexpr std::array<std::size_t, 2> kOwn{kPositronPhi, kElectronPhi};
        const std::size_t own = kOwn[track];
        const std::array<int, 6> place{0, 1, 2, kPlace[own], kPlace[own + 1], kPlace[own + 2]};
        for (int i = 0; i < 6; ++i) {
            const int row = place[static_cast<std::size_t>(i)];
            halfGradient(row) += term.halfGradient(i);
            scale(row) += term.scale(i);
            for (int j = 0; j < 6; ++j)
                halfHessian(row, place[static_cast<std::size_t>(j)]) += term.halfHessian(i, j);
        }
    }
    if (!expansion.origin) return;
    for (int i = 0; i < kVertexParameterCount; ++i) {
        const int row = kPlace[static_cast<std::size_t>(i)];
        halfGradient(row) += expansion.origin->halfGradient(i);
        scale(row) += expansion.origin->scale(i);
        for (int j = 0; j < kVertexParameterCount; ++j)
            halfHessian(row, kPlace[static_cast<std::size_t>(j)]) += expansion.origin->halfHessian(i, j);
    }
}

template struct ReducedExpansion<7>;
template struct ReducedExpansion<9>;

ConstrainedChi2::ConstrainedChi2(const VertexChi2& tracks, const VertexConstraints& constraints)
    : m_tracks(tracks) {
    if (constraints.origin != Origin::Anywhere) m_origin.emplace(constraints);
}

double ConstrainedChi2::value(const Vector9& parameters) const {
    return m_tracks.value(parameters) + (m_origin ? m_origin->value(parameters) : 0);
}

ConstrainedExpansion ConstrainedChi2::expand(const Vector9& parameters, Curvature curvature) const {
    ConstrainedExpansion expansion{m_tracks.expand(parameters, curvature), std::nullopt};
    if (m_origin) expansion.origin = m_origin->expand(parameters, curvature);
    return expansion;
}

} // namespace pairscope
