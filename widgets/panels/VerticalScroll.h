#pragma once

#include <QScrollArea>

namespace pairscope {

/// Shows a page that may be higher than its panel, never wider: no frame, the panel's own background, and no
/// focus of its own.
class VerticalScroll : public QScrollArea {
public:
    VerticalScroll(QWidget* page, QWidget* parent) : QScrollArea(parent) {
        setWidget(page);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        page->setAutoFillBackground(false);
        viewport()->setAutoFillBackground(false);
    }
};

} // namespace pairscope
