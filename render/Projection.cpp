#include "render/Projection.h"

#include <cmath>

namespace pairscope {

namespace {

constexpr int kFirstChords = 8;
/// Halvings of a chord: 10 cm become 1 nm.
constexpr int kDeepest = 26;

class CurveSampler {
public:
    CurveSampler(const std::function<Vector3(double)>& curve, const Projection& projection, double tolerance)
        : m_curve(curve), m_projection(projection), m_tolerance(tolerance) {}

    [[nodiscard]] std::vector<std::vector<Vector2>> sample(double begin, double end) {
        double path = begin;
        Vector2 place = at(begin);
        m_runs.push_back({place});
        for (int i = 1; i <= kFirstChords; ++i) {
            const double next = begin + (end - begin) * i / kFirstChords;
            const Vector2 there = at(next);
            refine(path, place, next, there, 0);
            path = next;
            place = there;
        }
        return std::move(m_runs);
    }

private:
    [[nodiscard]] Vector2 at(double path) const { return m_projection(m_curve(path)); }

    /// rho changes its sign on the way by more than the eye sees.
    [[nodiscard]] bool jumps(const Vector2& from, const Vector2& to) const {
        return m_projection.isRhoZ() && from.y() * to.y() < 0 &&
               std::min(std::abs(from.y()), std::abs(to.y())) > m_tolerance;
    }

    /// Appends the curve from after `a` to `b`.
    void refine(double a, const Vector2& from, double b, const Vector2& to, int depth) {
        const double middle = (a + b) / 2;
        const Vector2 between = at(middle);
        const bool jump = jumps(from, to);
        const bool flat = !jump && (between - (from + to) / 2).norm() <= m_tolerance;
        if (!flat && depth < kDeepest) {
            refine(a, from, middle, between, depth + 1);
            refine(middle, between, b, to, depth + 1);
            return;
        }
        if (jump) m_runs.emplace_back();
        m_runs.back().push_back(to);
    }

    const std::function<Vector3(double)>& m_curve;
    const Projection& m_projection;
    double m_tolerance;
    std::vector<std::vector<Vector2>> m_runs;
};

} // namespace

Matrix2 Projection::covariance(const Vector3& point, const Matrix3& covariance) const {
    if (m_axes) return *m_axes * covariance * m_axes->transpose();
    if (!m_frame) return covariance.topLeftCorner<2, 2>();
    const MatrixOf<2, 3> jacobian = m_frame->jacobian(point);
    return jacobian * covariance * jacobian.transpose();
}

std::vector<std::vector<Vector2>> projectCurve(const std::function<Vector3(double)>& curve, double begin,
                                               double end, const Projection& projection, double tolerance) {
    return CurveSampler(curve, projection, tolerance).sample(begin, end);
}

} // namespace pairscope
