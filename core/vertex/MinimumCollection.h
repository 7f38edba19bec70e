#pragma once

#include "core/vertex/FitStarts.h"

namespace pairscope {

/// Gathers what the searches of one fit found: distinct minima, traces, and why there is none.
class MinimumCollection {
public:
    /// @param options must outlive this
    MinimumCollection(const VertexFit::Options& options, int ndf) : m_options(options) { m_result.ndf = ndf; }

    /// The minima so far: a search that runs into one of them may stop there.
    [[nodiscard]] std::span<const VertexMinimum> known() const {
        return {m_result.minima.data(), m_result.minima.size()};
    }
    /// @param chi2 what was searched; asked for its value at the start when tracing
    template<typename Chi2>
    void add(const StartPoint& start, VertexSearchResult&& search, const Chi2& chi2) {
        const int reached = keep(start, search);
        if (m_options.trace) addTrace(start, std::move(search), chi2.value(start.search.parameters), reached);
    }
    /// Best first; or the error when no search ended in a minimum. Leaves the collection empty.
    [[nodiscard]] tl::expected<VertexFitResult, VertexFitError> take();

private:
    /// @return index of the minimum that the search ended in, -1 for none
    int keep(const StartPoint& start, VertexSearchResult& search);
    void addTrace(const StartPoint& start, VertexSearchResult&& search, double startChi2, int reached);

    const VertexFit::Options& m_options;
    VertexFitResult m_result;
    bool m_anyLeft = false;
    bool m_allSingular = true;
};

} // namespace pairscope
