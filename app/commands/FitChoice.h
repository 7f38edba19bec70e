#pragma once

#include "app/commands/Command.h"
#include "core/candidate/Reconstruction.h"

#include <string>

namespace pairscope {

/// The options of the vertex fit: --opening, --origin, --minimum, --prompt-prior; and of the kinematic
/// fit: --kinematic, --photon, --photon-from.
class FitChoice {
public:
    /// This must stay where it is until the command line is parsed.
    void addTo(CLI::App& app);

    /// The beam spot is the detector's.
    [[nodiscard]] Reconstruction::Options options(const DetectorModel& detector) const;

private:
    void addPrior(CLI::App& app);
    void addKinematics(CLI::App& app);

    std::string m_opening{toString(Opening::Free)};
    std::string m_origin{toString(Origin::Anywhere)};
    double m_promptPrior = AssociationOptions{}.promptPrior;
    std::string m_kinematic{toString(KinematicConstraint::FourMomentum)};
    std::string m_photon = "best";
    std::string m_photonFrom{toString(PhotonOrigin::BeamSpot)};
    std::string m_minimum{toString(MinimumPolicy::Global)};
};

} // namespace pairscope
