#include "core/analysis/AbcdStudy.h"

#include "core/analysis/RankCorrelation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

using Mask = RegionMembership::Mask;

constexpr double kTooFar = 3;            ///< standard deviations
constexpr std::uint64_t kFewEntries = 5; ///< below, the interval covers too rarely

enum Box : std::size_t { A, B, C, D, kBoxes };
constexpr std::array<RegionRole, kBoxes> kRoles = {RegionRole::Signal, RegionRole::B, RegionRole::C,
                                                   RegionRole::D};

/// Coordinates of what is in a box.
struct Entries {
    std::vector<double> x;
    std::vector<double> y;

    [[nodiscard]] const std::vector<double>& along(bool alongX) const { return alongX ? x : y; }
};

/// Which box an entry is in, by its regions.
class BoxChoice {
public:
    explicit BoxChoice(const SidebandPlane& plane) : m_blind(blindMask(plane)) {
        for (std::size_t box = 0; box < kBoxes; ++box)
            m_masks[box] = maskOf(plane, kRoles[box]);
    }
    [[nodiscard]] bool exists(Box box) const { return m_masks[box] != 0; }
    [[nodiscard]] bool blind(Box box) const { return (m_masks[box] & m_blind) != 0; }
    /// kBoxes for none of them, or what must not be looked at.
    [[nodiscard]] Box operator()(Mask regions) const {
        if ((regions & m_blind) != 0) return kBoxes;
        std::size_t box = 0;
        while (box < kBoxes && (regions & m_masks[box]) == 0)
            ++box;
        return static_cast<Box>(box);
    }
    [[nodiscard]] bool several(Mask regions) const {
        return std::ranges::count_if(m_masks, [regions](Mask mask) { return (regions & mask) != 0; }) > 1;
    }

private:
    std::array<Mask, kBoxes> m_masks{};
    Mask m_blind;
};

std::string shown(CandidateColumn column, double value) {
    const ColumnInfo& about = info(column);
    return fmt::format("{} = {:.4g}{}{}", about.name, value * about.displayFactor,
                       about.displayUnit.empty() ? "" : " ", about.displayUnit);
}

/// How much of the range of two series is common to both.
double commonShare(const std::vector<double>& first, const std::vector<double>& second) {
    const auto [firstLow, firstHigh] = std::ranges::minmax(first);
    const auto [secondLow, secondHigh] = std::ranges::minmax(second);
    const double all = std::max(firstHigh, secondHigh) - std::min(firstLow, secondLow);
    const double common = std::min(firstHigh, secondHigh) - std::max(firstLow, secondLow);
    return all > 0 ? common / all : 0;
}

