#include "app/window/AppActions.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("AppActions", text);
}

} // namespace

QAction* AppActions::add(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys,
                         const QString& tip) {
    auto* action = new QAction(text, &window);
    action->setShortcuts(keys);
    action->setStatusTip(tip);
    action->setToolTip(
        keys.isEmpty() ? tip
                       : QStringLiteral("%1 (%2)").arg(tip, keys.front().toString(QKeySequence::NativeText)));
    window.addAction(action);
    m_all.append(action);
    return action;
}

QAction* AppActions::addToggle(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys,
                               bool on, const QString& tip) {
    QAction* action = add(window, text, keys, tip);
    action->setCheckable(true);
    action->setChecked(on);
    return action;
}

AppActions::AppActions(QMainWindow& window) {
    addFileActions(window);
    addGoActions(window);
    addViewActions(window);
    addScanActions(window);
    shortcuts = add(window, tr("Keys and mouse"), {Qt::Key_F1}, tr("Every action and its key"));
    about = add(window, tr("About Pairscope"), {}, tr("Version, licence, what the program is"));
    nameToolButtons();
}

void AppActions::addFileActions(QMainWindow& w) {
    open = add(w, tr("Open..."), {QKeySequence::Open}, tr("Open a pair table: CSV, CSV with gzip, HDF5"));
    newSample = add(w, tr("New sample..."), {QKeySequence::New}, tr("Simulate pairs and look at them"));
    openDemonstration =
        add(w, tr("Demonstration sample"), {}, tr("Open the simulated pairs the program starts with"));
    savePicture = add(w, tr("Save picture..."), {Qt::Key_S, Qt::CTRL | Qt::Key_P},
                      tr("Save the view as PNG; of two, the upper one"));
    saveResults = add(w, tr("Save results..."), {QKeySequence::SaveAs},
                      tr("Write what was reconstructed for every pair, as CSV or HDF5"));
    quit = add(w, tr("Quit"), {Qt::CTRL | Qt::Key_Q}, tr("Close the program"));
}

void AppActions::addGoActions(QMainWindow& w) {
    next = add(w, tr("Next candidate"), {Qt::Key_PageDown, Qt::CTRL | Qt::Key_Right},
               tr("The next candidate in the list"));
    previous = add(w, tr("Previous candidate"), {Qt::Key_PageUp, Qt::CTRL | Qt::Key_Left},
                   tr("The candidate before in the list"));
    nextEvent =
        add(w, tr("Next event"), {Qt::SHIFT | Qt::Key_PageDown}, tr("The first candidate of the next event"));
    previousEvent = add(w, tr("Previous event"), {Qt::SHIFT | Qt::Key_PageUp},
                        tr("The first candidate of the event before"));
    play = addToggle(w, tr("Play"), {Qt::Key_Space}, false, tr("Go through the candidates, one a second"));
    goTo = add(w, tr("Go to..."), {Qt::CTRL | Qt::Key_G},
               tr("Go to a candidate by experiment/run/event/candidate"));
    find = add(w, tr("Find"), {QKeySequence::Find},
               tr("Show only candidates whose id, outcome or layer contains a text"));
    nextMatch = add(w, tr("Next match"), {Qt::Key_F3}, tr("The next of the candidates found"));
    undo = add(w, tr("Undo"), {QKeySequence::Undo},
               tr("Take back the last verdict, or change of filter, selection or regions"));
    redo = add(w, tr("Redo"), {QKeySequence::Redo}, tr("Make it again"));
    selectAll =
        add(w, tr("Select all shown"), {QKeySequence::SelectAll}, tr("Select every candidate of the list"));
    clearSelection =
        add(w, tr("Clear selection"), {Qt::Key_Escape}, tr("Select nothing; ends measuring first"));
    lasso = addToggle(w, tr("Select with a lasso"), {Qt::SHIFT | Qt::Key_L}, false,
                      tr("Shift+drag in views and plots draws a free line instead of a box"));
}

