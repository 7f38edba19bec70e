#include "core/vertex/ConstrainedSearch.h"

#include "core/vertex/ConstrainedEquations.h"
#include "core/vertex/SearchCriteria.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kSmallestFraction = 1e-7; ///< of a step, below which none is sought

template<int N>
class Search {
public:
    Search(const ConstrainedChi2& chi2, const VertexSearchStart& start, const VertexFit::Options& options,
           std::span<const VertexMinimum> known)
        : m_chi2(chi2),
          m_options(options),
          m_known(known),
          m_flight(start.flight),
          m_parameters(N == 7 ? withoutOpening(start.parameters) : start.parameters),
          m_trust(start.trustRadius),
          m_expansion(chi2.expand(m_parameters, start.curvature)) {}

    void run() {
        for (m_iteration = 1; m_iteration <= m_options.maxIterations; ++m_iteration)
            if (iterate()) return;
        m_termination = FitTermination::IterationLimit;
    }

    /// chi2 at the minimum, when there is a new one.
    std::optional<double> minimumChi2() const {
        if (!m_minimum) return std::nullopt;
        return std::max(0.0, m_expansion.chi2() - m_minimum->predictedDecrease());
    }

    VertexSearchResult takeResult() {
        VertexSearchResult result{m_termination, std::nullopt, m_knownIndex, std::move(m_steps)};
        if (!m_minimum) return result;
        result.minimum.emplace();
        VertexMinimum& minimum = *result.minimum;
        minimum.parameters = m_parameters + allParameters<N>(m_minimum->step);
        minimum.chi2 = *minimumChi2();
        minimum.iterations = m_iteration;
        minimum.covariance = allCovariance<N>(
            ConstrainedEquations<N>(ReducedExpansion<N>(m_expansion), m_flight).covariance());
        minimum.gain = fitGain(minimum.covariance, m_expansion.tracks);
        return result;
    }

private:
    Curvature curvature() const { return m_expansion.tracks.curvature; }

    /// One step, taken or refused; true at the end of the search.
    bool iterate() {
        const ConstrainedEquations<N> equations(ReducedExpansion<N>(m_expansion), m_flight);
        if (!equations.solvable()) {
            if (curvature() == Curvature::GaussNewton) return finish(FitTermination::SingularMatrix);
            m_expansion = m_chi2.expand(m_parameters, Curvature::GaussNewton);
            m_mayUseFull = false;
            return false;
        }
        const ConstrainedStep<N> step = equations.step(m_trust);
        if (curvature() == Curvature::GaussNewton && m_mayUseFull && isNear(step)) {
            m_expansion = m_chi2.expand(m_parameters, Curvature::Full);
            return false;
        }
        if (equations.flatAlongFlight() && isConverged(step)) return finishWhereFlat(equations);
        if (!step.limited) {
            if (isConverged(step)) return finishAtMinimum(step);
            if (leadsToKnownMinimum(step)) return finish(FitTermination::Converged);
        }
        return tryStep(step);
    }

    bool isNear(const ConstrainedStep<N>& step) const {
        return step.predictedDecrease() < std::max(kNearDecrease, kNearFraction * m_expansion.chi2());
    }

    bool isConverged(const ConstrainedStep<N>& step) const {
        return step.predictedDecrease() < std::max(m_options.chi2Tolerance, m_expansion.rounding());
    }

    bool leadsToKnownMinimum(const ConstrainedStep<N>& step) {
        const Vector3 end = m_parameters.head<3>() + step.step.template head<3>();
        const double chi2 = m_expansion.chi2() - step.predictedDecrease();
        for (std::size_t i = 0; i < m_known.size(); ++i) {
            const bool samePlace = (end - m_known[i].vertex()).norm() < m_options.distinctDistance / 10;
            if (samePlace && std::abs(chi2 - m_known[i].chi2) < kSameChi2) {
                m_knownIndex = static_cast<int>(i);
                return true;
            }
        }
        return false;
    }

