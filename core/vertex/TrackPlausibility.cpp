#include "core/vertex/TrackPlausibility.h"

#include "core/math/Units.h"
#include "core/vertex/FitEvidence.h"
#include "core/vertex/VertexFit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

// What a track can have at all (ours): silicon measures to micrometres, and a position known to no better
// than a decimetre or a direction to no better than a radian is not measured.
constexpr double kSmallestLengthError = 1e-5; ///< cm
constexpr double kLargestLengthError = 10;    ///< cm
constexpr double kSmallestAngleError = 1e-7;  ///< rad
constexpr double kLargestAngleError = 1;      ///< rad
constexpr double kLowestMomentum = 0.005;     ///< pT that still leaves the beam pipe in the field, GeV
constexpr double kUnseenMomentum = 0.03; ///< pT that a track rarely has, and a q/pT often looks like, GeV
constexpr double kSmallestQOverP = 0.08; ///< 1/GeV: 12 GeV
constexpr double kSigmas = 3;
constexpr double kTensOfCentimetres = 20; ///< |d0| that no pair within the tracking material has, cm
constexpr double kGoodLengthError = 0.1;  ///< cm

double sigmaOf(const TrackState& track, int parameter) {
    return std::sqrt(track.covariance(parameter, parameter));
}

Evidence valueWithError(const FitFindings& findings, int track, int parameter, std::string_view unit) {
    const TrackState& state = findings.tracks[track];
    return {fmt::format("{} of the {}", parameterName(parameter), trackName(track)),
            fmt::format("{:.4g} +- {:.2g}{}", state.helix.parameters()(parameter), sigmaOf(state, parameter),
                        unit)};
}

std::vector<Evidence> bothTracks(const FitFindings& findings, int parameter, std::string_view unit) {
    return {valueWithError(findings, 0, parameter, unit), valueWithError(findings, 1, parameter, unit)};
}

std::optional<Implausibility> implausibleErrors(const FitFindings& findings) {
    struct Limit {
        int parameter;
        double smallest;
        double largest;
        std::string_view unit;
    };
    constexpr std::array kLimits = {Limit{kD0, kSmallestLengthError, kLargestLengthError, " cm"},
                                    Limit{kZ0, kSmallestLengthError, kLargestLengthError, " cm"},
                                    Limit{kPhi0, kSmallestAngleError, kLargestAngleError, " rad"}};
    for (const Limit& limit : kLimits)
        for (int track = 0; track < 2; ++track) {
            const double sigma = sigmaOf(findings.tracks[track], limit.parameter);
            const bool small = sigma < limit.smallest;
            if (!small && sigma <= limit.largest) continue;
            return Implausibility{
                fmt::format("The errors cannot be right: {} of the {} is known to {:.2g}{}, {}.",
                            parameterName(limit.parameter), trackName(track), sigma, limit.unit,
                            small ? "better than any detector measures" : "which is no measurement at all"),
                bothTracks(findings, limit.parameter, limit.unit)};
        }
    return std::nullopt;
}

std::optional<Implausibility> implausibleAngle(const FitFindings& findings) {
    for (int track = 0; track < 2; ++track)
        if (std::abs(findings.tracks[track].helix.phi0()) > 2 * kPi)
            return Implausibility{fmt::format("phi0 of the {} is {:.4g}, more than a full turn in rad: it "
                                              "looks like degrees.",
                                              trackName(track), findings.tracks[track].helix.phi0()),
                                  bothTracks(findings, kPhi0, "")};
    return std::nullopt;
}

/// Momentum [GeV] for a curvature [1/cm].
double momentumAt(const FitFindings& findings, int track, double omega) {
    const double tanLambda = findings.tracks[track].helix.tanLambda();
    return findings.detector.field().transverseMomentum(omega) * std::sqrt(1 + tanLambda * tanLambda);
}

