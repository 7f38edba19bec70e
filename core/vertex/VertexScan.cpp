#include "core/vertex/VertexScan.h"

#include "core/vertex/FlightConfidence.h"
#include "core/vertex/ProfileRefit.h"
#include "core/vertex/VertexFit.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr double kGridSpacing = 0.4; ///< of the first points, cm
/// First offsets of points about each minimum, cm; they grow by kOffsetGrowth up to the grid's spacing.
constexpr double kFirstOffset = 0.01;
constexpr double kOffsetGrowth = 1.7;
/// Intervals are halved while chi2 in their middle is this far from the mean of their ends, in the range of
/// Delta chi2 that matters; above, relative to Delta chi2.
constexpr double kBend = 0.01;
constexpr double kRelativeBend = 0.03;
constexpr double kShortest = 2e-4; ///< no interval is halved below this, cm
constexpr std::size_t kMaxPoints = 600;
constexpr double kBeyondMinimum = 2; ///< how far the scan goes on beyond a plausible minimum, cm

/// The adaptive scan of one pair.
class Scan {
public:
    Scan(const ProfileRefit& refit, double uMin, double uMax) : m_refit(refit), m_uMin(uMin), m_uMax(uMax) {}

    void addGrid() {
        const int count = static_cast<int>(std::ceil((m_uMax - m_uMin) / kGridSpacing));
        for (int i = 0; i <= count; ++i)
            add(m_uMin + (m_uMax - m_uMin) * i / count);
    }

    void addAbout(double centre) {
        add(centre);
        for (double offset = kFirstOffset; offset < kGridSpacing; offset *= kOffsetGrowth) {
            add(centre - offset);
            add(centre + offset);
        }
    }

    void add(const FlightPoint& point) {
        if (point.u >= m_uMin && point.u <= m_uMax) m_points.push_back(point);
    }

    void sort() {
        std::sort(m_points.begin(), m_points.end(),
                  [](const FlightPoint& a, const FlightPoint& b) { return a.u < b.u; });
        const auto same = [](const FlightPoint& a, const FlightPoint& b) {
            return b.u - a.u < kShortest / 2;
        };
        m_points.erase(std::unique(m_points.begin(), m_points.end(), same), m_points.end());
    }

    /// Halves intervals until the profile is nearly straight between the points.
    void refine() {
        bool refined = true;
        while (refined && m_points.size() < kMaxPoints) {
            const double lowest = lowestChi2();
            std::vector<FlightPoint> middles;
            for (std::size_t i = 0; i + 1 < m_points.size(); ++i)
                if (needsMiddle(i, lowest)) {
                    const double u = (m_points[i].u + m_points[i + 1].u) / 2;
                    if (const auto point = m_refit.at(u)) middles.push_back(*point);
                }
            refined = !middles.empty();
            m_points.insert(m_points.end(), middles.begin(), middles.end());
            sort();
        }
    }

    [[nodiscard]] std::vector<FlightPoint> minima() const {
        std::vector<FlightPoint> found;
        for (std::size_t i = 1; i + 1 < m_points.size(); ++i)
            if (m_points[i].chi2 < m_points[i - 1].chi2 && m_points[i].chi2 <= m_points[i + 1].chi2)
                found.push_back(m_points[i]);
        std::sort(found.begin(), found.end(),
                  [](const FlightPoint& a, const FlightPoint& b) { return a.chi2 < b.chi2; });
        return found;
    }

    [[nodiscard]] std::vector<FlightPoint> take() { return std::move(m_points); }
    [[nodiscard]] bool empty() const { return m_points.size() < 2; }

private:
    void add(double u) {
        if (u < m_uMin || u > m_uMax) return;
        if (const auto point = m_refit.at(u)) m_points.push_back(*point);
    }

    [[nodiscard]] double lowestChi2() const {
        double lowest = m_points.front().chi2;
        for (const FlightPoint& point : m_points)
            lowest = std::min(lowest, point.chi2);
        return lowest;
    }

    /// Whether the neighbours' slopes say that chi2 bends between points i and i + 1.
    [[nodiscard]] bool needsMiddle(std::size_t i, double lowest) const {
        const FlightPoint& a = m_points[i];
        const FlightPoint& b = m_points[i + 1];
        const double width = b.u - a.u;
        if (width < kShortest) return false;
        const double slope = (b.chi2 - a.chi2) / width;
        double turn = 0;
        if (i > 0) turn = std::abs(slope - (a.chi2 - m_points[i - 1].chi2) / (a.u - m_points[i - 1].u));
        if (i + 2 < m_points.size())
            turn =
                std::max(turn, std::abs(slope - (m_points[i + 2].chi2 - b.chi2) / (m_points[i + 2].u - b.u)));
        const double delta = std::min(a.chi2, b.chi2) - lowest;
        return turn * width / 8 > kBend + kRelativeBend * delta;
    }

    const ProfileRefit& m_refit;
    double m_uMin;
    double m_uMax;
    std::vector<FlightPoint> m_points;
};

/// The stretches in which `excess`, one number a point and linear between them, is not positive.
FlightIntervals stretchesBelow(const std::vector<FlightPoint>& points, const std::vector<double>& excess) {
    FlightIntervals stretches;
    if (excess.front() <= 0) stretches.push_back({points.front().u, 0, true, false});
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double before = excess[i - 1];
        const double here = excess[i];
        if ((before > 0) == (here > 0)) continue;
        const double width = points[i].u - points[i - 1].u;
        const double zero = points[i - 1].u + width * before / (before - here);
        if (here <= 0)
            stretches.push_back({zero, 0, false, false});
        else
            stretches.back().high = zero;
    }
    if (excess.back() <= 0) {
        stretches.back().high = points.back().u;
        stretches.back().openHigh = true;
    }
    return stretches;
}

