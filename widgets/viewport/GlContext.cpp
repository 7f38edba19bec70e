#include "widgets/viewport/GlContext.h"

#include "render/EglContext.h"

#include <QCoreApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QSurfaceFormat>

#include <string>

namespace pairscope {

namespace {

QSurfaceFormat neededFormat() {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    return format;
}

class WindowSystemContext : public GlContext {
public:
    /// @return whether it can be used
    [[nodiscard]] bool open() {
        m_context.setFormat(neededFormat());
        if (!m_context.create() || m_context.format().version() < neededFormat().version()) return false;
        m_surface.setFormat(m_context.format());
        m_surface.create();
        if (!m_surface.isValid() || !makeCurrent()) return false;
        doneCurrent();
        return true;
    }

    bool makeCurrent() override { return m_context.makeCurrent(&m_surface); }
    void doneCurrent() override { m_context.doneCurrent(); }

private:
    QOffscreenSurface m_surface; ///< a context is current on something, even if it draws nothing there
    QOpenGLContext m_context;
};

class SurfacelessContext : public GlContext {
public:
    explicit SurfacelessContext(std::unique_ptr<EglContext> context) : m_context(std::move(context)) {}
    bool makeCurrent() override { return m_context->makeCurrent(); }
    void doneCurrent() override { m_context->doneCurrent(); }

private:
    std::unique_ptr<EglContext> m_context;
};

} // namespace

std::unique_ptr<GlContext> GlContext::create(QString& why) {
    auto ofWindows = std::make_unique<WindowSystemContext>();
    if (ofWindows->open()) return ofWindows;
    std::string whyNoOther;
    auto surfaceless = EglContext::create(&whyNoOther);
    if (surfaceless) return std::make_unique<SurfacelessContext>(std::move(surfaceless));
    why = QCoreApplication::translate("GlContext", "The window system offers no OpenGL 3.2, and %1.")
              .arg(QString::fromStdString(whyNoOther));
    return nullptr;
}

} // namespace pairscope
