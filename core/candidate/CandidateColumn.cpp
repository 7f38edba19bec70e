#include "core/candidate/CandidateColumn.h"

#include "core/math/Units.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace pairscope {

namespace {

using C = CandidateColumn;

constexpr std::array kColumns = {
    ColumnInfo{C::Status, "status", "status", "", "", 1, 0,
               "Good, Ambiguous (two vertices within chi2 9), Poor (probability below 0.0027) or Failed",
               true},
    ColumnInfo{C::Reason, "reason", "reason", "", "", 1, 0, "outcome of the vertex fit in one word", true},
    ColumnInfo{C::MinimumCount, "nMinima", "minima", "", "", 1, 0,
               "number of distinct minima of the vertex chi2, however bad", false},
    ColumnInfo{C::Seed, "seed", "start", "", "", 1, 0, "the start from which the chosen minimum was found",
               true},
    ColumnInfo{C::Iterations, "iterations", "iterations", "", "", 1, 0, "steps to the chosen minimum", false},
    ColumnInfo{C::Chi2, "chi2", "chi2", "", "", 1, 3, "chi2 of the chosen minimum", false},
    ColumnInfo{C::Ndf, "ndf", "ndf", "", "", 1, 0, "degrees of freedom of the vertex fit", false},
    ColumnInfo{C::Prob, "prob", "prob", "", "", 1, 3, "upper-tail probability of chi2", false},
    ColumnInfo{C::VertexX, "vx", "x", "cm", "cm", 1, 3, "fitted vertex", false},
    ColumnInfo{C::VertexY, "vy", "y", "cm", "cm", 1, 3, "fitted vertex", false},
    ColumnInfo{C::VertexZ, "vz", "z", "cm", "cm", 1, 3, "fitted vertex", false},
    ColumnInfo{C::VertexCovXX, "v_cov_xx", "cov xx", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::VertexCovXY, "v_cov_xy", "cov xy", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::VertexCovXZ, "v_cov_xz", "cov xz", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::VertexCovYY, "v_cov_yy", "cov yy", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::VertexCovYZ, "v_cov_yz", "cov yz", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::VertexCovZZ, "v_cov_zz", "cov zz", "cm^2", "cm^2", 1, 6, "covariance of the vertex", false},
    ColumnInfo{C::Rho, "rho", "rho", "cm", "cm", 1, 3, "transverse distance of the vertex from the z axis",
               false},
    ColumnInfo{C::RhoError, "rhoErr", "rho error", "cm", "cm", 1, 3,
               "Gaussian error of rho from the curvature of chi2", false},
    ColumnInfo{C::MassBefore, "massBefore", "M before", "GeV", "MeV", 1e3, 2,
               "e+e- mass with the momenta at the perigees", false},
    ColumnInfo{C::MassBeforeError, "massBeforeErr", "M before error", "GeV", "MeV", 1e3, 2,
               "error of massBefore", false},
    ColumnInfo{C::MassAfter, "massAfter", "M after", "GeV", "MeV", 1e3, 2,
               "e+e- mass with the momenta at the fitted vertex", false},
    ColumnInfo{C::MassAfterError, "massAfterErr", "M after error", "GeV", "MeV", 1e3, 2, "error of massAfter",
               false},
    ColumnInfo{C::DeltaM, "deltaM", "Delta M", "GeV", "MeV", 1e3, 2, "massAfter - massBefore", false},
    ColumnInfo{C::DeltaMError, "deltaMErr", "Delta M error", "GeV", "MeV", 1e3, 2,
               "error of deltaM, correlation included", false},
    ColumnInfo{C::SecondChi2, "chi2_2", "chi2 (2nd)", "", "", 1, 3, "chi2 of the best other minimum", false},
    ColumnInfo{C::SecondVertexX, "vx_2", "x (2nd)", "cm", "cm", 1, 3, "vertex of the best other minimum",
               false},
    ColumnInfo{C::SecondVertexY, "vy_2", "y (2nd)", "cm", "cm", 1, 3, "vertex of the best other minimum",
               false},
    ColumnInfo{C::SecondVertexZ, "vz_2", "z (2nd)", "cm", "cm", 1, 3, "vertex of the best other minimum",
               false},
    ColumnInfo{C::SecondMassAfter, "massAfter_2", "M after (2nd)", "GeV", "MeV", 1e3, 2,
               "e+e- mass at the best other minimum", false},
    ColumnInfo{C::DelR, "delR", "DelR", "cm", "cm", 1, 4,
               "|R1| + |R2| - |C1 - C2|: > 0 the circles overlap, < 0 a gap", false},
    ColumnInfo{C::NearestLayer, "nearestLayer", "layer", "", "", 1, 0,
               "material nearest to the vertex in the transverse plane", true},
    ColumnInfo{C::LayerDistance, "layerDistance", "layer distance", "cm", "cm", 1, 3,
               "distance to that material, > 0 outside it", false},
    ColumnInfo{C::LayerPull, "layerPull", "layer pull", "", "", 1, 2, "layerDistance / rhoErr", false},
    ColumnInfo{C::KT, "kT", "k_T", "GeV", "MeV", 1e3, 3,
               "relative transverse momentum at the perigees, > 0 for conversions", false},
    ColumnInfo{C::KL, "kL", "k_L", "GeV", "MeV", 1e3, 3, "relative polar momentum at the perigees", false},
    ColumnInfo{C::X, "x", "x share", "", "", 1, 3, "share of the transverse momentum that the e+ has", false},
    ColumnInfo{C::PhiV, "phiV", "phi_V", "rad", "rad", 1, 3,
               "angle of the pair's plane to that of a pair opened by the field", false},
    ColumnInfo{C::MassConverted, "massConverted", "M converted", "GeV", "MeV", 1e3, 2,
               "e+e- mass with parallel transverse momenta (basf2 convertedPhotonInvariantMass)", false},
    ColumnInfo{
        C::Chi2Converted, "chi2Converted", "chi2 converted", "", "", 1, 3,
        "chi2 of the vertex fit with zero opening angle, 2 degrees of freedom more: small for conversions",
        false},
    ColumnInfo{C::KinematicMass, "kinM", "M kin", "GeV", "MeV", 1e3, 2,
               "e+e- mass after the fit of e+, e- and photon to the beams", false},
    ColumnInfo{C::KinematicMassError, "kinMErr", "M kin error", "GeV", "MeV", 1e3, 2, "error of kinM", false},
    ColumnInfo{C::KinematicChi2, "kinChi2", "kin chi2", "", "", 1, 3, "chi2 of the kinematic fit", false},
    ColumnInfo{C::KinematicNdf, "kinNdf", "kin ndf", "", "", 1, 0,
               "its degrees of freedom: 4 for the four-momentum, 1 for the energy", false},
    ColumnInfo{C::KinematicProb, "kinProb", "kin prob", "", "", 1, 3, "upper-tail probability of kinChi2",
               false},
    ColumnInfo{C::KinematicPhoton, "kinPhoton", "photon", "", "", 1, 0,
               "the photon it uses, 1 for the first of the row", false},
    ColumnInfo{C::KinematicReason, "kinReason", "kin reason", "", "", 1, 0,
               "Converged, or in one word why there is no kinematic fit", true},
    ColumnInfo{C::Experiment, "experiment", "experiment", "", "", 1, 0, "__experiment__ of the file", false},
    ColumnInfo{C::Run, "run", "run", "", "", 1, 0, "__run__ of the file", false},
    ColumnInfo{C::Event, "event", "event", "", "", 1, 0, "__event__ of the file", false},
    ColumnInfo{C::CandidateNumber, "candidate", "candidate", "", "", 1, 0, "__candidate__ of the file",
               false},
    ColumnInfo{C::PositronPT, "pTPlus", "e+ pT", "GeV", "GeV", 1, 3,
               "transverse momentum of the e+ at its perigee", false},
    ColumnInfo{C::PositronTheta, "thetaPlus", "e+ theta", "rad", "deg", 1 / kDegree, 2,
               "polar angle of the e+", false},
    ColumnInfo{C::PositronPhi0, "phi0Plus", "e+ phi0", "rad", "rad", 1, 4, "azimuth of the e+ at its perigee",
               false},
    ColumnInfo{C::PositronD0, "d0Plus", "e+ d0", "cm", "mm", 1 / kMillimetre, 3,
               "signed distance of the e+ from the z axis at its perigee", false},
    ColumnInfo{C::PositronZ0, "z0Plus", "e+ z0", "cm", "cm", 1, 3, "z of the e+ at its perigee", false},
    ColumnInfo{C::ElectronPT, "pTMinus", "e- pT", "GeV", "GeV", 1, 3,
               "transverse momentum of the e- at its perigee", false},
    ColumnInfo{C::ElectronTheta, "thetaMinus", "e- theta", "rad", "deg", 1 / kDegree, 2,
               "polar angle of the e-", false},
    ColumnInfo{C::ElectronPhi0, "phi0Minus", "e- phi0", "rad", "rad", 1, 4,
               "azimuth of the e- at its perigee", false},
    ColumnInfo{C::ElectronD0, "d0Minus", "e- d0", "cm", "mm", 1 / kMillimetre, 3,
               "signed distance of the e- from the z axis at its perigee", false},
    ColumnInfo{C::ElectronZ0, "z0Minus", "e- z0", "cm", "cm", 1, 3, "z of the e- at its perigee", false},
    ColumnInfo{C::PhotonEnergy, "gammaE", "photon E", "GeV", "GeV", 1, 3, "energy of the first photon",
               false},
    ColumnInfo{C::PhotonTheta, "gammaTheta", "photon theta", "rad", "deg", 1 / kDegree, 2,
               "polar angle of the first photon", false},
    ColumnInfo{C::PhotonPhi, "gammaPhi", "photon phi", "rad", "rad", 1, 4, "azimuth of the first photon",
               false},
    ColumnInfo{C::TrueClass, "mcClass", "true class", "", "", 1, 0,
               "what the simulated pair is: signal, conversion, prompt pair, unknown", true},
    ColumnInfo{C::TrueMass, "mcM", "true M", "GeV", "MeV", 1e3, 2, "true mass of the pair", false},
    ColumnInfo{C::TrueRho, "mcRho", "true rho", "cm", "cm", 1, 3,
               "true transverse distance of the pair's origin from the z axis", false},
    ColumnInfo{C::TrueX, "mcX", "true x", "cm", "cm", 1, 3, "where the pair was born", false},
    ColumnInfo{C::TrueY, "mcY", "true y", "cm", "cm", 1, 3, "where the pair was born", false},
    ColumnInfo{C::TrueZ, "mcZ", "true z", "cm", "cm", 1, 3, "where the pair was born", false},
    ColumnInfo{C::TrueLayer, "mcLayer", "true layer", "", "", 1, 0, "material the photon converted in", true},
    ColumnInfo{C::PositronLoss, "lossPlus", "e+ loss", "GeV", "GeV", 1, 3,
               "energy that the e+ lost on its way, true", false},
    ColumnInfo{C::ElectronLoss, "lossMinus", "e- loss", "GeV", "GeV", 1, 3,
               "energy that the e- lost on its way, true", false},
    ColumnInfo{C::Verdict, "verdict", "verdict", "", "", 1, 0,
               "what you said of the candidate in a scan, or unscanned", true},
};
static_assert(kColumns.size() == kCandidateColumnCount);

constexpr bool inOrder() {
    for (std::size_t i = 0; i < kColumns.size(); ++i)
        if (static_cast<std::size_t>(kColumns[i].column) != i) return false;
    return true;
}
static_assert(inOrder(), "the table is indexed by CandidateColumn");

} // namespace

std::span<const ColumnInfo> candidateColumns() {
    return kColumns;
}

std::span<const ColumnInfo> resultColumns() {
    return std::span<const ColumnInfo>(kColumns).first(kResultColumnCount);
}

bool hasColumn(const PairTable::Contents& contents, CandidateColumn column) {
    if (column == C::Verdict) return true;
    if (column >= C::TrueClass) return contents.truth;
    const bool photon = column >= C::PhotonEnergy || (column >= C::KinematicMass && column < C::Experiment);
    return !photon || contents.photons > 0;
}

const ColumnInfo& info(CandidateColumn column) {
    assert(column != CandidateColumn::Count);
    return kColumns[static_cast<std::size_t>(column)];
}

std::optional<CandidateColumn> candidateColumn(std::string_view name) {
    const auto found = std::find_if(kColumns.begin(), kColumns.end(),
                                    [name](const ColumnInfo& info) { return info.name == name; });
    if (found == kColumns.end()) return std::nullopt;
    return found->column;
}

} // namespace pairscope
