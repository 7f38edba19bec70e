#pragma once

#include <Eigen/Core>

#include <vector>

namespace pairscope {

/// Eigenvalues of a covariance matrix, as it is and with every parameter in units of its own error. The
/// scaled ones tell correlation; the raw ones also how different the parameters' units are.
struct Spectrum {
    std::vector<double> raw;    ///< ascending, in squared units of the parameters; NaN where not finite
    std::vector<double> scaled; ///< ascending, of the matrix scaled to unit diagonal; NaN where it cannot be

    /// Of a symmetric matrix of any size; only its lower triangle is read. Never throws.
    [[nodiscard]] static Spectrum of(const Eigen::MatrixXd& matrix);
};

/// Largest over smallest eigenvalue: how many digits a solve loses. Infinite when the smallest is not
/// positive, NaN when it is not known. @param eigenvalues ascending, at least one
[[nodiscard]] double conditionNumber(const std::vector<double>& eigenvalues);

/// Correlations V_ij / sqrt(V_ii V_jj) of a covariance; NaN in row and column of a variance that is not
/// positive and finite, and where an element is not finite.
[[nodiscard]] Eigen::MatrixXd correlations(const Eigen::MatrixXd& covariance);

} // namespace pairscope
