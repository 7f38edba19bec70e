#include "app/SheetItems.h"

#include "core/candidate/VerdictColumn.h"
#include "core/io/FitCase.h"
#include "core/scan/ScanExport.h"
#include "core/scan/ScanSample.h"

#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

namespace {

bool isChosen(const std::vector<std::string>& choice, const std::string& word) {
    return choice.empty() || std::ranges::find(choice, word) != choice.end();
}

/// The scanners asked for with what they said.
class Judges {
public:
    Judges(const DatasetScans& scans, const SheetChoice& choice)
        : m_scans(scans), m_choice(choice), m_scanners(scans.scanners()) {
        std::erase_if(m_scanners, [&](const ScannerVerdicts& scanner) {
            return !isChosen(choice.scanners, scanner.scanner);
        });
    }

    [[nodiscard]] bool wants(const ScannedCandidate& candidate) const {
        if (m_choice.ids && !m_choice.ids->contains(candidate.id)) return false;
        if (m_choice.verdicts.empty()) return true;
        bool judged = false;
        for (const ScannerVerdicts& scanner : m_scanners) {
            const CandidateVerdict* verdict = verdictOf(scanner, candidate);
            if (verdict && isChosen(m_choice.verdicts, verdict->verdict)) return true;
            judged = judged || verdict;
        }
        return !judged && isChosen(m_choice.verdicts, std::string(VerdictColumn::kNone));
    }

    [[nodiscard]] SheetItem item(const ScannedCandidate& candidate) const {
        SheetItem item;
        item.id = candidate.id;
        std::vector<std::pair<std::string, std::vector<std::string>>> said; // verdict, by whom
        for (const ScannerVerdicts& scanner : m_scanners) {
            const CandidateVerdict* verdict = verdictOf(scanner, candidate);
            if (!verdict) continue;
            if (said.empty()) takeFit(verdict->seen, item);
            auto same = std::ranges::find(said, verdict->verdict, [](const auto& one) { return one.first; });
            if (same == said.end()) same = said.insert(said.end(), {verdict->verdict, {}});
            same->second.push_back(scanner.scanner);
        }
        for (const auto& [verdict, names] : said)
            item.verdicts.push_back(shown(verdict, names));
        return item;
    }

private:
    [[nodiscard]] static const CandidateVerdict* verdictOf(const ScannerVerdicts& scanner,
                                                           const ScannedCandidate& candidate) {
        const auto found = scanner.verdicts.find(candidate);
        return found == scanner.verdicts.end() ? nullptr : &found->second;
    }
    /// The names stand there where there are several.
    [[nodiscard]] SheetVerdict shown(const std::string& verdict,
                                     const std::vector<std::string>& names) const {
        const VerdictKind* kind = m_scans.verdicts.find(verdict);
        const std::string text =
            m_scanners.size() == 1 ? verdict : fmt::format("{}: {}", verdict, fmt::join(names, ", "));
        return {text, kind ? kind->colour : std::string{}};
    }
    /// As the scanner saw it; what an older journal does not have is as usual.
    static void takeFit(const SeenCandidate& seen, SheetItem& item) {
        if (const auto options = readFitOptions(seen.fitOptions)) item.fit = *options;
        if (seen.chosenByHand) item.chosenMass = seen.massAfter;
    }

    const DatasetScans& m_scans;
    const SheetChoice& m_choice;
    std::vector<ScannerVerdicts> m_scanners;
};

} // namespace

tl::expected<SheetItems, std::string> sheetItems(const DatasetScans& scans, const PairTable& pairs,
                                                 const SheetChoice& choice) {
    const Judges judges(scans, choice);
    const bool mayTell = choice.unblinded || allFinished(scans);
    const bool simulated = pairs.contents().simulation || pairs.contents().truth;
    SheetItems result;
    std::vector<QueuedCandidate> queue;
    std::set<ScannedCandidate> seen;
    for (const ScanInJournal& scan : scans.scans) {
        if (!isChosen(choice.scanners, scan.scan.scanner)) continue;
        for (const QueuedCandidate& candidate : scans.queues.at(scan.queue.id)) {
            const ScannedCandidate name = scannedCandidate(scan.queue, candidate);
            if (!seen.insert(name).second || !judges.wants(name)) continue;
            SheetItem item = judges.item(name);
            item.row = queue.size();
            item.simulation = simulated || (candidate.known && mayTell);
            result.mayHideSimulation = result.mayHideSimulation || (candidate.known && !item.simulation);
            result.items.push_back(std::move(item));
            queue.push_back(candidate);
        }
    }
    auto sample = scanSample(pairs, queue);
    if (!sample) return tl::unexpected(sample.error());
    result.pairs = std::move(*sample);
    return result;
}

} // namespace pairscope
