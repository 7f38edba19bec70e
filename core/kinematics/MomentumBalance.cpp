#include "core/kinematics/MomentumBalance.h"

#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

namespace {

void addTrack(MomentumBalance& balance, const Vector9& parameters, int first, MagneticField field) {
    const double omega = parameters(first + 1);
    const double slope = parameters(first + 2);
    const double pT = field.transverseMomentum(omega);
    const Vector3 p(pT * std::cos(parameters(first)), pT * std::sin(parameters(first)), pT * slope);
    const double p2 = pT * pT * (1 + slope * slope);
    const double energy = std::sqrt(p2 + kElectronMass * kElectronMass);
    balance.excess += Vector4(p.x(), p.y(), p.z(), energy);
    balance.jacobian.col(first) << -p.y(), p.x(), 0, 0;
    balance.jacobian.col(first + 1) = Vector4(p.x(), p.y(), p.z(), p2 / energy) / -omega;
    balance.jacobian.col(first + 2) << 0, 0, pT, pT * pT * slope / energy;
}

void addPhoton(MomentumBalance& balance, const Vector9& parameters) {
    const double energy = parameters(kFitPhotonEnergy);
    const double sinTheta = std::sin(parameters(kFitPhotonTheta));
    const double cosTheta = std::cos(parameters(kFitPhotonTheta));
    const double sinPhi = std::sin(parameters(kFitPhotonPhi));
    const double cosPhi = std::cos(parameters(kFitPhotonPhi));
    const Vector4 direction(sinTheta * cosPhi, sinTheta * sinPhi, cosTheta, 1);
    balance.excess += energy * direction;
    balance.jacobian.col(kFitPhotonEnergy) = direction;
    balance.jacobian.col(kFitPhotonTheta) =
        energy * Vector4(cosTheta * cosPhi, cosTheta * sinPhi, -sinTheta, 0);
    balance.jacobian.col(kFitPhotonPhi) = energy * Vector4(-sinTheta * sinPhi, sinTheta * cosPhi, 0, 0);
}

FourMomentum trackMomentum(const Vector9& parameters, int first, MagneticField field) {
    const double pT = field.transverseMomentum(parameters(first + 1));
    return FourMomentum::onShell(
        pT * Vector3(std::cos(parameters(first)), std::sin(parameters(first)), parameters(first + 2)),
        kElectronMass);
}

} // namespace

FinalState FinalState::of(const Vector9& parameters, MagneticField field) {
    const double sinTheta = std::sin(parameters(kFitPhotonTheta));
    const Vector3 direction(sinTheta * std::cos(parameters(kFitPhotonPhi)),
                            sinTheta * std::sin(parameters(kFitPhotonPhi)),
                            std::cos(parameters(kFitPhotonTheta)));
    return {trackMomentum(parameters, kFitPositronPhi, field),
            trackMomentum(parameters, kFitElectronPhi, field),
            {parameters(kFitPhotonEnergy) * direction, parameters(kFitPhotonEnergy)}};
}

MomentumBalance MomentumBalance::of(const Vector9& parameters, const FourMomentum& collision,
                                    MagneticField field) {
    MomentumBalance balance;
    balance.excess << -collision.p, -collision.energy;
    addTrack(balance, parameters, kFitPositronPhi, field);
    addTrack(balance, parameters, kFitElectronPhi, field);
    addPhoton(balance, parameters);
    return balance;
}

} // namespace pairscope
