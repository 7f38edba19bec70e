#include "app/commands/FileInfo.h"

#include "app/commands/ProblemReport.h"
#include "app/commands/TextTable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pairscope {

namespace {

std::optional<std::pair<EventId, EventId>> idRange(const PairTable& pairs) {
    if (pairs.rows() == 0) return std::nullopt;
    std::pair<EventId, EventId> range{pairs.id(0), pairs.id(0)};
    for (std::size_t row = 1; row < pairs.rows(); ++row) {
        range.first = std::min(range.first, pairs.id(row));
        range.second = std::max(range.second, pairs.id(row));
    }
    return range;
}

std::array<std::size_t, 4> classCounts(const PairTable& pairs) {
    std::array<std::size_t, 4> counts{};
    for (std::size_t row = 0; row < pairs.rows(); ++row)
        ++counts[static_cast<std::size_t>(pairs.pairClass(row))];
    return counts;
}

std::string contentsText(const PairTable::Contents& contents) {
    std::string text =
        contents.diagonalCovariance ? "tracks with errors only (no correlations)" : "tracks with covariance";
    if (contents.photons == 1) text += ", recoil photon";
    if (contents.photons > 1) text += fmt::format(", up to {} photons", contents.photons);
    if (contents.truth) text += ", simulation truth";
    return text;
}

std::string classText(const PairTable& pairs) {
    const auto counts = classCounts(pairs);
    std::string text;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i],
                                toString(static_cast<PairClass>(i)));
    return text;
}

std::string rowsText(const PairFile& file) {
    std::string text = std::to_string(file.pairs->rows());
    if (file.badRows > 0) text += fmt::format(", {} of them bad", file.badRows);
    if (file.noteRows > 0) text += fmt::format(", {} with a note", file.noteRows);
    return text + (file.badRows + file.noteRows > 0 ? " ('pairscope check' lists them)" : "");
}

} // namespace

std::string fileInfoText(const PairFile& file, const std::string& name) {
    const PairTable& pairs = *file.pairs;
    TextTable table({{""}, {""}});
    table.add({"file", name});
    table.add({"format", file.format});
    if (!file.list.empty()) table.add({"list", file.list});
    if (file.lists.size() > 1)
        table.add({"all lists", fmt::format("{} (choose with --list)", fmt::join(file.lists, ", "))});
    table.add({"rows", rowsText(file)});
    if (const auto range = idRange(pairs))
        table.add({"ids", fmt::format("{} to {}", toString(range->first), toString(range->second))});
    table.add({"contents", contentsText(pairs.contents())});
    if (pairs.contents().truth && pairs.rows() > 0) table.add({"classes", classText(pairs)});
    if (!file.ignoredColumns.empty())
        table.add({"not used", fmt::format("{}", fmt::join(file.ignoredColumns, ", "))});
    for (const std::string& warning : file.warnings)
        table.add({"warning", warning});
    return table.text();
}

Json fileInfoJson(const PairFile& file, const std::string& name) {
    const PairTable& pairs = *file.pairs;
    Json document = inputJson(file, name);
    if (!file.lists.empty()) document["lists"] = file.lists;
    if (const auto range = idRange(pairs)) {
        document["firstId"] = toString(range->first);
        document["lastId"] = toString(range->second);
    }
    document["covariance"] = pairs.contents().diagonalCovariance ? "diagonal" : "full";
    document["photon"] = pairs.contents().photons > 0;
    document["photons"] = pairs.contents().photons;
    document["truth"] = pairs.contents().truth;
    document["simulation"] = pairs.contents().simulation;
    if (pairs.contents().truth) {
        const auto counts = classCounts(pairs);
        for (std::size_t i = 0; i < counts.size(); ++i)
            document["classes"][std::string(toString(static_cast<PairClass>(i)))] = counts[i];
    }
    document["ignoredColumns"] = file.ignoredColumns;
    return document;
}

} // namespace pairscope
