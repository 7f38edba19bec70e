#pragma once

#include "core/scan/VerdictSet.h"

#include <QPushButton>

namespace pairscope {

/// Gives a verdict: its key on its colour, its name, how often it was given, and a tick where it is the one
/// that the candidate has. A double click is one click, so that the candidate after it gets no verdict by
/// chance.
class VerdictButton : public QPushButton {
    Q_OBJECT
public:
    explicit VerdictButton(const VerdictKind& kind, QWidget* parent = nullptr);

    [[nodiscard]] const VerdictKind& kind() const { return m_kind; }
    void setCount(std::size_t count);
    void setPresent(bool present);
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] bool isPresent() const { return m_present; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void describe();
    void paintTick(QPainter& painter, const QRectF& box) const;

    VerdictKind m_kind;
    std::size_t m_count = 0;
    bool m_present = false;
};

} // namespace pairscope
