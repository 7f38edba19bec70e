#include "app/window/CentralViews.h"

#include <QSettings>

#include <algorithm>

namespace pairscope {

namespace {

/// The lower view's part of the height: it needs some to be readable, and more of it gains little.
constexpr double kLowerShare = 0.45;

const QString kWideKey = QStringLiteral("window/views");
const QString kNarrowKey = QStringLiteral("window/narrowView");
const QString kTwoKey = QStringLiteral("window/twoViews");
const QString kShareKey = QStringLiteral("window/lowerViewShare");

} // namespace

CentralViews::CentralViews(QWidget* parent) : QSplitter(Qt::Vertical, parent), m_lowerShare(kLowerShare) {
    setChildrenCollapsible(false);
    setHandleWidth(5);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        for (const View& view : m_views)
            if (view.place == Place::Lower && showsTwo())
                m_lowerShare = static_cast<double>(view.widget->height()) / std::max(1, height());
    });
}

void CentralViews::add(const QString& name, QWidget* widget, Place place) {
    const bool below = place == Place::Lower;
    const auto uppers = std::count_if(m_views.begin(), m_views.end(),
                                      [](const View& view) { return view.place == Place::Upper; });
    insertWidget(below ? QSplitter::count() : static_cast<int>(uppers), widget);
    m_views.append({name, widget, place});
    apply();
}

bool CentralViews::isShown(int index) const {
    return index == current() || (showsTwo() && !isUpper(index));
}

void CentralViews::setNarrow(bool narrow) {
    m_narrow = narrow;
    apply();
}

void CentralViews::choose(int index) {
    if (m_narrow) {
        m_inNarrow = index;
    } else if (!m_two && m_inWide == index) {
        m_two = true;
        m_inWide = isUpper(index) ? index : m_lastUpper;
    } else {
        m_two = false;
        m_inWide = index;
    }
    apply();
}

void CentralViews::setTwo(bool on) {
    m_two = on;
    if (!isUpper(m_inWide)) m_inWide = m_lastUpper;
    apply();
}

void CentralViews::cycle() {
    int& chosen = m_narrow ? m_inNarrow : m_inWide;
    do
        chosen = (chosen + 1) % count();
    while (showsTwo() && !isUpper(chosen));
    apply();
}

void CentralViews::reset() {
    m_inWide = m_inNarrow = m_lastUpper = 0;
    m_two = true;
    m_lowerShare = kLowerShare;
    apply();
}

void CentralViews::focusCurrent() {
    view(current()).widget->setFocus();
}

void CentralViews::apply() {
    if (isUpper(m_inWide)) m_lastUpper = m_inWide;
    // the focus must not go to a panel when the view that had it is hidden
    const bool focused = isAncestorOf(focusWidget()) && focusWidget()->hasFocus();
    for (int i = 0; i < count(); ++i) // first show, then hide: the focus stays within
        if (isShown(i)) view(i).widget->setVisible(true);
    for (int i = 0; i < count(); ++i)
        if (!isShown(i)) view(i).widget->setVisible(false);
    if (focused && !focusWidget()->isVisible()) focusCurrent();
    share();
    emit shownChanged();
}

void CentralViews::share() {
    if (!showsTwo()) return;
    const int lower = static_cast<int>(m_lowerShare * height());
    QList<int> sizes;
    for (int i = 0; i < QSplitter::count(); ++i)
        sizes.append(i + 1 < QSplitter::count() ? height() - lower : lower);
    setSizes(sizes);
}

void CentralViews::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    share();
}

void CentralViews::save(QSettings& settings) const {
    settings.setValue(kWideKey, view(m_inWide).name);
    settings.setValue(kNarrowKey, view(m_inNarrow).name);
    settings.setValue(kTwoKey, m_two);
    settings.setValue(kShareKey, m_lowerShare);
}

/// The first view for a name that is not known.
int CentralViews::named(const QVariant& name) const {
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const View& view) { return view.name == name; });
    return found == m_views.end() ? 0 : static_cast<int>(found - m_views.begin());
}

void CentralViews::restore(const QSettings& settings) {
    m_inWide = named(settings.value(kWideKey));
    m_inNarrow = named(settings.value(kNarrowKey));
    m_two = settings.value(kTwoKey, true).toBool() && isUpper(m_inWide);
    const double share = settings.value(kShareKey, kLowerShare).toDouble();
    m_lowerShare = share > 0.05 && share < 0.95 ? share : kLowerShare;
    apply();
}

} // namespace pairscope
