#include "core/scan/Agreement.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

namespace pairscope {

namespace {

using Counts = std::vector<std::vector<std::size_t>>;

double square(double x) {
    return x * x;
}

/// Shares of a square table: of the cells, of the rows, of the columns.
class Shares {
public:
    Shares(const Counts& counts, double total) : m_counts(counts), m_total(total) {
        m_rows.resize(counts.size());
        m_columns.resize(counts.size());
        for (std::size_t i = 0; i < counts.size(); ++i) {
            assert(counts[i].size() == counts.size());
            for (std::size_t j = 0; j < counts.size(); ++j) {
                m_rows[i] += cell(i, j);
                m_columns[j] += cell(i, j);
            }
        }
    }
    [[nodiscard]] std::size_t size() const { return m_counts.size(); }
    [[nodiscard]] double cell(std::size_t i, std::size_t j) const {
        return static_cast<double>(m_counts[i][j]) / m_total;
    }
    [[nodiscard]] double row(std::size_t i) const { return m_rows[i]; }
    [[nodiscard]] double column(std::size_t i) const { return m_columns[i]; }

private:
    const Counts& m_counts;
    double m_total;
    std::vector<double> m_rows;
    std::vector<double> m_columns;
};

std::size_t total(const Counts& counts) {
    std::size_t sum = 0;
    for (const auto& row : counts)
        sum = std::accumulate(row.begin(), row.end(), sum);
    return sum;
}

/// All in one cell of the diagonal: exactly what makes chance alone agree always.
bool allAlike(const Counts& counts, std::size_t all) {
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i][i] == all) return true;
    return false;
}

/// Equation 13 of Fleiss, Cohen & Everitt, times the number of candidates and (1 - chance)^2.
double cohenSpread(const Shares& share, double chance, double kappa) {
    double sum = 0;
    for (std::size_t i = 0; i < share.size(); ++i)
        for (std::size_t j = 0; j < share.size(); ++j)
            sum += share.cell(i, j) * (i == j ? square(1 - (share.row(i) + share.column(i)) * (1 - kappa))
                                              : square((1 - kappa) * (share.column(i) + share.row(j))));
    return sum - square(kappa - chance * (1 - kappa));
}

/// What Fleiss' kappa is made of, so that a candidate can be taken out again.
struct FleissSums {
    std::size_t candidates = 0;
    std::size_t scanners = 0;
    std::size_t agreeing = 0;           ///< ordered pairs of scanners that agree, over all candidates
    std::vector<std::size_t> byVerdict; ///< answers

    void add(const std::vector<std::size_t>& row) {
        ++candidates;
        byVerdict.resize(row.size());
        for (std::size_t j = 0; j < row.size(); ++j) {
            agreeing += pairsIn(row[j]);
            byVerdict[j] += row[j];
        }
    }
    [[nodiscard]] FleissSums without(const std::vector<std::size_t>& row) const {
        FleissSums rest = *this;
        --rest.candidates;
        for (std::size_t j = 0; j < row.size(); ++j) {
            rest.agreeing -= pairsIn(row[j]);
            rest.byVerdict[j] -= row[j];
        }
        return rest;
    }
    [[nodiscard]] double agreement() const {
        return static_cast<double>(agreeing) / static_cast<double>(candidates * pairsIn(scanners));
    }
    [[nodiscard]] std::optional<double> kappa() const {
        const std::size_t answers = candidates * scanners;
        if (candidates == 0 || std::ranges::count(byVerdict, answers) > 0) return std::nullopt;
        double chance = 0;
        for (const std::size_t count : byVerdict)
            chance += square(static_cast<double>(count) / static_cast<double>(answers));
        return (agreement() - chance) / (1 - chance);
    }

private:
    [[nodiscard]] static std::size_t pairsIn(std::size_t n) { return n > 0 ? n * (n - 1) : 0; }
};

