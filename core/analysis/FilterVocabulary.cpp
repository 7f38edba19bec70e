#include "core/analysis/FilterVocabulary.h"

#include "core/detector/DetectorModel.h"
#include "core/math/Units.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace pairscope {

namespace {

constexpr std::array kConstants = {
    FilterConstant{"cm", 1, "centimetre, the native length", true},
    FilterConstant{"mm", kMillimetre, "millimetre", true},
    FilterConstant{"um", kMicrometre, "micrometre", true},
    FilterConstant{"GeV", 1, "gigaelectronvolt, the native energy, mass and momentum", true},
    FilterConstant{"MeV", kMeV, "megaelectronvolt", true},
    FilterConstant{"keV", 1e-3 * kMeV, "kiloelectronvolt", true},
    FilterConstant{"rad", 1, "radian, the native angle", true},
    FilterConstant{"mrad", kMilliradian, "milliradian", true},
    FilterConstant{"deg", kDegree, "degree", true},
    FilterConstant{"pi", kPi, "the ratio of circumference and diameter", false},
    FilterConstant{"me", kElectronMass, "mass of the electron [GeV]", false},
};

constexpr std::array kFunctions = {
    FilterFunction{"abs", 1, 1, "abs(x): x without its sign"},
    FilterFunction{"sqrt", 1, 1, "sqrt(x): square root"},
    FilterFunction{"min", 2, 16, "min(x, y, ...): the smallest"},
    FilterFunction{"max", 2, 16, "max(x, y, ...): the largest"},
    FilterFunction{"hypot", 2, 2, "hypot(x, y): square root of x^2 + y^2"},
    FilterFunction{"atan2", 2, 2, "atan2(y, x): angle of the point (x, y) [rad]"},
    FilterFunction{"exists", 1, 1, "exists(x): whether there is a number or word"},
    FilterFunction{"isnan", 1, 1, "isnan(x): whether there is none"},
    FilterFunction{"exp", 1, 1, "exp(x): e to the power of x"},
    FilterFunction{"log", 1, 1, "log(x): natural logarithm"},
    FilterFunction{"log10", 1, 1, "log10(x): logarithm to the base of ten"},
    FilterFunction{"sin", 1, 1, "sin(x): sine of an angle [rad]"},
    FilterFunction{"cos", 1, 1, "cos(x): cosine of an angle [rad]"},
    FilterFunction{"tan", 1, 1, "tan(x): tangent of an angle [rad]"},
    FilterFunction{"asin", 1, 1, "asin(x): angle with this sine [rad]"},
    FilterFunction{"acos", 1, 1, "acos(x): angle with this cosine [rad]"},
    FilterFunction{"atan", 1, 1, "atan(x): angle with this tangent [rad]"},
    FilterFunction{"floor", 1, 1, "floor(x): the next whole number below"},
    FilterFunction{"ceil", 1, 1, "ceil(x): the next whole number above"},
    FilterFunction{"round", 1, 1, "round(x): the nearest whole number"},
};

template<class Entries>
auto find(const Entries& entries, std::string_view name) -> decltype(entries.data()) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [name](const auto& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Optimal string alignment distance: letters exchanged, missing, superfluous, or two swapped, capitals
/// alike.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

/// The group without the number at its end: "PXD 1" is of the family "PXD".
std::string_view familyOf(std::string_view group) {
    const std::size_t last = group.find_last_not_of("0123456789");
    return last == std::string_view::npos ? group : group.substr(0, last + 1);
}

/// Layers for which name(layer) is comparable to the word.
template<class Name>
std::vector<double> layersNamed(const DetectorModel& detector, const std::string& word, Name name) {
    std::vector<double> numbers;
    const auto layers = detector.layers();
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (comparable(name(layers[i])) == word) numbers.push_back(static_cast<double>(i));
    return numbers;
}

} // namespace

std::span<const FilterConstant> filterConstants() {
    return kConstants;
}

const FilterConstant* filterConstant(std::string_view name) {
    return find(kConstants, name);
}

std::span<const FilterFunction> filterFunctions() {
    return kFunctions;
}

const FilterFunction* filterFunction(std::string_view name) {
    return find(kFunctions, name);
}

std::optional<CandidateColumn> filterColumn(std::string_view name) {
    return name == "layer" ? CandidateColumn::NearestLayer : candidateColumn(name);
}

std::optional<std::string_view> likelyMeant(std::string_view misspelt,
                                            std::span<const std::string_view> names) {
    constexpr std::size_t kLongest = 40; // of what could be a misspelt name
    if (misspelt.empty() || misspelt.size() > kLongest) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t least = std::max<std::size_t>(1, misspelt.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t distance = editDistance(misspelt, name);
        if (distance >= least || distance >= name.size()) continue;
        least = distance;
        best = name;
    }
    if (best || misspelt.size() < 3) return best;
    const auto begins = std::find_if(names.begin(), names.end(), [misspelt](std::string_view name) {
        return name.size() > misspelt.size() && editDistance(misspelt, name.substr(0, misspelt.size())) == 0;
    });
    return begins == names.end() ? std::nullopt : std::optional(*begins);
}

std::string comparable(std::string_view word) {
    std::string text;
    for (const char c : word)
        if (c != ' ' && c != '_') text += lower(c);
    return text;
}

std::vector<std::string_view> fixedWords(CandidateColumn column) {
    if (column == CandidateColumn::Verdict) return {}; // a scan has its own
    std::vector<std::string_view> words;
    for (const auto& [number, word] : CandidateTable().words(column))
        words.push_back(word);
    return words;
}

std::vector<double> numbersOfWord(const CandidateTable& table, CandidateColumn column,
                                  std::string_view word) {
    const std::string wanted = comparable(word);
    std::vector<double> numbers;
    for (const auto& [number, known] : table.words(column))
        if (comparable(known) == wanted) numbers.push_back(number);
    const bool layers = column == CandidateColumn::NearestLayer || column == CandidateColumn::TrueLayer;
    if (!layers || !numbers.empty() || table.rows() == 0) return numbers;
    const DetectorModel& detector = table.detector();
    numbers = layersNamed(detector, wanted, [](const MaterialLayer& layer) { return layer.group; });
    if (!numbers.empty()) return numbers;
    return layersNamed(detector, wanted, [](const MaterialLayer& layer) { return familyOf(layer.group); });
}

std::string unknownWordMessage(std::string_view word, CandidateColumn column,
                               std::span<const std::string_view> known) {
    std::string message = fmt::format("no {} is called \"{}\"", info(column).title, word);
    if (const auto meant = likelyMeant(word, known))
        return message + fmt::format(": did you mean \"{}\"?", *meant);
    return message + fmt::format(": there are {}", fmt::join(known, ", "));
}

const std::vector<FilterName>& filterNames() {
    static const std::vector<FilterName> names = [] {
        std::vector<FilterName> made;
        for (const ColumnInfo& column : candidateColumns()) {
            std::string description(column.description);
            if (!column.unit.empty()) description += fmt::format(" [{}]", column.unit);
            made.push_back({std::string(column.name), std::move(description), column.text});
            if (column.column == CandidateColumn::NearestLayer)
                made.push_back({"layer", "the same as nearestLayer", true});
        }
        for (const FilterConstant& constant : kConstants)
            made.push_back({std::string(constant.name), std::string(constant.description), false});
        for (const FilterFunction& function : kFunctions)
            made.push_back({std::string(function.name), std::string(function.description), false});
        return made;
    }();
    return names;
}

} // namespace pairscope
