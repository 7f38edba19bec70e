#include "widgets/panels/MessageBar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStyle>
#include <QToolButton>

namespace pairscope {

namespace {

QString severityWord(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return MessageBar::tr("Note");
    case Severity::Warning:
        return MessageBar::tr("Warning");
    default:
        return MessageBar::tr("Error");
    }
}

QColor tintOf(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return {0x2b, 0x7b, 0xba};
    case Severity::Warning:
        return {0xc9, 0x7a, 0x00};
    default:
        return {0xd4, 0x3d, 0x3d};
    }
}

/// `tint` laid thinly over `base`, so that text keeps the contrast it has on `base`.
QColor blended(const QColor& base, const QColor& tint, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>((1 - share) * a + share * b); };
    return {mix(base.red(), tint.red()), mix(base.green(), tint.green()), mix(base.blue(), tint.blue())};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_close(new QToolButton(this)) {
    setAccessibleName(tr("Message"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message text"));
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    hide();
}

void MessageBar::showMessage(const Message& message) {
    m_message = message;
    m_icon->setPixmap(severityIcon(message.severity).pixmap(18, 18));
    m_text->setText(text());
    updateTint(message.severity);
    show();
}

void MessageBar::clear() {
    m_message = {};
    m_text->clear();
    hide();
}

QString MessageBar::text() const {
    if (m_message.what.isEmpty()) return {};
    QStringList parts{QStringLiteral("%1: %2").arg(severityWord(m_message.severity), m_message.what)};
    if (!m_message.why.isEmpty()) parts << m_message.why;
    if (!m_message.toDo.isEmpty()) parts << m_message.toDo;
    return parts.join(u' ');
}

void MessageBar::changeEvent(QEvent* event) {
    // another theme: the tint is laid over the new colours
    if (event->type() == QEvent::PaletteChange && !m_tinting) updateTint(m_message.severity);
    QFrame::changeEvent(event);
}

void MessageBar::updateTint(Severity severity) {
    QPalette tinted; // only this one colour is its own: all others go on following the theme
    tinted.setColor(QPalette::Window,
                    blended(QApplication::palette().color(QPalette::Window), tintOf(severity), 0.22));
    const QScopedValueRollback<bool> tinting(m_tinting, true);
    setPalette(tinted);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        m_close->click();
    else
        QFrame::keyPressEvent(event);
}

} // namespace pairscope
