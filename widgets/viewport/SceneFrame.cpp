#include "widgets/viewport/SceneFrame.h"

#include "render/SceneFramebuffer.h"
#include "widgets/viewport/GlContext.h"

#include <QCoreApplication>

namespace pairscope {

SceneFrame::SceneFrame(PlaneScene& scene) : m_scene(scene) {}

SceneFrame::~SceneFrame() {
    if (!m_framebuffer) return;
    m_context->makeCurrent();
    m_framebuffer.reset();
    m_context->doneCurrent();
}

/// Once: a machine that cannot draw will not be able to in the next frame.
bool SceneFrame::open() {
    if (m_framebuffer) return true;
    if (!m_problem.isEmpty()) return false;
    m_context = GlContext::create(m_problem);
    if (!m_context || !m_context->makeCurrent()) return false;
    m_framebuffer = std::make_unique<SceneFramebuffer>();
    m_framebuffer->setScene(&m_scene);
    m_context->doneCurrent();
    return true;
}

const QImage& SceneFrame::draw(PictureSize size) {
    const bool empty = size.width <= 0 || size.height <= 0;
    if (empty || !open()) return m_picture = QImage();
    if (!m_context->makeCurrent()) {
        m_problem = QCoreApplication::translate("SceneFrame", "The graphics card does not answer any more.");
        return m_picture = QImage();
    }
    const QSize wanted(size.width, size.height);
    if (m_picture.size() != wanted) m_picture = QImage(wanted, QImage::Format_RGB32);
    m_framebuffer->draw(size);
    m_framebuffer->read(SceneFramebuffer::Pixels::ArgbNumber, m_picture.bits());
    m_context->doneCurrent();
    return m_picture;
}

} // namespace pairscope
