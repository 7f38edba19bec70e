#include "app/window/HeldKey.h"

namespace pairscope {

namespace {

/// No finger goes up and down so fast.
constexpr quint64 kShortest = 15; // ms

} // namespace

void HeldKey::released(const QKeyEvent& key) {
    m_key = key.key();
    m_time = key.timestamp();
}

bool HeldKey::isRepeated(const QKeyEvent& key) const {
    if (key.isAutoRepeat()) return true;
    return key.key() == m_key && m_time != 0 && key.timestamp() >= m_time &&
           key.timestamp() - m_time < kShortest;
}

} // namespace pairscope
