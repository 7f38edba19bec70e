#include "app/commands/PictureFile.h"

#include "app/commands/PairInput.h"
#include "core/io/PendingFile.h"
#include "render/OffscreenPicture.h"
#include "render/RhoZScene.h"
#include "render/SpaceScene.h"
#include "render/TransverseScene.h"

#include <algorithm>
#include <charconv>

namespace pairscope {

namespace {

constexpr int kSmallestSide = 100;
constexpr int kLargestSide = 8192;
/// Up to this size a picture is read on a screen, pixel by pixel.
constexpr PictureSize kScreen{1600, 1000};

std::optional<int> parseSide(std::string_view text) {
    int side = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), side);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
    if (side < kSmallestSide || side > kLargestSide) return std::nullopt;
    return side;
}

double textScale(PictureSize size) {
    const double scale = std::min(static_cast<double>(size.width) / kScreen.width,
                                  static_cast<double>(size.height) / kScreen.height);
    return std::max(1.0, scale);
}

std::unique_ptr<PlaneScene> makeScene(PictureView view) {
    if (view == PictureView::RhoZ) return std::make_unique<RhoZScene>();
    if (view == PictureView::Space) return std::make_unique<SpaceScene>();
    return std::make_unique<TransverseScene>();
}

} // namespace

std::optional<PictureView> parsePictureView(std::string_view text) {
    if (text == "transverse") return PictureView::Transverse;
    if (text == "rho-z") return PictureView::RhoZ;
    if (text == "3d") return PictureView::Space;
    return std::nullopt;
}

std::optional<PictureSize> parsePictureSize(std::string_view text) {
    const auto cross = text.find_first_of("xX");
    if (cross == std::string_view::npos) return std::nullopt;
    const auto width = parseSide(text.substr(0, cross));
    const auto height = parseSide(text.substr(cross + 1));
    if (!width || !height) return std::nullopt;
    return PictureSize{*width, *height};
}

tl::expected<void, Failure> writePicture(std::shared_ptr<const Candidate> candidate,
                                         std::shared_ptr<const DetectorModel> detector, SceneOptions options,
                                         PictureView view, PictureSize size,
                                         const std::filesystem::path& file, VertexPopulation vertices) {
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(failureOf(pending.error()));
    auto picture = OffscreenPicture::create();
    if (!picture)
        return tl::unexpected(
            Failure{"CannotRender", "This machine cannot draw a picture: " + picture.error() + "."});
    options.devicePixelRatio = textScale(size);
    const std::unique_ptr<PlaneScene> scene = makeScene(view);
    scene->show(std::move(detector), std::move(candidate), options);
    scene->setVertexDensity(std::move(vertices));
    scene->setSize(size);
    // fitted in space, a pair is a line in a fog of material
    scene->setView(view == PictureView::Space ? scene->homeView() : scene->fittedView());
    picture->setScene(scene.get());
    const Image image = picture->render(size);
    picture->setScene(nullptr);
    if (!writePng(image, pending->path()))
        return tl::unexpected(failureOf(pending->failure("not all of it could be stored")));
    if (const auto committed = pending->commit(); !committed)
        return tl::unexpected(failureOf(committed.error()));
    return {};
}

} // namespace pairscope
