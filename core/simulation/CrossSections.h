#pragma once

namespace pairscope {

/// Polar angle in the centre of mass of a photon (or A', or gamma*) made with another photon:
///   density (1 + c^2 + 4 s m^2 / (s - m^2)^2) / (1 - c^2),   |c| <= largestCosine,
/// for mass m of the other one; m = 0 is e+e- -> gamma gamma (Fayet, Phys. Rev. D 75 (2007) 115017, electron
/// mass neglected).
class TwoPhotonAngle {
public:
    /// @param s GeV^2, @param mass GeV. @pre 0 <= mass < sqrt(s), 0 < largestCosine < 1
    TwoPhotonAngle(double s, double mass, double largestCosine);

    [[nodiscard]] double density(double cosine) const; ///< not normalised
    [[nodiscard]] double integral() const;             ///< of density() over |c| <= largestCosine
    [[nodiscard]] double largestCosine() const { return m_largestCosine; }

    /// `uniform` twice in [0, 1) gives a cosine, or one more try is needed (accepted or not by the second).
    template<typename Random>
    [[nodiscard]] double draw(Random& random) const;

private:
    [[nodiscard]] double cosineOf(double share) const; ///< quantile of the density 1 / (1 - c^2)

    double m_massTerm; ///< 4 s m^2 / (s - m^2)^2
    double m_largestCosine;
    double m_largestRapidity;
};

template<typename Random>
double TwoPhotonAngle::draw(Random& random) const {
    while (true) {
        const double cosine = cosineOf(random.uniform());
        if ((2 + m_massTerm) * random.uniform() < 1 + cosine * cosine + m_massTerm) return cosine;
    }
}

/// Lowest-order cross-sections in nb within |cos theta| <= largestCosine in the centre of mass; s in GeV^2.
/// e+e- -> gamma gamma: 2 pi alpha^2 / s (ln((1+C)/(1-C)) - C), 2.06 nb for 30 to 150 degrees at 10.58 GeV.
[[nodiscard]] double diphotonCrossSection(double s, double largestCosine);
/// e+e- -> gamma A': 2 pi alpha^2 epsilon^2 / s (1 - m^2/s) times the integral of TwoPhotonAngle, 2 epsilon^2
/// times that of gamma gamma for m -> 0.
[[nodiscard]] double darkPhotonCrossSection(double s, double mass, double epsilon, double largestCosine);

/// Proper decay length c tau [cm] of A' -> e+e-, the only decay below 2 muon masses: width alpha epsilon^2
/// m/3 (1 + 2 m_e^2/m^2) sqrt(1 - 4 m_e^2/m^2). @pre mass > 2 m_e, epsilon > 0
[[nodiscard]] double darkPhotonDecayLength(double mass, double epsilon);

/// dN/dM [1/GeV] of internal conversions per photon: 2 alpha / (3 pi M) (1 + 2 m_e^2/M^2) sqrt(1 - 4
/// m_e^2/M^2) (Kroll & Wada, Phys. Rev. 98 (1955) 1355). 0 below 2 m_e.
[[nodiscard]] double promptPairDensity(double mass);
/// Its integral from 2 m_e to `largestMass`: internal conversions per photon.
[[nodiscard]] double promptPairNumber(double largestMass);

} // namespace pairscope
