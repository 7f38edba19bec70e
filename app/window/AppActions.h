#pragma once

#include <QAction>
#include <QList>
#include <QMainWindow>

namespace pairscope {

/// Every action of the program, once: menus, tool bar and shortcut list share these objects.
struct AppActions {
    explicit AppActions(QMainWindow& window);

    QAction* open;
    QAction* newSample;
    QAction* openDemonstration;
    QAction* savePicture;
    QAction* saveResults;
    QAction* quit;

    QAction* next;
    QAction* previous;
    QAction* nextEvent;
    QAction* previousEvent;
    QAction* play;
    QAction* goTo;
    QAction* find;
    QAction* nextMatch;
    QAction* undo;
    QAction* redo;
    QAction* selectAll;
    QAction* clearSelection;
    QAction* lasso;

    QAction* cycleViews;
    QAction* showTransverse;
    QAction* showFlight;
    QAction* showRhoZ;
    QAction* showSpace;
    QAction* twoViews;
    QAction* fitView;
    QAction* home;
    QAction* centre;
    QAction* beforeAfter;
    QAction* truth;
    QAction* layers;
    QAction* ellipse;
    QAction* v0Edge;
    QAction* photon;
    QAction* labels;
    QAction* caption;
    QAction* density;
    QAction* measure;
    QAction* darkTheme;
    QAction* fullScreen;
    QAction* resetLayout;

    QAction* shortcuts;
    QAction* about;

    [[nodiscard]] QList<QAction*> all() const { return m_all; }

private:
    void addFileActions(QMainWindow& window);
    void addGoActions(QMainWindow& window);
    void addViewActions(QMainWindow& window);
    void nameToolButtons();
    QAction* add(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys,
                 const QString& tip);
    QAction* addToggle(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys, bool on,
                       const QString& tip);
    QList<QAction*> m_all;
};

} // namespace pairscope
