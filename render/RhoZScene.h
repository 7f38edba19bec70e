#pragma once

#include "render/PlaneScene.h"

namespace pairscope {

/// The view along the beam: z to the right, and up the distance from the z axis, with a sign: positive on the
/// side of the pair's flight, negative on the opposite one, where the recoil photon goes. Ladders are the
/// range of rho that they cover.
class RhoZScene : public PlaneScene {
public:
    RhoZScene() : PlaneScene(ScenePlane::RhoZ) { setView(homeView()); }

    [[nodiscard]] std::string placeText(const Vector2& place, double resolution) const override;

private:
    [[nodiscard]] Projection projection(const Candidate* candidate) const override;
    [[nodiscard]] Box2D homeBox() const override;
    [[nodiscard]] std::string axes() const override;
    /// The polar acceptance and, when it is asked for, basf2's V0 radius edge.
    void addGuides(const DetectorModel& detector, const SceneOptions& options,
                   CandidateItems& items) const override;
};

} // namespace pairscope
