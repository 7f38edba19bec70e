#include "app/window/WindowMenus.h"

#include "app/window/AppActions.h"
#include "app/window/RecentFiles.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("WindowMenus", text);
}

void buildFileMenu(QMainWindow& window, const AppActions& actions, RecentFiles& recent) {
    QMenu* menu = window.menuBar()->addMenu(tr("File"));
    menu->addAction(actions.open);
    recent.showIn(*menu->addMenu(tr("Recent files")));
    menu->addAction(actions.newSample);
    menu->addAction(actions.openDemonstration);
    menu->addSeparator();
    menu->addAction(actions.saveResults);
    menu->addAction(actions.savePicture);
    menu->addSeparator();
    menu->addAction(actions.quit);
}

void buildGoMenu(QMainWindow& window, const AppActions& actions) {
    QMenu* menu = window.menuBar()->addMenu(tr("Go"));
    menu->addActions({actions.next, actions.previous, actions.nextEvent, actions.previousEvent});
    menu->addSeparator();
    menu->addActions({actions.play, actions.goTo});
    menu->addSeparator();
    menu->addActions({actions.find, actions.nextMatch});
}

void buildEditMenu(QMainWindow& window, const AppActions& actions) {
    QMenu* menu = window.menuBar()->addMenu(tr("Edit"));
    menu->addActions({actions.undo, actions.redo});
    menu->addSeparator();
    menu->addActions({actions.selectAll, actions.clearSelection, actions.lasso});
}

void buildViewMenu(QMainWindow& window, const AppActions& actions, const QList<QDockWidget*>& docks) {
    QMenu* menu = window.menuBar()->addMenu(tr("View"));
    menu->addActions({actions.cycleViews, actions.showTransverse, actions.showFlight, actions.showRhoZ,
                      actions.showSpace, actions.twoViews});
    menu->addSeparator();
    menu->addActions({actions.fitView, actions.home, actions.centre, actions.measure});
    menu->addSeparator();
    menu->addActions({actions.beforeAfter, actions.truth, actions.layers, actions.ellipse, actions.photon,
                      actions.v0Edge, actions.density, actions.labels, actions.caption});
    menu->addSeparator();
    QMenu* panels = menu->addMenu(tr("Panels"));
    for (const QDockWidget* dock : docks)
        panels->addAction(dock->toggleViewAction());
    menu->addActions({actions.resetLayout, actions.darkTheme, actions.fullScreen});
}

void buildScanMenu(QMainWindow& window, const AppActions& actions) {
    QMenu* menu = window.menuBar()->addMenu(tr("Scan"));
    menu->addActions({actions.scan, actions.myVerdicts});
    menu->addSeparator();
    menu->addActions(actions.verdicts);
    menu->addSeparator();
    menu->addActions({actions.nextUndecided, actions.nextReason, actions.previousReason,
                      actions.moreConfidence, actions.lessConfidence, actions.comment});
}

void buildToolBar(QMainWindow& window, const AppActions& actions) {
    QToolBar* bar = window.addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addActions({actions.open, actions.previous, actions.next, actions.goTo});
    bar->addSeparator();
    bar->addActions({actions.cycleViews, actions.fitView, actions.home, actions.centre, actions.measure});
    bar->addSeparator();
    bar->addActions({actions.beforeAfter, actions.truth, actions.layers, actions.ellipse});
    bar->addSeparator();
    bar->addActions({actions.savePicture, actions.darkTheme});
}

} // namespace

void buildMenus(QMainWindow& window, const AppActions& actions, RecentFiles& recent,
                const QList<QDockWidget*>& docks) {
    buildFileMenu(window, actions, recent);
    buildEditMenu(window, actions);
    buildGoMenu(window, actions);
    buildViewMenu(window, actions, docks);
    buildScanMenu(window, actions);
    QMenu* help = window.menuBar()->addMenu(tr("Help"));
    help->addActions({actions.shortcuts, actions.about});
    buildToolBar(window, actions);
}

} // namespace pairscope
