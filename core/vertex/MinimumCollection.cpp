#include "core/vertex/MinimumCollection.h"

#include <algorithm>

namespace pairscope {

namespace {

/// The minimum that is the same as `candidate`, or the number of minima.
std::size_t sameMinimum(const VertexFitResult& result, const VertexMinimum& candidate,
                        double distinctDistance) {
    const auto isSame = [&](const VertexMinimum& known) {
        return (known.vertex() - candidate.vertex()).norm() < distinctDistance;
    };
    return static_cast<std::size_t>(std::find_if(result.minima.begin(), result.minima.end(), isSame) -
                                    result.minima.begin());
}

/// Orders the minima by chi2 and lets the traces point to their new places.
void sortMinima(VertexFitResult& result) {
    std::array<int, 4> order{0, 1, 2, 3};
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(result.minima.size());
    const auto chi2 = [&result](int i) { return result.minima[static_cast<std::size_t>(i)].chi2; };
    std::stable_sort(order.begin(), end, [&chi2](int a, int b) { return chi2(a) < chi2(b); });
    if (std::is_sorted(order.begin(), end)) return;
    const auto unsorted = result.minima;
    std::array<int, 4> newIndex{};
    for (std::size_t i = 0; i < unsorted.size(); ++i) {
        result.minima[i] = unsorted[static_cast<std::size_t>(order[i])];
        newIndex[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    }
    for (FitTrace& trace : result.traces)
        if (trace.minimum >= 0) trace.minimum = newIndex[static_cast<std::size_t>(trace.minimum)];
}

} // namespace

int MinimumCollection::keep(const StartPoint& start, VertexSearchResult& search) {
    m_anyLeft |= search.termination == FitTermination::LeftDetector;
    m_allSingular &= search.termination == FitTermination::SingularMatrix;
    if (!search.minimum) return search.known;
    search.minimum->start = start.start;
    const std::size_t same = sameMinimum(m_result, *search.minimum, m_options.distinctDistance);
    if (same == m_result.minima.size() && same < m_result.minima.capacity())
        m_result.minima.push_back(*search.minimum);
    else if (same < m_result.minima.size() &&
             search.minimum->chi2 < m_result.minima[same].chi2 - m_options.chi2Tolerance)
        m_result.minima[same] = *search.minimum;
    return static_cast<int>(same);
}

void MinimumCollection::addTrace(const StartPoint& start, VertexSearchResult&& search, double startChi2,
                                 int reached) {
    m_result.traces.push_back({start.start, start.search.parameters.head<3>(), startChi2, search.termination,
                               std::move(search.steps), reached});
}

tl::expected<VertexFitResult, VertexFitError> MinimumCollection::take() {
    if (m_result.minima.empty()) {
        VertexFitError error;
        error.failure = m_allSingular ? VertexFitFailure::ParallelTracks
                        : m_anyLeft   ? VertexFitFailure::OutsideDetector
                                      : VertexFitFailure::NotConverged;
        error.traces = std::move(m_result.traces);
        return tl::unexpected(std::move(error));
    }
    sortMinima(m_result);
    return std::move(m_result);
}

} // namespace pairscope
