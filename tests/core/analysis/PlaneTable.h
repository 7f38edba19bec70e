#pragma once

#include "core/analysis/SidebandPlane.h"
#include "core/candidate/CandidateTable.h"
#include "tests/support/TestDetector.h"

#include <memory>
#include <utility>
#include <vector>

namespace pairscope::test {

using Points = std::vector<std::pair<double, double>>;

/// A table whose rows are points of the plane of kT and kL, with these classes when there are any.
inline std::shared_ptr<const CandidateTable> planeTable(const Points& points,
                                                        const std::vector<PairClass>& classes = {}) {
    static const auto detector = belle2Detector();
    PairTable::Contents contents;
    contents.truth = !classes.empty();
    auto pairs = std::make_shared<PairTable>(contents, points.size());
    for (std::size_t row = 0; row < classes.size(); ++row)
        pairs->setPairClass(row, classes[row]);
    auto table = std::make_shared<CandidateTable>(std::move(pairs), detector);
    Candidate candidate;
    for (std::size_t row = 0; row < points.size(); ++row) {
        candidate.plane.kT = points[row].first;
        candidate.plane.kL = points[row].second;
        table->set(row, candidate);
    }
    return table;
}

inline SidebandPlane planeOf(std::vector<Region> regions) {
    SidebandPlane plane;
    plane.x = CandidateColumn::KT;
    plane.y = CandidateColumn::KL;
    plane.regions = std::move(regions);
    return plane;
}

inline Region box(std::string name, ClosedRange x, ClosedRange y, RegionRole role = RegionRole::None,
                  bool blind = false) {
    return {std::move(name), "#0072b2", RectangleRegion{x, y}, {}, role, blind};
}

/// The unit square in four, A at the origin, B to its right, C above it.
inline SidebandPlane abcdPlane(bool blind = false) {
    return planeOf({box("a", {0, 0.5}, {0, 0.5}, RegionRole::Signal, blind),
                    box("b", {0.5, 1}, {0, 0.5}, RegionRole::B), box("c", {0, 0.5}, {0.5, 1}, RegionRole::C),
                    box("d", {0.5, 1}, {0.5, 1}, RegionRole::D)});
}

} // namespace pairscope::test