std::optional<Implausibility> tooFast(const FitFindings& findings) {
    const double limit = findings.detector.beams().totalEnergy();
    std::array<bool, 2> beyond{};
    std::array<double, 2> momentum{};
    for (int track = 0; track < 2; ++track) {
        const auto i = static_cast<std::size_t>(track);
        const TrackState& state = findings.tracks[track];
        const double omega = std::abs(state.helix.omega());
        momentum[i] = momentumAt(findings, track, omega);
        beyond[i] = momentumAt(findings, track, omega + kSigmas * sigmaOf(state, kOmega)) > limit;
    }
    if (!beyond[0] && !beyond[1]) return std::nullopt;
    Implausibility found;
    found.evidence = bothTracks(findings, kOmega, "/cm");
    for (int track = 0; track < 2; ++track)
        found.evidence.push_back({fmt::format("momentum of the {}", trackName(track)),
                                  momentumText(momentum[static_cast<std::size_t>(track)])});
    const std::string momenta =
        fmt::format("{} and {}", momentumText(momentum[0]), momentumText(momentum[1]));
    if (beyond[0] && beyond[1]) {
        const bool tenthsPossible = (momentum[0] + momentum[1]) / 10 < limit;
        found.sentence =
            fmt::format("The momenta cannot be right: {} are each more than both beams have ({}){}.", momenta,
                        momentumText(limit), tenthsPossible ? "; omega looks like 1/mm" : "");
    } else {
        const int track = beyond[0] ? 0 : 1;
        found.sentence = fmt::format(
            "The momentum of the {} cannot be right: {} is more than both beams have ({}).", trackName(track),
            momentumText(momentum[static_cast<std::size_t>(track)]), momentumText(limit));
    }
    return found;
}

std::optional<Implausibility> tooSlow(const FitFindings& findings) {
    const std::array<double, 2> omega = {std::abs(findings.tracks.positron.helix.omega()),
                                         std::abs(findings.tracks.electron.helix.omega())};
    const std::array<double, 2> pT = {findings.detector.field().transverseMomentum(omega[0]),
                                      findings.detector.field().transverseMomentum(omega[1])};
    const bool bothAsQOverP = std::max(pT[0], pT[1]) < kUnseenMomentum && //
                              std::min(omega[0], omega[1]) > kSmallestQOverP;
    const std::size_t slow = pT[0] < pT[1] ? 0 : 1;
    if (!bothAsQOverP && pT[slow] >= kLowestMomentum) return std::nullopt;
    Implausibility found;
    found.evidence = bothTracks(findings, kOmega, "/cm");
    if (bothAsQOverP)
        found.sentence = fmt::format(
            "The momenta cannot be right: tracks of pT = {} and {} would hardly leave the beam "
            "pipe; omega looks like q/pT in 1/GeV ({} and {}).",
            momentumText(pT[0]), momentumText(pT[1]), momentumText(1 / omega[0]), momentumText(1 / omega[1]));
    else
        found.sentence =
            fmt::format("The momentum of the {} cannot be right: pT = {}, a circle of radius "
                        "{:.2g} cm, never leaves the beam pipe.",
                        trackName(static_cast<int>(slow)), momentumText(pT[slow]), 1 / omega[slow]);
    return found;
}

std::optional<Implausibility> implausibleZ(const FitFindings& findings) {
    const DetectorExtent extent = extentOf(findings.detector);
    std::array<bool, 2> beyond{};
    std::array<bool, 2> tenthWithin{};
    for (int track = 0; track < 2; ++track) {
        const auto i = static_cast<std::size_t>(track);
        const double z0 = findings.tracks[track].helix.z0();
        const double margin = kSigmas * sigmaOf(findings.tracks[track], kZ0);
        beyond[i] = z0 + margin < extent.zMin || z0 - margin > extent.zMax;
        tenthWithin[i] = z0 / 10 > extent.zMin && z0 / 10 < extent.zMax;
    }
    if (!beyond[0] && !beyond[1]) return std::nullopt;
    const int track = beyond[0] ? 0 : 1;
    const bool millimetres = beyond[0] && beyond[1] && tenthWithin[0] && tenthWithin[1];
    return Implausibility{
        fmt::format("z0 of the {} is {:.4g} cm, beyond the detector ({:.0f} to {:.0f} cm){}.",
                    trackName(track), findings.tracks[track].helix.z0(), extent.zMin, extent.zMax,
                    millimetres ? "; z0 looks like mm" : ""),
        bothTracks(findings, kZ0, " cm")};
}

