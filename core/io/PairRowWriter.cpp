#include "core/io/PairRowWriter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <optional>

namespace pairscope {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::optional<PairClass> classOfWord(std::string_view word) {
    std::string letters; // "Prompt pair", "prompt_pair" and "PromptPair" are one word
    for (const char c : word)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (letters.empty() || letters == "unknown") return PairClass::Unknown;
    if (letters == "signal") return PairClass::Signal;
    if (letters == "conversion") return PairClass::Conversion;
    if (letters == "promptpair" || letters == "prompt") return PairClass::PromptPair;
    return std::nullopt;
}

constexpr std::string_view kExpectedClass = "expected 0 to 3, or unknown, signal, conversion or prompt pair";

/// What is found to be NaN, or infinite, in a row: the first one and how many follow.
struct Found {
    int first = ColumnLayout::kNone;
    int count = 0;
    void add(int field) {
        if (count++ == 0) first = field;
    }
};

std::string andMore(const Found& found, std::string_view what) {
    if (found.count == 1) return std::string(what);
    return fmt::format("{}, and {} more of this row's columns too", what, found.count - 1);
}

} // namespace

void PairRowWriter::begin(std::size_t row, std::size_t line) {
    m_values.fill(kMissing);
    m_excused.reset();
    m_row = row;
    m_line = line;
    m_bad = m_noted = false;
}

void PairRowWriter::report(RowProblem::Kind kind, std::string_view column, std::string message) {
    RowProblem problem{m_row, m_line, kind, std::string(column), std::move(message)};
    (problem.isNote() ? m_noted : m_bad) = true;
    m_problems.add(std::move(problem));
}

void PairRowWriter::reportField(RowProblem::Kind kind, int field, std::string message) {
    excuse(field);
    report(kind, m_layout.name(field), std::move(message));
}

void PairRowWriter::setText(int field, std::string_view text) {
    if (field == kFieldClass)
        setClass(text);
    else if (field == kFieldLayer)
        setLayer(text);
    else
        reportField(RowProblem::Kind::NotANumber, field,
                    isFull() ? std::string{}
                             : fmt::format("found '{}', expected a number", text.substr(0, 40)));
}

void PairRowWriter::setLayer(std::string_view name) {
    if (m_table.setLayer(m_row, name)) return;
    reportField(RowProblem::Kind::TooManyNames, kFieldLayer,
                fmt::format("found '{}', expected one of at most 255 different names", name.substr(0, 40)));
}

void PairRowWriter::setClass(std::string_view word) {
    const auto pairClass = classOfWord(word);
    if (pairClass)
        set(kFieldClass, static_cast<double>(*pairClass));
    else
        reportField(RowProblem::Kind::NotANumber, kFieldClass,
                    fmt::format("found '{}', {}", word, kExpectedClass));
}

bool PairRowWriter::isRead(int field) const {
    return m_layout.has(field) && !isExcused(field);
}

template<typename Integer>
Integer PairRowWriter::whole(int field) {
    using Limits = std::numeric_limits<Integer>;
    const double number = value(field);
    if (number >= static_cast<double>(Limits::min()) && number <= static_cast<double>(Limits::max()) &&
        number == std::trunc(number))
        return static_cast<Integer>(number);
    if (std::isnan(number))
        reportField(RowProblem::Kind::NaN, field, "found no number, expected a whole number");
    else
        reportField(RowProblem::Kind::NotANumber, field,
                    fmt::format("found {}, expected a whole number from {} to {}", number, Limits::min(),
                                Limits::max()));
    return 0;
}

void PairRowWriter::storeId() {
    EventId id;
    if (isRead(kFieldExperiment)) id.experiment = whole<std::int32_t>(kFieldExperiment);
    if (isRead(kFieldRun)) id.run = whole<std::int32_t>(kFieldRun);
    if (isRead(kFieldEvent)) id.event = whole<std::uint32_t>(kFieldEvent);
    if (isRead(kFieldCandidate)) id.candidate = whole<std::uint32_t>(kFieldCandidate);
    m_table.setId(m_row, id);
}

void PairRowWriter::storeClass() {
    const double number = value(kFieldClass);
    if (std::isnan(number)) return;
    if (number == 0 || number == 1 || number == 2 || number == 3)
        m_table.setPairClass(m_row, static_cast<PairClass>(static_cast<int>(number)));
    else
        reportField(RowProblem::Kind::NotANumber, kFieldClass,
                    fmt::format("found {}, {}", number, kExpectedClass));
}

void PairRowWriter::fillDiagonal() {
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j) {
            for (int k = j + 1; k < kTrackParameterCount; ++k)
                set(covarianceField(daughter, j, k), 0);
            if (m_layout.covariance != ColumnLayout::Covariance::Errors) continue;
            const double error = value(errorField(daughter, j));
            // a negative error gives a negative variance, which is then found and reported
            set(covarianceField(daughter, j, j), error * std::abs(error));
            if (isExcused(errorField(daughter, j))) excuse(covarianceField(daughter, j, j));
        }
}

