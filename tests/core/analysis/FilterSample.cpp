#include "FilterSample.h"

#include "core/candidate/Reconstruction.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

namespace pairscope::test {

const CandidateTable& filterSample() {
    static const auto made = [] {
        ToyOptions options;
        options.seed = 11;
        options.conversions = 200;
        options.darkPhotons = {{0.017, 100}};
        auto pairs = std::make_shared<PairTable>(generateToyPairs(options));
        for (std::size_t row = 0; row < pairs->rows(); ++row) {
            pairs->setId(row, {1, static_cast<std::int32_t>(row / 100), static_cast<std::uint32_t>(row), 0});
            if (row % 5 == 0) pairs->setLayer(row, row % 2 == 0 ? "PXD_L1" : "SVD_L3");
            if (row % 10 == 3) pairs->track(row, 0)[kOmega] = pairs->track(row, 1)[kOmega];
        }
        auto table = std::make_unique<CandidateTable>(pairs, belle2Detector());
        const Reconstruction reconstruct(belle2Detector());
        for (std::size_t row = 0; row < pairs->rows(); ++row)
            table->set(row, reconstruct(pairs->event(row)));
        return table;
    }();
    return *made;
}

} // namespace pairscope::test
