#include "core/scan/ScanExport.h"

#include "core/io/CsvText.h"
#include "core/io/OutputFile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace pairscope {

namespace {

using Json = nlohmann::ordered_json;

/// A verdict that holds.
struct ExportLine {
    const ScanInJournal* scan = nullptr;
    EventId id;
    const CandidateVerdict* verdict = nullptr;
    const QueuedCandidate* truth = nullptr; ///< null: not to be told
};

bool isChosen(const std::vector<std::string>& choice, const std::string& word) {
    return choice.empty() || std::ranges::find(choice, word) != choice.end();
}

/// By scanner, id and time; not by ScannedCandidate, whose order would tell the known ones.
std::vector<ExportLine> inOrder(const std::map<std::pair<std::string, ScannedCandidate>, ExportLine>& lines,
                                const ScanExportChoice& choice) {
    std::vector<ExportLine> result;
    for (const auto& [key, line] : lines)
        if (isChosen(choice.verdicts, line.verdict->verdict)) result.push_back(line);
    std::ranges::sort(result, {}, [](const ExportLine& line) {
        return std::tie(line.scan->scan.scanner, line.id, line.verdict->time, line.verdict->entry);
    });
    return result;
}

std::vector<ExportLine> exportLines(const DatasetScans& scans, const ScanExportChoice& choice) {
    std::map<std::pair<std::string, ScannedCandidate>, ExportLine> lines;
    const bool told = choice.unblinded || allFinished(scans);
    for (const ScanInJournal& scan : scans.scans) {
        const std::string& scanner = scan.scan.scanner;
        if (!isChosen(choice.scanners, scanner)) continue;
        for (const auto& [id, verdict] : scan.state.candidates()) {
            if (verdict.verdict.empty()) continue;
            const ScannedCandidate candidate = scans.named(scan, id);
            const auto truth = scans.truth.find(candidate);
            const bool known = told && truth != scans.truth.end();
            const ExportLine line{&scan, id, &verdict, known ? &truth->second : nullptr};
            const auto [entry, isNew] = lines.emplace(std::pair(scanner, candidate), line);
            if (!isNew && isLater(verdict, *entry->second.verdict)) entry->second = line;
        }
    }
    return inOrder(lines, choice);
}

std::string minimumOf(const SeenCandidate& seen) {
    if (seen.chosenByHand) return "by hand";
    const Json options = Json::parse(seen.fitOptions, nullptr, false);
    if (!options.is_object() || !options.contains("minimum") || !options["minimum"].is_string()) return {};
    return options["minimum"].get<std::string>();
}

constexpr std::array kColumns{"__experiment__", "__run__",    "__event__", "__candidate__", "verdict",
                              "reason",         "confidence", "comment",   "scanner",       "time",
                              "status",         "massBefore", "massAfter", "deltaM",        "rho",
                              "minimum",        "trueClass",  "known",     "program"};

Json numberCell(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// What the columns have in a line; null where there is none.
std::array<Json, kColumns.size()> cellsOf(const ExportLine& line) {
    const CandidateVerdict& verdict = *line.verdict;
    const SeenCandidate& seen = verdict.seen;
    const bool hasClass = line.truth && line.truth->trueClass != PairClass::Unknown;
    return {line.id.experiment,
            line.id.run,
            line.id.event,
            line.id.candidate,
            verdict.verdict,
            verdict.reason,
            toString(verdict.confidence),
            verdict.comment,
            line.scan->scan.scanner,
            verdict.time,
            seen.status,
            numberCell(seen.massBefore),
            numberCell(seen.massAfter),
            numberCell(seen.deltaM),
            numberCell(seen.rho),
            minimumOf(seen),
            hasClass ? Json(toString(line.truth->trueClass)) : Json(nullptr),
            line.truth ? Json(line.truth->known ? 1 : 0) : Json(nullptr),
            verdict.program};
}

std::string dumped(const Json& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string csvText(const std::vector<ExportLine>& lines) {
    std::string text = fmt::format("{}\n", fmt::join(kColumns, ","));
    for (const ExportLine& line : lines) {
        std::string_view separator;
        for (const Json& cell : cellsOf(line)) {
            text += separator;
            separator = ",";
            if (cell.is_string())
                text += csvCell(cell.get_ref<const std::string&>());
            else if (!cell.is_null())
                text += dumped(cell);
        }
        text += '\n';
    }
    return text;
}

Json scanJson(const ScanInJournal& scan) {
    return {{"scanner", scan.scan.scanner},        {"started", scan.scan.started},
            {"program", scan.scan.program},        {"queue", scan.queue.choice},
            {"candidates", scan.candidates},       {"decided", scan.state.decided()},
            {"finished", scan.state.isFinished()}, {"unblinded", scan.state.isUnblinded()}};
}

std::string jsonText(const DatasetScans& scans, const ScanExportChoice& choice,
                     const std::vector<ExportLine>& lines) {
    Json document{{"format", "pairscope-scan"}, {"version", 1},           {"units", "cm, GeV, UTC"},
                  {"dataset", nullptr},         {"scans", Json::array()}, {"lines", Json::array()}};
    for (const ScanInJournal& scan : scans.scans) {
        if (!isChosen(choice.scanners, scan.scan.scanner)) continue;
        document["dataset"] = {
            {"name", scan.queue.dataset}, {"fingerprint", scan.queue.fingerprint}, {"rows", scan.queue.rows}};
        document["scans"].push_back(scanJson(scan));
    }
    for (const ExportLine& line : lines) {
        Json& json = document["lines"].emplace_back(Json::object());
        const auto cells = cellsOf(line);
        for (std::size_t i = 0; i < cells.size(); ++i)
            json[kColumns[i]] = cells[i];
    }
    return dumped(document, 1) + '\n';
}

} // namespace

bool allFinished(const DatasetScans& scans) {
    return std::ranges::all_of(scans.scans, [](const ScanInJournal& scan) {
        return scan.queue.informed || scan.state.isFinished();
    });
}

tl::expected<std::size_t, FileError> exportScan(const DatasetScans& scans, const ScanExportChoice& choice,
                                                const std::filesystem::path& file) {
    const bool csv = file.extension() == ".csv";
    if (!csv && file.extension() != ".json")
        return tl::unexpected(FileError{FileError::Kind::UnknownFormat,
                                        fmt::format("{} ends neither in .csv nor in .json.", file.string()),
                                        {}});
    const auto lines = exportLines(scans, choice);
    const auto written = writeWholeFile(csv ? csvText(lines) : jsonText(scans, choice, lines), file);
    if (!written) return tl::unexpected(written.error());
    return lines.size();
}

} // namespace pairscope
