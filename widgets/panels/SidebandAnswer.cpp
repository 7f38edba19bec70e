#include "widgets/panels/SidebandAnswer.h"

namespace pairscope {

namespace {

RowSet rowsOfClass(const CandidateTable& table, const RowSet& among, PairClass pairClass) {
    std::vector<RowSet::Row> rows;
    for (const RowSet::Row row : among)
        if (table.pairs().pairClass(row) == pairClass) rows.push_back(row);
    return RowSet(std::move(rows));
}

/// A blind signal region is as blind in a second sample; what it says of kappa is then nothing.
std::optional<MeasuredKappa> kappaOf(const CandidateTable& table, const SidebandPlane& plane) {
    for (const Region& region : plane.regions)
        if (region.blind) return std::nullopt;
    return measuredKappa(abcdCounts(plane, membership(table, plane, RowSet::all(table.rows()))));
}

std::optional<OccupancyComparison> comparisonOf(const SidebandQuestion& question, const Occupancy& all) {
    const CandidateTable& table = *question.table;
    if (question.firstClass && question.secondClass) {
        const RowSet first = rowsOfClass(table, question.rows, *question.firstClass);
        const RowSet second = rowsOfClass(table, question.rows, *question.secondClass);
        return compare(occupancy(table, question.plane, first), occupancy(table, question.plane, second));
    }
    if (!question.second) return std::nullopt;
    return compare(all, occupancy(*question.second, question.plane, RowSet::all(question.second->rows())));
}

} // namespace

SidebandAnswer answer(const SidebandQuestion& question) {
    SidebandAnswer answer;
    if (!question.table) return answer;
    const RegionMembership where = membership(*question.table, question.plane, question.rows);
    answer.occupancy = occupancy(*question.table, question.plane, where);
    if (question.comparison) answer.comparison = comparisonOf(question, answer.occupancy);
    if (!question.abcd) return answer;
    if (question.second) answer.secondKappa = kappaOf(*question.second, question.plane);
    const bool measured = question.kappaOfSecond && answer.secondKappa;
    answer.abcd = studyAbcd(*question.table, question.plane, where,
                            measured ? answer.secondKappa->kappa : question.kappa);
    return answer;
}

} // namespace pairscope
