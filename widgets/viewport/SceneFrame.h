#pragma once

#include "render/PlaneScene.h"

#include <QImage>
#include <QString>

#include <memory>

namespace pairscope {

class GlContext;
class SceneFramebuffer;

/// A scene as a picture in memory, in an OpenGL context of its own that is made when it is first needed.
class SceneFrame {
public:
    /// The scene must outlive this.
    explicit SceneFrame(PlaneScene& scene);
    ~SceneFrame();
    SceneFrame(const SceneFrame&) = delete;
    SceneFrame& operator=(const SceneFrame&) = delete;

    /// The scene at this size, in device pixels. @return until the next call; a null picture if the size is
    /// empty or this machine cannot draw: then problem() says why.
    const QImage& draw(PictureSize size);
    /// What was drawn last.
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    /// In words, empty if there was none.
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    [[nodiscard]] bool open();

    PlaneScene& m_scene;
    std::unique_ptr<GlContext> m_context;
    std::unique_ptr<SceneFramebuffer> m_framebuffer;
    QImage m_picture;
    QString m_problem;
};

} // namespace pairscope