FlightIntervals stretchesBelow(const FlightProfile& profile, double limit) {
    const double lowest = profile.lowestChi2();
    std::vector<double> excess;
    for (const FlightPoint& point : profile.points)
        excess.push_back(point.chi2 - lowest - limit);
    return stretchesBelow(profile.points, excess);
}

constexpr double kOneSigma = 1;
constexpr double kNinetyFivePercent = 3.84;

/// Calibrated limits are computed where Delta chi2 is below this, at this many places, and are linear between
/// them.
constexpr double kCalibrationRange = 9;
constexpr std::size_t kCalibrationPlaces = 12;

/// Calibrated limits of Delta chi2 along a profile.
class LimitsAlong {
public:
    LimitsAlong(const FlightProfile& profile, const FlightConfidence& confidence) {
        const double lowest = profile.lowestChi2();
        std::vector<double> relevant;
        for (const FlightPoint& point : profile.points)
            if (point.chi2 - lowest < kCalibrationRange) relevant.push_back(point.u);
        const std::size_t count = std::min(relevant.size(), kCalibrationPlaces);
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t index = count == 1 ? 0 : k * (relevant.size() - 1) / (count - 1);
            m_places.push_back(relevant[index]);
            m_limits.push_back(confidence.limitsAt(relevant[index]));
        }
    }

    [[nodiscard]] FlightConfidence::Limits at(double u) const {
        const auto above = std::upper_bound(m_places.begin(), m_places.end(), u);
        if (above == m_places.begin()) return m_limits.front();
        if (above == m_places.end()) return m_limits.back();
        const auto i = static_cast<std::size_t>(above - m_places.begin());
        const double fraction = (u - m_places[i - 1]) / (m_places[i] - m_places[i - 1]);
        const auto& [low68, low95] = m_limits[i - 1];
        const auto& [high68, high95] = m_limits[i];
        return {low68 + fraction * (high68 - low68), low95 + fraction * (high95 - low95)};
    }

private:
    std::vector<double> m_places; ///< cm, ascending
    std::vector<FlightConfidence::Limits> m_limits;
};

void addConfidenceIntervals(FlightProfile& profile, const FlightConfidence& confidence) {
    const LimitsAlong limits(profile, confidence);
    const double lowest = profile.lowestChi2();
    std::vector<double> excess68;
    std::vector<double> excess95;
    for (const FlightPoint& point : profile.points) {
        const FlightConfidence::Limits limit = limits.at(point.u);
        excess68.push_back(point.chi2 - lowest - limit.oneSigma);
        excess95.push_back(point.chi2 - lowest - limit.ninetyFivePercent);
        if (point.chi2 == lowest) {
            profile.limit68 = limit.oneSigma;
            profile.limit95 = limit.ninetyFivePercent;
        }
    }
    profile.u68 = stretchesBelow(profile.points, excess68);
    profile.u95 = stretchesBelow(profile.points, excess95);
}

} // namespace

VertexScan::VertexScan(Options options) : m_options(options) {
    if (!std::isfinite(options.uMin) || !std::isfinite(options.uMax) || !(options.uMin < options.uMax))
        throw std::invalid_argument("vertex scan: uMin must be below uMax, both finite");
}

tl::expected<FlightProfile, VertexFitError>
VertexScan::operator()(const TrackPair& tracks, const CirclePair& circles, const VertexFitResult* fit) const {
    if (auto ok = checkTracks(tracks); !ok) return tl::unexpected(ok.error());
    FlightProfile profile;
    profile.frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const ProfileRefit refit(tracks, profile.frame);
    const auto along = [&profile](const VertexMinimum& minimum) {
        return profile.frame.toFlight(minimum.parameters.head<2>()).x();
    };
    double uMin = m_options.uMin;
    double uMax = m_options.uMax;
    for (std::size_t i = 0; fit && i < fit->plausibleMinima(); ++i) {
        uMin = std::min(uMin, along(fit->minima[i]) - kBeyondMinimum);
        uMax = std::max(uMax, along(fit->minima[i]) + kBeyondMinimum);
    }
    Scan scan(refit, uMin, uMax);
    scan.addGrid();
    if (circles.tangentPoint) scan.addAbout(profile.frame.toFlight(circles.tangentPoint->position).x());
    if (fit)
        for (const VertexMinimum& minimum : fit->minima) {
            const double u = along(minimum);
            scan.addAbout(u);
            scan.add({u, minimum.chi2, minimum.vertex()});
        }
    scan.sort();
    if (scan.empty()) {
        VertexFitError error;
        error.failure = VertexFitFailure::NotConverged;
        return tl::unexpected(error);
    }
    scan.refine();
    profile.minima = scan.minima();
    profile.points = scan.take();
    const double lowest = profile.lowestChi2();
    profile.monotonic = profile.minima.empty() || profile.minima.front().chi2 > lowest;
    profile.deltaChi2Below1 = stretchesBelow(profile, kOneSigma);
    profile.deltaChi2Below3p84 = stretchesBelow(profile, kNinetyFivePercent);
    if (m_options.calibrate)
        addConfidenceIntervals(profile, FlightConfidence(tracks, profile.frame, refit.model()));
    return profile;
}

} // namespace pairscope
