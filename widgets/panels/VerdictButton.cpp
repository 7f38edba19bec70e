#include "widgets/panels/VerdictButton.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/VerdictKey.h"

#include <QMouseEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace pairscope {

namespace {

constexpr int kMargin = 6; // logical pixels, of all that is painted

QFont boldOf(QFont font) {
    font.setBold(true);
    return font;
}

} // namespace

VerdictButton::VerdictButton(const VerdictKind& kind, QWidget* parent) : QPushButton(parent), m_kind(kind) {
    // a click leaves the keys to the window: Space would press the button again
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QString tip = tr("%1, key %2").arg(fromUtf8(m_kind.name), verdictKeyText(m_kind));
    if (!m_kind.meaning.empty()) tip += tr(": %1").arg(fromUtf8(m_kind.meaning));
    setToolTip(tip);
    describe();
}

void VerdictButton::setCount(std::size_t count) {
    if (count == m_count) return;
    m_count = count;
    describe();
    update();
}

void VerdictButton::setPresent(bool present) {
    if (present == m_present) return;
    m_present = present;
    describe();
    update();
}

void VerdictButton::describe() {
    const QString said = tr("%1, key %2, given %3 times")
                             .arg(fromUtf8(m_kind.name), verdictKeyText(m_kind), countText(m_count));
    setAccessibleName(m_present ? tr("%1, your verdict of this candidate").arg(said) : said);
}

QSize VerdictButton::sizeHint() const {
    return {180, fontMetrics().height() + 2 * kMargin + 2};
}

QSize VerdictButton::minimumSizeHint() const {
    return {110, sizeHint().height()};
}

void VerdictButton::paintTick(QPainter& painter, const QRectF& box) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::ButtonText), box.height() / 7, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    painter.drawPolyline(QPolygonF{at(0.12, 0.55), at(0.4, 0.82), at(0.88, 0.2)});
}

void VerdictButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.rect = rect().adjusted(3, 3, -3, -3);
        painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
    }
    const QRectF inside = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const double side = inside.height();
    paintVerdictKey(painter, QRectF(inside.left(), inside.top(), side * 1.2, side), m_kind);

    const QFont bold = boldOf(font());
    painter.setFont(m_present ? bold : font());
    painter.setPen(palette().color(QPalette::ButtonText)); // dim when the button is disabled
    const QString number = countText(m_count);
    const double numberWidth = QFontMetricsF(bold).horizontalAdvance(number) + 2;
    painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, number);
    const double right = inside.right() - numberWidth - (m_present ? side + kMargin : 0);
    const double left = inside.left() + side * 1.2 + kMargin;
    if (m_present) paintTick(painter, QRectF(right + 2, inside.top() + 1, side - 2, side - 2));
    painter.setFont(m_present ? bold : font());
    const QRectF room(left, inside.top(), std::max(0.0, right - left), side);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(fromUtf8(m_kind.name), Qt::ElideRight,
                                                      static_cast<int>(room.width())));
}

void VerdictButton::mouseDoubleClickEvent(QMouseEvent* event) {
    event->accept();
}

} // namespace pairscope
