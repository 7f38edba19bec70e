#include "core/vertex/ProfileRefit.h"

#include "core/vertex/VertexStart.h"

namespace pairscope {

namespace {

constexpr int kMaxSteps = 30;
constexpr int kMaxHalvings = 8;
/// Predicted decrease of chi2 at which a point is solved.
constexpr double kTolerance = 1e-7;

} // namespace

ProfileRefit::ProfileRefit(const TrackPair& tracks, const FlightFrame& frame)
    : m_weights{inverseSpd<5>(tracks.positron.covariance).value(),
                inverseSpd<5>(tracks.electron.covariance).value()},
      m_chi2(tracks, m_weights),
      m_frame(frame),
      m_model(tracks, frame) {}

std::optional<FlightPoint> ProfileRefit::at(double u) const {
    const ProfileModel::Meeting meeting = m_model.meetingAt(u);
    return relax(u, parametersAt(m_frame.toDetector({u, meeting.v}), meeting.tracks));
}

/// Newton steps across the flight and in the tracks' directions, halved where they do not lower chi2.
std::optional<FlightPoint> ProfileRefit::relax(double u, Vector9 parameters) const {
    Vector3 along;
    along << m_frame.along(), 0;
    Curvature curvature = Curvature::Full;
    VertexExpansion expansion = m_chi2.expand(parameters, curvature);
    for (int i = 0; i < kMaxSteps; ++i) {
        const VertexNormalEquations equations(expansion, along);
        if (!equations.solvable()) {
            if (curvature == Curvature::GaussNewton) return std::nullopt;
            curvature = Curvature::GaussNewton;
            expansion = m_chi2.expand(parameters, curvature);
            continue;
        }
        const VertexStep step = equations.step(0);
        if (step.predictedDecrease < kTolerance * (1 + expansion.chi2()))
            return FlightPoint{u, expansion.chi2() - step.predictedDecrease,
                               parameters.head<3>() + step.step.head<3>()};
        double fraction = 1;
        VertexExpansion next;
        int halvings = 0;
        for (; halvings < kMaxHalvings; ++halvings, fraction /= 2) {
            next = m_chi2.expand(parameters + fraction * step.step, curvature);
            if (next.chi2() < expansion.chi2()) break;
        }
        if (halvings == kMaxHalvings) {
            if (curvature == Curvature::GaussNewton) return std::nullopt;
            curvature = Curvature::GaussNewton;
            expansion = m_chi2.expand(parameters, curvature);
            continue;
        }
        parameters += fraction * step.step;
        expansion = next;
    }
    return std::nullopt;
}

} // namespace pairscope
