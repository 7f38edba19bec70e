#include "core/io/ColumnLayout.h"

#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

namespace {

std::vector<int> fieldsOfParameters() {
    std::vector<int> fields;
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j)
            fields.push_back(parameterField(daughter, j));
    return fields;
}

std::vector<int> fieldsOfErrors() {
    std::vector<int> fields;
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j)
            fields.push_back(errorField(daughter, j));
    return fields;
}

enum class Elements { Diagonal, OffDiagonal, All };

std::vector<int> fieldsOfCovariance(Elements elements) {
    std::vector<int> fields;
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j)
            for (int k = j; k < kTrackParameterCount; ++k)
                if (elements == Elements::All || (j == k) == (elements == Elements::Diagonal))
                    fields.push_back(covarianceField(daughter, j, k));
    return fields;
}

std::vector<int> range(int first, int last) {
    std::vector<int> fields;
    for (int field = first; field < last; ++field)
        fields.push_back(field);
    return fields;
}

/// Fills in a layout step by step.
class Resolver {
public:
    explicit Resolver(std::vector<std::string> names);

    tl::expected<ColumnLayout, std::vector<std::string>> operator()();

private:
    bool hasAll(const std::vector<int>& fields) const;
    bool hasAny(const std::vector<int>& fields) const;
    void collectMissing(const std::vector<int>& fields);
    void ignore(const std::vector<int>& fields);
    void resolveCovariance();
    void resolvePhotons();
    void resolveTruth();
    void warnAboutIds();

    ColumnLayout m_layout;
    std::vector<std::string> m_missing;
};

Resolver::Resolver(std::vector<std::string> names) {
    m_layout.columns.fill(ColumnLayout::kNone);
    m_layout.fields.assign(names.size(), ColumnLayout::kNone);
    m_layout.names = std::move(names);
    for (std::size_t column = 0; column < m_layout.names.size(); ++column) {
        const std::string& name = m_layout.names[column];
        const auto field = fieldOfColumn(name);
        if (!field) continue;
        if (m_layout.has(*field)) {
            m_layout.warnings.push_back(fmt::format("Column '{}' occurs twice; the first one ('{}') is used.",
                                                    name, m_layout.name(*field)));
            continue;
        }
        m_layout.fields[column] = *field;
        m_layout.columns[static_cast<std::size_t>(*field)] = static_cast<int>(column);
    }
}

bool Resolver::hasAll(const std::vector<int>& fields) const {
    return std::all_of(fields.begin(), fields.end(), [&](int field) { return m_layout.has(field); });
}

bool Resolver::hasAny(const std::vector<int>& fields) const {
    return std::any_of(fields.begin(), fields.end(), [&](int field) { return m_layout.has(field); });
}

void Resolver::collectMissing(const std::vector<int>& fields) {
    for (const int field : fields)
        if (!m_layout.has(field)) m_missing.push_back(columnName(field));
}

void Resolver::ignore(const std::vector<int>& fields) {
    for (const int field : fields) {
        int& column = m_layout.columns[static_cast<std::size_t>(field)];
        if (column != ColumnLayout::kNone)
            m_layout.fields[static_cast<std::size_t>(column)] = ColumnLayout::kNone;
        column = ColumnLayout::kNone;
    }
}

void Resolver::resolveCovariance() {
    const auto all = fieldsOfCovariance(Elements::All);
    const auto errors = fieldsOfErrors();
    const auto diagonal = fieldsOfCovariance(Elements::Diagonal);
    if (hasAll(all)) {
        ignore(errors);
        return;
    }
    m_layout.contents.diagonalCovariance = true;
    const char* partly =
        hasAny(all) ? "The covariance columns are incomplete" : "There are no covariance columns";
    if (hasAll(diagonal) && !hasAny(fieldsOfCovariance(Elements::OffDiagonal))) {
        m_layout.covariance = ColumnLayout::Covariance::Diagonal;
        ignore(errors);
        m_layout.warnings.emplace_back("The covariance columns are only the five variances of each track: "
                                       "used as a diagonal, correlations "
                                       "are taken as zero.");
    } else if (hasAll(errors)) {
        m_layout.covariance = ColumnLayout::Covariance::Errors;
        ignore(all);
        m_layout.warnings.push_back(fmt::format(
            "{}: the ...Err columns are used as a diagonal, correlations are taken as zero.", partly));
    } else {
        collectMissing(all);
    }
}

void Resolver::resolvePhotons() {
    std::size_t& photons = m_layout.contents.photons;
    while (photons < kMaxPhotons && hasAll(range(photonField(photons, 0), photonField(photons, 3))))
        ++photons;
    const auto others = range(photonField(photons, 0), kFieldTruth);
    if (photons == kMaxPhotons || !hasAny(others)) return;
    ignore(others);
    m_layout.warnings.push_back(
        fmt::format("{} is left out: it needs {}, {} and {} together.",
                    photons == 0 ? "The photon" : fmt::format("Photon {}", photons + 1),
                    columnName(photonField(photons, 0)), columnName(photonField(photons, 1)),
                    columnName(photonField(photons, 2))));
}

void Resolver::resolveTruth() {
    m_layout.contents.truth = hasAny(range(kFieldTruth, kFieldLayer + 1));
    m_layout.contents.simulation = m_layout.has(kFieldSimulation);
}

void Resolver::warnAboutIds() {
    auto& warnings = m_layout.warnings;
    if (!m_layout.has(kFieldEvent)) {
        ignore({kFieldCandidate});
        warnings.emplace_back("There is no column __event__: rows are numbered from 0 instead.");
    } else if (!m_layout.has(kFieldCandidate)) {
        warnings.emplace_back(
            "There is no column __candidate__: candidates are numbered within their event from 0.");
    }
    std::vector<std::string> absent;
    for (const int field : {kFieldExperiment, kFieldRun})
        if (!m_layout.has(field)) absent.push_back(columnName(field));
    if (!absent.empty())
        warnings.push_back(fmt::format("There is no column {}: taken as 0.", fmt::join(absent, " and no ")));
}

tl::expected<ColumnLayout, std::vector<std::string>> Resolver::operator()() {
    collectMissing(fieldsOfParameters());
    resolveCovariance();
    if (!m_missing.empty()) return tl::unexpected(m_missing);
    resolvePhotons();
    resolveTruth();
    warnAboutIds();
    for (std::size_t column = 0; column < m_layout.names.size(); ++column)
        if (m_layout.fields[column] == ColumnLayout::kNone && !isBookkeeping(m_layout.names[column]))
            m_layout.ignored.push_back(m_layout.names[column]);
    return m_layout;
}

} // namespace

const std::string& ColumnLayout::name(int field) const {
    return has(field) ? names[static_cast<std::size_t>(columns[static_cast<std::size_t>(field)])]
                      : columnName(field);
}

tl::expected<ColumnLayout, std::vector<std::string>> resolveColumns(std::vector<std::string> names) {
    return Resolver(std::move(names))();
}

std::string listed(const std::vector<std::string>& names, std::size_t limit) {
    if (names.size() <= limit) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{} and {} more",
                       fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(limit), ", "),
                       names.size() - limit);
}

} // namespace pairscope
