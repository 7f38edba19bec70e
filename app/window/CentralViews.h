#pragma once

#include <QSplitter>

class QSettings;

namespace pairscope {

/// The views in the middle of the window: upper ones, of which one at a time is shown, and one lower view
/// that a wide window shows below it. Views are named by their number, in the order in which they were added.
class CentralViews : public QSplitter {
    Q_OBJECT
public:
    enum class Place { Upper, Lower };

    explicit CentralViews(QWidget* parent = nullptr);

    /// Takes the widget. The first view is an upper one, and only one is the lower one. @param name for
    /// settings
    void add(const QString& name, QWidget* widget, Place place = Place::Upper);

    /// In a narrow window one view is shown at a time. Each kind of window keeps its own choice.
    void setNarrow(bool narrow);
    /// The view, of two the upper one.
    [[nodiscard]] int current() const { return m_narrow ? m_inNarrow : m_inWide; }
    /// The lower view is below an upper one.
    [[nodiscard]] bool showsTwo() const { return m_two && !m_narrow; }
    [[nodiscard]] bool isShown(int view) const;

    /// Only this view; when it is that already, in a wide window, two again.
    void choose(int view);
    /// Two views, or only the upper one. Narrow windows remember it for when they are wide.
    void setTwo(bool on);
    /// The next view; of two, the next above the lower one.
    void cycle();
    /// The first view (a wide window: with the lower one and their default shares).
    void reset();
    /// To the shown view, of two the upper one.
    void focusCurrent();

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

signals:
    /// Other views are shown, or the same.
    void shownChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct View {
        QString name;
        QWidget* widget;
        Place place;
    };
    [[nodiscard]] const View& view(int index) const { return m_views[index]; }
    [[nodiscard]] bool isUpper(int index) const { return view(index).place == Place::Upper; }
    [[nodiscard]] int count() const { return static_cast<int>(m_views.size()); }
    [[nodiscard]] int named(const QVariant& name) const;
    void apply();
    void share();

    QList<View> m_views;
    bool m_narrow = false;
    int m_inWide = 0;
    int m_inNarrow = 0;
    int m_lastUpper = 0; ///< goes above the lower one
    bool m_two = true;
    double m_lowerShare; ///< of the height, when two views are shown
};

} // namespace pairscope
