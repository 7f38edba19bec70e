#pragma once

#include "core/candidate/ParallelRows.h"
#include "core/candidate/Reconstruction.h"
#include "core/event/PairTable.h"

#include <memory>
#include <string>
#include <vector>

namespace pairscope {

/// What the chi2 profile along the flight and the layer association say of every pair of a table: the columns
/// that `pairscope fit --profile` adds. NaN and empty texts where the tracks cannot be fitted.
struct FlightTable {
    struct Row {
        Vector2 direction = Vector2::Zero(); ///< unit vector of the transverse flight
        double u = 0;                        ///< of the chosen vertex, cm
        std::string u68;                     ///< "low:high" in cm, several stretches joined by ";"
        std::string u95;
        double prompt = 0;           ///< probability
        std::vector<double> layers;  ///< probability of each group
        std::string layerBest;       ///< "prompt" or a group
        double layerProbability = 0; ///< its probability

        /// Of tracks that cannot be fitted. @param groups of layers
        [[nodiscard]] static Row none(std::size_t groups);
    };
    std::vector<std::string> groups; ///< all layer groups up to the CDC wall, innermost first
    std::vector<Row> rows;
};

/// How one of those columns is named and measured.
struct FlightColumnInfo {
    std::string name; ///< in files: "u68", "p_PXD_1"
    std::string unit; ///< empty for pure numbers
    std::string description;
};
/// All of them, in the order in which files have them.
[[nodiscard]] std::vector<FlightColumnInfo> flightColumns(const std::vector<std::string>& groups);
/// "p_PXD_1" of "PXD 1".
[[nodiscard]] std::string probabilityColumn(std::string group);

/// @return nothing when `stop` was requested before the end
[[nodiscard]] std::shared_ptr<const FlightTable>
profileAll(const PairTable& pairs, const std::shared_ptr<const DetectorModel>& detector,
           const Reconstruction::Options& options = {}, const std::stop_token& stop = {},
           const Progress& progress = {});

} // namespace pairscope
