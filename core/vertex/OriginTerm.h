#pragma once

#include "core/vertex/VertexChi2.h"
#include "core/vertex/VertexConstraints.h"

namespace pairscope {

/// What the knowledge of the pair's origin adds to chi2, by the nine parameters.
struct OriginExpansion {
    double chi2 = 0;
    Vector9 halfGradient = Vector9::Zero();
    Matrix9 halfHessian = Matrix9::Zero();
    Vector9 scale = Vector9::Zero(); ///< diagonal of the Gauss-Newton Hessian; zero where nothing is known
    /// What chi2 is uncertain by from the rounding of doubles: centimetres of flight in units of a spot of
    /// 0.3 um leave some 1e-10.
    double rounding = 0;
};

/// The beam spot as a measurement. With d = v - spot, S its covariance and p the pair's momentum at v:
///   InBeamSpot:    d^T S^-1 d,
///   FromBeamSpot:  min over t of (d - t p)^T S^-1 (d - t p).
/// The latter is the chi2 of the two-dimensional impact parameter of the line through v along p, with S
/// projected across p: profiling the place along the line is the same as projecting it out, and needs no axes
/// across. p enters by its direction only, so the field does not matter; the line has no sense, a vertex
/// behind the spot is as good.
class OriginTerm {
public:
    /// @throws std::invalid_argument as VertexConstraints::validate()
    explicit OriginTerm(const VertexConstraints& constraints);

    [[nodiscard]] double value(const Vector9& parameters) const;
    [[nodiscard]] OriginExpansion expand(const Vector9& parameters, Curvature curvature) const;

private:
    [[nodiscard]] OriginExpansion expandSpot(const Vector9& parameters) const;
    [[nodiscard]] OriginExpansion expandPointing(const Vector9& parameters, Curvature curvature) const;

    Origin m_origin;
    Vector3 m_spot;
    Matrix3 m_whitening; ///< L with L^T L = S^-1
};

} // namespace pairscope
