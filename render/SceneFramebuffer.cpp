#include "render/SceneFramebuffer.h"

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtk_glew.h>

#include <algorithm>
#include <vector>

namespace pairscope {

namespace {

void answerTrue(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<bool*>(answer) = true;
}
void answerOne(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

/// VTK finds OpenGL's functions with a loader that also looks for an X server, complains where there is none,
/// and would try again in each frame. The functions are there all the same: loading them once is all that is
/// needed.
class ForeignContextWindow : public vtkGenericOpenGLRenderWindow {
public:
    static ForeignContextWindow* New();
    vtkTypeMacro(ForeignContextWindow, vtkGenericOpenGLRenderWindow)

        void OpenGLInitContext() override {
        if (!Initialized) {
            glewExperimental = GL_TRUE;
            glewInit();
            GlewInitValid = true;
            Initialized = true;
        }
        Superclass::OpenGLInitContext();
    }
};
vtkStandardNewMacro(ForeignContextWindow)

    void observe(vtkObject* object, unsigned long event,
                 void (*function)(vtkObject*, unsigned long, void*, void*)) {
    vtkNew<vtkCallbackCommand> command;
    command->SetCallback(function);
    object->AddObserver(event, command);
}

} // namespace

struct SceneFramebuffer::Impl {
    vtkNew<ForeignContextWindow> window;
    PlaneScene* scene = nullptr;
    std::vector<unsigned char> bottomUp; ///< as OpenGL reads
};

SceneFramebuffer::SceneFramebuffer() : m_impl(std::make_unique<Impl>()) {
    vtkGenericOpenGLRenderWindow* window = m_impl->window;
    observe(window, vtkCommand::WindowIsCurrentEvent, answerTrue);
    observe(window, vtkCommand::WindowSupportsOpenGLEvent, answerOne);
    window->SetOwnContext(0);
    window->SetReadyForRendering(true);
    window->SetFrameBlitModeToNoBlit();
    window->SetMultiSamples(0);
    window->OpenGLInitContext();
}

SceneFramebuffer::~SceneFramebuffer() {
    setScene(nullptr);
    m_impl->window->Finalize();
}

void SceneFramebuffer::setScene(PlaneScene* scene) {
    if (m_impl->scene == scene) return;
    if (m_impl->scene) m_impl->scene->attachTo(nullptr);
    m_impl->scene = scene;
    if (scene) scene->attachTo(m_impl->window);
}

void SceneFramebuffer::draw(PictureSize size) {
    m_impl->window->SetSize(size.width, size.height);
    m_impl->scene->setSize(size);
    m_impl->scene->render();
    glFinish();
}

void SceneFramebuffer::read(Pixels order, unsigned char* to) {
    const int* size = m_impl->window->GetSize();
    const auto stride = static_cast<std::size_t>(size[0]) * 4;
    const auto rows = static_cast<std::size_t>(size[1]);
    m_impl->bottomUp.resize(stride * rows);
    vtkOpenGLState* state = m_impl->window->GetState();
    state->PushFramebufferBindings();
    vtkOpenGLFramebufferObject* drawn = m_impl->window->GetRenderFramebuffer();
    drawn->Bind(GL_READ_FRAMEBUFFER);
    drawn->ActivateReadBuffer(0);
    state->vtkglPixelStorei(GL_PACK_ALIGNMENT, 4);
    const bool bytes = order == Pixels::RgbaBytes;
    glReadPixels(0, 0, size[0], size[1], bytes ? GL_RGBA : GL_BGRA,
                 bytes ? GL_UNSIGNED_BYTE : GL_UNSIGNED_INT_8_8_8_8_REV, m_impl->bottomUp.data());
    state->PopFramebufferBindings();
    const unsigned char* source = m_impl->bottomUp.data();
    for (std::size_t row = rows; row-- > 0; source += stride)
        std::copy(source, source + stride, to + row * stride);
}

} // namespace pairscope