/// Whether the pair has no acceptable vertex as it is given.
bool failsToMeet(const FitFindings& findings) {
    const CircleSeparation separation = circleSeparation(findings.tracks, findings.circles);
    constexpr double kBadChi2 = 25;
    return (findings.fit && findings.fit->best().chi2 > kBadChi2) ||
           separation.significance() > std::sqrt(kBadChi2);
}

/// Whether |d0| is beyond what a photon from the interaction point, converted within the tracking material,
/// gives: sqrt(R^2 + rho^2) - R.
bool beyondPhotonD0(const FitFindings& findings, int track) {
    const TrackState& state = findings.tracks[track];
    const double radius = std::abs(state.helix.radius());
    const double rho = extentOf(findings.detector).trackingRadius;
    const double largest = rho * rho / (std::sqrt(radius * radius + rho * rho) + radius);
    return std::abs(state.helix.d0()) > largest + 5 * sigmaOf(state, kD0);
}

/// The pair with d0 and z0 (and their errors) divided by ten: as if the file had them in mm.
TrackPair asIfInMillimetres(const TrackPair& tracks) {
    Vector5 scale = Vector5::Ones();
    scale(kD0) = scale(kZ0) = kMillimetre;
    TrackPair scaled;
    for (int track = 0; track < 2; ++track)
        scaled[track] = {Helix(scale.cwiseProduct(tracks[track].helix.parameters())),
                         scale.asDiagonal() * tracks[track].covariance * scale.asDiagonal()};
    return scaled;
}

/// Where the tracks would meet, well and within the tracking material, if d0 and z0 were in mm.
std::optional<VertexMinimum> vertexIfInMillimetres(const FitFindings& findings) {
    const auto fit = VertexFit()(asIfInMillimetres(findings.tracks));
    if (!fit || fit->best().chi2 > VertexFitResult::kPlausibleDeltaChi2) return std::nullopt;
    if (fit->best().rho() > extentOf(findings.detector).trackingRadius) return std::nullopt;
    return fit->best();
}

std::optional<Implausibility> implausibleD0(const FitFindings& findings) {
    if (!failsToMeet(findings)) return std::nullopt;
    bool tens = true;
    for (int track = 0; track < 2; ++track) {
        const TrackState& state = findings.tracks[track];
        if (!beyondPhotonD0(findings, track)) return std::nullopt;
        tens &= std::abs(state.helix.d0()) > kTensOfCentimetres && sigmaOf(state, kD0) < kGoodLengthError;
    }
    const auto vertex = vertexIfInMillimetres(findings);
    if (!tens && !vertex) return std::nullopt;
    const std::string values = fmt::format("{:.3g} and {:.3g} cm", findings.tracks.positron.helix.d0(),
                                           findings.tracks.electron.helix.d0());
    const std::string meet = vertex
                                 ? fmt::format(" (in mm the tracks meet at rho = {:.2f} cm with chi2 {:.2f})",
                                               vertex->rho(), vertex->chi2)
                                 : std::string();
    return Implausibility{
        fmt::format("d0 looks like mm: {} are more than a photon from the interaction point can give{}.",
                    values, meet),
        bothTracks(findings, kD0, " cm")};
}

} // namespace

std::optional<Implausibility> findImplausibility(const FitFindings& findings) {
    for (const auto judge :
         {implausibleErrors, implausibleAngle, tooFast, tooSlow, implausibleZ, implausibleD0})
        if (auto found = judge(findings)) return found;
    return std::nullopt;
}

} // namespace pairscope
