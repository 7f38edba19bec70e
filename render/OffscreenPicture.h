#pragma once

#include "render/Image.h"
#include "render/PlaneScene.h"

#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace pairscope {

/// Renders scenes to pictures on a machine without a display (EGL, surfaceless). Not to be used on a thread
/// that has another OpenGL context current.
class OffscreenPicture {
public:
    /// @return or why this machine cannot render, in words.
    [[nodiscard]] static tl::expected<OffscreenPicture, std::string> create();
    OffscreenPicture(OffscreenPicture&&) noexcept;
    OffscreenPicture& operator=(OffscreenPicture&&) noexcept;
    ~OffscreenPicture();

    /// Makes the scene draw here from now on. The scene must outlive this, or be replaced (another scene, or
    /// null) first.
    void setScene(PlaneScene* scene);
    /// Draws the scene at `size` device pixels, and waits until it is drawn. @pre a scene is set, the size is
    /// not empty
    void draw(PictureSize size);
    /// draw() and its pixels.
    [[nodiscard]] Image render(PictureSize size);

private:
    struct Impl;
    explicit OffscreenPicture(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace pairscope
