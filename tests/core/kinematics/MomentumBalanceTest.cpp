#include "core/kinematics/MomentumBalance.h"

#include "core/detector/BeamParameters.h"
#include "core/math/NumericalJacobian.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

FourMomentum collision() {
    const BeamParameters beams;
    return {beams.totalMomentum(), beams.totalEnergy()};
}

Vector9 particles(double pTPositron, double pTElectron, double slope) {
    const MagneticField field;
    Vector9 parameters;
    parameters << 0.3, 1 / (field.alpha() * pTPositron), slope, 0.32, -1 / (field.alpha() * pTElectron),
        slope + 0.01, 4.9, 2.1, -2.85;
    return parameters;
}

} // namespace

TEST(MomentumBalance, OfTheBeamsIsWhatTheAcceleratorHas) {
    const FourMomentum beams = collision();
    EXPECT_NEAR(beams.p.x(), 0.4566, 5e-5);
    EXPECT_NEAR(beams.p.y(), 0, 1e-15);
    EXPECT_NEAR(beams.p.z(), 2.9994, 5e-5);
    EXPECT_NEAR(beams.energy, 11.006, 1e-12);
    EXPECT_NEAR(beams.mass(), 10.5796, 5e-5);
    EXPECT_NEAR(BeamParameters{}.centreOfMassEnergy(), beams.mass(), 1e-9);
}

TEST(MomentumBalance, IsTheSumOfTheThreeParticlesMinusTheCollision) {
    const Vector9 parameters = particles(2.0, 1.5, 0.7);
    const FinalState state = FinalState::of(parameters, {});
    const FourMomentum sum = state.positron + state.electron + state.photon - collision();
    const MomentumBalance balance = MomentumBalance::of(parameters, collision(), {});
    EXPECT_LT((balance.excess.head<3>() - sum.p).norm(), 1e-12);
    EXPECT_NEAR(balance.excess(3), sum.energy, 1e-12);
    EXPECT_NEAR(state.positron.p.head<2>().norm(), 2.0, 1e-12);
    EXPECT_NEAR(state.photon.mass(), 0, 1e-7); // a difference of squares of 5 GeV
    EXPECT_NEAR(state.photon.p.norm(), 4.9, 1e-12);
}

TEST(MomentumBalance, JacobianAgreesWithCentralDifferences) {
    for (const double pT : {0.05, 1.0, 6.0})
        for (const double slope : {-2.0, 0.0, 0.7}) {
            const Vector9 parameters = particles(pT, 3.0 - pT / 3, slope);
            Vector9 steps = 1e-6 * Vector9::Ones();
            for (const int omega : {kFitPositronOmega, kFitElectronOmega})
                steps(omega) = 1e-5 * std::abs(parameters(omega));
            const MatrixOf<4, 9> numeric = numericalJacobian<4, 9>(
                [](const Vector9& p) { return MomentumBalance::of(p, collision(), {}).excess; }, parameters,
                steps);
            const MomentumBalance balance = MomentumBalance::of(parameters, collision(), {});
            const MatrixOf<4, 9> difference = (balance.jacobian - numeric) * steps.asDiagonal();
            // per step the sums change by about 1e-5 GeV, of which differences of doubles keep nine digits
            EXPECT_LT(difference.cwiseAbs().maxCoeff(), 1e-13) << pT << " " << slope << "\n" << difference;
        }
}
