#include "core/io/ColumnNames.h"

#include <fmt/format.h>

#include <array>
#include <unordered_map>
#include <utility>

namespace pairscope {

namespace {

using Names = std::array<std::string, static_cast<std::size_t>(kFieldCount)>;

constexpr std::array kParameterNames{"d0", "phi0", "omega", "z0", "tanLambda"};
constexpr std::array kPhotonNames{"E", "theta", "phi", "EErr", "thetaErr", "phiErr", "x", "y", "z"};
constexpr std::array kTruthNames{"mcDecayVertexX",
                                 "mcDecayVertexY",
                                 "mcDecayVertexZ",
                                 "mcM",
                                 "daughter(0, mcPX)",
                                 "daughter(0, mcPY)",
                                 "daughter(0, mcPZ)",
                                 "daughter(1, mcPX)",
                                 "daughter(1, mcPY)",
                                 "daughter(1, mcPZ)",
                                 "mcProductionVertexX",
                                 "mcProductionVertexY",
                                 "mcProductionVertexZ",
                                 "daughter(0, mcEnergyLost)",
                                 "daughter(0, mcBremsE)",
                                 "daughter(0, mcBremsRho)",
                                 "daughter(1, mcEnergyLost)",
                                 "daughter(1, mcBremsE)",
                                 "daughter(1, mcBremsRho)"};
static_assert(kPhotonNames.size() == PairTable::kPhotonNumbers);
static_assert(kTruthNames.size() == PairTable::kTruthNumbers);

std::string& at(Names& names, int field) {
    return names[static_cast<std::size_t>(field)];
}

void nameTrackColumns(Names& names, int daughter) {
    for (int j = 0; j < kTrackParameterCount; ++j) {
        const char* parameter = kParameterNames[static_cast<std::size_t>(j)];
        at(names, parameterField(daughter, j)) = fmt::format("daughter({}, {})", daughter, parameter);
        at(names, errorField(daughter, j)) = fmt::format("daughter({}, {}Err)", daughter, parameter);
        for (int k = j; k < kTrackParameterCount; ++k)
            at(names, covarianceField(daughter, j, k)) =
                fmt::format("daughter({}, trackFitCovariance({},{}))", daughter, j, k);
    }
}

Names makeNames() {
    Names names;
    at(names, kFieldExperiment) = "__experiment__";
    at(names, kFieldRun) = "__run__";
    at(names, kFieldEvent) = "__event__";
    at(names, kFieldCandidate) = "__candidate__";
    nameTrackColumns(names, 0);
    nameTrackColumns(names, 1);
    for (std::size_t photon = 0; photon < kMaxPhotons; ++photon)
        for (std::size_t i = 0; i < kPhotonNames.size(); ++i)
            at(names, photonField(photon, i)) = fmt::format(
                "gamma{}_{}", photon == 0 ? std::string{} : std::to_string(photon + 1), kPhotonNames[i]);
    for (std::size_t i = 0; i < kTruthNames.size(); ++i)
        at(names, kFieldTruth + static_cast<int>(i)) = kTruthNames[i];
    at(names, kFieldClass) = "mcClass";
    at(names, kFieldLayer) = "mcLayer";
    at(names, kFieldSimulation) = "__simulation__";
    return names;
}

/// Without blanks, raw (' ') or ROOT-compatible ("__sp").
std::string withoutBlanks(std::string_view name) {
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name.substr(i, 4) == "__sp")
            i += 3;
        else if (name[i] != ' ' && name[i] != '\t')
            result += name[i];
    }
    return result;
}

using FieldOfName = std::unordered_map<std::string, int>;

void addSpellings(FieldOfName& fields, std::string_view name, int field) {
    const std::string compact = withoutBlanks(name);
    fields.emplace(compact, field);
    fields.emplace(rootCompatible(compact), field);
}

FieldOfName makeFieldOfName() {
    FieldOfName fields;
    for (int field = 0; field < kFieldCount; ++field)
        addSpellings(fields, columnName(field), field);
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j)
            for (int k = j + 1; k < kTrackParameterCount; ++k)
                addSpellings(fields, fmt::format("daughter({},trackFitCovariance({},{}))", daughter, k, j),
                             covarianceField(daughter, j, k));
    return fields;
}

constexpr std::array<std::pair<char, std::string_view>, 24> kRootSpellings{{
    {' ', "__sp"}, {',', "__cm"}, {':', "__cl"}, {'=', "__eq"}, {'<', "__st"},  {'>', "__gt"},
    {'.', "__pt"}, {'+', "__pl"}, {'-', "__mi"}, {'(', "__bo"}, {')', "__bc"},  {'{', "__co"},
    {'}', "__cc"}, {'[', "__so"}, {']', "__sc"}, {'/', "__sl"}, {'*', "__mu"},  {'^', "__ha"},
    {'&', "__am"}, {'|', "__pi"}, {'!', "__em"}, {'%', "__pr"}, {'\'', "__sq"}, {'"', "__dq"},
}};

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

const std::string& columnName(int field) {
    static const Names names = makeNames();
    return names[static_cast<std::size_t>(field)];
}

std::string rootCompatible(std::string_view name) {
    std::string result;
    for (const char c : name) {
        if (isPlain(c)) {
            result += c;
            continue;
        }
        for (const auto& [character, spelling] : kRootSpellings)
            if (character == c) result += spelling;
    }
    return result;
}

std::optional<int> fieldOfColumn(std::string_view name) {
    static const FieldOfName fields = makeFieldOfName();
    const auto found = fields.find(withoutBlanks(name));
    if (found == fields.end()) return std::nullopt;
    return found->second;
}

bool isBookkeeping(std::string_view name) {
    const std::string compact = withoutBlanks(name);
    return compact == "__production__" || compact == "__ncandidates__" || compact == "__weight__";
}

} // namespace pairscope