void AppActions::addViewActions(QMainWindow& w) {
    cycleViews =
        add(w, tr("Next view"), {Qt::Key_V}, tr("The next view; of two, the next above the flight view"));
    showTransverse = add(w, tr("Transverse view"), {Qt::CTRL | Qt::Key_1},
                         tr("Only the transverse view; again: with the flight view below"));
    showFlight =
        add(w, tr("Flight view"), {Qt::CTRL | Qt::Key_2},
            tr("Only the flight view, along the pair's flight, with chi2 and probable origin; again: "
               "below another"));
    showRhoZ =
        add(w, tr("rho-z view"), {Qt::CTRL | Qt::Key_3},
            tr("Only the view along the beam, z and distance from it; again: with the flight view below"));
    showSpace = add(w, tr("3D view"), {Qt::CTRL | Qt::Key_4},
                    tr("Only the view in space, turned by dragging; again: with the flight view below"));
    twoViews = addToggle(w, tr("Flight view below"), {Qt::SHIFT | Qt::Key_V}, true,
                         tr("In a wide window the flight view is shown below the others"));
    fitView = add(w, tr("Fit view"), {Qt::Key_F}, tr("Show all of the candidate's points"));
    home = add(w, tr("Whole vertex detector"), {Qt::Key_Home},
               tr("Show the whole vertex detector, and the whole flight through it; again: out to the "
                  "calorimeter"));
    centre = add(w, tr("Centre on vertex"), {Qt::Key_C}, tr("Put the fitted vertex in the middle"));
    beforeAfter = add(w, tr("Before / after the fit"), {Qt::Key_B},
                      tr("Tracks before and after the fit, only before, only after"));
    truth = addToggle(w, tr("Truth"), {Qt::Key_T}, true,
                      tr("True vertex, tracks, radiated photons and mass of simulated pairs"));
    layers = addToggle(w, tr("Material layers"), {Qt::Key_L}, true,
                       tr("Beam pipe, sensors and supports; darker or brighter is more X/X0"));
    ellipse =
        addToggle(w, tr("Error ellipses"), {Qt::Key_E}, true, tr("1, 2 and 3 sigma of the fitted vertex"));
    v0Edge = addToggle(w, tr("V0 radius edge (1.0 cm)"), {}, false,
                       tr("basf2's V0 finder keeps vertices outside this radius"));
    photon =
        addToggle(w, tr("Flight, photons, recoil"), {}, true,
                  tr("The pair's direction, the photons and their clusters, and where the photon should be"));
    labels =
        addToggle(w, tr("Labels and legend"), {}, true, tr("Words at the points, and what the symbols mean"));
    caption = addToggle(w, tr("Caption"), {}, true, tr("What the picture is of, inside the picture"));
    density = addToggle(w, tr("Vertex density"), {Qt::Key_D}, false,
                        tr("Fitted vertices of all candidates shown, or of those selected, below this one"));
    measure = addToggle(w, tr("Measure"), {Qt::Key_M}, false,
                        tr("Two clicks measure distance and angle; Esc ends it"));
    darkTheme = addToggle(w, tr("Dark theme"), {Qt::CTRL | Qt::SHIFT | Qt::Key_D}, true,
                          tr("Dark for the screen, light for print and projector"));
    fullScreen = addToggle(w, tr("Full screen"), {Qt::Key_F11}, false, tr("Use the whole screen"));
    resetLayout = add(w, tr("Reset layout"), {}, tr("Put all panels back to where they were"));
}