    /// The step, or the largest of its fractions 1/4, 1/16, ... that lowers chi2 as it should.
    bool tryStep(const ConstrainedStep<N>& step) {
        // a whole step should end near the minimum, where the exact derivatives are wanted next
        const Curvature next = step.limited ? curvature() : Curvature::Full;
        for (double fraction = 1; fraction > kSmallestFraction; fraction *= kTrustShrink) {
            const Vector9 trial = m_parameters + fraction * allParameters<N>(step.step);
            const ConstrainedExpansion expansion = m_chi2.expand(trial, next);
            const double gain = (m_expansion.chi2() - expansion.chi2()) / step.predictedDecrease(fraction);
            const bool accepted = gain > kSmallestGain;
            record(trial, expansion.chi2(), step, accepted);
            if (!accepted) {
                m_trust = kTrustShrink * std::min(m_trust, fraction * std::abs(step.alongFlight));
                continue;
            }
            if (fraction == 1 && step.limited && gain > kGoodGain) m_trust *= kTrustGrowth;
            m_parameters = trial;
            m_expansion = expansion;
            m_mayUseFull = true;
            return outsideDetector() && finish(FitTermination::LeftDetector);
        }
        return finish(FitTermination::NoProgress);
    }

    bool outsideDetector() const { return m_parameters.head<2>().norm() > m_options.maxRadius; }

    bool finish(FitTermination termination) {
        m_termination = termination;
        return true;
    }

    /// Where chi2 has no slope and no curvature along the flight it may still rise on both sides: exactly
    /// tangent circles have a minimum of fourth order.
    bool finishWhereFlat(const ConstrainedEquations<N>& equations) {
        const Vector<N> response = equations.covariance().template leftCols<3>() * m_flight;
        const double along = m_flight.dot(response.template head<3>());
        const Vector9 shift = allParameters<N>(response * (kFlatProbe / along));
        const double lowest =
            std::min(m_chi2.value(m_parameters + shift), m_chi2.value(m_parameters - shift));
        return lowest > m_expansion.chi2() + kFlatRise ? finishAtMinimum({})
                                                       : finish(FitTermination::SingularMatrix);
    }

    bool finishAtMinimum(const ConstrainedStep<N>& lastStep) {
        if (outsideDetector()) return finish(FitTermination::LeftDetector);
        record(m_parameters + allParameters<N>(lastStep.step),
               m_expansion.chi2() - lastStep.predictedDecrease(), lastStep, true);
        m_minimum = lastStep;
        return finish(FitTermination::Converged);
    }

    void record(const Vector9& parameters, double chi2, const ConstrainedStep<N>& step, bool accepted) {
        if (!m_options.trace) return;
        const double length = std::sqrt(std::max(0.0, step.predictedDecrease()));
        m_steps.push_back({parameters.head<3>(), chi2, length, m_trust, step.limited, accepted});
    }

    const ConstrainedChi2& m_chi2;
    const VertexFit::Options& m_options;
    std::span<const VertexMinimum> m_known;
    Vector3 m_flight;
    Vector9 m_parameters;
    double m_trust;
    ConstrainedExpansion m_expansion;
    bool m_mayUseFull = true;
    int m_iteration = 0;

    FitTermination m_termination = FitTermination::Converged;
    std::optional<ConstrainedStep<N>> m_minimum; ///< the last step to it, not yet taken
    int m_knownIndex = -1;
    std::vector<FitStep> m_steps;
};

template<int N>
VertexSearchResult resultOf(Search<N> search) {
    search.run();
    return search.takeResult();
}

template<int N>
std::optional<double> chi2Of(Search<N> search) {
    search.run();
    return search.minimumChi2();
}

} // namespace

VertexSearchResult searchConstrained(const ConstrainedChi2& chi2, Opening opening,
                                     const VertexSearchStart& start, const VertexFit::Options& options,
                                     std::span<const VertexMinimum> known) {
    if (opening == Opening::Zero) return resultOf(Search<7>(chi2, start, options, known));
    return resultOf(Search<9>(chi2, start, options, known));
}

std::optional<double> constrainedChi2From(const ConstrainedChi2& chi2, Opening opening,
                                          const VertexSearchStart& start, const VertexFit::Options& options) {
    if (opening == Opening::Zero) return chi2Of(Search<7>(chi2, start, options, {}));
    return chi2Of(Search<9>(chi2, start, options, {}));
}

} // namespace pairscope