double median(std::vector<double> values, const std::vector<double>& more) {
    values.insert(values.end(), more.begin(), more.end());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::uint64_t below(const std::vector<double>& values, double cut) {
    return static_cast<std::uint64_t>(std::ranges::count_if(values, [cut](double v) { return v < cut; }));
}

/// One study while it is made.
class Study {
public:
    Study(const CandidateTable& table, const SidebandPlane& plane, const RegionMembership& membership)
        : m_table(table), m_plane(plane), m_choice(plane) {
        collect(membership);
    }
    [[nodiscard]] AbcdStudy make(const Kappa& kappa, ConfidenceLevel level);

private:
    void collect(const RegionMembership& membership);
    void correlate();
    void testClosure(Box box, const std::string& names);
    void warnOfPlane();
    void warnOfCounts(const Kappa& kappa);
    void warnOfTests();
    template<class... Arguments>
    void warn(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        m_study.warnings.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
    }
    [[nodiscard]] std::string axes() const {
        return fmt::format("{} and {}", info(m_plane.x).name, info(m_plane.y).name);
    }

    const CandidateTable& m_table;
    const SidebandPlane& m_plane;
    BoxChoice m_choice;
    std::array<Entries, kBoxes> m_entries;
    std::size_t m_shared = 0;  ///< entries in more than one box
    std::size_t m_signals = 0; ///< true signal pairs in B, C, D
    AbcdStudy m_study;
};

/// Entries of an expression may lack a coordinate: they are counted, but not correlated or cut.
void Study::collect(const RegionMembership& membership) {
    if (membership.rows.empty()) return;
    const ColumnView x = m_table.column(m_plane.x);
    const ColumnView y = m_table.column(m_plane.y);
    const bool truth = m_table.pairs().contents().truth;
    const std::span<const RowSet::Row> rows = membership.rows.rows();
    std::array<std::uint64_t, kBoxes> counts{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (membership.regions[i] == 0) continue;
        const Box box = m_choice(membership.regions[i]);
        if (box == kBoxes) continue;
        ++counts[box];
        if (m_choice.several(membership.regions[i])) ++m_shared;
        if (truth && box != A && m_table.pairs().pairClass(rows[i]) == PairClass::Signal) ++m_signals;
        if (std::isnan(x[rows[i]]) || std::isnan(y[rows[i]])) continue;
        m_entries[box].x.push_back(x[rows[i]]);
        m_entries[box].y.push_back(y[rows[i]]);
    }
    m_study.counts = {counts[A], counts[B], counts[C], counts[D]};
}

void Study::correlate() {
    Correlation sum;
    double weights = 0;
    for (const Entries& box : m_entries) {
        const auto inBox = rankCorrelation(box.x, box.y);
        if (!inBox) continue;
        const double weight = static_cast<double>(box.x.size()) - 1;
        sum.value += weight * *inBox;
        sum.entries += box.x.size();
        weights += weight;
    }
    if (weights == 0) return;
    sum.value /= weights;
    sum.error = 1 / std::sqrt(weights);
    m_study.correlation = sum;
}

/// `box` and D, which differ along one axis, are cut along the other.
void Study::testClosure(Box box, const std::string& names) {
    const Entries& first = m_entries[box];
    const Entries& second = m_entries[D];
    if (first.x.empty() || second.x.empty()) return;
    const double commonX = commonShare(first.x, second.x);
    const double commonY = commonShare(first.y, second.y);
    if (std::max(commonX, commonY) <= 0) return;
    const bool alongX = commonX > commonY;
    const std::vector<double>& inFirst = first.along(alongX);
    const std::vector<double>& inSecond = second.along(alongX);
    const double cut = median(inFirst, inSecond);
    ClosureTest test;
    test.boxes = fmt::format("{} cut at {}", names, shown(alongX ? m_plane.x : m_plane.y, cut));
    test.counts.a = below(inFirst, cut);
    test.counts.b = inFirst.size() - test.counts.a;
    test.counts.c = below(inSecond, cut);
    test.counts.d = inSecond.size() - test.counts.c;
    test.expected = abcdEstimate(test.counts);
    test.pull = test.expected.pull(test.counts.a);
    m_study.closure.push_back(std::move(test));
}

void Study::warnOfPlane() {
    const auto isAxis = [&](CandidateColumn column) { return m_plane.x == column || m_plane.y == column; };
    if (isAxis(CandidateColumn::DeltaM) &&
        (isAxis(CandidateColumn::MassBefore) || isAxis(CandidateColumn::MassAfter)))
        warn("{} are correlated by construction, Delta M being the difference of the two masses: this plane "
             "does "
             "not factorise.",
             axes());
    if (m_shared > 0)
        warn(
            "{} entries are in more than one of the boxes; each is counted once, in the first of A, B, C, D.",
            m_shared);
    if (m_signals > 0)
        warn("{} true signal pairs are in B, C or D: they raise what is expected in A.", m_signals);
}

void Study::warnOfCounts(const Kappa& kappa) {
    const AbcdCounts& counts = m_study.counts;
    for (const auto& [name, count] :
         {std::pair("B", counts.b), std::pair("C", counts.c), std::pair("D", counts.d)})
        if (count < kFewEntries)
            warn("Box {} holds {}: below {} entries the interval covers the true mean too rarely.", name,
                 count, kFewEntries);
    if (kappa == Kappa{} && m_study.signalBlinded)
        warn("kappa = 1 is assumed, without an error: measure it in a simulation or a validation sample.");
}

void Study::warnOfTests() {
    if (const auto& found = m_study.correlation; found && std::abs(found->value) > kTooFar * found->error)
        warn("Inside the boxes {} are correlated (rank correlation {:.3f} +- {:.3f}): the plane does not "
             "factorise.",
             axes(), found->value, found->error);
    for (const ClosureTest& test : m_study.closure)
        if (test.pull && std::abs(*test.pull) > kTooFar)
            warn("{}: {} found where {:.4g} are expected ({:+.1f} standard deviations): the plane does not "
                 "factorise.",
                 test.boxes, test.counts.a, test.expected.expected, *test.pull);
    if (m_study.pull && std::abs(*m_study.pull) > kTooFar)
        warn("A holds {} where {:.4g} are expected ({:+.1f} standard deviations): a signal, or kappa is not "
             "{:.4g}.",
             m_study.counts.a, m_study.estimate.expected, *m_study.pull, m_study.estimate.kappa.value);
}

AbcdStudy Study::make(const Kappa& kappa, ConfidenceLevel level) {
    m_study.signalBlinded = m_choice.blind(A);
    m_study.estimate = abcdEstimate(m_study.counts, kappa, level);
    if (!m_study.signalBlinded) {
        m_study.measured = measuredKappa(m_study.counts, level);
        m_study.pull = m_study.estimate.pull(m_study.counts.a);
    }
    correlate();
    testClosure(B, "B and D");
    testClosure(C, "C and D");
    warnOfPlane();
    warnOfCounts(kappa);
    warnOfTests();
    return std::move(m_study);
}

} // namespace

