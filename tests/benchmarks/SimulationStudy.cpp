// Prints how well the simulation keeps to its formulas and sources (closure), how well tracks are measured,
// what the kinematic fit makes of it, and what generating costs.
//
//   simulation_study [candidates of each kind, default 20000] [seed, default 2026]

#include "core/candidate/BatchReconstruction.h"
#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/simulation/MultipleScattering.h"
#include "core/simulation/PairGenerators.h"
#include "core/simulation/PairProduction.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/Statistics.h"
#include "tests/support/TestDetector.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace pairscope;
using namespace pairscope::test;

namespace {

std::size_t pairCount = 20000;
std::uint64_t seed = 2026;

RandomStream stream(std::size_t index) {
    return {seed, index};
}

double upperTail(double chi2, double ndf) {
    return boost::math::cdf(boost::math::complement(boost::math::chi_squared(ndf), chi2));
}

void printShape(const std::string& what, const std::vector<double>& values, double low, double high,
                const std::function<double(double)>& density) {
    constexpr std::size_t kBins = 20;
    const double chi2 = chi2OfShape(values, low, high, kBins, density);
    fmt::print("  {:<52} chi2 {:5.1f} / {}   p {:.3f}\n", what, chi2, kBins - 1, upperTail(chi2, kBins - 1));
}

FourMomentum leg(const TruePair& pair, std::size_t index) {
    return FourMomentum::onShell(pair.momenta[index], kElectronMass);
}

void printAngles() {
    fmt::print("\nAngular distributions against their formulas ({} each)\n", pairCount);
    const Collision collision(belle2Detector()->beams());
    const double s = collision.rootS() * collision.rootS();
    for (const double mass : {17.0_MeV, 1.0_GeV}) {
        const DarkPhotonGenerator make(collision, mass, 1e-3);
        const TwoPhotonAngle angle(s, mass, kLargestGeneratedCosine);
        std::vector<double> production;
        std::vector<double> decay;
        for (std::size_t i = 0; i < pairCount; ++i) {
            RandomStream random = stream(i);
            const TruePair pair = make(random);
            const FourMomentum vector = collision.toCentreOfMass(leg(pair, 0) + leg(pair, 1));
            const FourMomentum positron = collision.toCentreOfMass(leg(pair, 0));
            production.push_back(collision.cosTheta(vector.p));
            decay.push_back(
                positron.boostedBy({-vector.p, vector.energy}).p.normalized().dot(vector.p.normalized()));
        }
        printShape(fmt::format("A' of {:g} MeV: production, (1+c^2+r)/(1-c^2)", mass / kMeV), production,
                   -kLargestGeneratedCosine, kLargestGeneratedCosine,
                   [&](double c) { return angle.density(c); });
        printShape(fmt::format("A' of {:g} MeV: decay, 1+c^2", mass / kMeV), decay, -1, 1,
                   [](double c) { return 1 + c * c; });
    }
    const PromptPairGenerator prompt(collision, 0.3);
    std::vector<double> logarithms;
    for (std::size_t i = 0; i < pairCount; ++i) {
        RandomStream random = stream(i);
        logarithms.push_back(std::log(prompt(random).mass));
    }
    printShape("prompt pairs: mass, Kroll & Wada", logarithms, std::log(2 * kElectronMass), std::log(0.3),
               [](double x) { return promptPairDensity(std::exp(x)) * std::exp(x); });
}

void printFlights() {
    fmt::print("\nMean flight of a 17 MeV A' in the laboratory [mm] (expected: 0.76, 1.49, 3.2 at 5.29 GeV, "
               "4 % more boosted)\n");
    const Collision collision(belle2Detector()->beams());
    for (const double epsilon : {1.4e-3, 1e-3, 6.8e-4}) {
        const DarkPhotonGenerator make(collision, 17.0_MeV, epsilon);
        std::vector<double> flights;
        for (std::size_t i = 0; i < pairCount; ++i) {
            RandomStream random = stream(i);
            const TruePair pair = make(random);
            flights.push_back((pair.vertex - pair.production).norm() / kMillimetre);
        }
        fmt::print("  epsilon {:.1e}: {:.3f} +- {:.3f}   (c tau {:.2f} um)\n", epsilon, mean(flights),
                   width(flights) / std::sqrt(static_cast<double>(pairCount)),
                   make.decayLength() / kMicrometre);
    }
}

/// Photons at 90 degrees to z from the origin, azimuth at random: converted in each group, and what the
/// ladders' real crossings say.
void printConversions() {
    fmt::print("\nConversion probability at 90 degrees by layer [%], azimuth averaged\n");
    const auto detector = belle2Detector();
    const PairProduction production(detector);
    std::map<std::string, double> expected;
    std::map<std::string, double> found;
    const std::size_t tries = 20 * pairCount;
    for (std::size_t i = 0; i < tries; ++i) {
        RandomStream random = stream(i);
        const double phi = random.uniform(-kPi, kPi);
        const Vector3 direction(std::cos(phi), std::sin(phi), 0);
        double depth = 0;
        for (const LayerCrossing& crossing : detector->crossings(Vector3::Zero(), direction)) {
            const MaterialLayer& layer = detector->layers()[crossing.layer];
            if (!layer.tracking) continue;
            const double before = std::exp(-7.0 / 9.0 * depth);
            depth += crossing.radiationLengths;
            expected[layer.group] += (before - std::exp(-7.0 / 9.0 * depth)) / static_cast<double>(tries);
        }
        if (const auto place = production.drawPlace(Vector3::Zero(), direction, random))
            found[detector->layers()[place->layer].group] +=
                production.forcedProbability(direction) / static_cast<double>(tries);
    }
    double sum = 0;
    double sumExpected = 0;
    const double perCount = production.forcedProbability(Vector3::UnitX()) / static_cast<double>(tries);
    for (const std::string& group : detector->groups()) {
        if (expected[group] == 0) continue;
        fmt::print("  {:<12} {:.4f} +- {:.4f}   1 - exp(-7/9 t): {:.4f}\n", group, 100 * found[group],
                   100 * std::sqrt(found[group] * perCount), 100 * expected[group]);
        sum += found[group];
        sumExpected += expected[group];
    }
    fmt::print("  {:<12} {:.4f} +- {:.4f}   {:.4f}\n", "all", 100 * sum, 100 * std::sqrt(sum * perCount),
               100 * sumExpected);
}

void printConversionMasses() {
    fmt::print(
        "\nMass of conversions in silicon at 5 GeV (exact calculation: 2.15 MeV, 10.3, 2.5, 0.81, 1.4 %;\n"
        "with 0.1 < x < 0.9: 1.82 MeV, 5.6, 1.1, 0.34, 0.55 %)\n");
    for (const double smallestShare : {0.0, 0.1}) {
        std::vector<double> masses;
        for (std::size_t i = 0; i < 10 * pairCount; ++i) {
            RandomStream random = stream(i);
            const auto legs = PairProduction::drawLegs(Vector3(5, 0, 0), 14, random);
            if (!legs) continue;
            const double x = (*legs)[0].norm() / ((*legs)[0].norm() + (*legs)[1].norm());
            if (std::min(x, 1 - x) > smallestShare) masses.push_back(pairMass(*legs) / kMeV);
        }
        const auto share = [&](double low, double high) {
            return 100.0 *
                   static_cast<double>(std::count_if(masses.begin(), masses.end(),
                                                     [&](double m) { return m >= low && m < high; })) /
                   static_cast<double>(masses.size());
        };
        fmt::print(
            "  {:<14} median {:.2f} MeV; 5-10 MeV {:.1f} %, 10-15 {:.2f}, 15-19 {:.2f}, above {:.2f}\n",
            smallestShare > 0 ? "0.1 < x < 0.9" : "all", quantile(masses, 0.5), share(5, 10), share(10, 15),
            share(15, 19), share(19, 1e9));
    }
    fmt::print("  energy share x of the e+ [% in each tenth], and complete screening 1 - 4/3 x(1-x):\n   ");
    std::array<double, 10> bins{};
    for (std::size_t i = 0; i < 10 * pairCount; ++i) {
        RandomStream random = stream(i);
        ++bins[std::min<std::size_t>(
            9, static_cast<std::size_t>(10 * PairProduction::drawEnergyShare(5, 14, random)))];
    }
    for (std::size_t bin = 0; bin < 10; ++bin) {
        const double low = 0.1 * static_cast<double>(bin);
        const double integral =
            0.1 - 4.0 / 3.0 * (0.05 * (2 * low + 0.1) - (std::pow(low + 0.1, 3) - low * low * low) / 3);
        fmt::print(" {:.2f}/{:.2f}", 100 * bins[bin] / static_cast<double>(10 * pairCount),
                   100 * integral / (7.0 / 9.0));
    }
    fmt::print("\n");
}

ResponseOptions withoutBremsstrahlung() {
    ResponseOptions options;
    options.bremsstrahlung = false;
    return options;
}

Helix trueHelix(const Vector3& vertex, const Vector3& p, int charge, MagneticField field) {
    const double pT = p.head<2>().norm();
    return Helix(
        perigeeParameters({vertex, std::atan2(p.y(), p.x()), charge / (field.alpha() * pT), p.z() / pT}));
}

/// What happens to tracks of one kind: everything that the tables below ask for.
struct TrackSample {
    std::array<std::vector<double>, 5> pulls;
    std::array<std::vector<double>, 5> errors;
    std::vector<double> losses; ///< share of the energy

