#include "core/simulation/SampleGenerator.h"

#include "core/math/Units.h"
#include "core/simulation/PairGenerators.h"
#include "core/simulation/PairProduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr std::uint64_t kOrderStream = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kTrialStreams = std::uint64_t{1} << 62U;
constexpr double kInverseFemtobarnInNanobarn = 1e6; ///< nb times 1/fb

/// 8 bits hold the class of a row.
constexpr std::size_t kLargestClassCount = 250;

/// A binomial share and its error; the error of 0 or all is that of one event.
Measured share(std::uint64_t kept, std::uint64_t tried) {
    if (tried == 0) return {0, 0};
    const auto n = static_cast<double>(tried);
    const double p = static_cast<double>(kept) / n;
    return {p, std::sqrt(std::max(p * (1 - p), 1 / n) / n)};
}

} // namespace

std::size_t SampleOptions::rows() const {
    std::size_t rows = conversions + promptPairs;
    for (const DarkPhoton& signal : darkPhotons)
        rows += signal.count;
    return rows;
}

Measured ClassYield::efficiency() const {
    return share(kept, tried);
}

Measured ClassYield::visibleCrossSection() const {
    const Measured part = efficiency();
    return {crossSection * part.value, crossSection * part.error};
}

Measured ClassYield::luminosity() const {
    const Measured visible = visibleCrossSection();
    if (!(visible.value > 0)) return {0, 0};
    const double value = static_cast<double>(kept) / (visible.value * kInverseFemtobarnInNanobarn);
    return {value, value * visible.error / visible.value};
}

/// How one class of pairs is made.
struct SampleGenerator::Impl {
    struct Class {
        ClassYield yield;
        std::size_t count = 0;
        std::function<std::optional<TruePair>(RandomStream&)> make;
    };

    std::shared_ptr<const DetectorModel> detector;
    DetectorResponse response;
    std::vector<Class> classes;

    Impl(std::shared_ptr<const DetectorModel> model, const SampleOptions& options)
        : detector(std::move(model)), response(detector, options.response) {
        const Collision collision(detector->beams());
        for (const SampleOptions::DarkPhoton& signal : options.darkPhotons)
            add(fmt::format("A' {:g} MeV, epsilon {:g}", signal.mass / kMeV, signal.epsilon),
                PairClass::Signal, signal.count, DarkPhotonGenerator(collision, signal.mass, signal.epsilon));
        add("conversions", PairClass::Conversion, options.conversions,
            DiphotonGenerator(collision, detector));
        add("prompt pairs", PairClass::PromptPair, options.promptPairs,
            PromptPairGenerator(collision, options.largestPromptMass));
    }

    template<typename Generator>
    void add(std::string name, PairClass pairClass, std::size_t count, const Generator& generator) {
        if (count == 0) return;
        Class& added = classes.emplace_back();
        added.yield.name = std::move(name);
        added.yield.pairClass = pairClass;
        added.yield.crossSection = generator.crossSection();
        added.count = count;
        added.make = generator;
    }

    /// @throws std::invalid_argument when the detector sees none of a class
    void checkVisible(std::uint64_t seed) const;
    /// What the detector makes of a pair; nothing when it is not found.
    [[nodiscard]] std::optional<PairEvent> respond(const TruePair& pair, RandomStream& random) const;
    /// One collision.
    [[nodiscard]] std::optional<PairEvent> attempt(const Class& c, RandomStream& random) const {
        const auto pair = c.make(random);
        return pair ? respond(*pair, random) : std::nullopt;
    }
};

std::optional<PairEvent> SampleGenerator::Impl::respond(const TruePair& pair, RandomStream& random) const {
    for (const Vector3& p : pair.momenta) // what costs nothing to refuse first
        if (!response.withinAcceptance(p) ||
            p.head<2>().norm() < response.options().smallestTransverseMomentum)
            return std::nullopt;
    const auto recoil = response.photon(pair.production, pair.photon, random);
    if (!recoil) return std::nullopt;
    std::array<std::optional<SimulatedTrack>, 2> legs;
    for (const std::size_t leg : {0U, 1U}) {
        legs[leg] = response.track(pair.vertex, pair.momenta[leg], leg == 0 ? +1 : -1, random);
        if (!legs[leg]) return std::nullopt;
    }
    PairEvent event;
    event.tracks = {legs[0]->measured, legs[1]->measured};
    if (event.tracks.positron.helix.omega() <= 0 || event.tracks.electron.helix.omega() >= 0)
        return std::nullopt; // the curvature was measured with the wrong sign: no pair of opposite charges
    event.truth =
        PairTruth{pair.pairClass,
                  pair.vertex,
                  pair.mass,
                  pair.momenta,
                  pair.production,
                  std::array{legs[0]->loss, legs[1]->loss},
                  pair.layer < 0 ? "" : detector->layers()[static_cast<std::size_t>(pair.layer)].name};
    std::vector<PhotonCluster> clusters{*recoil};
    for (const auto& leg : legs)
        response.addRadiated(*leg, clusters, random);
    std::sort(clusters.begin(), clusters.end(),
              [](const PhotonCluster& a, const PhotonCluster& b) { return a.energy > b.energy; });
    clusters.resize(std::min(clusters.size(), kMaxPhotons));
    event.photons.assign(clusters.begin(), clusters.end());
    return event;
}

