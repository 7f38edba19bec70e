#pragma once

#include "core/detector/HelixCrossings.h"
#include "core/event/PairEvent.h"
#include "core/kinematics/FourMomentum.h"
#include "core/simulation/RandomStream.h"
#include "core/simulation/TrackCovarianceModel.h"

#include <boost/container/static_vector.hpp>

#include <memory>
#include <optional>

namespace pairscope {

/// What the simulated detector does to particles. Efficiencies and limits are Pairscope's own defaults and no
/// numbers of any experiment.
struct ResponseOptions {
    bool scattering = true;
    bool bremsstrahlung = true;
    bool ionisation = true;
    double hitEfficiency = 0.98;             ///< of each silicon layer that a track crosses
    double trackEfficiency = 0.98;           ///< of a track within the acceptance
    double photonEfficiency = 0.98;          ///< of a photon within the calorimeter
    double smallestTransverseMomentum = 0.1; ///< of a track that is found, GeV
    double smallestClusterEnergy = 0.1;      ///< of a bremsstrahlung photon seen as a cluster of its own, GeV

    /// @throws std::invalid_argument, in words, for an efficiency outside (0, 1] or a limit below 0
    void check() const;
};

/// Where a track left something that is measured.
struct HitPattern {
    int siliconHits = 0;   ///< sensors, overlaps counted
    int chamberLayers = 0; ///< layers of wires
};

/// A photon that a track radiated, up to the end of the drift chamber.
struct RadiatedPhoton {
    Vector3 position = Vector3::Zero(); ///< cm
    FourMomentum momentum;              ///< GeV
};

/// A leg after the detector.
struct SimulatedTrack {
    TrackState measured;
    HitPattern hits;
    EnergyLoss loss;
    boost::container::static_vector<RadiatedPhoton, 8> photons;
};

/// The detector's answer to a track or a photon. A track is found when its polar angle is within the
/// acceptance, its transverse momentum is large enough before and after bremsstrahlung, and it has hits in at
/// least 4 silicon sensors or 20 chamber layers (ours), enough for a helix. Bremsstrahlung is photon by
/// photon; multiple scattering is Highland's; ionisation takes 38 MeV per radiation length (silicon at high
/// energy), which the track fit is taken to know and correct, while it knows nothing of bremsstrahlung. A
/// sensor in which the track is born gives no hit. Const, safe from any thread.
class DetectorResponse {
public:
    /// @throws std::invalid_argument for impossible options
    DetectorResponse(std::shared_ptr<const DetectorModel> detector, const ResponseOptions& options);

    /// @param vertex where it is born [cm]; @param momentum there [GeV]
    [[nodiscard]] std::optional<SimulatedTrack> track(const Vector3& vertex, const Vector3& momentum,
                                                      int charge, RandomStream& random) const;

    /// The cluster of a photon that starts at `origin` [cm]: sigma(E)/E = 0.066 %/E (+) 0.81 %/E^(1/4) (+)
    /// 1.34 % (E in GeV; a calorimeter as in Belle II's design report), angle 3 mrad (+) 4 mrad/sqrt(E)
    /// (ours, within the 3 to 13 mrad usually quoted). Nothing outside the acceptance.
    [[nodiscard]] std::optional<PhotonCluster> photon(const Vector3& origin, const FourMomentum& photon,
                                                      RandomStream& random) const;

    /// The clusters of radiated photons that are as energetic as the options ask and hit the calorimeter at
    /// least 10 cm from the track (ours; nearer ones are part of the electron's own cluster).
    void addRadiated(const SimulatedTrack& track, std::vector<PhotonCluster>& clusters,
                     RandomStream& random) const;

    [[nodiscard]] const ResponseOptions& options() const { return m_options; }
    [[nodiscard]] bool withinAcceptance(const Vector3& momentum) const;

private:
    struct Passage;
    void addSilicon(Passage& passage, RandomStream& random) const;
    void addChamber(Passage& passage) const;
    /// Scatters, radiates and fits what was found on the way. @return false when that is no helix
    [[nodiscard]] bool fitted(Passage& passage, RandomStream& random) const;
    void radiate(Passage& passage, double thickness, std::size_t station, RandomStream& random) const;

    std::shared_ptr<const DetectorModel> m_detector;
    HelixCrossings m_crossings;
    ResponseOptions m_options;
};

} // namespace pairscope
