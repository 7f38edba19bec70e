#pragma once

#include "core/candidate/Candidate.h"
#include "widgets/models/TextTable.h"

#include <Eigen/Core>

namespace pairscope {

/// A covariance matrix with the names of its parameters.
struct NamedMatrix {
    QString title; ///< "fit 9×9"
    QStringList names;
    Eigen::MatrixXd matrix;
};

/// The covariances that a developer of fits looks at: both tracks', and of the chosen minimum the whole
/// (9x9) and the vertex' (3x3), which a failed fit does not have.
[[nodiscard]] std::vector<NamedMatrix> covariancesOf(const Candidate& candidate);

/// Condition numbers and eigenvalues of each matrix, scaled to unit diagonal and as it is.
[[nodiscard]] TextTable eigenvaluesTable(const std::vector<NamedMatrix>& matrices);

} // namespace pairscope
