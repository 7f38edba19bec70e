#include "app/window/CentralViews.h"

#include <QSettings>

#include <algorithm>

namespace pairscope {

namespace {

/// The flight view's part of the height: it needs some to be readable, and more of it gains little.
constexpr double kFlightShare = 0.45;

const QString kWideKey = QStringLiteral("window/views");
const QString kNarrowKey = QStringLiteral("window/narrowView");
const QString kSizesKey = QStringLiteral("window/viewSizes");

CentralViews::Shown choice(const QVariant& stored, CentralViews::Shown otherwise) {
    if (stored == QStringLiteral("transverse")) return CentralViews::Shown::Transverse;
    if (stored == QStringLiteral("flight")) return CentralViews::Shown::Flight;
    if (stored == QStringLiteral("both")) return CentralViews::Shown::Both;
    return otherwise;
}

QString stored(CentralViews::Shown shown) {
    switch (shown) {
    case CentralViews::Shown::Transverse:
        return QStringLiteral("transverse");
    case CentralViews::Shown::Flight:
        return QStringLiteral("flight");
    case CentralViews::Shown::Both:
        break;
    }
    return QStringLiteral("both");
}

} // namespace

CentralViews::CentralViews(QWidget* transverse, QWidget* flight, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_transverse(transverse), m_flight(flight) {
    addWidget(transverse);
    addWidget(flight);
    setChildrenCollapsible(false);
    setHandleWidth(5);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_shared = true; });
    apply();
}

void CentralViews::setNarrow(bool narrow) {
    m_narrow = narrow;
    apply();
}

void CentralViews::show(Shown shown) {
    if (!m_narrow)
        m_inWide = shown;
    else if (shown != Shown::Both)
        m_inNarrow = shown;
    apply();
}

void CentralViews::cycle() {
    if (shown() == Shown::Transverse)
        show(Shown::Flight);
    else
        show(m_narrow || shown() == Shown::Both ? Shown::Transverse : Shown::Both);
}

void CentralViews::reset() {
    m_inWide = Shown::Both;
    m_inNarrow = Shown::Transverse;
    m_shared = false;
    apply();
}

void CentralViews::apply() {
    // the focus must not go to a panel when the view that had it is hidden
    const bool focused = isAncestorOf(focusWidget()) && focusWidget()->hasFocus();
    m_transverse->setVisible(shown() != Shown::Flight);
    m_flight->setVisible(shown() != Shown::Transverse);
    if (focused && !focusWidget()->isVisible())
        (shown() == Shown::Flight ? m_flight : m_transverse)->setFocus();
    share();
}

void CentralViews::share() {
    if (m_shared || shown() != Shown::Both) return;
    const int flight = static_cast<int>(kFlightShare * height());
    setSizes({height() - flight, flight});
}

void CentralViews::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    share();
}

void CentralViews::save(QSettings& settings) const {
    settings.setValue(kWideKey, stored(m_inWide));
    settings.setValue(kNarrowKey, stored(m_inNarrow));
    if (m_shared)
        settings.setValue(kSizesKey, saveState());
    else
        settings.remove(kSizesKey);
}

void CentralViews::restore(const QSettings& settings) {
    m_inWide = choice(settings.value(kWideKey), Shown::Both);
    const Shown narrow = choice(settings.value(kNarrowKey), Shown::Transverse);
    m_inNarrow = narrow == Shown::Both ? Shown::Transverse : narrow;
    m_shared = restoreState(settings.value(kSizesKey).toByteArray());
    setOrientation(Qt::Vertical); // whatever the file says
    apply();
}

} // namespace pairscope
