#pragma once

#include "core/simulation/Collision.h"
#include "core/simulation/CrossSections.h"
#include "core/simulation/TruePair.h"

namespace pairscope {

/// Half of the angles that are generated: |cos theta| in the centre of mass up to that of 12 degrees, beyond
/// which nothing reaches both ends of an acceptance of 17 to 150 degrees in the laboratory.
inline constexpr double kLargestGeneratedCosine = 0.978;

/// e+e- -> V gamma, V -> e+e- with a vector particle V of mass m: angles by TwoPhotonAngle, V decays with 1 +
/// cos^2 to its flight in the centre of mass (helicity +-1, right for m_e^2 << m^2 << s).
class VectorPairGenerator {
public:
    /// @pre 2 m_e < mass < sqrt(s)
    VectorPairGenerator(const Collision& collision, double mass);

    /// @param decayLength mean of c tau [cm] in V's rest frame; 0 decays at the collision
    [[nodiscard]] TruePair operator()(double decayLength, RandomStream& random) const;

private:
    Collision m_collision;
    TwoPhotonAngle m_angle;
    double m_mass;     ///< GeV
    double m_momentum; ///< of V in the centre of mass, GeV
};

/// e+e- -> A' gamma, A' -> e+e- (always: right below two muon masses; above, the cross-section of e+e- is
/// that much too large).
class DarkPhotonGenerator {
public:
    /// @throws std::invalid_argument for a mass that is not between 2 m_e and sqrt(s), or an epsilon that is
    /// not above 0 and at most 1
    DarkPhotonGenerator(const Collision& collision, double mass, double epsilon);

    /// nb, of the angles that are generated.
    [[nodiscard]] double crossSection() const { return m_crossSection; }
    /// c tau, cm.
    [[nodiscard]] double decayLength() const { return m_decayLength; }
    /// Every call gives a pair.
    [[nodiscard]] TruePair operator()(RandomStream& random) const;

private:
    VectorPairGenerator m_pairs;
    double m_crossSection;
    double m_decayLength;
};

/// e+e- -> gamma gamma*, gamma* -> e+e- at the collision point: the mass by promptPairDensity(), angles and
/// decay as for a vector of that mass. Either photon may be the virtual one.
class PromptPairGenerator {
public:
    /// @throws std::invalid_argument for a largest mass that is not between 2 m_e and sqrt(s)
    PromptPairGenerator(const Collision& collision, double largestMass);

    /// nb, of the angles that are generated and masses up to the largest.
    [[nodiscard]] double crossSection() const { return m_crossSection; }
    [[nodiscard]] TruePair operator()(RandomStream& random) const;

private:
    [[nodiscard]] double drawMass(RandomStream& random) const;

    Collision m_collision;
    double m_largestMass;
    double m_crossSection;
};

} // namespace pairscope