void PairRowWriter::checkFinite(int firstField, int lastField) {
    double sum = 0; // NaN as soon as one number is not finite: the fast way for the good rows
    for (int field = firstField; field < lastField; ++field)
        sum += value(field) * 0;
    if (sum == 0) return;
    Found nan;
    Found infinite;
    for (int field = firstField; field < lastField; ++field) {
        if (std::isfinite(value(field)) || isExcused(field)) continue;
        (std::isnan(value(field)) ? nan : infinite).add(field);
        excuse(field);
    }
    if (nan.count > 0)
        report(RowProblem::Kind::NaN, m_layout.name(nan.first),
               andMore(nan, "found NaN or an empty cell, expected a finite number"));
    if (infinite.count > 0)
        report(RowProblem::Kind::Infinite, m_layout.name(infinite.first),
               andMore(infinite, fmt::format("found {}, expected a finite number", value(infinite.first))));
}

void PairRowWriter::checkCurvatures() {
    const double first = value(parameterField(0, kOmega));
    const double second = value(parameterField(1, kOmega));
    for (int daughter = 0; daughter < 2; ++daughter)
        if (value(parameterField(daughter, kOmega)) == 0)
            report(RowProblem::Kind::ZeroCurvature, m_layout.name(parameterField(daughter, kOmega)),
                   "found 0, expected the signed curvature of a charged track in 1/cm");
    if (!std::isfinite(first) || !std::isfinite(second) || first == 0 || second == 0) return;
    const std::string& column = m_layout.name(parameterField(1, kOmega));
    if ((first > 0) == (second > 0))
        report(RowProblem::Kind::SameCharge, column,
               fmt::format("both tracks have {} charge (omega {} and {} 1/cm), expected one e+ and one e-",
                           first > 0 ? "positive" : "negative", first, second));
    else if (first < 0)
        report(RowProblem::Kind::SwappedDaughters, m_layout.name(parameterField(0, kOmega)),
               "daughter 0 has negative charge: the tracks are exchanged, so that the e+ comes first");
}

std::string PairRowWriter::covarianceMessage(int daughter, const SpdProblem& problem) const {
    const char* charge = value(parameterField(daughter, kOmega)) > 0 ? "e+" : "e-";
    if (problem.kind == SpdProblem::Kind::NegativeEigenvalue)
        return fmt::format(
            "the covariance of daughter {} ({}) is not positive definite: the smallest eigenvalue of "
            "the matrix scaled to unit diagonal is {:.3g}, expected one well above 0",
            daughter, charge, problem.value);
    return fmt::format("the covariance of daughter {} ({}) has a variance of {:.6g}, expected one above 0",
                       daughter, charge, problem.value);
}

void PairRowWriter::checkCovariance(int daughter) {
    Matrix5 covariance; // checkSpd reads the lower triangle only
    for (int j = 0; j < kTrackParameterCount; ++j)
        for (int k = j; k < kTrackParameterCount; ++k) {
            covariance(k, j) = value(covarianceField(daughter, j, k));
            if (!std::isfinite(covariance(k, j))) return; // reported as such
        }
    const auto judged = checkSpd<kTrackParameterCount>(covariance);
    if (judged) return;
    const int row = judged.error().kind == SpdProblem::Kind::NonPositiveDiagonal ? judged.error().row : 0;
    const int field = m_layout.covariance == ColumnLayout::Covariance::Errors
                          ? errorField(daughter, row)
                          : covarianceField(daughter, row, row);
    report(RowProblem::Kind::BadCovariance, m_layout.name(field),
           isFull() ? std::string{} : covarianceMessage(daughter, judged.error()));
}

void PairRowWriter::store() {
    storeId();
    if (m_layout.contents.diagonalCovariance) fillDiagonal();
    checkFinite(kFieldTracks, kFieldPhoton);
    checkCurvatures();
    checkCovariance(0);
    checkCovariance(1);

    const double* values = m_values.data();
    std::copy(values + kFieldTracks, values + kFieldPhoton, m_table.track(m_row, 0));
    if (const std::size_t photons = m_layout.contents.photons; photons > 0)
        std::copy_n(values + kFieldPhoton, photons * PairTable::kPhotonNumbers, m_table.photon(m_row));
    if (m_layout.contents.truth) {
        std::copy(values + kFieldTruth, values + kFieldClass, m_table.truth(m_row));
        storeClass();
    }
    if (m_bad) m_problems.countBadRow();
    if (m_noted) m_problems.countNoteRow();
}

bool isSwapped(const PairTable& table, std::size_t row) {
    return table.track(row, 0)[kOmega] < 0 && table.track(row, 1)[kOmega] > 0;
}

} // namespace pairscope
