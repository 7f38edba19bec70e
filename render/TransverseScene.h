#pragma once

#include "render/PlaneScene.h"

namespace pairscope {

/// The exact view across the beam: x to the right, y up, as seen against +z.
class TransverseScene : public PlaneScene {
public:
    TransverseScene() : PlaneScene(ScenePlane::Transverse) { setView(homeView()); }

    [[nodiscard]] std::string placeText(const Vector2& place, double resolution) const override;

private:
    [[nodiscard]] Projection projection(const Candidate* candidate) const override;
    [[nodiscard]] Box2D homeBox() const override;
    [[nodiscard]] std::string axes() const override;
};

} // namespace pairscope
