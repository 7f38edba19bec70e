// Verdicts and comments as steps of the document's history.

#include "app/window/ScanControl.h"

#include <QUndoCommand>
#include <QUndoStack>

#include <map>
#include <utility>

namespace pairscope {

/// A verdict of a row. Writing may fail: then the step is none, and one that could not be undone is kept.
class ScanControl::VerdictStep : public QUndoCommand {
public:
    /// @param given id of the entry when it is written already; empty when not
    VerdictStep(ScanControl& control, std::size_t row, ScanEntry entry, bool advance, std::string given = {})
        : QUndoCommand(tr("verdict")),
          m_control(control),
          m_row(row),
          m_entry(std::move(entry)),
          m_given(std::move(given)),
          m_advance(advance) {}

    void redo() override {
        if (!m_given.empty()) return;
        ScanEntry written;
        if (!m_control.write(m_entry, &written)) return setObsolete(true);
        m_given = written.id;
        m_control.notePace();
        m_control.showVerdict(m_row);
        if (m_advance && m_control.m_session.currentRow() == m_row) m_control.toNextUndecided();
    }
    void undo() override {
        ScanEntry entry = m_control.entryFor(m_row, ScanAction::Undo);
        entry.undoes = m_given;
        if (!m_control.write(entry)) {
            setObsolete(true); // the history throws it away
            return m_control.keepStep(m_row, m_entry, m_given);
        }
        m_given.clear();
        m_control.m_lastDecided.reset();
        m_control.showVerdict(m_row);
        m_control.m_session.setCurrent(m_row);
    }

private:
    ScanControl& m_control;
    std::size_t m_row;
    ScanEntry m_entry;
    std::string m_given; ///< id of the entry that holds; empty: undone, or not yet given
    bool m_advance;
};

class ScanControl::CommentStep : public QUndoCommand {
public:
    CommentStep(ScanControl& control, std::size_t row, std::string before, std::string after)
        : QUndoCommand(tr("comment")),
          m_control(control),
          m_row(row),
          m_before(std::move(before)),
          m_after(std::move(after)) {}

    void redo() override { say(m_after); }
    void undo() override {
        say(m_before);
        m_control.m_session.setCurrent(m_row);
    }

private:
    void say(const std::string& comment) {
        ScanEntry entry = m_control.entryFor(m_row, ScanAction::Comment);
        entry.comment = comment;
        if (!m_control.write(entry)) setObsolete(true);
        emit m_control.changed(); // also when it failed: what is shown is what is recorded
    }

    ScanControl& m_control;
    std::size_t m_row;
    std::string m_before;
    std::string m_after;
};

bool ScanControl::give(const QString& verdict, const QString& reason, Confidence confidence, bool advance) {
    const auto row = m_session.currentRow();
    if (!m_scan || !row || !m_session.current()) return false;
    if (m_scan->state.isFinished()) {
        emit failed({Severity::Info,
                     tr("This scan is finished: its verdicts stay as they are."),
                     {},
                     tr("Begin a new one to look again.")});
        return false;
    }
    if (othersJudged(*row)) {
        emit failed({Severity::Warning,
                     tr("This candidate was judged in another window meanwhile."),
                     {},
                     tr("Look at that verdict; the next key replaces it.")});
        return false;
    }
    if (m_lastDecided == row && advance) {
        emit failed({Severity::Info,
                     tr("Every candidate has a verdict; the last one stays as it is."),
                     {},
                     tr("Finish, or go to the candidate that you want to judge anew.")});
        return false;
    }
    ScanEntry entry = entryFor(*row, ScanAction::Verdict);
    entry.verdict = verdict.toStdString();
    entry.reason = reason.toStdString();
    entry.confidence = confidence;
    entry.seen = seen();
    const std::size_t before = m_scan->written;
    m_session.document().history().push(new VerdictStep(*this, *row, std::move(entry), advance));
    return m_scan && m_scan->written > before;
}

/// Of a candidate whose verdict on screen is not the newest.
bool ScanControl::othersJudged(std::size_t row) {
    const auto said = [&] {
        const CandidateVerdict* verdict = m_scan->state.of(m_scan->pairs->id(row));
        return verdict ? verdict->entry : std::string();
    };
    const std::string before = said();
    const auto others = m_journal->othersWrote();
    if (!others || !*others) return false;
    readAgain();
    emit changed();
    return said() != before;
}

void ScanControl::comment(const QString& text) {
    const auto row = m_session.currentRow();
    if (!m_scan || !row || m_scan->state.isFinished()) return;
    const CandidateVerdict* verdict = m_scan->state.of(m_scan->pairs->id(*row));
    std::string before = verdict ? verdict->comment : std::string();
    if (before == text.toStdString()) return;
    m_session.document().history().push(new CommentStep(*this, *row, std::move(before), text.toStdString()));
}

/// Where the scan stopped, with the verdicts of its past to be undone.
void ScanControl::restoreHistory(const std::vector<ScanEntry>& entries) {
    if (m_scan->state.isFinished()) return;
    std::map<EventId, std::size_t> rows;
    for (std::size_t row = 0; row < m_scan->pairs->rows(); ++row)
        rows.emplace(m_scan->pairs->id(row), row);
    std::optional<std::size_t> last;
    for (const ScanEntry& entry : entries) {
        const bool verdict = entry.action == ScanAction::Verdict;
        if (!verdict && entry.action != ScanAction::Undo) continue;
        const auto row = rows.find(entry.candidate);
        if (row == rows.end()) continue;
        last = row->second;
        const CandidateVerdict* now = m_scan->state.of(entry.candidate);
        if (verdict && now && now->entry == entry.id) keepStep(*last, entry, entry.id);
    }
    if (last) m_session.setCurrent(*last);
    const auto row = m_session.currentRow();
    if (row && m_scan->state.hasVerdict(m_scan->pairs->id(*row))) toNextUndecided();
}

/// Into the history, as something that is done.
void ScanControl::keepStep(std::size_t row, const ScanEntry& entry, const std::string& given) {
    // the history may be in the middle of an undo
    QMetaObject::invokeMethod(
        this,
        [this, row, entry, given, scan = m_scan->scan.id] {
            if (m_scan && m_scan->scan.id == scan)
                m_session.document().history().push(new VerdictStep(*this, row, entry, true, given));
        },
        Qt::QueuedConnection);
}

} // namespace pairscope
