#pragma once

#include <QList>
#include <QMainWindow>

class QDockWidget;

namespace pairscope {

struct AppActions;
class RecentFiles;

/// The menu bar and the one tool bar, made of the shared actions.
void buildMenus(QMainWindow& window, const AppActions& actions, RecentFiles& recent,
                const QList<QDockWidget*>& docks);

} // namespace pairscope
