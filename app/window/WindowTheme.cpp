#include "app/window/WindowTheme.h"

namespace pairscope {

namespace {

struct ControlColours {
    QColor window, base, alternate, text, disabled, button, highlight, highlightedText, toolTip, mid;
};

QPalette paletteOf(const ControlColours& colours) {
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.alternate);
    palette.setColor(QPalette::Button, colours.button);
    palette.setColor(QPalette::ToolTipBase, colours.toolTip);
    palette.setColor(QPalette::Highlight, colours.highlight);
    palette.setColor(QPalette::HighlightedText, colours.highlightedText);
    palette.setColor(QPalette::Link, colours.highlight);
    palette.setColor(QPalette::PlaceholderText, colours.disabled);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::BrightText}) {
        palette.setColor(role, colours.text);
        palette.setColor(QPalette::Disabled, role, colours.disabled);
    }
    palette.setColor(QPalette::Light, colours.button.lighter(130));
    palette.setColor(QPalette::Midlight, colours.button.lighter(115));
    palette.setColor(QPalette::Mid, colours.mid);
    palette.setColor(QPalette::Dark, colours.window.darker(150));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0));
    return palette;
}

} // namespace

QPalette WindowTheme::checkBoxPalette() const {
    QPalette boxes = palette;
    if (isDark) boxes.setColor(QPalette::Base, QColor(0x5c, 0x65, 0x70));
    return boxes;
}

WindowTheme WindowTheme::dark() {
    return {true, Theme::dark(), PlotTheme::dark(),
            paletteOf({QColor(0x24, 0x28, 0x2e), QColor(0x1a, 0x1d, 0x22), QColor(0x20, 0x24, 0x2a),
                       QColor(0xe4, 0xe7, 0xeb), QColor(0x96, 0x9d, 0xa6), QColor(0x30, 0x35, 0x3c),
                       QColor(0x2f, 0x6d, 0xb5), QColor(0xff, 0xff, 0xff), QColor(0x30, 0x35, 0x3c),
                       QColor(0x4a, 0x51, 0x5a)})};
}

WindowTheme WindowTheme::light() {
    return {false, Theme::light(), PlotTheme::light(),
            paletteOf({QColor(0xf1, 0xf2, 0xf4), QColor(0xff, 0xff, 0xff), QColor(0xf6, 0xf7, 0xf9),
                       QColor(0x1a, 0x1d, 0x22), QColor(0x66, 0x6c, 0x75), QColor(0xe6, 0xe8, 0xeb),
                       QColor(0x1f, 0x5f, 0xa8), QColor(0xff, 0xff, 0xff), QColor(0xff, 0xff, 0xff),
                       QColor(0xb4, 0xb9, 0xc0)})};
}

} // namespace pairscope
