#pragma once

#include "core/candidate/ParallelRows.h"
#include "core/detector/DetectorModel.h"
#include "core/event/PairTable.h"
#include "core/kinematics/PairMass.h"
#include "core/simulation/DetectorResponse.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace pairscope {

/// What a simulated sample holds. Masses GeV.
struct SampleOptions {
    struct DarkPhoton {
        double mass = 0.017;   ///< GeV
        double epsilon = 1e-3; ///< kinetic mixing: sets lifetime and cross-section
        std::size_t count = 0; ///< candidates in the sample

        bool operator==(const DarkPhoton&) const = default;
    };

    std::uint64_t seed = 1;
    std::vector<DarkPhoton> darkPhotons; ///< e+e- -> A' gamma, A' -> e+e-
    std::size_t conversions = 0;         ///< e+e- -> gamma gamma, one photon converted
    std::size_t promptPairs = 0;         ///< e+e- -> gamma gamma*, gamma* -> e+e- at the collision point
    double largestPromptMass = 0.3;      ///< of gamma*, GeV
    ResponseOptions response;

    [[nodiscard]] std::size_t rows() const;
};

/// How one class of a sample came about, and what it stands for.
struct ClassYield {
    std::string name; ///< "A' 17 MeV, epsilon 0.001", "conversions", "prompt pairs"
    PairClass pairClass = PairClass::Unknown;
    std::uint64_t kept = 0;  ///< candidates in the sample
    std::uint64_t tried = 0; ///< collisions simulated to get them
    double crossSection =
        0; ///< nb, that the tried collisions share: the visible one is this times efficiency

    /// kept / tried and its binomial error.
    [[nodiscard]] Measured efficiency() const;
    /// Cross-section of candidates, nb.
    [[nodiscard]] Measured visibleCrossSection() const;
    /// Integrated luminosity that would give as many, 1/fb.
    [[nodiscard]] Measured luminosity() const;
};

/// Simulates e+e- -> A' gamma, gamma gamma with a conversion and gamma gamma*, and the detector's answer,
/// pair by pair (DarkPhotonGenerator, DiphotonGenerator, PromptPairGenerator, DetectorResponse). Const, safe
/// from any thread; a row depends on options, detector and its number only, in whatever order rows are made.
class SampleGenerator {
public:
    /// @throws std::invalid_argument, in words for a person, for no candidates at all, a mass that is not
    /// between 2 m_e and sqrt(s), an epsilon that is not between 0 and 1, efficiencies outside (0, 1], ...
    SampleGenerator(std::shared_ptr<const DetectorModel> detector, const SampleOptions& options);
    ~SampleGenerator();

    [[nodiscard]] const SampleOptions& options() const { return m_options; }
    [[nodiscard]] std::size_t rows() const { return m_classOfRow.size(); }

    /// Of every table that is made.
    [[nodiscard]] static PairTable::Contents contents();

    /// Rows first .. first + count, on all cores; classes are in random order, ids 0/0/row/0.
    /// @return nothing when `stop` was requested before the end
    /// @param yields what was kept and tried is added to it, in the order of classes()
    [[nodiscard]] std::shared_ptr<const PairTable> make(std::size_t first, std::size_t count,
                                                        std::vector<ClassYield>& yields,
                                                        std::stop_token stop = {},
                                                        const Progress& progress = {}) const;
    /// The classes of the sample with cross-sections, nothing kept or tried.
    [[nodiscard]] std::vector<ClassYield> classes() const;

    /// Numbers of candidates expected in `luminosity` [1/fb], as the options' counts: each class that has a
    /// count above zero gets the expected one, from a trial run of its efficiency; rounded, not fluctuated.
    /// @return nothing when `stop` was requested before the end
    [[nodiscard]] static std::optional<SampleOptions>
    forLuminosity(std::shared_ptr<const DetectorModel> detector, SampleOptions options, double luminosity,
                  std::stop_token stop = {});

private:
    struct Impl;
    SampleOptions m_options;
    std::vector<std::uint8_t> m_classOfRow;
    std::unique_ptr<Impl> m_impl;
};

/// The whole sample in memory.
[[nodiscard]] std::shared_ptr<const PairTable>
generateSample(const std::shared_ptr<const DetectorModel>& detector, const SampleOptions& options);

} // namespace pairscope