void SampleGenerator::Impl::checkVisible(std::uint64_t seed) const {
    constexpr std::uint64_t kTries = 200'000;
    for (const Class& c : classes) {
        bool seen = false;
        for (std::uint64_t i = 0; i < kTries && !seen; ++i) {
            RandomStream random(seed, kTrialStreams + i);
            seen = attempt(c, random).has_value();
        }
        if (!seen)
            throw std::invalid_argument(
                fmt::format("{}: none of {} tried was seen in the detector", c.yield.name, kTries));
    }
}

SampleGenerator::SampleGenerator(std::shared_ptr<const DetectorModel> detector, const SampleOptions& options)
    : m_options(options) {
    if (options.rows() == 0)
        throw std::invalid_argument("a sample needs at least one candidate: all numbers are 0");
    if (options.rows() > std::numeric_limits<std::uint32_t>::max())
        throw std::invalid_argument(
            fmt::format("a sample can have 4 294 967 295 candidates at most, not {}", options.rows()));
    if (options.darkPhotons.size() > kLargestClassCount)
        throw std::invalid_argument(
            fmt::format("a sample can have {} kinds of dark photons at most", kLargestClassCount));
    m_impl = std::make_unique<Impl>(std::move(detector), options);
    m_impl->checkVisible(options.seed);

    m_classOfRow.reserve(options.rows());
    for (std::size_t c = 0; c < m_impl->classes.size(); ++c)
        m_classOfRow.insert(m_classOfRow.end(), m_impl->classes[c].count, static_cast<std::uint8_t>(c));
    RandomStream random(options.seed, kOrderStream);
    for (std::size_t left = m_classOfRow.size(); left > 1; --left) // Fisher & Yates
        std::swap(m_classOfRow[left - 1], m_classOfRow[random.below(left)]);
}

SampleGenerator::~SampleGenerator() = default;

std::vector<ClassYield> SampleGenerator::classes() const {
    std::vector<ClassYield> yields;
    for (const Impl::Class& c : m_impl->classes)
        yields.push_back(c.yield);
    return yields;
}

PairTable::Contents SampleGenerator::contents() {
    PairTable::Contents contents;
    contents.photons = kMaxPhotons;
    contents.truth = contents.simulation = true;
    return contents;
}

std::shared_ptr<const PairTable> SampleGenerator::make(std::size_t first, std::size_t count,
                                                       std::vector<ClassYield>& yields, std::stop_token stop,
                                                       const Progress& progress) const {
    const auto table = std::make_shared<PairTable>(contents(), count);
    std::vector<std::atomic<std::uint64_t>> tried(m_impl->classes.size());
    const auto makeRow = [&](std::size_t row) {
        const std::size_t number = first + row;
        const std::uint8_t c = m_classOfRow[number];
        RandomStream random(m_options.seed, number);
        std::uint64_t tries = 0;
        std::optional<PairEvent> event;
        while (!event) {
            if (++tries % 65536 == 0 && stop.stop_requested()) return;
            event = m_impl->attempt(m_impl->classes[c], random);
        }
        event->id = {0, 0, static_cast<std::uint32_t>(number), 0};
        table->setEvent(row, *event);
        tried[c].fetch_add(tries, std::memory_order_relaxed);
    };
    constexpr std::size_t kGrain = 256;
    if (!forEachRow(count, kGrain, makeRow, stop, progress)) return nullptr;

    if (yields.empty()) yields = classes();
    for (std::size_t row = 0; row < count; ++row)
        ++yields[m_classOfRow[first + row]].kept;
    for (std::size_t c = 0; c < tried.size(); ++c)
        yields[c].tried += tried[c];
    return table;
}

std::optional<SampleOptions> SampleGenerator::forLuminosity(std::shared_ptr<const DetectorModel> detector,
                                                            SampleOptions options, double luminosity,
                                                            std::stop_token stop) {
    if (!(std::isfinite(luminosity) && luminosity > 0))
        throw std::invalid_argument(
            fmt::format("a luminosity must be a number of 1/fb above 0, not {}", luminosity));
    const Impl impl(std::move(detector), options);
    std::vector<std::size_t> expected;
    for (const Impl::Class& c : impl.classes) {
        constexpr std::size_t kTries = 50'000;
        std::atomic<std::uint64_t> kept = 0;
        const auto tryOnce = [&](std::size_t i) {
            RandomStream random(options.seed, kTrialStreams + i);
            if (impl.attempt(c, random)) kept.fetch_add(1, std::memory_order_relaxed);
        };
        if (!forEachRow(kTries, 1024, tryOnce, stop, {})) return std::nullopt;
        const double number = c.yield.crossSection * kInverseFemtobarnInNanobarn * luminosity *
                              static_cast<double>(kept) / static_cast<double>(kTries);
        if (!(number < 4e9))
            throw std::invalid_argument(fmt::format("{:g}/fb would give {:.3g} {}: too many for one sample",
                                                    luminosity, number, c.yield.name));
        expected.push_back(static_cast<std::size_t>(std::llround(number)));
    }
    auto next = expected.begin();
    for (SampleOptions::DarkPhoton& signal : options.darkPhotons)
        if (signal.count > 0) signal.count = *next++;
    if (options.conversions > 0) options.conversions = *next++;
    if (options.promptPairs > 0) options.promptPairs = *next++;
    return options;
}

std::shared_ptr<const PairTable> generateSample(const std::shared_ptr<const DetectorModel>& detector,
                                                const SampleOptions& options) {
    const SampleGenerator generator(detector, options);
    std::vector<ClassYield> yields;
    return generator.make(0, generator.rows(), yields);
}

} // namespace pairscope