    TrackSample(const DetectorResponse& response, double radius, double p, double theta, std::size_t count) {
        const MagneticField field = belle2Detector()->field();
        for (std::size_t i = 0; i < count; ++i) {
            RandomStream random = stream(i);
            const double phi = random.uniform(-kPi, kPi);
            const Vector3 momentum = p * Vector3(std::sin(theta) * std::cos(phi),
                                                 std::sin(theta) * std::sin(phi), std::cos(theta));
            const Vector3 vertex = momentum / momentum.head<2>().norm() * radius;
            const int charge = i % 2 == 0 ? 1 : -1;
            const auto track = response.track(vertex, momentum, charge, random);
            if (!track) continue;
            Vector5 difference =
                track->measured.helix.parameters() - trueHelix(vertex, momentum, charge, field).parameters();
            difference(kPhi0) = wrapAngle(difference(kPhi0));
            for (int k = 0; k < 5; ++k) {
                const double error = std::sqrt(track->measured.covariance(k, k));
                pulls[static_cast<std::size_t>(k)].push_back(difference(k) / error);
                errors[static_cast<std::size_t>(k)].push_back(error);
            }
            double radiated = 0;
            for (const RadiatedPhoton& photon : track->photons)
                radiated += photon.momentum.energy;
            losses.push_back(radiated / p);
        }
    }
    [[nodiscard]] double error(int parameter) const {
        return quantile(errors[static_cast<std::size_t>(parameter)], 0.5);
    }
};

void printScattering() {
    fmt::print("\nScattering angle in a plane by layer, 1 GeV at 90 degrees [mrad], azimuth averaged\n");
    const auto detector = belle2Detector();
    const HelixCrossings crossings(detector);
    std::map<std::string, double> thickness;
    double total = 0;
    constexpr std::size_t kTracks = 2000;
    for (std::size_t i = 0; i < kTracks; ++i) {
        RandomStream random = stream(i);
        const double phi = random.uniform(-kPi, kPi);
        const Helix helix =
            trueHelix(Vector3::Zero(), Vector3(std::cos(phi), std::sin(phi), 0), 1, detector->field());
        std::vector<HelixCrossing> found;
        crossings.find(helix, 0, found);
        for (const HelixCrossing& crossing : found) {
            thickness[detector->layers()[crossing.layer].group] += crossing.radiationLengths / kTracks;
            total += crossing.radiationLengths / kTracks;
        }
    }
    for (const std::string& group : detector->groups())
        if (thickness[group] > 0)
            fmt::print("  {:<12} X/X0 {:.3f} %   {:.3f}\n", group, 100 * thickness[group],
                       scatteringAngle(thickness[group], total, 1) / kMilliradian);
    fmt::print("  {:<12} X/X0 {:.3f} %   {:.3f}\n", "all", 100 * total,
               scatteringAngle(total, total, 1) / kMilliradian);
}

void printLosses() {
    fmt::print(
        "\nLegs that radiate more than 1, 5, 10 % before the drift chamber [%] (Geant4 in 4.5 % X0 at 90\n"
        "degrees: 22, 14, 10.5 at 5 GeV; 26.5, 14.6, 10.7 at 0.5 GeV; here 4.9 % with overlaps)\n");
    const DetectorResponse response(belle2Detector(), {});
    for (const auto& [name, radius, theta] :
         {std::tuple("prompt, 90 degrees", 0.0, 90.0), std::tuple("prompt, 30 degrees", 0.0, 30.0),
          std::tuple("born at r = 3.95 cm, 90 degrees", 3.95, 90.0)}) {
        const TrackSample sample(response, radius, 2, theta * kDegree, pairCount);
        fmt::print("  {:<34}", name);
        for (const double limit : {0.01, 0.05, 0.1})
            fmt::print(" {:.1f}",
                       100.0 *
                           static_cast<double>(std::count_if(sample.losses.begin(), sample.losses.end(),
                                                             [&](double x) { return x > limit; })) /
                           static_cast<double>(sample.losses.size()));
        fmt::print("\n");
    }
}

void printResolution() {
    fmt::print("\nResolution (median of the tracks' own errors); usually quoted for prompt tracks: d0 10 um "
               "(+) 12-15\n"
               "um/p, z0 12-15 um (+) 15-20 um/p at 90 degrees, pT 0.11 % pT (+) 0.3 %\n");
    fmt::print("  born at [cm]  theta  p [GeV]   d0 [um]   z0 [um]   pT [%]   phi0 [mrad]\n");
    const DetectorResponse response(belle2Detector(), withoutBremsstrahlung());
    const double alpha = belle2Detector()->field().alpha();
    for (const double radius : {0.0, 1.1, 2.2, 3.95, 8.5, 10.9, 13.9})
        for (const double theta : {90.0, 45.0})
            for (const double p : {0.5, 1.0, 2.0, 5.0}) {
                if (radius > 0 && (theta < 90 || (p != 1 && p != 5))) continue;
                const TrackSample sample(response, radius, p, theta * kDegree, 500);
                if (sample.losses.empty()) continue;
                fmt::print("  {:12.2f} {:6.0f} {:8.1f} {:9.1f} {:9.1f} {:8.3f} {:13.3f}\n", radius, theta, p,
                           sample.error(kD0) / kMicrometre, sample.error(kZ0) / kMicrometre,
                           100 * sample.error(kOmega) * alpha * p * std::sin(theta * kDegree),
                           sample.error(kPhi0) / kMilliradian);
            }
}

void printPulls() {
    fmt::print("\nPulls of d0 phi0 omega z0 tanLambda: width (half of the middle 68.27 %), error {:.3f}\n",
               1 / std::sqrt(2.0 * static_cast<double>(pairCount)));
    const DetectorResponse quiet(belle2Detector(), withoutBremsstrahlung());
    const DetectorResponse radiating(belle2Detector(), {});
    for (const double radius : {0.0, 3.95, 10.9})
        for (const auto& [name, response] :
             {std::pair("no bremsstrahlung", &quiet), std::pair("bremsstrahlung", &radiating)}) {
            const TrackSample sample(*response, radius, 2, 80.0_deg, pairCount);
            fmt::print("  born at {:5.2f} cm, {:<18}", radius, name);
            for (const auto& pull : sample.pulls)
                fmt::print(" {:8.3f} ({:.3f})", width(pull), halfMiddle(pull));
            fmt::print("\n");
        }
}

SampleOptions oneKind(PairClass kind, bool bremsstrahlung) {
    SampleOptions options;
    options.seed = seed;
    options.response.bremsstrahlung = bremsstrahlung;
    if (kind == PairClass::Signal)
        options.darkPhotons = {{17.0_MeV, 1e-3, pairCount}};
    else if (kind == PairClass::Conversion)
        options.conversions = pairCount;
    else
        options.promptPairs = pairCount;
    return options;
}

/// M_after or M_kin minus the true mass, MeV.
double massError(const Candidate& candidate, bool kinematic) {
    const double value = kinematic ? candidate.kinematic->mass.value : candidate.stage().mass.value;
    return (value - *candidate.event.truth->mass) / kMeV;
}

void printKinematicFit() {
    fmt::print("\nKinematic fit with four constraints (the global minimum of the vertex fit)\n");
    fmt::print(
        "  sample                               fitted  p flat: chi2/9  p<0.01 [%]  pulls of the nine (68 %)"
        "                               half width of M_after, M_kin - M_true [MeV]\n");
    const auto detector = belle2Detector();
    const Reconstruction reconstruct(detector);
    for (const bool bremsstrahlung : {false, true})
        for (const PairClass kind : {PairClass::Signal, PairClass::Conversion}) {
            const auto pairs = generateSample(detector, oneKind(kind, bremsstrahlung));
            std::array<double, 10> bins{};
            std::array<std::vector<double>, 9> pulls;
            std::vector<double> after;
            std::vector<double> fitted;
            double unlikely = 0;
            for (std::size_t row = 0; row < pairs->rows(); ++row) {
                const Candidate candidate = reconstruct(pairs->event(row));
                if (!candidate.fit || !candidate.kinematic) continue;
                const double p = candidate.kinematic->probability;
                ++bins[std::min<std::size_t>(9, static_cast<std::size_t>(10 * p))];
                unlikely += p < 0.01;
                for (int k = 0; k < 9; ++k)
                    if (std::isfinite(candidate.kinematic->pulls(k)))
                        pulls[static_cast<std::size_t>(k)].push_back(candidate.kinematic->pulls(k));
                after.push_back(massError(candidate, false));
                fitted.push_back(massError(candidate, true));
            }
            const auto count = static_cast<double>(fitted.size());
            double chi2 = 0;
            for (const double bin : bins)
                chi2 += std::pow(bin - count / 10, 2) / (count / 10);
            fmt::print("  {:<12} {:<22} {:8} {:13.1f} {:12.2f}   ",
                       kind == PairClass::Signal ? "17 MeV" : "conversions",
                       bremsstrahlung ? "with bremsstrahlung" : "without", fitted.size(), chi2 / 9,
                       100 * unlikely / count);
            for (const auto& pull : pulls)
                fmt::print(" {:.2f}", halfMiddle(pull));
            fmt::print("    {:.3f} {:.3f}\n", halfMiddle(after), halfMiddle(fitted));
        }
}

void printSpeed() {
    fmt::print("\nSpeed on one core [pairs / s]\n");
    const auto detector = belle2Detector();
    const Reconstruction reconstruct(detector);
    using Clock = std::chrono::steady_clock;
    for (const auto& [name, kind] :
         {std::pair("17 MeV", PairClass::Signal), std::pair("conversions", PairClass::Conversion)}) {
        const SampleGenerator generator(detector, oneKind(kind, true));
        double generating = 0;
        double reconstructing = 0;
        double sum = 0;
        std::vector<ClassYield> yields;
        constexpr std::size_t kChunk = 200; // less than one task's grain: one thread
        for (std::size_t first = 0; first + kChunk <= generator.rows(); first += kChunk) {
            const auto start = Clock::now();
            const auto table = generator.make(first, kChunk, yields);
            const auto made = Clock::now();
            for (std::size_t row = 0; row < table->rows(); ++row)
                sum += reconstruct(table->event(row)).massBefore.value;
            generating += std::chrono::duration<double>(made - start).count();
            reconstructing += std::chrono::duration<double>(Clock::now() - made).count();
        }
        const auto count = static_cast<double>(generator.rows() / kChunk * kChunk);
        fmt::print(
            "  {:<12} generate {:7.0f}, reconstruct {:7.0f}, both {:7.0f}   (mean M before {:.1f} MeV)\n",
            name, count / generating, count / reconstructing, count / (generating + reconstructing),
            sum / count / kMeV);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 1) pairCount = static_cast<std::size_t>(std::max(1000, std::atoi(argv[1])));
    if (argc > 2) seed = static_cast<std::uint64_t>(std::atoll(argv[2]));
    fmt::print("Simulation of {} candidates of each kind, seed {}\n", pairCount, seed);
    printAngles();
    printFlights();
    printConversions();
    printConversionMasses();
    printScattering();
    printLosses();
    printResolution();
    printPulls();
    printKinematicFit();
    printSpeed();
    return 0;
}
