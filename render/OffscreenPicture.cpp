#include "render/OffscreenPicture.h"

#include "render/EglContext.h"

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkUnsignedCharArray.h>
#include <vtk_glew.h>

#include <algorithm>

namespace pairscope {

namespace {

void answerTrue(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<bool*>(answer) = true;
}
void answerOne(vtkObject*, unsigned long, void*, void* answer) {
    *static_cast<int*>(answer) = 1;
}

/// VTK finds OpenGL's functions with a loader that also looks for an X server, complains that there is none,
/// and would try again in each frame. The functions are there all the same: loading them once is all that is
/// needed.
class SurfacelessWindow : public vtkGenericOpenGLRenderWindow {
public:
    static SurfacelessWindow* New();
    vtkTypeMacro(SurfacelessWindow, vtkGenericOpenGLRenderWindow)

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
vtkStandardNewMacro(SurfacelessWindow)

    void observe(vtkObject* object, unsigned long event,
                 void (*function)(vtkObject*, unsigned long, void*, void*)) {
    vtkNew<vtkCallbackCommand> command;
    command->SetCallback(function);
    object->AddObserver(event, command);
}

} // namespace

struct OffscreenPicture::Impl {
    std::unique_ptr<EglContext> context;
    vtkNew<SurfacelessWindow> window;
    PlaneScene* scene = nullptr;

    ~Impl() {
        context->makeCurrent();
        if (scene) scene->attachTo(nullptr);
        window->Finalize();
    }
};

OffscreenPicture::OffscreenPicture(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
OffscreenPicture::OffscreenPicture(OffscreenPicture&&) noexcept = default;
OffscreenPicture& OffscreenPicture::operator=(OffscreenPicture&&) noexcept = default;
OffscreenPicture::~OffscreenPicture() = default;

tl::expected<OffscreenPicture, std::string> OffscreenPicture::create() {
    std::string why;
    std::unique_ptr<EglContext> context = EglContext::create(&why);
    if (!context) return tl::unexpected(why);
    if (!context->makeCurrent())
        return tl::unexpected(std::string("the OpenGL context cannot be made current"));
    auto impl = std::make_unique<Impl>();
    impl->context = std::move(context);
    vtkGenericOpenGLRenderWindow* window = impl->window;
    observe(window, vtkCommand::WindowIsCurrentEvent, answerTrue);
    observe(window, vtkCommand::WindowSupportsOpenGLEvent, answerOne);
    window->SetOwnContext(0);
    window->SetReadyForRendering(true);
    window->SetFrameBlitModeToNoBlit();
    window->SetMultiSamples(0);
    window->OpenGLInitContext();
    return OffscreenPicture(std::move(impl));
}

void OffscreenPicture::setScene(PlaneScene* scene) {
    if (m_impl->scene == scene) return;
    m_impl->context->makeCurrent();
    if (m_impl->scene) m_impl->scene->attachTo(nullptr);
    m_impl->scene = scene;
    if (scene) scene->attachTo(m_impl->window);
}

void OffscreenPicture::draw(PictureSize size) {
    m_impl->context->makeCurrent();
    m_impl->window->SetSize(size.width, size.height);
    m_impl->scene->setSize(size);
    m_impl->scene->render();
    glFinish();
}

Image OffscreenPicture::render(PictureSize size) {
    draw(size);
    vtkNew<vtkUnsignedCharArray> pixels;
    m_impl->window->GetRGBACharPixelData(0, 0, size.width - 1, size.height - 1, 0, pixels);
    Image image{size.width, size.height, {}};
    const auto stride = static_cast<std::size_t>(size.width) * 4;
    image.rgba.resize(stride * static_cast<std::size_t>(size.height));
    for (std::size_t row = 0; row < static_cast<std::size_t>(size.height); ++row) {
        const unsigned char* source = pixels->GetPointer(0) + row * stride;
        std::copy(source, source + stride,
                  image.rgba.data() + (static_cast<std::size_t>(size.height) - 1 - row) * stride);
    }
    return image;
}

} // namespace pairscope
