#pragma once

#include "core/candidate/Candidate.h"
#include "core/candidate/MinimumPolicy.h"
#include "core/vertex/LayerAssociation.h"

#include <memory>

namespace pairscope {

/// From a measured pair to a candidate: circles, masses, vertex fit, nearest material. Const, safe from any
/// thread.
class Reconstruction {
public:
    struct Options {
        VertexFit::Options fit;
        MinimumPolicy policy = MinimumPolicy::Global;
        AssociationOptions association; ///< for MinimumPolicy::MostProbableLayer
    };

    /// @throws std::invalid_argument for impossible fit options or no detector.
    explicit Reconstruction(std::shared_ptr<const DetectorModel> detector, Options options);
    explicit Reconstruction(std::shared_ptr<const DetectorModel> detector);

    [[nodiscard]] Candidate operator()(const PairEvent& event) const;
    [[nodiscard]] const DetectorModel& detector() const { return *m_detector; }
    [[nodiscard]] const Options& options() const { return m_options; }

private:
    [[nodiscard]] std::size_t chosenMinimum(const Candidate& candidate) const;

    std::shared_ptr<const DetectorModel> m_detector;
    Options m_options;
    VertexFit m_fit;
};

} // namespace pairscope
