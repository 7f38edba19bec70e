#include "app/commands/InputColumns.h"

#include "core/io/ColumnNames.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace pairscope {

namespace {

using Need = InputColumn::Need;
using Columns = std::vector<InputColumn>;

struct Parameter {
    const char* name;
    const char* meaning;
    int cm;  ///< power of cm in its unit
    int rad; ///< power of rad
};
constexpr std::array<Parameter, kTrackParameterCount> kParameters{{
    {"d0", "signed distance of the perigee from the z axis", 1, 0},
    {"phi0", "direction of the transverse momentum at the perigee", 0, 1},
    {"omega", "signed curvature, the sign is that of the charge", -1, 0},
    {"z0", "z of the perigee", 1, 0},
    {"tanLambda", "slope dz/ds of the track", 0, 0},
}};

const Parameter& parameter(int index) {
    return kParameters[static_cast<std::size_t>(index)];
}

std::string power(const char* unit, int exponent) {
    return std::abs(exponent) == 1 ? std::string(unit) : fmt::format("{}^{}", unit, std::abs(exponent));
}

/// "cm rad", "rad/cm", "1/cm^2", or empty.
std::string unitText(int cm, int rad) {
    std::string above;
    std::string below;
    const auto add = [&](const char* unit, int exponent) {
        std::string& side = exponent > 0 ? above : below;
        if (exponent != 0) side += fmt::format("{}{}", side.empty() ? "" : " ", power(unit, exponent));
    };
    add("cm", cm);
    add("rad", rad);
    if (below.empty()) return above;
    return fmt::format("{}/{}", above.empty() ? "1" : above, below);
}

const char* trackName(int daughter) {
    return daughter == 0 ? "e+" : "e-";
}

void addIds(Columns& columns) {
    columns.push_back(
        {columnName(kFieldExperiment), "", Need::Optional, "number of the experiment; 0 without it"});
    columns.push_back({columnName(kFieldRun), "", Need::Optional, "number of the run; 0 without it"});
    columns.push_back(
        {columnName(kFieldEvent), "", Need::Optional, "number of the event; the row without it"});
    columns.push_back({columnName(kFieldCandidate), "", Need::Optional,
                       "number of the pair within its event; counted without it"});
}

void addTrack(Columns& columns, int daughter) {
    for (int j = 0; j < kTrackParameterCount; ++j)
        columns.push_back({columnName(parameterField(daughter, j)),
                           unitText(parameter(j).cm, parameter(j).rad), Need::Track,
                           fmt::format("{}: {}", trackName(daughter), parameter(j).meaning)});
    for (int j = 0; j < kTrackParameterCount; ++j)
        for (int k = j; k < kTrackParameterCount; ++k)
            columns.push_back(
                {columnName(covarianceField(daughter, j, k)),
                 unitText(parameter(j).cm + parameter(k).cm, parameter(j).rad + parameter(k).rad),
                 Need::Covariance,
                 j == k ? fmt::format("{}: variance of {}", trackName(daughter), parameter(j).name)
                        : fmt::format("{}: covariance of {} and {}", trackName(daughter), parameter(j).name,
                                      parameter(k).name)});
    for (int j = 0; j < kTrackParameterCount; ++j)
        columns.push_back({columnName(errorField(daughter, j)), unitText(parameter(j).cm, parameter(j).rad),
                           Need::Errors,
                           fmt::format("{}: error of {}", trackName(daughter), parameter(j).name)});
}

struct Simple {
    const char* unit;
    const char* description;
};

template<std::size_t Count>
void addSimple(Columns& columns, int firstField, const std::array<Simple, Count>& texts) {
    for (std::size_t i = 0; i < Count; ++i)
        columns.push_back({columnName(firstField + static_cast<int>(i)), texts[i].unit, Need::Optional,
                           texts[i].description});
}

constexpr std::array<Simple, PairTable::kPhotonNumbers> kPhotonTexts{{
    {"GeV", "energy; used with theta and phi only"},
    {"rad", "polar angle seen from the origin"},
    {"rad", "azimuth seen from the origin"},
    {"GeV", "error of the energy"},
    {"rad", "error of theta"},
    {"rad", "error of phi"},
    {"cm", "x of the cluster"},
    {"cm", "y of the cluster"},
    {"cm", "z of the cluster"},
}};

void addPhoton(Columns& columns, std::size_t photon) {
    for (std::size_t i = 0; i < kPhotonTexts.size(); ++i)
        columns.push_back({columnName(photonField(photon, i)), kPhotonTexts[i].unit, Need::Optional,
                           photon == 0
                               ? fmt::format("recoil photon: {}", kPhotonTexts[i].description)
                               : fmt::format("photon {}: {}", photon + 1, kPhotonTexts[i].description)});
}

constexpr std::array<Simple, PairTable::kTruthNumbers> kTruthTexts{{
    {"cm", "truth: x where the pair was made"},
    {"cm", "truth: y where the pair was made"},
    {"cm", "truth: z where the pair was made"},
    {"GeV", "truth: mass of the pair"},
    {"GeV", "truth: px of the e+ where it was made"},
    {"GeV", "truth: py of the e+ where it was made"},
    {"GeV", "truth: pz of the e+ where it was made"},
    {"GeV", "truth: px of the e- where it was made"},
    {"GeV", "truth: py of the e- where it was made"},
    {"GeV", "truth: pz of the e- where it was made"},
    {"cm", "truth: x where the photon or A' that became the pair was made"},
    {"cm", "truth: y where the photon or A' that became the pair was made"},
    {"cm", "truth: z where the photon or A' that became the pair was made"},
    {"GeV", "truth: energy the e+ lost before the drift chamber, radiated and by ionisation"},
    {"GeV", "truth: energy of the hardest photon the e+ radiated; 0 for none"},
    {"cm", "truth: distance from the z axis where the e+ radiated it"},
    {"GeV", "truth: energy the e- lost before the drift chamber, radiated and by ionisation"},
    {"GeV", "truth: energy of the hardest photon the e- radiated; 0 for none"},
    {"cm", "truth: distance from the z axis where the e- radiated it"},
}};

} // namespace

std::vector<InputColumn> inputColumns() {
    Columns columns;
    addIds(columns);
    addTrack(columns, 0);
    addTrack(columns, 1);
    for (std::size_t photon = 0; photon < kMaxPhotons; ++photon)
        addPhoton(columns, photon);
    addSimple(columns, kFieldTruth, kTruthTexts);
    columns.push_back({columnName(kFieldClass), "", Need::Optional,
                       "truth: 0 unknown, 1 signal, 2 conversion, 3 prompt pair, or the word"});
    columns.push_back({columnName(kFieldLayer), "text", Need::Optional,
                       "truth: name of the layer the photon converted in; empty for none"});
    columns.push_back({columnName(kFieldSimulation), "", Need::Optional,
                       "marks simulated pairs: every picture of them says so"});
    return columns;
}

std::string describe(InputColumn::Need need) {
    switch (need) {
    case Need::Track:
        return "needed";
    case Need::Covariance:
        return "needed, or all ...Err";
    case Need::Errors:
        return "in place of the covariance";
    case Need::Optional:
        return "optional";
    }
    return {};
}

} // namespace pairscope