std::optional<double> jackknifeError(const FleissSums& all, const Counts& counts) {
    if (counts.size() < 2) return std::nullopt;
    std::vector<double> kappas;
    kappas.reserve(counts.size());
    for (const auto& row : counts) {
        const auto kappa = all.without(row).kappa();
        if (!kappa) return std::nullopt;
        kappas.push_back(*kappa);
    }
    const auto n = static_cast<double>(kappas.size());
    const double mean = std::accumulate(kappas.begin(), kappas.end(), 0.0) / n;
    double sum = 0;
    for (const double kappa : kappas)
        sum += square(kappa - mean);
    return std::sqrt(sum * (n - 1) / n);
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

std::string_view whyUndefined(const KappaStatistic& kappa) {
    if (kappa.candidates == 0) return "no candidate has a verdict of all of them";
    if (std::isnan(kappa.value)) return "all answers are alike, so that chance alone agrees as well";
    if (!std::isnan(kappa.error)) return {};
    return kappa.candidates == 1 ? "one candidate has no spread"
                                 : "but for one candidate, all answers are alike: it has no spread";
}

KappaStatistic cohenKappa(const Counts& counts) {
    KappaStatistic result;
    result.candidates = total(counts);
    if (result.candidates == 0) return result;
    const auto n = static_cast<double>(result.candidates);
    const Shares share(counts, n);
    double chance = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < share.size(); ++i) {
        same += counts[i][i];
        chance += share.row(i) * share.column(i);
    }
    result.agreement = static_cast<double>(same) / n;
    if (allAlike(counts, result.candidates)) return result;
    result.value = (result.agreement - chance) / (1 - chance);
    if (result.candidates == 1) return result;
    // rounding makes the 0 of full agreement a little less
    const double spread = same == result.candidates ? 0 : cohenSpread(share, chance, result.value);
    result.error = std::sqrt(std::max(0.0, spread) / n) / (1 - chance);
    return result;
}

KappaStatistic fleissKappa(const Counts& counts) {
    KappaStatistic result;
    result.candidates = counts.size();
    if (counts.empty()) return result;
    FleissSums sums;
    sums.scanners = std::accumulate(counts.front().begin(), counts.front().end(), std::size_t{0});
    assert(sums.scanners >= 2);
    for (const auto& row : counts)
        sums.add(row);
    result.agreement = sums.agreement();
    const auto kappa = sums.kappa();
    if (!kappa) return result;
    result.value = *kappa;
    result.error = jackknifeError(sums, counts).value_or(kNone);
    return result;
}

