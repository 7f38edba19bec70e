#include "widgets/viewport/GlWindow.h"

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkUnsignedCharArray.h>

#include <QOpenGLContext>
#include <QOpenGLWidget>

namespace pairscope {

namespace {

using Handler = void (*)(vtkObject*, unsigned long, void*, void*);

void isCurrent(vtkObject*, unsigned long, void* data, void* answer) {
    const auto* widget = static_cast<QOpenGLWidget*>(data);
    *static_cast<bool*>(answer) = widget->context() && QOpenGLContext::currentContext() == widget->context();
}

void supportsOpenGl(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

void makeCurrent(vtkObject*, unsigned long, void* data, void*) {
    auto* widget = static_cast<QOpenGLWidget*>(data);
    if (!widget->context()) return;
    // not QOpenGLWidget::makeCurrent(): that binds Qt's framebuffer behind VTK's state cache, and every frame
    // is black
    if (QOpenGLContext::currentContext() != widget->context())
        widget->context()->makeCurrent(widget->context()->surface());
}

void observe(vtkObject* object, unsigned long event, Handler function, void* data) {
    vtkNew<vtkCallbackCommand> command;
    command->SetCallback(function);
    command->SetClientData(data);
    object->AddObserver(event, command);
}

} // namespace

GlWindow::GlWindow(QOpenGLWidget& widget) : m_widget(widget) {
    observe(m_window, vtkCommand::WindowIsCurrentEvent, isCurrent, &m_widget);
    observe(m_window, vtkCommand::WindowSupportsOpenGLEvent, supportsOpenGl, &m_widget);
    observe(m_window, vtkCommand::WindowMakeCurrentEvent, makeCurrent, &m_widget);
}

GlWindow::~GlWindow() = default;

vtkRenderWindow* GlWindow::window() const {
    return m_window;
}

void GlWindow::initialize() {
    m_window->SetFrameBlitModeToNoBlit();
    m_window->SetOwnContext(0);
    m_window->SetMultiSamples(0);
    m_window->SetReadyForRendering(true);
    m_window->OpenGLInitContext();
}

void GlWindow::release() {
    m_window->Finalize();
    m_window->SetReadyForRendering(false);
}

void GlWindow::resize(PictureSize size) {
    m_window->SetSize(size.width, size.height);
}

void GlWindow::beginFrame() {
    m_window->GetState()->Reset();
    m_window->GetState()->Push();
}

void GlWindow::endFrame() {
    const int* size = m_window->GetSize();
    m_window->GetState()->vtkglBindFramebuffer(GL_DRAW_FRAMEBUFFER, m_widget.defaultFramebufferObject());
    m_window->BlitDisplayFramebuffer(0, 0, 0, size[0], size[1], 0, 0, size[0], size[1], GL_COLOR_BUFFER_BIT,
                                     GL_NEAREST);
    m_window->GetState()->Pop();
}

QImage GlWindow::pixels(PictureSize size) const {
    vtkNew<vtkUnsignedCharArray> bytes;
    m_window->GetRGBACharPixelData(0, 0, size.width - 1, size.height - 1, 0, bytes);
    const QImage upsideDown(bytes->GetPointer(0), size.width, size.height, 4 * size.width,
                            QImage::Format_RGBX8888);
    return upsideDown.mirrored(false, true);
}

} // namespace pairscope
