#include "core/analysis/Histogram.h"

#include "core/candidate/TaskPool.h"

#include <boost/histogram/weight.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace pairscope {

namespace bh = boost::histogram;

namespace {

const Binning& checked(const Binning& binning) {
    if (binning.bins < 1) throw std::invalid_argument("histogram: at least one bin is needed");
    if (!std::isfinite(binning.high - binning.low) || !(binning.low < binning.high))
        throw std::invalid_argument("histogram: bounds must be finite and ascending");
    return binning;
}

unsigned binCount(const Binning& binning) {
    return static_cast<unsigned>(binning.bins);
}

Histogram emptyLike(const Histogram& histogram) {
    return Histogram(histogram.binning());
}
Histogram2D emptyLike(const Histogram2D& histogram) {
    return {histogram.xBinning(), histogram.yBinning()};
}

/// Fewer rows than this are filled sooner than a thread wakes up.
constexpr std::size_t kFewRows = 20000;

/// Fills parts of the rows into histograms of their own and adds them up: the result does not depend on how
/// the rows were divided, since counts are whole numbers.
template<class AnyHistogram, class Fill>
void fillOnAllCores(AnyHistogram& total, std::span<const std::uint32_t> rows, const Fill& fill) {
    if (rows.size() < kFewRows) {
        for (const std::uint32_t row : rows)
            fill(total, row);
        return;
    }
    const std::size_t parts = taskThreads();
    std::vector<AnyHistogram> filled(parts, emptyLike(total));
    const auto fillPart = [&](std::size_t part) {
        const std::size_t first = rows.size() * part / parts;
        const std::size_t end = rows.size() * (part + 1) / parts;
        for (const std::uint32_t row : rows.subspan(first, end - first))
            fill(filled[part], row);
    };
    forEachBlock(parts, 1, [&](std::size_t first, std::size_t end) {
        for (std::size_t part = first; part != end; ++part)
            fillPart(part);
    });
    for (const AnyHistogram& part : filled)
        total += part;
}

} // namespace

double Binning::edge(int index) const {
    const double share = static_cast<double>(index) / bins;
    return (1 - share) * low + share * high;
}

Histogram::Histogram(const Binning& binning)
    : m_binning(checked(binning)), m_histogram(Axis(binCount(binning), binning.low, binning.high)) {}

void Histogram::fill(double value) {
    if (std::isnan(value))
        ++m_missing;
    else
        m_histogram(value);
}

void Histogram::fill(double value, double weight) {
    m_weighted = true;
    if (std::isnan(value) || std::isnan(weight))
        ++m_missing;
    else
        m_histogram(value, bh::weight(weight));
}

void Histogram::fill(std::span<const double> values) {
    for (const double value : values)
        fill(value);
}

void Histogram::fill(const ColumnView& column, std::span<const std::uint32_t> rows) {
    fillOnAllCores(*this, rows, [&column](Histogram& part, std::uint32_t row) { part.fill(column[row]); });
}

Histogram& Histogram::operator+=(const Histogram& other) {
    if (!(m_binning == other.m_binning))
        throw std::invalid_argument("histogram: only histograms of equal binning can be added");
    auto otherCell = other.m_histogram.begin();
    for (Sum& sum : m_histogram)
        sum += *otherCell++;
    m_missing += other.m_missing;
    m_weighted = m_weighted || other.m_weighted;
    return *this;
}

double Histogram::sum() const {
    double result = 0;
    for (int bin = 0; bin < m_binning.bins; ++bin)
        result += content(bin);
    return result;
}

double Histogram::maximum() const {
    double result = content(0);
    for (int bin = 1; bin < m_binning.bins; ++bin)
        result = std::max(result, content(bin));
    return result;
}

double Histogram::error(int bin) const {
    return std::sqrt(cell(bin).variance());
}

Interval Histogram::interval(int bin, ConfidenceLevel level) const {
    assert(!m_weighted);
    return garwoodInterval(static_cast<std::uint64_t>(content(bin)), level);
}

Histogram2D::Histogram2D(const Binning& x, const Binning& y)
    : m_x(checked(x)),
      m_y(checked(y)),
      m_histogram(Axis(binCount(x), x.low, x.high), Axis(binCount(y), y.low, y.high)) {}

void Histogram2D::fill(double x, double y) {
    if (std::isnan(x) || std::isnan(y)) {
        ++m_missing;
        return;
    }
    ++m_filled;
    m_histogram(x, y);
}

void Histogram2D::fill(std::span<const double> x, std::span<const double> y) {
    assert(x.size() == y.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        fill(x[i], y[i]);
}

void Histogram2D::fill(const ColumnView& x, const ColumnView& y, std::span<const std::uint32_t> rows) {
    fillOnAllCores(*this, rows,
                   [&x, &y](Histogram2D& part, std::uint32_t row) { part.fill(x[row], y[row]); });
}

Histogram2D& Histogram2D::operator+=(const Histogram2D& other) {
    if (!(m_x == other.m_x) || !(m_y == other.m_y))
        throw std::invalid_argument("histogram: only histograms of equal binning can be added");
    auto otherCell = other.m_histogram.begin();
    for (std::uint32_t& count : m_histogram)
        count += *otherCell++;
    m_filled += other.m_filled;
    m_missing += other.m_missing;
    return *this;
}

std::uint32_t Histogram2D::maximum() const {
    std::uint32_t result = 0;
    for (int y = 0; y < m_y.bins; ++y)
        for (int x = 0; x < m_x.bins; ++x)
            result = std::max(result, content(x, y));
    return result;
}

std::size_t Histogram2D::inside() const {
    std::size_t result = 0;
    for (int y = 0; y < m_y.bins; ++y)
        for (int x = 0; x < m_x.bins; ++x)
            result += content(x, y);
    return result;
}

} // namespace pairscope
