#pragma once

#include "core/event/EventId.h"
#include "core/event/PairTruth.h"
#include "core/scan/VerdictSet.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// What stands in a journal. Everything has a random name of 32 hexadecimal digits, so that journals of
/// different machines can be put together; times are UTC, "2026-11-25T14:03:07.123456Z", so that their order
/// as text is their order.

/// Candidates in the order in which they are scanned; several scanners may go through the same one.
struct ScanQueue {
    std::string id;
    std::string fingerprint; ///< of the dataset's pairs: see DatasetFingerprint.h
    std::string dataset;     ///< the file's name when it was made; for people only
    std::uint64_t rows = 0;  ///< of the dataset
    std::string choice;      ///< how it was chosen, one sentence: "200 at random of 1,000 shown, seed 7"
    std::string created;     ///< UTC
    bool informed = false;   ///< made from what scanners said: its verdicts are no independent ones

    bool operator==(const ScanQueue&) const = default;
};

/// A line of a queue.
struct QueuedCandidate {
    EventId id;
    PairClass trueClass = PairClass::Unknown; ///< not to be told before the scan is finished
    bool known = false; ///< simulated and mixed in to measure the scanner; the id is made up
    /// The pair itself where it is not in the dataset: see packPair(). Empty for others.
    std::vector<double> pair;

    bool operator==(const QueuedCandidate&) const = default;
};

/// One person going through one queue, in as many sittings as it takes.
struct Scan {
    std::string id;
    std::string queue; ///< a ScanQueue
    std::string scanner;
    VerdictSet verdicts;
    std::string program; ///< "Pairscope 0.1.0"
    std::string started; ///< UTC

    bool operator==(const Scan&) const = default;
};

enum class ScanAction : std::uint8_t {
    Verdict, ///< the candidate's verdict is now this; with reason, confidence
    Undo,    ///< the verdict `undoes` does not hold any more
    Comment, ///< the candidate's comment is now this; empty: none
    Unblind, ///< before the end, the scanner looked at what others said or at what is known
    Finish,  ///< the scanner is done: from now on results may be seen
};
[[nodiscard]] std::string_view toString(ScanAction action);
[[nodiscard]] std::optional<ScanAction> scanAction(std::string_view word);

enum class Confidence : std::uint8_t { None = 0, Low = 1, Medium = 2, High = 3 };
[[nodiscard]] std::string_view toString(Confidence confidence); ///< "", "low", "medium", "high"

/// What the scanner had before the eyes. NaN where a number does not exist.
struct SeenCandidate {
    double massBefore = std::numeric_limits<double>::quiet_NaN(); ///< GeV
    double massAfter = std::numeric_limits<double>::quiet_NaN();  ///< GeV
    double deltaM = std::numeric_limits<double>::quiet_NaN();     ///< GeV
    double rho = std::numeric_limits<double>::quiet_NaN();        ///< cm
    std::string status;                                           ///< a CandidateStatus
    std::string fitOptions;    ///< JSON, as in a fit case, the minimum policy included
    bool chosenByHand = false; ///< the vertex was not the policy's
};

/// One line of a journal; nothing is ever changed or removed.
struct ScanEntry {
    std::string id;
    std::string scan; ///< a Scan
    std::string time; ///< UTC; within a scan every one is later than the one before
    ScanAction action = ScanAction::Verdict;
    EventId candidate; ///< of Verdict, Undo, Comment
    std::string verdict = {};
    std::string reason = {};
    Confidence confidence = Confidence::None;
    std::string comment = {};
    std::string undoes = {}; ///< id of the entry with the verdict
    SeenCandidate seen = {}; ///< of Verdict
    std::string program = {};
};

/// Why a journal could not be read or written.
struct ScanError {
    enum class Kind : std::uint8_t {
        CannotOpen,
        NotAJournal,
        NewerVersion, ///< made by a later program
        ReadOnly,
        DiskFull,
        Busy,    ///< another program holds it too long
        Damaged, ///< not what it should be inside
        Other,
    };
    Kind kind = Kind::Other;
    std::string message; ///< what happened, why, what to do
};

} // namespace pairscope
