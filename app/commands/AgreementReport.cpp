#include "app/commands/AgreementReport.h"

#include "app/commands/ProblemReport.h"
#include "app/commands/TextTable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

using Align = TextTable::Align;
using Counts = std::vector<std::vector<std::size_t>>;

std::vector<std::size_t> tallyOf(const ScannerVerdicts& scanner, const std::vector<std::string>& verdicts) {
    std::vector<std::size_t> tally(verdicts.size());
    for (const auto& [candidate, verdict] : scanner.verdicts)
        ++tally[static_cast<std::size_t>(std::ranges::find(verdicts, verdict.verdict) - verdicts.begin())];
    return tally;
}

std::vector<TextTable::Column> columnsWith(std::vector<TextTable::Column> columns,
                                           const std::vector<std::string>& verdicts) {
    for (const std::string& verdict : verdicts)
        columns.push_back({verdict, Align::Right});
    return columns;
}

void addCounts(std::vector<std::string>& cells, const std::vector<std::size_t>& counts) {
    for (const std::size_t count : counts)
        cells.push_back(std::to_string(count));
}

std::string_view stateOf(const ScannerVerdicts& scanner) {
    if (scanner.unblinded)
        return scanner.finished ? "finished, after a look at results" : "not finished, unblinded";
    return scanner.finished ? "finished" : "not finished";
}

std::string scannersText(const std::vector<ScannerVerdicts>& scanners,
                         const std::vector<std::string>& verdicts) {
    auto columns = columnsWith({{"scanner", Align::Left}, {"judged", Align::Right}}, verdicts);
    columns.push_back({"", Align::Left});
    TextTable table(columns);
    for (const ScannerVerdicts& scanner : scanners) {
        std::vector<std::string> cells{scanner.scanner, std::to_string(scanner.verdicts.size())};
        addCounts(cells, tallyOf(scanner, verdicts));
        cells.emplace_back(stateOf(scanner));
        table.add(std::move(cells));
    }
    return table.text("  ");
}

/// "kappa = 0.676 +- 0.088"
std::string kappaText(const KappaStatistic& kappa, std::string_view whose) {
    const std::string_view why = whyUndefined(kappa);
    if (kappa.candidates == 0) return fmt::format("no {} kappa: {}", whose, why);
    const std::string same = fmt::format("{:.1f} % the same", 100 * kappa.agreement);
    if (std::isnan(kappa.value)) return fmt::format("{}; no {} kappa: {}", same, whose, why);
    if (std::isnan(kappa.error))
        return fmt::format("{}, {} kappa = {:.3f}, without an error: {}", same, whose, kappa.value, why);
    return fmt::format("{}, {} kappa = {:.3f} +- {:.3f}", same, whose, kappa.value, kappa.error);
}

std::string pairText(const Agreement& agreement, const ScannerPair& pair) {
    std::string text = fmt::format("\n{} (lines) against {} (columns), {} that both judged:\n",
                                   agreement.scanners[pair.first], agreement.scanners[pair.second],
                                   counted(pair.kappa.candidates, "candidate"));
    TextTable table(columnsWith({{"", Align::Left}}, agreement.verdicts));
    for (std::size_t i = 0; i < agreement.verdicts.size(); ++i) {
        std::vector<std::string> cells{agreement.verdicts[i]};
        addCounts(cells, pair.counts[i]);
        table.add(std::move(cells));
    }
    if (pair.kappa.candidates > 0) text += table.text("  ");
    return text + fmt::format("  {}\n", kappaText(pair.kappa, "Cohen's"));
}

std::string shareText(const Proportion& share) {
    return fmt::format("{:.1f} ({:.1f} to {:.1f}) %", 100 * share.value, 100 * share.interval.low,
                       100 * share.interval.high);
}

std::string scoreText(const Agreement& agreement, const ScannerScore& score) {
    auto columns = columnsWith({{"true class", Align::Left}, {"judged", Align::Right}}, agreement.verdicts);
    columns.push_back({"efficiency", Align::Right});
    columns.push_back({"mis-tag", Align::Right});
    TextTable table(columns);
    for (const ClassScore& classScore : score.classes) {
        std::vector<std::string> cells{std::string(toString(classScore.trueClass)),
                                       std::to_string(classScore.candidates)};
        addCounts(cells, classScore.counts);
        cells.push_back(shareText(classScore.efficiency));
        cells.push_back(shareText(classScore.misTag));
        table.add(std::move(cells));
    }
    return fmt::format("\n{}, {}:\n{}", score.scanner,
                       score.knownOnly ? "of the known candidates mixed in" : "of all candidates with truth",
                       table.text("  "));
}

