#include "render/OffscreenPicture.h"

#include "render/EglContext.h"
#include "render/SceneFramebuffer.h"

namespace pairscope {

struct OffscreenPicture::Impl {
    std::unique_ptr<EglContext> context;
    std::unique_ptr<SceneFramebuffer> framebuffer;

    ~Impl() {
        context->makeCurrent();
        framebuffer.reset();
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
    impl->framebuffer = std::make_unique<SceneFramebuffer>();
    return OffscreenPicture(std::move(impl));
}

void OffscreenPicture::setScene(PlaneScene* scene) {
    m_impl->context->makeCurrent();
    m_impl->framebuffer->setScene(scene);
}

void OffscreenPicture::draw(PictureSize size) {
    m_impl->context->makeCurrent();
    m_impl->framebuffer->draw(size);
}

Image OffscreenPicture::render(PictureSize size) {
    draw(size);
    Image image{size.width, size.height, {}};
    image.rgba.resize(4 * static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    m_impl->framebuffer->read(SceneFramebuffer::Pixels::RgbaBytes, image.rgba.data());
    return image;
}

} // namespace pairscope
