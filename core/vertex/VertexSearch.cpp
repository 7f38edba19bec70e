#include "core/vertex/VertexSearch.h"

#include "core/vertex/SearchCriteria.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kSmallestTrust = 1e-7; ///< cm

/// chi2 above the expected one at which a start is relaxed, and with how many steps at most.
constexpr double kRelaxAbove = 0.3;
constexpr int kRelaxations = 4;

class Search {
public:
    Search(const VertexChi2& chi2, const VertexSearchStart& start, const VertexFit::Options& options,
           std::span<const VertexMinimum> known)
        : m_chi2(chi2),
          m_options(options),
          m_known(known),
          m_flight(start.flight),
          m_parameters(start.parameters),
          m_trust(start.trustRadius),
          m_expected(start.expectedChi2),
          m_expansion(chi2.expand(start.parameters, start.curvature)) {}

    VertexSearchResult run() {
        relaxAtFixedPlace();
        for (m_iteration = 1; m_iteration <= m_options.maxIterations; ++m_iteration)
            if (iterate()) return std::move(m_result);
        m_result.termination = FitTermination::IterationLimit;
        return std::move(m_result);
    }

private:
    void relaxAtFixedPlace() {
        for (int i = 0; i < kRelaxations && m_expansion.chi2() > m_expected + kRelaxAbove; ++i) {
            const VertexNormalEquations equations(m_expansion, m_flight);
            if (!equations.solvable()) {
                if (m_expansion.curvature == Curvature::GaussNewton) return;
                m_expansion = m_chi2.expand(m_parameters, Curvature::GaussNewton);
                continue;
            }
            const VertexStep step = equations.step(0);
            const Vector9 trial = m_parameters + step.step;
            const VertexExpansion expansion = m_chi2.expand(trial, m_expansion.curvature);
            if (!(expansion.chi2() < m_expansion.chi2())) return;
            record(trial, expansion.chi2(), step, true);
            m_parameters = trial;
            m_expansion = expansion;
        }
    }

    /// One step, taken or refused; true at the end of the search.
    bool iterate() {
        const VertexNormalEquations equations(m_expansion, m_flight);
        if (!equations.solvable()) {
            if (m_expansion.curvature == Curvature::GaussNewton)
                return finish(FitTermination::SingularMatrix);
            m_expansion = m_chi2.expand(m_parameters, Curvature::GaussNewton);
            m_mayUseFull = false;
            return false;
        }
        const VertexStep step = equations.step(m_trust);
        if (m_expansion.curvature == Curvature::GaussNewton && m_mayUseFull && isNear(step)) {
            m_expansion = m_chi2.expand(m_parameters, Curvature::Full);
            return false;
        }
        if (equations.flatAlongFlight() && isConverged(step)) return finishWhereFlat(equations);
        if (!step.limited) {
            if (isConverged(step)) return finishAtMinimum(equations, step);
            if (leadsToKnownMinimum(step)) return finish(FitTermination::Converged);
        }
        return tryStep(step);
    }

    /// Near a minimum the second derivatives of the residuals make the steps exact; far from one they
    /// mislead.
    bool isNear(const VertexStep& step) const {
        return step.predictedDecrease < std::max(kNearDecrease, kNearFraction * m_expansion.chi2());
    }

    bool isConverged(const VertexStep& step) const {
        // a decrease this small cannot be told from the rounding of chi2 itself
        const double rounding = 1e-13 * m_expansion.chi2();
        return step.predictedDecrease < std::max(m_options.chi2Tolerance, rounding);
    }

    bool leadsToKnownMinimum(const VertexStep& step) {
        const Vector3 end = m_parameters.head<3>() + step.step.head<3>();
        const double chi2 = m_expansion.chi2() - step.predictedDecrease;
        for (std::size_t i = 0; i < m_known.size(); ++i) {
            const bool samePlace = (end - m_known[i].vertex()).norm() < m_options.distinctDistance / 10;
            if (samePlace && std::abs(chi2 - m_known[i].chi2) < kSameChi2) {
                m_result.known = static_cast<int>(i);
                return true;
            }
        }
        return false;
    }

    bool tryStep(const VertexStep& step) {
        const Vector9 trial = m_parameters + step.step;
        const VertexExpansion expansion = m_chi2.expand(trial, m_expansion.curvature);
        const double gain = (m_expansion.chi2() - expansion.chi2()) / step.predictedDecrease;
        const bool accepted = gain > kSmallestGain;
        record(trial, expansion.chi2(), step, accepted);
        if (!accepted) {
            m_trust = kTrustShrink * std::min(m_trust, std::abs(step.alongFlight));
            return m_trust < kSmallestTrust && finish(FitTermination::NoProgress);
        }
        if (step.limited && gain > kGoodGain) m_trust *= kTrustGrowth;
        m_parameters = trial;
        m_expansion = expansion;
        m_mayUseFull = true;
        return outsideDetector() && finish(FitTermination::LeftDetector);
    }

    bool outsideDetector() const { return m_parameters.head<2>().norm() > m_options.maxRadius; }

    bool finish(FitTermination termination) {
        m_result.termination = termination;
        return true;
    }

    /// Where chi2 has no slope and no curvature along the flight it may still rise on both sides: exactly
    /// tangent circles have a minimum of fourth order.
    bool finishWhereFlat(const VertexNormalEquations& equations) {
        const Vector9 response = equations.covariance().leftCols<3>() * m_flight;
        const Vector9 shift = response * (kFlatProbe / m_flight.dot(response.head<3>()));
        const double lowest =
            std::min(m_chi2.value(m_parameters + shift), m_chi2.value(m_parameters - shift));
        return lowest > m_expansion.chi2() + kFlatRise ? finishAtMinimum(equations, VertexStep{})
                                                       : finish(FitTermination::SingularMatrix);
    }

    bool finishAtMinimum(const VertexNormalEquations& equations, const VertexStep& lastStep) {
        if (outsideDetector()) return finish(FitTermination::LeftDetector);
        record(m_parameters + lastStep.step, m_expansion.chi2() - lastStep.predictedDecrease, lastStep, true);
        m_result.minimum.emplace();
        VertexMinimum& minimum = *m_result.minimum;
        minimum.parameters = m_parameters + lastStep.step;
        minimum.chi2 = std::max(0.0, m_expansion.chi2() - lastStep.predictedDecrease);
        minimum.iterations = m_iteration;
        minimum.covariance = equations.covariance();
        minimum.gain = fitGain(minimum.covariance, m_expansion);
        return finish(FitTermination::Converged);
    }

    void record(const Vector9& parameters, double chi2, const VertexStep& step, bool accepted) {
        if (!m_options.trace) return;
        const double length = std::sqrt(std::max(0.0, step.predictedDecrease));
        m_result.steps.push_back({parameters.head<3>(), chi2, length, m_trust, step.limited, accepted});
    }

    const VertexChi2& m_chi2;
    const VertexFit::Options& m_options;
    std::span<const VertexMinimum> m_known;
    Vector3 m_flight;
    Vector9 m_parameters;
    double m_trust;
    double m_expected;
    VertexExpansion m_expansion;
    bool m_mayUseFull = true;
    int m_iteration = 0;
    VertexSearchResult m_result;
};

} // namespace

VertexSearchResult searchMinimum(const VertexChi2& chi2, const VertexSearchStart& start,
                                 const VertexFit::Options& options, std::span<const VertexMinimum> known) {
    return Search(chi2, start, options, known).run();
}

} // namespace pairscope
