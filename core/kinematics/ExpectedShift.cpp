#include "core/kinematics/ExpectedShift.h"

#include "core/math/Units.h"

#include <cmath>
#include <limits>

namespace pairscope {

namespace {

/// sqrt(x (1-x)), NaN where that is no share of two tracks.
double shareRoot(double x) {
    return x > 0 && x < 1 ? std::sqrt(x * (1 - x)) : std::numeric_limits<double>::quiet_NaN();
}

/// Mass [GeV] that the field adds in quadrature: cB rho / sqrt(x (1-x)).
double massFromField(const ExpectedShift& shift, double rho) {
    return rho / (shift.field.alpha() * shareRoot(shift.x));
}

} // namespace

ExpectedShift ExpectedShift::collinear(double x, MagneticField field) {
    return {x, kElectronMass / shareRoot(x), field};
}

double ExpectedShift::massBefore(double rho) const {
    return std::hypot(massAtVertex, massFromField(*this, rho));
}

double ExpectedShift::deltaMass(double rho) const {
    const double added = massFromField(*this, rho);
    if (added == 0) return 0;
    return -added * added / (massAtVertex + std::hypot(massAtVertex, added));
}

} // namespace pairscope
