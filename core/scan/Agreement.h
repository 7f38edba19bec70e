#pragma once

#include "core/analysis/BinomialInterval.h"
#include "core/event/PairTruth.h"
#include "core/scan/ScanState.h"
#include "core/scan/VerdictSet.h"

#include <cstddef>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// Which candidate, over all scans of a dataset: known ones are named within their queue.
struct ScannedCandidate {
    std::string queue; ///< empty for pairs of the dataset
    EventId id;

    auto operator<=>(const ScannedCandidate&) const = default;
};

/// All that one scanner said of a dataset, over all of that scanner's scans of it: the latest verdict holds.
struct ScannerVerdicts {
    std::string scanner;
    std::map<ScannedCandidate, CandidateVerdict> verdicts; ///< each with a verdict
    bool finished = true;                                  ///< every scan is
    bool unblinded = false;                                ///< looked at results before the end
};

/// Agreement beyond chance, 1 for full agreement, 0 for what chance gives.
struct KappaStatistic {
    std::size_t candidates = 0; ///< that all of the scanners judged
    double agreement = 0;       ///< share in which they (for more than two: pairs of them) agree
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: undefined, see whyUndefined()
    double error = std::numeric_limits<double>::quiet_NaN(); ///< standard error; NaN: undefined
};
/// Why there is no kappa, or none with an error, as a part of a sentence; empty when there are both.
[[nodiscard]] std::string_view whyUndefined(const KappaStatistic& kappa);

/// Cohen's kappa (Educ. Psychol. Meas. 20 (1960) 37) of the table counts[i][j]: first scanner said i, second
/// j. The error is the large-sample one of Fleiss, Cohen & Everitt, Psychol. Bull. 72 (1969) 323; it is 0 for
/// full agreement, and there is none for one candidate. @pre square
[[nodiscard]] KappaStatistic cohenKappa(const std::vector<std::vector<std::size_t>>& counts);

/// Fleiss' kappa (Psychol. Bull. 76 (1971) 378): counts[i][j] of the scanners gave candidate i the verdict j.
/// The error by leaving out each candidate in turn (jackknife); none where kappa is undefined without one.
/// @pre every row has the same sum, at least 2
[[nodiscard]] KappaStatistic fleissKappa(const std::vector<std::vector<std::size_t>>& counts);

/// Two scanners face to face.
struct ScannerPair {
    std::size_t first = 0; ///< index into Agreement::scanners
    std::size_t second = 0;
    std::vector<std::vector<std::size_t>> counts; ///< [verdict of first][verdict of second]
    KappaStatistic kappa;
};

/// How well a scanner found what is known: of the candidates of a true class that have a verdict.
struct ClassScore {
    PairClass trueClass = PairClass::Unknown;
    std::vector<std::size_t> counts; ///< by verdict
    std::size_t candidates = 0;      ///< with a verdict
    Proportion efficiency;           ///< share with a right verdict (VerdictKind::rightFor)
    Proportion misTag; ///< share with a verdict that is right for another class only; the rest is undecided
};
struct ScannerScore {
    std::string scanner;
    bool knownOnly = false;          ///< of candidates mixed in; else of all with truth, those included
    std::vector<ClassScore> classes; ///< those that the scanner judged any of
};

/// How far the scanners of a dataset agree.
struct Agreement {
    std::vector<std::string> scanners;
    std::vector<std::string> verdicts; ///< names, of all sets together; what counts[i] are of
    std::vector<ScannerPair> pairs;
    KappaStatistic overall; ///< Cohen's for two, Fleiss' for more; nothing (0 candidates) for one
    std::vector<ScannedCandidate> disagreements; ///< judged by at least two, not all alike
    /// Of those who judged any with truth; twice where there is truth in the dataset and mixed in: all, then
    /// the known ones.
    std::vector<ScannerScore> scores;
};

/// @param truth of the candidates of all queues, known ones and others
[[nodiscard]] Agreement agreement(std::span<const ScannerVerdicts> scanners, const VerdictSet& verdicts,
                                  const std::map<ScannedCandidate, QueuedCandidate>& truth);

} // namespace pairscope
