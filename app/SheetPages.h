#pragma once

#include "app/SheetItems.h"
#include "render/OffscreenPicture.h"
#include "render/Projection.h"

#include <memory>
#include <span>
#include <string>

namespace pairscope {

/// Fits and draws the candidates of contact sheets, page after page. To be used from one thread, which has
/// no other OpenGL context current.
class SheetPages {
public:
    struct Style {
        ScenePlane plane = ScenePlane::Transverse; ///< or RhoZ
        std::string title;                         ///< what the sheets are of
        std::string program;                       ///< "Pairscope 0.1.0"
    };
    /// @return or why this machine cannot draw, in words
    [[nodiscard]] static tl::expected<SheetPages, std::string>
    create(const ContactSheets& sheets, Style style, SheetItems items,
           std::shared_ptr<const DetectorModel> detector);
    SheetPages(SheetPages&&) noexcept;
    SheetPages& operator=(SheetPages&&) noexcept;
    ~SheetPages();

    /// How many pages there are of so many candidates.
    [[nodiscard]] static std::size_t count(const ContactSheets& sheets, std::size_t items);
    /// @param drawn told how many candidates are drawn, after each; false stops
    /// @return the page; or that it was stopped
    [[nodiscard]] tl::expected<SheetPage, std::string> page(std::size_t page,
                                                            const std::function<bool(std::size_t)>& drawn);

private:
    struct Impl;
    explicit SheetPages(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace pairscope
