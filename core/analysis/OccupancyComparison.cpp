#include "core/analysis/OccupancyComparison.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace pairscope {

namespace {

/// Entries of both samples in one set of regions.
struct CellPair {
    double first = 0;
    double second = 0;
};

std::vector<CellPair> cellsOf(const Occupancy& first, const Occupancy& second) {
    std::map<RegionMembership::Mask, CellPair> byMask;
    for (const auto& [mask, count] : first.cells)
        byMask[mask].first = static_cast<double>(count);
    for (const auto& [mask, count] : second.cells)
        byMask[mask].second = static_cast<double>(count);
    std::vector<CellPair> cells;
    for (const auto& [mask, cell] : byMask)
        cells.push_back(cell);
    return cells;
}

void addChi2(OccupancyComparison& result, const Occupancy& first, const Occupancy& second) {
    constexpr double kFewest = 5; // expected entries, for chi2 to be near its distribution
    const auto all = static_cast<double>(first.entries + second.entries);
    const double shares[2] = {static_cast<double>(first.entries) / all,
                              static_cast<double>(second.entries) / all};
    std::vector<CellPair> large;
    CellPair rest;
    for (const CellPair& cell : cellsOf(first, second)) {
        if ((cell.first + cell.second) * std::min(shares[0], shares[1]) >= kFewest)
            large.push_back(cell);
        else
            rest = {rest.first + cell.first, rest.second + cell.second};
    }
    if ((rest.first + rest.second) * std::min(shares[0], shares[1]) >= kFewest) large.push_back(rest);
    if (large.size() < 2) return;
    double chi2 = 0;
    for (const CellPair& cell : large) {
        const double sum = cell.first + cell.second;
        chi2 += std::pow(cell.first - sum * shares[0], 2) / (sum * shares[0]) +
                std::pow(cell.second - sum * shares[1], 2) / (sum * shares[1]);
    }
    result.chi2 = chi2;
    result.ndf = static_cast<int>(large.size()) - 1;
    result.probability =
        boost::math::cdf(boost::math::complement(boost::math::chi_squared(result.ndf), chi2));
}

/// sqrt(1/k - 1/n): the relative error of k/n.
double variance(std::size_t count, std::size_t entries) {
    return 1 / static_cast<double>(count) - 1 / static_cast<double>(entries);
}

RegionComparison compareRegion(const RegionOccupancy& first, std::size_t entries1,
                               const RegionOccupancy& second, std::size_t entries2, ConfidenceLevel level) {
    RegionComparison result;
    result.blinded = first.blinded || second.blinded;
    if (result.blinded) return result;
    result.first = proportion(first.count, entries1, level);
    result.second = proportion(second.count, entries2, level);
    result.pValue = fisherProbability(first.count, entries1, second.count, entries2);
    if (second.count == 0) return result;
    result.ratio = result.first.value / result.second.value;
    if (first.count == 0) return result;
    const double deviations = boost::math::quantile(boost::math::normal(), (1 + level.value) / 2);
    const double factor =
        std::exp(deviations * std::sqrt(variance(first.count, entries1) + variance(second.count, entries2)));
    result.interval = Interval{*result.ratio / factor, *result.ratio * factor};
    return result;
}

} // namespace

double fisherProbability(std::uint64_t successes1, std::uint64_t trials1, std::uint64_t successes2,
                         std::uint64_t trials2) {
    const auto n1 = static_cast<double>(trials1);
    const auto n2 = static_cast<double>(trials2);
    const auto sum = static_cast<double>(successes1 + successes2);
    const double lowest = std::max(0.0, sum - n2);
    const double highest = std::min(sum, n1);
    // hypergeometric: probability of k + 1 over that of k successes in the first sample
    const auto step = [&](double k) { return (n1 - k) / (k + 1) * (sum - k) / (n2 - sum + k + 1); };
    const double mode = std::clamp(std::floor((n1 + 1) * (sum + 1) / (n1 + n2 + 2)), lowest, highest);
    const auto seen = static_cast<double>(successes1);
    // relative to the mode; smaller than this is nothing beside the rest
    constexpr double kNothing = 1e-300;
    double observed = 1;
    for (double k = mode; k < seen && observed > kNothing; ++k)
        observed *= step(k);
    for (double k = mode; k > seen && observed > kNothing; --k)
        observed /= step(k - 1);
    const double limit = observed * (1 + 1e-9); // those as probable are equal but for rounding
    double all = 1;
    double tails = limit >= 1 ? 1 : 0;
    const auto add = [&](double weight) {
        all += weight;
        if (weight <= limit) tails += weight;
    };
    double weight = 1;
    for (double k = mode; k < highest && weight > kNothing; ++k)
        add(weight *= step(k));
    weight = 1;
    for (double k = mode; k > lowest && weight > kNothing; --k)
        add(weight /= step(k - 1));
    return tails / all;
}

std::optional<OccupancyComparison> compare(const Occupancy& first, const Occupancy& second,
                                           ConfidenceLevel level) {
    if (!(level.value > 0 && level.value < 1))
        throw std::invalid_argument("compare: the confidence level must be between 0 and 1");
    if (first.regions.size() != second.regions.size())
        throw std::invalid_argument("compare: the occupancies are of different planes");
    if (first.entries == 0 || second.entries == 0) return std::nullopt;
    OccupancyComparison result;
    for (std::size_t k = 0; k < first.regions.size(); ++k)
        result.regions.push_back(
            compareRegion(first.regions[k], first.entries, second.regions[k], second.entries, level));
    addChi2(result, first, second);
    return result;
}

} // namespace pairscope
