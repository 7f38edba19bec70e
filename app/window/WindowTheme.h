#pragma once

#include "render/Theme.h"
#include "widgets/plots/PlotTheme.h"

#include <QPalette>

namespace pairscope {

/// Dark for the screen, light for print and projector: palette of the controls, of the drawing and of the
/// plots together.
struct WindowTheme {
    bool isDark = true;
    Theme scene;
    PlotTheme plots;
    QPalette palette;

    [[nodiscard]] static WindowTheme dark();
    [[nodiscard]] static WindowTheme light();
};

} // namespace pairscope
