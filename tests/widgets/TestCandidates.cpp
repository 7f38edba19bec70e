#include "TestCandidates.h"

#include "core/candidate/Reconstruction.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <stdexcept>

namespace pairscope::test {

std::shared_ptr<const DetectorModel> detector() {
    static const auto model = belle2Detector();
    return model;
}

std::shared_ptr<const Candidate> candidate(std::size_t row) {
    return std::make_shared<const Candidate>(Reconstruction(detector())(candidates()->pairs().event(row)));
}

std::shared_ptr<const CandidateStudy> study(std::size_t row, std::size_t chosen) {
    CandidateStudy made = studyCandidate(candidates()->pairs().event(row), detector());
    if (chosen > 0) chooseMinimum(made, chosen, detector(), {});
    return std::make_shared<const CandidateStudy>(std::move(made));
}

std::shared_ptr<const CandidateStudy> studyOfTwoPhotons(const Reconstruction::Options& options) {
    PairEvent event = candidates()->pairs().event(0);
    PhotonCluster other = event.photons[0];
    other.energy *= 0.8;
    other.phi += 0.5;
    event.photons.insert(event.photons.begin(), other);
    return std::make_shared<const CandidateStudy>(studyCandidate(event, detector(), options));
}

std::size_t twoMinimaRow() {
    for (std::size_t row = 0; row < candidates()->rows(); ++row)
        if (candidates()->status(row) == CandidateStatus::Ambiguous) return row;
    throw std::logic_error("no candidate of the sample has two vertices");
}

std::shared_ptr<const CandidateTable> candidates() {
    static const auto made = [] {
        ToyOptions options;
        options.seed = 3;
        options.conversions = 28;
        options.darkPhotons = {{0.017, 12}};
        auto pairs = std::make_shared<PairTable>(generateToyPairs(options));
        for (std::size_t row = 0; row < pairs->rows(); ++row)
            pairs->setId(row,
                         {1, 2, static_cast<std::uint32_t>(row / 2), static_cast<std::uint32_t>(row % 2)});
        pairs->track(kFailedRow, 0)[kOmega] = pairs->track(kFailedRow, 1)[kOmega];
        auto table = std::make_shared<CandidateTable>(pairs, detector());
        const Reconstruction reconstruct(detector());
        for (std::size_t row = 0; row < pairs->rows(); ++row)
            table->set(row, reconstruct(pairs->event(row)));
        return std::shared_ptr<const CandidateTable>(table);
    }();
    return made;
}

} // namespace pairscope::test
