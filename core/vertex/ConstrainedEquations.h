#pragma once

#include "core/vertex/ConstrainedChi2.h"

#include <cmath>

namespace pairscope {

/// A step of N independent parameters, as VertexStep is one of nine.
template<int N>
struct ConstrainedStep {
    Vector<N> step = Vector<N>::Zero();
    double slope = 0;       ///< -gradient . step / 2 = the decrease of chi2 at its start, halved; > 0
    double curvature = 0;   ///< step^T half Hessian step
    double alongFlight = 0; ///< the vertex's part along the flight, cm
    bool limited = false;   ///< the trust radius cut it short, or chi2 curves down along the flight

    /// Decrease of chi2 in the model along a part of this step.
    [[nodiscard]] double predictedDecrease(double fraction = 1) const {
        return fraction * (2 * slope - fraction * curvature);
    }
};

/// The normal equations of a constrained fit, factorised (L D L^T, dense: constraints couple the tracks) with
/// the vertex turned into the flight's axes and its place along the flight last: the last pivot is the
/// curvature of chi2 along the flight with all else at its best. The counterpart of VertexNormalEquations.
template<int N>
class ConstrainedEquations {
public:
    /// @param flight unit vector along the pair's momentum, three-dimensional
    ConstrainedEquations(const ReducedExpansion<N>& expansion, const Vector3& flight);

    /// Whether chi2 curves up in all directions but the flight; nothing else may be called otherwise.
    [[nodiscard]] bool solvable() const { return m_solvable; }
    /// Whether it also curves up along the flight, beyond rounding.
    [[nodiscard]] bool positiveDefinite() const { return m_pivots(N - 1) > m_smallestAlong; }
    /// Whether chi2 neither curves up nor down along the flight, as far as rounding lets tell.
    [[nodiscard]] bool flatAlongFlight() const { return std::abs(m_pivots(N - 1)) <= m_smallestAlong; }
    /// The step to the model's minimum; along the flight at most `trustRadius` [cm], and that far downhill
    /// where chi2 curves down.
    [[nodiscard]] ConstrainedStep<N> step(double trustRadius) const;
    /// Inverse of the half Hessian by the independent parameters; where it is flat along the flight with the
    /// smallest curvature there that could be told. @pre positiveDefinite() or flatAlongFlight()
    [[nodiscard]] SquareMatrix<N> covariance() const;

private:
    [[nodiscard]] Vector<N> toIndependent(const Vector<N>& local) const;

    Matrix3 m_axes;             ///< columns: two across, the last along the flight
    SquareMatrix<N> m_factor;   ///< unit lower triangle L, in local order: across, legs, along
    Vector<N> m_pivots;         ///< D
    Vector<N> m_forward;        ///< L^-1 (-gradient)
    double m_smallestAlong = 0; ///< curvature that is still told from rounding
    bool m_solvable = false;
};

extern template class ConstrainedEquations<7>;
extern template class ConstrainedEquations<9>;

} // namespace pairscope
