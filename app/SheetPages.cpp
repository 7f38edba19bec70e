#include "app/SheetPages.h"

#include "core/vertex/VertexFitResult.h"
#include "render/Readout.h"
#include "render/RhoZScene.h"
#include "render/TransverseScene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Widths and letters of a scene are made for a screen of this density; small pictures want them smaller.
constexpr double kScreenDots = 96;
constexpr double kSmaller = 0.6;

std::unique_ptr<PlaneScene> sceneOf(ScenePlane plane) {
    if (plane == ScenePlane::RhoZ) return std::make_unique<RhoZScene>();
    return std::make_unique<TransverseScene>();
}

Candidate fitted(const PairEvent& event, const SheetItem& item,
                 const std::shared_ptr<const DetectorModel>& detector) {
    const Reconstruction reconstruction(detector, item.fit);
    Candidate candidate = reconstruction(event);
    if (!item.chosenMass || candidate.stages.empty()) return candidate;
    const auto away = [&](const VertexStage& stage) { return std::abs(stage.mass.value - *item.chosenMass); };
    const auto nearest = std::ranges::min_element(candidate.stages, {}, away);
    reconstruction.chooseMinimum(candidate, static_cast<std::size_t>(nearest - candidate.stages.begin()));
    return candidate;
}

std::vector<std::string> numberLines(const Candidate& candidate, bool simulation) {
    const std::string before = fmt::format("M before {}", massText(candidate.massBefore));
    const std::string_view origin = simulation ? ", simulation" : "";
    if (!candidate.fit || candidate.stages.empty())
        return {before, fmt::format("no vertex{}: {}", origin,
                                    candidate.fit ? std::string(candidate.reason())
                                                  : describe(candidate.fit.error()))};
    const VertexStage& stage = candidate.stage();
    return {fmt::format("{}, after {}", before, massText(stage.mass)),
            fmt::format("ρ {}{}", measuredText(stage.rho, 1, "cm"), origin)};
}

} // namespace

struct SheetPages::Impl {
    ContactSheets sheets;
    Style style;
    SheetItems items;
    std::shared_ptr<const DetectorModel> detector;
    SheetLayout layout;
    SceneOptions options;
    std::unique_ptr<PlaneScene> scene; ///< outlives the picture that draws it
    OffscreenPicture picture;

    [[nodiscard]] SheetCell cell(const SheetItem& item);
};

SheetCell SheetPages::Impl::cell(const SheetItem& item) {
    const auto candidate =
        std::make_shared<const Candidate>(fitted(items.pairs->event(item.row), item, detector));
    scene->show(detector, candidate, options);
    scene->setView(scene->fittedView());
    SheetCell cell{picture.render(layout.picture), toString(item.id), item.verdicts,
                   numberLines(*candidate, item.simulation)};
    if (cell.verdicts.empty()) cell.verdicts.push_back({"no verdict", {}});
    return cell;
}

SheetPages::SheetPages(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
SheetPages::SheetPages(SheetPages&&) noexcept = default;
SheetPages& SheetPages::operator=(SheetPages&&) noexcept = default;
SheetPages::~SheetPages() = default;

tl::expected<SheetPages, std::string> SheetPages::create(const ContactSheets& sheets, Style style,
                                                         SheetItems items,
                                                         std::shared_ptr<const DetectorModel> detector) {
    auto picture = OffscreenPicture::create();
    if (!picture) return tl::unexpected(picture.error());
    const SheetLayout layout(sheets);
    SceneOptions options;
    options.theme = sheets.light ? Theme::light() : Theme::dark();
    options.devicePixelRatio = kSmaller * layout.dotsPerInch / kScreenDots;
    options.labels = false; // what does not fit into a small picture
    options.legend = false;
    options.caption = false; // below the picture
    options.truth = false;
    const ScenePlane plane = style.plane;
    auto impl = std::make_unique<Impl>(Impl{sheets, std::move(style), std::move(items), std::move(detector),
                                            layout, options, sceneOf(plane), std::move(*picture)});
    impl->scene->setSize(layout.picture);
    impl->picture.setScene(impl->scene.get());
    return SheetPages(std::move(impl));
}

std::size_t SheetPages::count(const ContactSheets& sheets, std::size_t items) {
    const auto onePage = static_cast<std::size_t>(sheets.columns * sheets.rows);
    return (items + onePage - 1) / onePage;
}

tl::expected<SheetPage, std::string> SheetPages::page(std::size_t page,
                                                      const std::function<bool(std::size_t)>& drawn) {
    const auto onePage = static_cast<std::size_t>(m_impl->sheets.columns * m_impl->sheets.rows);
    const auto& items = m_impl->items.items;
    SheetPage result{m_impl->style.title,
                     fmt::format("{}, page {} of {}", m_impl->style.program, page + 1,
                                 count(m_impl->sheets, items.size())),
                     {}};
    const std::size_t last = std::min(items.size(), (page + 1) * onePage);
    for (std::size_t i = page * onePage; i < last; ++i) {
        result.cells.push_back(m_impl->cell(items[i]));
        if (!drawn(i + 1)) return tl::unexpected(std::string("stopped"));
    }
    return result;
}

} // namespace pairscope
