#include "render/EglContext.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>

namespace pairscope {

struct EglContext::Handles {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;
};

namespace {

EGLConfig firstConfig(EGLDisplay display) {
    constexpr std::array<EGLint, 5> kWanted = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                               EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglChooseConfig(display, kWanted.data(), &config, 1, &count) || count == 0) return nullptr;
    return config;
}

/// Says what went wrong, for the caller's message.
void explain(std::string* why, const char* what) {
    if (why) *why = what;
}

} // namespace

std::unique_ptr<EglContext> EglContext::create(std::string* why) {
    auto handles = std::make_unique<Handles>();
    handles->display = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (handles->display == EGL_NO_DISPLAY || !eglInitialize(handles->display, nullptr, nullptr)) {
        explain(why, "EGL has no surfaceless display here (Debian package libgl1-mesa-dri)");
        return nullptr;
    }
    auto context = std::unique_ptr<EglContext>(new EglContext(std::move(handles)));
    const EGLDisplay display = context->m_handles->display;
    constexpr std::array<EGLint, 7> kVersion = {EGL_CONTEXT_MAJOR_VERSION,
                                                3,
                                                EGL_CONTEXT_MINOR_VERSION,
                                                2,
                                                EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                                EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                                EGL_NONE};
    const EGLConfig config = firstConfig(display);
    if (eglBindAPI(EGL_OPENGL_API) && config)
        context->m_handles->context = eglCreateContext(display, config, EGL_NO_CONTEXT, kVersion.data());
    if (context->m_handles->context == EGL_NO_CONTEXT) {
        explain(why, "EGL cannot make an OpenGL 3.2 context");
        return nullptr;
    }
    return context;
}

EglContext::EglContext(std::unique_ptr<Handles> handles) : m_handles(std::move(handles)) {}

EglContext::~EglContext() {
    if (m_handles->context == EGL_NO_CONTEXT) return;
    doneCurrent();
    eglDestroyContext(m_handles->display, m_handles->context);
    // no eglTerminate(): the process has one such display, and other contexts may live on it
}

bool EglContext::makeCurrent() {
    // the API in force is a property of the thread, and context creation may have happened in another
    eglBindAPI(EGL_OPENGL_API);
    return eglMakeCurrent(m_handles->display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_handles->context) == EGL_TRUE;
}

void EglContext::doneCurrent() {
    eglMakeCurrent(m_handles->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

} // namespace pairscope
