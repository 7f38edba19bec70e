#pragma once

#include "core/candidate/Candidate.h"
#include "core/candidate/MinimumPolicy.h"
#include "core/kinematics/KinematicFit.h"
#include "core/vertex/LayerAssociation.h"

#include <memory>

namespace pairscope {

/// From a measured pair to a candidate: circles, masses, vertex fit, nearest material, kinematic fit. Const,
/// safe from any thread.
class Reconstruction {
public:
    struct Options {
        VertexFit::Options fit;
        MinimumPolicy policy = MinimumPolicy::Global;
        AssociationOptions association; ///< for MinimumPolicy::MostProbableLayer
        KinematicFit::Options kinematic;
        /// Which photon of a candidate the kinematic fit uses, from 0; nothing: the best, bestPhoton().
        std::optional<std::size_t> photon;

        bool operator==(const Options&) const = default;
    };

    /// @throws std::invalid_argument for impossible fit options or no detector.
    explicit Reconstruction(std::shared_ptr<const DetectorModel> detector, Options options);
    explicit Reconstruction(std::shared_ptr<const DetectorModel> detector);

    [[nodiscard]] Candidate operator()(const PairEvent& event) const;
    /// Makes another minimum the vertex and fits the kinematics anew.
    void chooseMinimum(Candidate& candidate, std::size_t minimum) const;
    /// The kinematic fit of every photon of a candidate, in their order.
    [[nodiscard]] boost::container::static_vector<KinematicOutcome, kMaxPhotons>
    kinematicFits(const Candidate& candidate) const;

    [[nodiscard]] const DetectorModel& detector() const { return *m_detector; }
    [[nodiscard]] const Options& options() const { return m_options; }

private:
    [[nodiscard]] std::size_t chosenMinimum(const Candidate& candidate) const;
    void fitKinematics(Candidate& candidate) const;

    std::shared_ptr<const DetectorModel> m_detector;
    Options m_options;
    VertexFit m_fit;
    KinematicFit m_kinematicFit;
};

} // namespace pairscope
