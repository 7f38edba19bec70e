#include "core/math/Spectrum.h"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::vector<double> eigenvalues(const Eigen::MatrixXd& matrix) {
    const auto size = static_cast<std::size_t>(matrix.rows());
    if (!matrix.allFinite()) return std::vector<double>(size, kNone);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix, Eigen::EigenvaluesOnly);
    if (solver.info() != Eigen::Success) return std::vector<double>(size, kNone);
    const Eigen::VectorXd values = solver.eigenvalues();
    return {values.data(), values.data() + values.size()};
}

bool isVariance(double value) {
    return value > 0 && std::isfinite(value);
}

} // namespace

Spectrum Spectrum::of(const Eigen::MatrixXd& matrix) {
    return {eigenvalues(matrix), eigenvalues(correlations(matrix))};
}

double conditionNumber(const std::vector<double>& eigenvalues) {
    if (std::isnan(eigenvalues.front())) return kNone;
    if (!(eigenvalues.front() > 0)) return std::numeric_limits<double>::infinity();
    return eigenvalues.back() / eigenvalues.front();
}

Eigen::MatrixXd correlations(const Eigen::MatrixXd& covariance) {
    Eigen::MatrixXd result(covariance.rows(), covariance.cols());
    for (Eigen::Index row = 0; row < covariance.rows(); ++row)
        for (Eigen::Index column = 0; column <= row; ++column) {
            const bool known = isVariance(covariance(row, row)) && isVariance(covariance(column, column)) &&
                               std::isfinite(covariance(row, column));
            // two square roots: the product of two small variances would underflow
            const double scale = std::sqrt(covariance(row, row)) * std::sqrt(covariance(column, column));
            result(row, column) = result(column, row) = known ? covariance(row, column) / scale : kNone;
        }
    return result;
}

} // namespace pairscope
