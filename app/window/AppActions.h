#pragma once

#include "core/scan/VerdictSet.h"

#include <QAction>
#include <QKeyEvent>
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

    QAction* scan;
    QAction* myVerdicts;
    QAction* nextUndecided;
    QAction* nextReason;
    QAction* previousReason;
    QAction* moreConfidence;
    QAction* lessConfidence;
    QAction* comment;
    /// Give the verdicts of the set in their order; those that it has not are hidden. See setVerdicts().
    QList<QAction*> verdicts;

    /// Names and keys of the verdicts; while `scanning`, all actions of a scan can be used. Otherwise none,
    /// and their keys are free.
    void setVerdicts(const VerdictSet& set, bool scanning);
    /// Gives a verdict of the scan that goes on.
    [[nodiscard]] bool isVerdictKey(const QKeyEvent& key) const;
    /// The first verdict whose key another action has, with that action's name; empty for none.
    [[nodiscard]] QString conflict(const VerdictSet& set) const;

    QAction* shortcuts;
    QAction* about;

    [[nodiscard]] QList<QAction*> all() const { return m_all; }

private:
    void addFileActions(QMainWindow& window);
    void addGoActions(QMainWindow& window);
    void addViewActions(QMainWindow& window);
    void addScanActions(QMainWindow& window);
    void nameToolButtons();
    QAction* add(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys,
                 const QString& tip);
    QAction* addToggle(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys, bool on,
                       const QString& tip);
    QList<QAction*> m_all;
    VerdictSet m_verdictSet; ///< that the actions have
    bool m_scanning = false;
};

} // namespace pairscope
