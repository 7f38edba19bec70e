#include "app/window/RecentFiles.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace pairscope {

namespace {

const QString kKey = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(QObject* parent) : QObject(parent) {}

QStringList RecentFiles::paths() const {
    return QSettings().value(kKey).toStringList();
}

void RecentFiles::add(const QString& path) {
    QStringList all = paths();
    all.removeAll(path);
    all.prepend(path);
    QSettings().setValue(kKey, QStringList(all.mid(0, kMost)));
}

void RecentFiles::remove(const QString& path) {
    QStringList all = paths();
    all.removeAll(path);
    QSettings().setValue(kKey, all);
}

void RecentFiles::showIn(QMenu& menu) {
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] { fill(menu); });
    fill(menu);
}

void RecentFiles::fill(QMenu& menu) {
    menu.clear();
    for (const QString& path : paths()) {
        QAction* action = menu.addAction(QFileInfo(path).fileName());
        action->setStatusTip(path);
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    if (menu.isEmpty()) menu.addAction(tr("No file was opened yet"))->setEnabled(false);
}

} // namespace pairscope