void AppActions::addScanActions(QMainWindow& w) {
    scan = add(w, tr("Scan panel"), {Qt::CTRL | Qt::SHIFT | Qt::Key_S},
               tr("Begin a scan, go on with one, or look at what came of it"));
    myVerdicts =
        addToggle(w, tr("My verdicts in the list"), {}, false,
                  tr("What the scanner of the scan panel said, as a column for list, filters and plots"));
    nextUndecided = add(w, tr("Next without verdict"), {Qt::Key_N},
                        tr("The next candidate of the scan that has no verdict"));
    nextReason = add(w, tr("Next reason"), {Qt::Key_R}, tr("The next reason code, for the next verdict"));
    previousReason = add(w, tr("Previous reason"), {Qt::SHIFT | Qt::Key_R}, tr("The reason code before"));
    moreConfidence = add(w, tr("More confidence"), {Qt::Key_Plus}, tr("In the next verdict"));
    lessConfidence = add(w, tr("Less confidence"), {Qt::Key_Minus}, tr("In the next verdict"));
    comment = add(w, tr("Comment"), {Qt::Key_Return}, tr("Write a comment on the candidate of the scan"));
    for (std::size_t i = 0; i < VerdictSet::kMostKinds; ++i) {
        QAction* verdict = add(w, tr("Verdict %1").arg(i + 1), {}, tr("The scan has fewer verdicts"));
        verdict->setAutoRepeat(false); // a key that is held gives one verdict
        verdicts.append(verdict);
    }
    setVerdicts(VerdictSet::usual(), false);
}

void AppActions::setVerdicts(const VerdictSet& set, bool scanning) {
    if (m_verdictSet == set && m_scanning == scanning) return; // asked after every verdict
    m_verdictSet = set;
    m_scanning = scanning;
    for (QAction* action :
         {nextUndecided, nextReason, previousReason, moreConfidence, lessConfidence, comment})
        action->setEnabled(scanning);
    for (qsizetype i = 0; i < verdicts.size(); ++i) {
        QAction& action = *verdicts[i];
        const bool used = i < static_cast<qsizetype>(set.kinds.size());
        action.setVisible(used);
        action.setEnabled(used && scanning);
        if (!used) {
            action.setText(tr("Verdict %1").arg(i + 1));
            action.setStatusTip(tr("The scan has fewer verdicts"));
            action.setShortcuts(QList<QKeySequence>{});
            continue;
        }
        const VerdictKind& kind = set.kinds[static_cast<std::size_t>(i)];
        action.setText(tr("Verdict: %1").arg(QString::fromStdString(kind.name)));
        action.setStatusTip(kind.meaning.empty() ? tr("Give this verdict, in a scan")
                                                 : QString::fromStdString(kind.meaning));
        action.setData(QString::fromStdString(kind.name));
        action.setShortcut(QKeySequence(QString(QChar::fromLatin1(kind.key))));
    }
}

bool AppActions::isVerdictKey(const QKeyEvent& key) const {
    return std::ranges::any_of(verdicts, [&key](const QAction* action) {
        return action->isEnabled() && action->shortcut() == QKeySequence(key.keyCombination());
    });
}

QString AppActions::conflict(const VerdictSet& set) const {
    for (const VerdictKind& kind : set.kinds) {
        const QKeySequence key(QString(QChar::fromLatin1(kind.key)));
        for (const QAction* action : m_all)
            if (!verdicts.contains(action) && action->shortcuts().contains(key))
                return tr("The key %1 of \"%2\" is that of \"%3\".")
                    .arg(key.toString(), QString::fromStdString(kind.name), action->text());
    }
    return {};
}

/// The tool bar has room for a word each.
void AppActions::nameToolButtons() {
    for (const auto& [action, word] : {std::pair{open, tr("Open")},
                                       {next, tr("Next")},
                                       {previous, tr("Previous")},
                                       {cycleViews, tr("View")},
                                       {home, tr("Whole")},
                                       {fitView, tr("Fit")},
                                       {centre, tr("Centre")},
                                       {beforeAfter, tr("Before/after")},
                                       {layers, tr("Layers")},
                                       {ellipse, tr("Ellipse")},
                                       {savePicture, tr("Picture")},
                                       {darkTheme, tr("Dark")}})
        action->setIconText(word);
}

} // namespace pairscope
