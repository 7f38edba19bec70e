#pragma once

#include "core/vertex/OriginTerm.h"
#include "core/vertex/VertexChi2.h"

#include <array>
#include <optional>

namespace pairscope {

/// Which of N independent parameters each of the nine is. Nine: themselves. Seven, for a zero opening angle:
/// x, y, z, the common phi, omega of e+, the common tanLambda, omega of e-. Nine = M seven with a matrix M of
/// zeros and ones, so the constraint holds exactly and derivatives are sums.
template<int N>
inline constexpr std::array<int, kVertexParameterCount> kIndependentParameter{};
template<>
inline constexpr std::array<int, kVertexParameterCount> kIndependentParameter<9>{0, 1, 2, 3, 4, 5, 6, 7, 8};
template<>
inline constexpr std::array<int, kVertexParameterCount> kIndependentParameter<7>{0, 1, 2, 3, 4, 5, 3, 6, 5};

/// The nine parameters, or a step in them, from the independent ones.
template<int N>
[[nodiscard]] Vector9 allParameters(const Vector<N>& independent) {
    Vector9 all;
    for (int i = 0; i < kVertexParameterCount; ++i)
        all(i) = independent(kIndependentParameter<N>[static_cast<std::size_t>(i)]);
    return all;
}

/// The covariance of the nine parameters, M C M^T; of rank N.
template<int N>
[[nodiscard]] Matrix9 allCovariance(const SquareMatrix<N>& independent) {
    const auto& place = kIndependentParameter<N>;
    Matrix9 all;
    for (int i = 0; i < kVertexParameterCount; ++i)
        for (int j = 0; j < kVertexParameterCount; ++j)
            all(i, j) = independent(place[static_cast<std::size_t>(i)], place[static_cast<std::size_t>(j)]);
    return all;
}

/// Both legs with the same direction, half way between their own: where zero opening begins. Azimuths are
/// taken as angles, so legs at both sides of +-pi have theirs near +-pi.
[[nodiscard]] Vector9 withoutOpening(const Vector9& parameters);

/// chi2 of both tracks and of what is known of the origin, with derivatives by the nine parameters.
struct ConstrainedExpansion {
    VertexExpansion tracks;
    std::optional<OriginExpansion> origin;

    [[nodiscard]] double chi2() const { return tracks.chi2() + (origin ? origin->chi2 : 0); }
    /// A smaller change of chi2 cannot be told from the rounding of doubles.
    [[nodiscard]] double rounding() const { return 1e-13 * chi2() + (origin ? origin->rounding : 0); }
};

/// The same by the independent parameters.
template<int N>
struct ReducedExpansion {
    Vector<N> halfGradient = Vector<N>::Zero();
    SquareMatrix<N> halfHessian = SquareMatrix<N>::Zero();
    Vector<N> scale = Vector<N>::Zero(); ///< diagonal of the Gauss-Newton Hessian: always positive

    explicit ReducedExpansion(const ConstrainedExpansion& expansion);
};

class ConstrainedChi2 {
public:
    /// @param tracks must outlive this
    /// @throws std::invalid_argument as VertexConstraints::validate()
    ConstrainedChi2(const VertexChi2& tracks, const VertexConstraints& constraints);

    [[nodiscard]] double value(const Vector9& parameters) const;
    [[nodiscard]] ConstrainedExpansion expand(const Vector9& parameters, Curvature curvature) const;

private:
    const VertexChi2& m_tracks;
    std::optional<OriginTerm> m_origin;
};

extern template struct ReducedExpansion<7>;
extern template struct ReducedExpansion<9>;

} // namespace pairscope
