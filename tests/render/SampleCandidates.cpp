#include "tests/render/SampleCandidates.h"

#include "core/math/Units.h"

#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pairscope::test {

namespace {

TrackPoint leg(const PairShape& shape, int track, MagneticField field) {
    const double charge = track == 0 ? 1 : -1;
    TrackPoint point;
    point.position = {shape.rho * std::cos(shape.phi), shape.rho * std::sin(shape.phi), 0.4};
    // omega > 0 bends clockwise: an opening towards the other side bends back and makes a second crossing
    point.phi = shape.phi + charge * shape.opening / 2;
    point.omega = charge / (field.alpha() * shape.pT);
    point.tanLambda = 0.2;
    return point;
}

VertexMinimum minimumAt(const PairShape& shape, MagneticField field) {
    VertexMinimum minimum;
    const TrackPoint positron = leg(shape, 0, field);
    const TrackPoint electron = leg(shape, 1, field);
    minimum.parameters << positron.position, positron.phi, positron.omega, positron.tanLambda, electron.phi,
        electron.omega, electron.tanLambda;
    const Vector2 along(std::cos(shape.phi), std::sin(shape.phi));
    const Vector2 across(-along.y(), along.x());
    minimum.covariance.topLeftCorner<2, 2>() =
        0.3 * 0.3 * along * along.transpose() + 30e-4 * 30e-4 * across * across.transpose();
    minimum.covariance(2, 2) = 1e-4;
    minimum.chi2 = 0.42;
    return minimum;
}

VertexStage stageOf(const VertexMinimum& minimum) {
    return {{minimum.rho(), 0.3}, {2.14e-3, 0.61e-3}, {-17.7e-3, 0.5e-3}, std::nullopt, 0};
}

} // namespace

Candidate handMadeCandidate(const PairShape& shape) {
    Candidate candidate;
    candidate.event.id = {26, 1000, 62, 0};
    for (int track = 0; track < 2; ++track)
        candidate.event.tracks[track].helix = Helix(perigeeParameters(leg(shape, track, candidate.field)));
    candidate.circles =
        CirclePair::of(candidate.event.tracks.positron.helix, candidate.event.tracks.electron.helix);
    candidate.massBefore = {19.81e-3, 0.32e-3};
    VertexFitResult fit;
    fit.minima.push_back(minimumAt(shape, candidate.field));
    candidate.stages = {stageOf(fit.minima.front())};
    candidate.fit = std::move(fit);
    return candidate;
}

Candidate fullCandidate() {
    const PairShape shape{.rho = 2.2, .phi = 0.6, .pT = 2.5, .opening = 0.006};
    Candidate candidate = handMadeCandidate(shape);
    PairShape second = shape;
    second.rho = 3.8;
    second.opening = -0.006;
    candidate.fit->minima.push_back(minimumAt(second, candidate.field));
    candidate.fit->minima.back().chi2 = 1.9;
    candidate.stages.push_back(stageOf(candidate.fit->minima.back()));
    candidate.event.truth =
        PairTruth{PairClass::Conversion, Vector3(2.45 * std::cos(0.6), 2.45 * std::sin(0.6), 0.4), 2.02e-3,
                  std::nullopt};
    PhotonCluster photon;
    photon.energy = 5.29;
    photon.energyError = 0.09;
    photon.theta = 1.4;
    photon.phi = 0.6 - kPi;
    candidate.event.photons.push_back(photon);
    return candidate;
}

std::shared_ptr<const CandidateTable> tableWithVertices(const std::vector<Vector3>& vertices) {
    PairTable::Contents contents;
    const auto pairs = std::make_shared<const PairTable>(contents, vertices.size());
    auto table = std::make_shared<CandidateTable>(pairs, belle2());
    for (std::size_t row = 0; row < vertices.size(); ++row) {
        Candidate candidate = handMadeCandidate({});
        candidate.fit->minima.front().parameters.head<3>() = vertices[row];
        candidate.stages.front().rho.value = vertices[row].head<2>().norm();
        table->set(row, candidate);
    }
    return table;
}

Candidate failedCandidate() {
    Candidate candidate = handMadeCandidate({});
    candidate.fit = tl::unexpected(VertexFitError{});
    candidate.stages.clear();
    return candidate;
}

std::shared_ptr<const DetectorModel> belle2() {
    return belle2Detector();
}

} // namespace pairscope::test
