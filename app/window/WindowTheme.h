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

    /// The box of a check box stands out from the window also while it is empty.
    [[nodiscard]] QPalette checkBoxPalette() const;

    [[nodiscard]] static WindowTheme dark();
    [[nodiscard]] static WindowTheme light();
};

} // namespace pairscope
