#pragma once

#include <QSplitter>

class QSettings;

namespace pairscope {

/// The two views in the middle of the window, one above the other or one at a time.
class CentralViews : public QSplitter {
    Q_OBJECT
public:
    enum class Shown { Transverse, Flight, Both };

    /// Takes both widgets.
    CentralViews(QWidget* transverse, QWidget* flight, QWidget* parent = nullptr);

    /// In a narrow window one view is shown at a time. Each kind of window keeps its own choice.
    void setNarrow(bool narrow);
    [[nodiscard]] Shown shown() const { return m_narrow ? m_inNarrow : m_inWide; }
    /// Both is ignored in a narrow window.
    void show(Shown shown);
    /// Transverse, flight, and in a wide window both.
    void cycle();
    /// Both views (a narrow window: the transverse one) with their default shares.
    void reset();

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void apply();
    void share();

    QWidget* m_transverse;
    QWidget* m_flight;
    bool m_narrow = false;
    Shown m_inWide = Shown::Both;
    Shown m_inNarrow = Shown::Transverse;
    bool m_shared = false; ///< the sizes were set by a person or are restored: only a reset changes them
};

} // namespace pairscope