std::optional<Correlation> rankCorrelation(const CandidateTable& table, CandidateColumn x, CandidateColumn y,
                                           const RowSet& rows) {
    if (rows.empty()) return std::nullopt;
    const ColumnView columnX = table.column(x);
    const ColumnView columnY = table.column(y);
    Entries entries;
    entries.x.reserve(rows.size());
    entries.y.reserve(rows.size());
    for (const RowSet::Row row : rows) {
        if (std::isnan(columnX[row]) || std::isnan(columnY[row])) continue;
        entries.x.push_back(columnX[row]);
        entries.y.push_back(columnY[row]);
    }
    const auto value = rankCorrelation(entries.x, entries.y);
    if (!value) return std::nullopt;
    return Correlation{*value, 1 / std::sqrt(static_cast<double>(entries.x.size()) - 1), entries.x.size()};
}

AbcdCounts abcdCounts(const SidebandPlane& plane, const RegionMembership& membership) {
    const BoxChoice choice(plane);
    std::array<std::uint64_t, kBoxes + 1> counts{};
    for (const Mask regions : membership.regions)
        ++counts[choice(regions)];
    return {counts[A], counts[B], counts[C], counts[D]};
}

tl::expected<AbcdStudy, std::string> studyAbcd(const CandidateTable& table, const SidebandPlane& plane,
                                               const RegionMembership& membership, const Kappa& kappa,
                                               ConfidenceLevel level) {
    const BoxChoice choice(plane);
    for (std::size_t box = 0; box < kBoxes; ++box) {
        const std::string_view role = toString(kRoles[box]);
        if (!choice.exists(static_cast<Box>(box)))
            return tl::unexpected(fmt::format("No region has the role {}.", role));
        if (box != A && choice.blind(static_cast<Box>(box)))
            return tl::unexpected(fmt::format("A region with the role {} is blinded.", role));
    }
    return Study(table, plane, membership).make(kappa, level);
}

} // namespace pairscope
