#pragma once

#include <QKeyEvent>

namespace pairscope {

/// Tells a key that is held from one that is pressed again. X11 has a held key go up and down, both at the
/// same time, and Qt sees that it is held only if both have arrived: not when a window is busy.
class HeldKey {
public:
    void released(const QKeyEvent& key);
    /// The press of a key that was not let go for longer than a finger needs.
    [[nodiscard]] bool isRepeated(const QKeyEvent& key) const;

private:
    int m_key = 0;
    quint64 m_time = 0; ///< of its release by the clock of the window system, ms; 0: not known
};

} // namespace pairscope
