#pragma once

#include "core/detector/DetectorModel.h"
#include "core/simulation/Collision.h"
#include "core/simulation/CrossSections.h"
#include "core/simulation/TruePair.h"

#include <array>
#include <memory>
#include <optional>

namespace pairscope {

/// Conversion of photons in the detector's material: gamma -> e+e- in the field of a nucleus.
class PairProduction {
public:
    explicit PairProduction(std::shared_ptr<const DetectorModel> detector);

    struct Place {
        Vector3 position = Vector3::Zero(); ///< cm
        std::size_t layer = 0;              ///< index into DetectorModel::layers()
    };

    /// Where a photon converts on its straight way through the tracking material, as the probability 1 -
    /// exp(-7/9 X/X0) says, when it is told to convert within largestDepth(): of all calls a photon converts
    /// in a fraction P / forcedProbability(), P its true probability.
    [[nodiscard]] std::optional<Place> drawPlace(const Vector3& origin, const Vector3& direction,
                                                 RandomStream& random) const;
    /// Largest depth 7/9 X/X0 that a path can have here, by its polar angle.
    [[nodiscard]] double largestDepth(const Vector3& direction) const;
    [[nodiscard]] double forcedProbability(const Vector3& direction) const;

    /// Share x of the photon's energy that the e+ takes, with screening: Bethe-Heitler as in Butcher &
    /// Messel, Nucl. Phys. 20 (1960) 15, with the functions of the screening variable delta = 136 m_e / (E
    /// Z^(1/3) x (1-x)) that they give; complete screening, 1 - 4/3 x (1-x) nearly, at GeV energies.
    [[nodiscard]] static double drawEnergyShare(double photonEnergy, double atomicNumber,
                                                RandomStream& random);

    /// e+ and e- momenta [GeV]. They recoil against each other across the photon with k = u m_e, density
    /// 2u/(1
    /// + u^2)^2 (the power law of the exact cross-section; exponential models lack its tail); the nucleus
    /// takes what is missing along the photon. Nothing when a leg has too little energy for its k.
    [[nodiscard]] static std::optional<std::array<Vector3, 2>>
    drawLegs(const Vector3& photon, double atomicNumber, RandomStream& random);

private:
    std::shared_ptr<const DetectorModel> m_detector;
};

/// e+e- -> gamma gamma, and one of the photons converts.
class DiphotonGenerator {
public:
    DiphotonGenerator(const Collision& collision, std::shared_ptr<const DetectorModel> detector);

    /// nb: this times the fraction of tries that gave a pair is the cross-section of such pairs. It counts
    /// both photons of a collision, and the largest probability with which one is forced to convert.
    [[nodiscard]] double crossSection() const { return m_crossSection; }
    /// One try: nothing when the photon does not convert.
    [[nodiscard]] std::optional<TruePair> operator()(RandomStream& random) const;

    [[nodiscard]] const PairProduction& production() const { return m_production; }

private:
    Collision m_collision;
    TwoPhotonAngle m_angle;
    PairProduction m_production;
    std::shared_ptr<const DetectorModel> m_detector;
    double m_largestForced; ///< largest forced probability of any direction within the acceptance
    double m_crossSection;
};

} // namespace pairscope
