#pragma once

#include "core/candidate/CandidateStudy.h"
#include "core/io/PairSource.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// One pair with the options of its fit and what came of it: a failed or strange fit, kept so that a test can
/// repeat it. A small JSON file with every double to full precision (NaN and infinity as words).
struct FitCase {
    /// What the fit gave when the case was saved. Numbers of the chosen vertex; NaN without one.
    struct Observed {
        std::string outcome; ///< a FitOutcome
        std::string sentence;
        std::size_t minima = 0; ///< that the data allow
        double chi2 = 0;
        Vector3 vertex = Vector3::Zero(); ///< cm
        double massAfter = 0;             ///< GeV
    };

    EventId id;
    TrackPair tracks;
    MagneticField field;
    Reconstruction::Options options;
    Observed observed;
    std::string program;     ///< that saved it: "Pairscope 0.1.0"
    bool simulation = false; ///< the pair was generated
    boost::container::static_vector<PhotonCluster, kMaxPhotons> photons = {};
    std::optional<PairTruth> truth = {};

    /// The pair as it was read.
    [[nodiscard]] PairEvent event() const;

    static constexpr std::string_view kEnding = ".fitcase.json";
};

/// @param options with which the study was made
[[nodiscard]] FitCase fitCaseOf(const CandidateStudy& study, const Reconstruction::Options& options,
                                std::string program, bool simulation);

[[nodiscard]] tl::expected<void, FileError> writeFitCase(const FitCase& fitCase,
                                                         const std::filesystem::path& file);
/// Says which key is missing or wrong.
[[nodiscard]] tl::expected<FitCase, FileError> readFitCase(const std::filesystem::path& file);

/// The options of a reconstruction as a fit case has them, one line of JSON.
[[nodiscard]] std::string fitOptionsText(const Reconstruction::Options& options);
/// Says which key is missing or wrong.
[[nodiscard]] tl::expected<Reconstruction::Options, std::string> readFitOptions(const std::string& text);

/// What is different now, in words: "chi2 was 0.31, now 12.4". Empty when everything is as it was: the same
/// outcome and number of vertices, chi2 to 1e-6, the vertex to 1 um, the mass to 1 eV.
[[nodiscard]] std::vector<std::string> differences(const FitCase& fitCase, const CandidateStudy& now);

} // namespace pairscope
