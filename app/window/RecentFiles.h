#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace pairscope {

/// The files last opened, newest first, kept in the user's settings and shown as a menu.
class RecentFiles : public QObject {
    Q_OBJECT
public:
    static constexpr int kMost = 8;

    explicit RecentFiles(QObject* parent = nullptr);

    void add(const QString& path);
    void remove(const QString& path);
    [[nodiscard]] QStringList paths() const;
    /// Fills `menu` whenever it opens; files that are gone are shown but cannot be chosen.
    void showIn(QMenu& menu);

signals:
    void chosen(const QString& path);

private:
    void fill(QMenu& menu);
};

} // namespace pairscope
