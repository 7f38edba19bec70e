#pragma once

#include "core/math/LinearAlgebra.h"

namespace pairscope {

/// Jacobian d f / d x by central differences, error O(step^2): what every analytic Jacobian is tested
/// against. `steps` are the half-widths, one for each argument, in the argument's own unit.
template<int Rows, int Columns, typename Function>
[[nodiscard]] MatrixOf<Rows, Columns> numericalJacobian(const Function& f, const Vector<Columns>& x,
                                                        const Vector<Columns>& steps) {
    MatrixOf<Rows, Columns> jacobian;
    for (int column = 0; column < Columns; ++column) {
        Vector<Columns> up = x;
        Vector<Columns> down = x;
        up(column) += steps(column);
        down(column) -= steps(column);
        const Vector<Rows> difference = f(up) - f(down);
        jacobian.col(column) = difference / (up(column) - down(column));
    }
    return jacobian;
}

} // namespace pairscope