namespace {

/// The names of verdicts as numbers: those of the set, then any that it does not have.
class VerdictNumbers {
public:
    VerdictNumbers(std::span<const ScannerVerdicts> scanners, const VerdictSet& set) {
        for (const VerdictKind& kind : set.kinds)
            add(kind.name);
        for (const ScannerVerdicts& scanner : scanners)
            for (const auto& [candidate, verdict] : scanner.verdicts)
                add(verdict.verdict);
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    [[nodiscard]] std::size_t count() const { return m_names.size(); }
    [[nodiscard]] std::size_t of(const std::string& name) const { return m_numbers.at(name); }

private:
    void add(const std::string& name) {
        if (m_numbers.emplace(name, m_names.size()).second) m_names.push_back(name);
    }
    std::vector<std::string> m_names;
    std::map<std::string, std::size_t> m_numbers;
};

ScannerPair faceToFace(std::span<const ScannerVerdicts> scanners, std::size_t first, std::size_t second,
                       const VerdictNumbers& numbers) {
    ScannerPair pair{first, second, Counts(numbers.count(), std::vector<std::size_t>(numbers.count())), {}};
    for (const auto& [candidate, verdict] : scanners[first].verdicts) {
        const auto other = scanners[second].verdicts.find(candidate);
        if (other == scanners[second].verdicts.end()) continue;
        ++pair.counts[numbers.of(verdict.verdict)][numbers.of(other->second.verdict)];
    }
    pair.kappa = cohenKappa(pair.counts);
    return pair;
}

/// Of the candidates that everybody judged: how many gave each verdict.
Counts judgedByAll(std::span<const ScannerVerdicts> scanners, const VerdictNumbers& numbers) {
    Counts counts;
    for (const auto& [candidate, unused] : scanners.front().verdicts) {
        std::vector<std::size_t> row(numbers.count());
        std::size_t judges = 0;
        for (const ScannerVerdicts& scanner : scanners) {
            const auto found = scanner.verdicts.find(candidate);
            if (found == scanner.verdicts.end()) break;
            ++row[numbers.of(found->second.verdict)];
            ++judges;
        }
        if (judges == scanners.size()) counts.push_back(std::move(row));
    }
    return counts;
}

std::vector<ScannedCandidate> disagreementsOf(std::span<const ScannerVerdicts> scanners) {
    std::map<ScannedCandidate, std::set<std::string_view>> answers;
    for (const ScannerVerdicts& scanner : scanners)
        for (const auto& [candidate, verdict] : scanner.verdicts)
            answers[candidate].insert(verdict.verdict);
    std::vector<ScannedCandidate> result;
    for (const auto& [candidate, different] : answers)
        if (different.size() > 1) result.push_back(candidate);
    return result;
}

bool isRight(const VerdictKind& kind, PairClass pairClass) {
    return std::ranges::find(kind.rightFor, pairClass) != kind.rightFor.end();
}

void judge(ClassScore& score, const VerdictSet& set, const VerdictNumbers& numbers) {
    std::size_t right = 0;
    std::size_t wrong = 0;
    for (const VerdictKind& kind : set.kinds) {
        const std::size_t count = score.counts[numbers.of(kind.name)];
        if (isRight(kind, score.trueClass))
            right += count;
        else if (!kind.rightFor.empty())
            wrong += count;
    }
    score.efficiency = proportion(right, score.candidates);
    score.misTag = proportion(wrong, score.candidates);
}

using Truth = std::map<ScannedCandidate, QueuedCandidate>;

ScannerScore scoreOf(const ScannerVerdicts& scanner, const VerdictSet& set, const VerdictNumbers& numbers,
                     const Truth& truth, bool knownOnly) {
    std::map<PairClass, ClassScore> classes;
    for (const auto& [candidate, verdict] : scanner.verdicts) {
        const auto found = truth.find(candidate);
        if (found == truth.end() || found->second.trueClass == PairClass::Unknown) continue;
        if (knownOnly && !found->second.known) continue;
        ClassScore& score = classes[found->second.trueClass];
        score.trueClass = found->second.trueClass;
        score.counts.resize(numbers.count());
        ++score.counts[numbers.of(verdict.verdict)];
        ++score.candidates;
    }
    ScannerScore result{scanner.scanner, knownOnly, {}};
    for (auto& [pairClass, score] : classes) {
        judge(score, set, numbers);
        result.classes.push_back(std::move(score));
    }
    return result;
}

bool anyWithTruth(const Truth& truth, bool known) {
    return std::ranges::any_of(truth, [known](const auto& entry) {
        return entry.second.known == known && entry.second.trueClass != PairClass::Unknown;
    });
}

std::vector<ScannerScore> scoresOf(std::span<const ScannerVerdicts> scanners, const VerdictSet& set,
                                   const VerdictNumbers& numbers, const Truth& truth) {
    std::vector<ScannerScore> scores;
    const auto add = [&](const ScannerVerdicts& scanner, bool knownOnly) {
        ScannerScore score = scoreOf(scanner, set, numbers, truth, knownOnly);
        if (!score.classes.empty()) scores.push_back(std::move(score));
    };
    const bool inDataset = anyWithTruth(truth, false);
    const bool mixedIn = anyWithTruth(truth, true);
    for (const ScannerVerdicts& scanner : scanners) {
        if (inDataset) add(scanner, false);
        if (mixedIn) add(scanner, true);
    }
    return scores;
}

} // namespace

Agreement agreement(std::span<const ScannerVerdicts> scanners, const VerdictSet& verdicts,
                    const Truth& truth) {
    const VerdictNumbers numbers(scanners, verdicts);
    Agreement result;
    result.verdicts = numbers.names();
    for (const ScannerVerdicts& scanner : scanners)
        result.scanners.push_back(scanner.scanner);
    for (std::size_t i = 0; i < scanners.size(); ++i)
        for (std::size_t j = i + 1; j < scanners.size(); ++j)
            result.pairs.push_back(faceToFace(scanners, i, j, numbers));
    if (scanners.size() == 2) result.overall = result.pairs.front().kappa;
    if (scanners.size() > 2) result.overall = fleissKappa(judgedByAll(scanners, numbers));
    result.disagreements = disagreementsOf(scanners);
    result.scores = scoresOf(scanners, verdicts, numbers, truth);
    return result;
}

} // namespace pairscope
