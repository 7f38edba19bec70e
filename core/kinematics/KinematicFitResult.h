#pragma once

#include "core/kinematics/MomentumBalance.h"
#include "core/kinematics/PairMass.h"
#include "core/math/LinearAlgebra.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pairscope {

/// What e+, e- and photon are held to.
enum class KinematicConstraint : std::uint8_t {
    Off,          ///< nothing: no kinematic fit
    Energy,       ///< their energy is that of the collision (1C)
    FourMomentum, ///< their four-momentum is that of the collision (4C)
};
/// "off", "1c", "4c", as files and the command line have it.
[[nodiscard]] std::string_view toString(KinematicConstraint constraint);
[[nodiscard]] std::optional<KinematicConstraint> parseKinematicConstraint(std::string_view word);

/// Three particles that have the energy, or the four-momentum, of the collision.
struct KinematicFitResult {
    Vector9 parameters = Vector9::Zero(); ///< fitted, KinematicParameter; photon phi in (-pi, pi]
    Vector9 measured = Vector9::Zero();   ///< what went in
    Matrix9 covariance = Matrix9::Zero(); ///< of the fitted parameters; of rank 9 - ndf
    Vector9 errors = Vector9::Zero();     ///< of the measured parameters
    /// (measured - fitted) / sqrt(difference of their variances); NaN where the fit tells a parameter
    /// nothing.
    Vector9 pulls = Vector9::Zero();
    double chi2 = 0;
    int ndf = 0;            ///< 1 or 4
    double probability = 0; ///< upper tail of chi2
    int iterations = 0;
    Measured mass; ///< M_kin of e+e- [GeV], full covariance propagated
    FinalState particles;
};

/// Why there is no kinematic fit.
enum class KinematicFitFailure : std::uint8_t {
    Off,            ///< not asked for
    NoVertex,       ///< the vertex fit failed: no momenta to begin with
    NoPhoton,       ///< the candidate has no photon, or not the one that is asked for
    BadPhoton,      ///< a number of the photon is missing or impossible: PhotonProblem
    SingularMatrix, ///< the covariance cannot tell what gives way to the constraints
    NotConverged,   ///< the criteria were not met within the iterations
    Unphysical,     ///< momenta ran away to zero or to infinity
};
inline constexpr std::size_t kKinematicFitFailureCount = 7;
[[nodiscard]] std::string_view toString(KinematicFitFailure failure);

/// Which number of a photon is to blame.
enum class PhotonProblem : std::uint8_t {
    None,
    Energy,
    Theta,
    Phi,
    EnergyError,
    ThetaError,
    PhiError,
    Position, ///< no cluster position, and no calorimeter in its direction, or one in the origin itself
};

struct KinematicFitError {
    KinematicFitFailure failure = KinematicFitFailure::Off;
    PhotonProblem problem = PhotonProblem::None;
    double value = 0; ///< of the number to blame, native unit; for NotConverged the largest excess left, GeV
    int iterations = 0; ///< for NotConverged and Unphysical

    bool operator==(const KinematicFitError&) const = default;
};

using KinematicOutcome = tl::expected<KinematicFitResult, KinematicFitError>;

/// One sentence: "There is no kinematic fit: the photon has no energy error.".
[[nodiscard]] std::string describe(const KinematicFitError& error);

} // namespace pairscope
