#pragma once

#include "render/View2D.h"

#include <QImage>
#include <vtkNew.h>

class QOpenGLWidget;
class vtkGenericOpenGLRenderWindow;
class vtkRenderWindow;

namespace pairscope {

/// The bridge from a QOpenGLWidget to VTK (whose ready-made widget is for another Qt): VTK draws into
/// framebuffers of its own in the widget's context, and the finished picture is copied into the widget's
/// framebuffer.
class GlWindow {
public:
    explicit GlWindow(QOpenGLWidget& widget);
    ~GlWindow();
    GlWindow(const GlWindow&) = delete;
    GlWindow& operator=(const GlWindow&) = delete;

    [[nodiscard]] vtkRenderWindow* window() const;
    /// @pre the widget's context is current (here and below)
    void initialize();
    /// Frees what lives in the context.
    void release();
    void resize(PictureSize size);
    /// Saves VTK's knowledge of the OpenGL state before it draws: Qt has changed the state since.
    void beginFrame();
    /// Copies the finished picture into the widget.
    void endFrame();
    [[nodiscard]] QImage pixels(PictureSize size) const;

private:
    QOpenGLWidget& m_widget;
    vtkNew<vtkGenericOpenGLRenderWindow> m_window;
};

} // namespace pairscope
