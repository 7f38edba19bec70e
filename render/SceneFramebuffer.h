#pragma once

#include "render/PlaneScene.h"

#include <memory>

namespace pairscope {

/// Draws scenes into memory, in an OpenGL context (3.2 core) that somebody else made: current in the thread
/// in all calls, the constructor and the destructor included, and no other one may be used for the same
/// object.
class SceneFramebuffer {
public:
    /// How a pixel lies in memory: as four bytes in this order, or as a number 0xAARRGGBB.
    enum class Pixels { RgbaBytes, ArgbNumber };

    SceneFramebuffer();
    ~SceneFramebuffer();
    SceneFramebuffer(const SceneFramebuffer&) = delete;
    SceneFramebuffer& operator=(const SceneFramebuffer&) = delete;

    /// Makes the scene draw here from now on. The scene must outlive this, or be replaced (another scene, or
    /// null) first.
    void setScene(PlaneScene* scene);
    /// Draws the scene at `size` device pixels, and waits until it is drawn. @pre a scene is set, the size is
    /// not empty
    void draw(PictureSize size);
    /// What was drawn last, the top row first, without gaps between the rows.
    /// @param to 4 bytes for each pixel
    void read(Pixels order, unsigned char* to);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace pairscope