Json kappaJson(const KappaStatistic& kappa) {
    Json json{{"candidates", kappa.candidates},
              {"agreement", kappa.candidates > 0 ? Json(kappa.agreement) : Json(nullptr)},
              {"value", std::isnan(kappa.value) ? Json(nullptr) : Json(kappa.value)},
              {"error", std::isnan(kappa.error) ? Json(nullptr) : Json(kappa.error)}};
    if (const std::string_view why = whyUndefined(kappa); !why.empty()) json["undefined"] = why;
    return json;
}

Json shareJson(const Proportion& share) {
    return {{"value", share.value}, {"interval", Json::array({share.interval.low, share.interval.high})}};
}

Json countsJson(const std::vector<std::string>& verdicts, const std::vector<std::size_t>& counts) {
    Json json = Json::object();
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        json[verdicts[i]] = counts[i];
    return json;
}

Json scoreJson(const Agreement& agreement, const ScannerScore& score) {
    Json json{{"scanner", score.scanner}, {"knownOnly", score.knownOnly}, {"classes", Json::array()}};
    for (const ClassScore& classScore : score.classes)
        json["classes"].push_back({{"trueClass", toString(classScore.trueClass)},
                                   {"judged", classScore.candidates},
                                   {"counts", countsJson(agreement.verdicts, classScore.counts)},
                                   {"efficiency", shareJson(classScore.efficiency)},
                                   {"misTag", shareJson(classScore.misTag)}});
    return json;
}

} // namespace

std::string agreementText(const DatasetScans& scans, const std::vector<ScannerVerdicts>& scanners,
                          const Agreement& agreement) {
    const ScanQueue& queue = scans.scans.front().queue;
    std::string text =
        fmt::format("{}, {}: {}\n{}", queue.dataset, counted(queue.rows, "row"),
                    counted(scanners.size(), "scanner"), scannersText(scanners, agreement.verdicts));
    for (const ScannerPair& pair : agreement.pairs)
        text += pairText(agreement, pair);
    if (scanners.size() > 2)
        text += fmt::format("\nAll {}, {} that everybody judged: {}\n", scanners.size(),
                            counted(agreement.overall.candidates, "candidate"),
                            kappaText(agreement.overall, "Fleiss'"));
    if (scanners.size() > 1)
        text += fmt::format("\nNot judged alike: {}\n", counted(agreement.disagreements.size(), "candidate"));
    for (const ScannerScore& score : agreement.scores)
        text += scoreText(agreement, score);
    if (!agreement.scores.empty())
        text +=
            "Efficiency: judged rightly; mis-tag: judged as another class; the rest is undecided. Intervals "
            "of 68.3 %.\n";
    return text;
}

Json agreementJson(const DatasetScans& scans, const std::vector<ScannerVerdicts>& scanners,
                   const Agreement& agreement) {
    const ScanQueue& queue = scans.scans.front().queue;
    Json json{
        {"dataset", {{"name", queue.dataset}, {"fingerprint", queue.fingerprint}, {"rows", queue.rows}}},
        {"verdicts", agreement.verdicts},
        {"scanners", Json::array()},
        {"pairs", Json::array()},
        {"overall", scanners.size() > 1 ? kappaJson(agreement.overall) : Json(nullptr)},
        {"disagreements", Json::array()},
        {"scores", Json::array()}};
    for (const ScannerVerdicts& scanner : scanners)
        json["scanners"].push_back(
            {{"name", scanner.scanner},
             {"judged", scanner.verdicts.size()},
             {"finished", scanner.finished},
             {"unblinded", scanner.unblinded},
             {"counts", countsJson(agreement.verdicts, tallyOf(scanner, agreement.verdicts))}});
    for (const ScannerPair& pair : agreement.pairs)
        json["pairs"].push_back({{"first", agreement.scanners[pair.first]},
                                 {"second", agreement.scanners[pair.second]},
                                 {"counts", pair.counts},
                                 {"kappa", kappaJson(pair.kappa)}});
    for (const ScannedCandidate& candidate : agreement.disagreements)
        json["disagreements"].push_back(
            {{"id", toString(candidate.id)}, {"known", !candidate.queue.empty()}});
    for (const ScannerScore& score : agreement.scores)
        json["scores"].push_back(scoreJson(agreement, score));
    return json;
}

} // namespace pairscope
