#pragma once

#include "core/analysis/PoissonInterval.h"
#include "core/candidate/ColumnView.h"

#include <boost/histogram/accumulators/weighted_sum.hpp>
#include <boost/histogram/axis/regular.hpp>
#include <boost/histogram/histogram.hpp>
#include <boost/histogram/storage_adaptor.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>

namespace pairscope {

/// Equal bins over [low, high): a value on the edge between two bins belongs to the upper one, `high` itself
/// to the overflow.
struct Binning {
    int bins = 100;
    double low = 0;
    double high = 1;

    [[nodiscard]] double width() const { return (high - low) / bins; }
    /// Lower edge of bin `index`; index = bins gives `high`.
    [[nodiscard]] double edge(int index) const;
    [[nodiscard]] double centre(int index) const { return (edge(index) + edge(index + 1)) / 2; }

    bool operator==(const Binning&) const = default;
};

/// Counts, or sums of weights with their variances, in equal bins. Values outside are counted as underflow
/// and overflow (infinities too), NaN as missing; neither is ever in a bin.
class Histogram {
public:
    /// @throws std::invalid_argument without bins, or for bounds that are not finite and ascending
    explicit Histogram(const Binning& binning);

    void fill(double value);
    /// A NaN weight counts as missing.
    void fill(double value, double weight);
    void fill(std::span<const double> values);
    /// Fills column[row] for each of `rows`, on all cores when they are many. @pre every row < column.size()
    void fill(const ColumnView& column, std::span<const std::uint32_t> rows);
    /// @throws std::invalid_argument when the binnings differ
    Histogram& operator+=(const Histogram& other);

    [[nodiscard]] const Binning& binning() const { return m_binning; }
    /// Some value was filled with a weight: contents are sums of weights, not counts.
    [[nodiscard]] bool weighted() const { return m_weighted; }
    /// @pre 0 <= bin < bins, here and below
    [[nodiscard]] double content(int bin) const { return cell(bin).value(); }
    [[nodiscard]] double underflow() const { return cell(-1).value(); }
    [[nodiscard]] double overflow() const { return cell(m_binning.bins).value(); }
    [[nodiscard]] std::size_t missing() const { return m_missing; }
    /// Sum over the bins, without underflow and overflow.
    [[nodiscard]] double sum() const;
    [[nodiscard]] double maximum() const;
    /// Square root of the sum of squared weights: sqrt(n) for counts, 0 for an empty bin.
    [[nodiscard]] double error(int bin) const;
    /// Garwood interval for the mean of the bin's count. @pre !weighted()
    [[nodiscard]] Interval interval(int bin, ConfidenceLevel level = {}) const;

    bool operator==(const Histogram& other) const = default;

private:
    using Axis = boost::histogram::axis::regular<double, boost::histogram::use_default,
                                                 boost::histogram::axis::null_type>;
    using Sum = boost::histogram::accumulators::weighted_sum<double>;
    using Storage = boost::histogram::dense_storage<Sum>;

    /// By position in the storage: -1 is the underflow, bins the overflow. Boost's at() and += do the same
    /// through an index that GCC 12 takes for uninitialised under the address sanitizer.
    [[nodiscard]] const Sum& cell(int bin) const { return *(m_histogram.begin() + (bin + 1)); }

    Binning m_binning;
    boost::histogram::histogram<std::tuple<Axis>, Storage> m_histogram;
    std::size_t m_missing = 0;
    bool m_weighted = false;
};

/// Density of points on a grid of equal cells, for pictures of very many points.
class Histogram2D {
public:
    /// @throws std::invalid_argument as Histogram
    Histogram2D(const Binning& x, const Binning& y);

    /// A point with a NaN coordinate counts as missing.
    void fill(double x, double y);
    /// @pre both of the same size
    void fill(std::span<const double> x, std::span<const double> y);
    /// Fills (x[row], y[row]) for each of `rows`, on all cores when they are many.
    /// @pre every row < x.size(), y.size()
    void fill(const ColumnView& x, const ColumnView& y, std::span<const std::uint32_t> rows);
    /// @throws std::invalid_argument when the binnings differ
    Histogram2D& operator+=(const Histogram2D& other);

    [[nodiscard]] const Binning& xBinning() const { return m_x; }
    [[nodiscard]] const Binning& yBinning() const { return m_y; }
    /// @pre both on the grid
    [[nodiscard]] std::uint32_t content(int xBin, int yBin) const {
        const int row = m_x.bins + 2; // with underflow and overflow
        return *(m_histogram.begin() + ((xBin + 1) + (yBin + 1) * row));
    }
    [[nodiscard]] std::uint32_t maximum() const;
    /// Points on the grid.
    [[nodiscard]] std::size_t inside() const;
    /// Points beside the grid.
    [[nodiscard]] std::size_t outside() const { return m_filled - inside(); }
    [[nodiscard]] std::size_t missing() const { return m_missing; }

    bool operator==(const Histogram2D& other) const = default;

private:
    using Axis = boost::histogram::axis::regular<double, boost::histogram::use_default,
                                                 boost::histogram::axis::null_type>;

    Binning m_x;
    Binning m_y;
    boost::histogram::histogram<std::tuple<Axis, Axis>, boost::histogram::dense_storage<std::uint32_t>>
        m_histogram;
    std::size_t m_filled = 0;
    std::size_t m_missing = 0;
};

} // namespace pairscope
