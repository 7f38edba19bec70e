#include "render/TransverseScene.h"

#include "render/Readout.h"

namespace pairscope {

std::string TransverseScene::placeText(const Vector2& place, double resolution) const {
    return pairscope::placeText(place, resolution);
}

Projection TransverseScene::projection(const Candidate*) const {
    return {};
}

Box2D TransverseScene::homeBox() const {
    constexpr double kRadius = 16.6; // cm: up to the inner wall of the CDC
    return {Vector2::Constant(-kRadius), Vector2::Constant(kRadius)};
}

std::string TransverseScene::axes() const {
    return "x \u2192  y \u2191";
}

} // namespace pairscope
