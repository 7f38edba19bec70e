#include "widgets/panels/ScanVerdictPage.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/VerdictButton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr std::size_t kMostInOneColumn = 6;

QString confidenceName(Confidence confidence) {
    switch (confidence) {
    case Confidence::None:
        return {};
    case Confidence::Low:
        return ScanVerdictPage::tr("low confidence");
    case Confidence::Medium:
        return ScanVerdictPage::tr("medium confidence");
    case Confidence::High:
        return ScanVerdictPage::tr("high confidence");
    }
    return {};
}

/// "25 min", "1.6 h"; a time to the minute would be more than is known.
QString durationText(double minutes) {
    if (minutes < 1) return ScanVerdictPage::tr("less than a minute");
    if (minutes < 90) return ScanVerdictPage::tr("%1 min").arg(std::lround(minutes));
    return ScanVerdictPage::tr("%1 h").arg(numberText(minutes / 60, 1));
}

QString verdictSentence(const std::optional<CandidateVerdict>& current) {
    if (!current || current->verdict.empty()) return ScanVerdictPage::tr("No verdict yet.");
    QString text = ScanVerdictPage::tr("Your verdict: %1").arg(fromUtf8(current->verdict));
    if (current->confidence != Confidence::None)
        text += QStringLiteral(", ") + confidenceName(current->confidence);
    if (!current->reason.empty()) text += QStringLiteral(" (%1)").arg(fromUtf8(current->reason));
    return text;
}

QString commentOf(const ScanStatus& status) {
    return status.current ? fromUtf8(status.current->comment) : QString();
}

std::string entryOf(const ScanStatus& status) {
    return status.current ? status.current->entry : std::string();
}

} // namespace

void ScanVerdictPage::setStatus(const ScanStatus& status) {
    const bool sameCandidate = m_hasStatus && status.candidate == m_status.candidate;
    const bool sameVerdicts = m_hasStatus && status.verdicts == m_status.verdicts;
    const QString commentBefore = commentOf(m_status);
    if (!sameCandidate) m_lost = lostComment();
    if (!sameCandidate || entryOf(status) != entryOf(m_status)) showReasonOf(status.current);
    m_sent.reset();
    m_status = status;
    m_hasStatus = true;
    if (!sameVerdicts) makeButtons(status.verdicts);
    // what is being typed for this candidate is not disturbed
    if (!sameCandidate || m_comment->text() == commentBefore) m_comment->setText(commentOf(status));
    if (!sameCandidate) m_comment->setCursorPosition(0);
    showProgress();
    showVerdict();
    showActions();
}

/// The candidate goes while its comment is being typed.
QString ScanVerdictPage::lostComment() const {
    if (!m_comment->isModified() || m_comment->text().trimmed() == commentOf(m_status)) return {};
    return tr("Your comment on %1 was not kept, as Return was not pressed: “%2”")
        .arg(m_status.candidate, m_comment->text());
}

void ScanVerdictPage::forget() {
    m_ask->hide();
    m_sent.reset();
    clearReason();
    m_hasStatus = false;
    m_comment->clear();
    m_status = {};
}

void ScanVerdictPage::makeButtons(const VerdictSet& verdicts) {
    for (VerdictButton* button : m_buttons) { // one of them may be telling of its click
        m_grid->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    const std::size_t columns = verdicts.kinds.size() > kMostInOneColumn ? 2 : 1;
    const std::size_t rows = (verdicts.kinds.size() + columns - 1) / columns;
    for (std::size_t i = 0; i < verdicts.kinds.size(); ++i) {
        auto* button = new VerdictButton(verdicts.kinds[i], this);
        connect(button, &VerdictButton::clicked, this,
                [this, name = fromUtf8(verdicts.kinds[i].name)] { emit verdictRequested(name); });
        m_grid->addWidget(button, static_cast<int>(i % rows), static_cast<int>(i / rows));
        m_buttons.push_back(button);
    }
    QWidget* before = m_candidate;
    for (VerdictButton* button : m_buttons) {
        setTabOrder(before, button);
        before = button;
    }
    const QSignalBlocker quiet(m_reason);
    m_reason->clear();
    m_reason->addItem(tr("none"));
    for (const std::string& reason : verdicts.reasons)
        m_reason->addItem(fromUtf8(reason));
}

void ScanVerdictPage::showProgress() {
    const ScanStatus& s = m_status;
    const std::size_t left = s.total - std::min(s.decided, s.total);
    m_candidate->setText(s.candidate.isEmpty() ? tr("No candidate") : s.candidate);
    m_place->setText(s.position == 0 ? tr("%1 in the queue").arg(countText(s.total))
                                     : tr("%1 of %2").arg(countText(s.position), countText(s.total)));
    m_left->setText(tr("%1 decided, %2 left").arg(countText(s.decided), countText(left)));
    m_bar->setMaximum(static_cast<int>(std::max<std::size_t>(s.total, 1)));
    m_bar->setValue(static_cast<int>(std::min(s.decided, s.total)));
    QString pace = tr("Pace: not known yet");
    if (s.perMinute > 0) {
        const bool fast = s.perMinute >= 10; // three digits are not written as a power of ten
        pace = tr("%1 a minute")
                   .arg(fast ? countText(static_cast<std::size_t>(std::lround(s.perMinute)))
                             : significantText(s.perMinute, 2));
        if (left > 0) pace += tr(", %1 to go").arg(durationText(static_cast<double>(left) / s.perMinute));
    }
    if (left == 0) pace = tr("Nothing is left.");
    if (s.finished)
        pace = left == 0 ? tr("Finished.") : tr("Finished; %1 have no verdict.").arg(countText(left));
    m_pace->setText(pace);
    m_about->setText(tr("%1: %2. Journal: %3").arg(s.scanner, s.queue, s.journal));
}

void ScanVerdictPage::showVerdict() {
    const ScanStatus& s = m_status;
    const std::string present = s.current ? s.current->verdict : std::string();
    const bool can = !s.finished && !s.candidate.isEmpty();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setCount(i < s.tally.size() ? s.tally[i] : 0);
        m_buttons[i]->setPresent(!present.empty() && m_buttons[i]->kind().name == present);
        m_buttons[i]->setEnabled(can);
    }
    m_verdict->setText(s.candidate.isEmpty() ? QString() : verdictSentence(s.current));
    for (QWidget* field : std::initializer_list<QWidget*>{m_reason, m_confidence, m_comment})
        field->setEnabled(can);
}

void ScanVerdictPage::showActions() {
    const ScanStatus& s = m_status;
    QStringList notices;
    if (s.finished)
        notices << tr("This scan is finished: its verdicts stay as they are.");
    else if (s.total > 0 && s.decided >= s.total)
        notices
            << tr("All %1 have a verdict: Finish to see the result, or look again.").arg(countText(s.total));
    if (s.unblinded && !s.finished)
        notices << tr("Results were looked at before the end; the journal says so.");
    if (!m_lost.isEmpty()) notices << m_lost;
    m_notice->setText(notices.join(u'\n'));
    m_notice->setVisible(!notices.isEmpty());
    m_undo->setEnabled(!s.finished && !s.undo.isEmpty());
    m_undo->setToolTip(s.undo.isEmpty() ? tr("There is nothing to take back")
                                        : tr("Takes back the last step: %1 (Ctrl+Z)").arg(s.undo));
    m_advance->setEnabled(!s.finished);
    m_finish->setEnabled(!s.finished);
    m_finish->setToolTip(s.finished ? tr("It is finished")
                                    : tr("The scan is done; from then on results may be seen"));
    m_leave->setText(s.finished ? tr("Leave") : tr("Leave, resume later"));
    const bool open = s.finished || s.unblinded;
    m_results->setText(open ? tr("Agreement…") : tr("Look at results before the end…"));
    m_results->setToolTip(
        open ? tr("How far the scanners agree, and how often known candidates were found")
             : tr("What others said and what is known; that you looked is written to the journal"));
    if (s.finished) m_ask->hide();
}

QString ScanVerdictPage::reason() const {
    return m_reason->currentIndex() <= 0 ? QString() : m_reason->currentText();
}

Confidence ScanVerdictPage::confidence() const {
    return static_cast<Confidence>(std::max(m_confidence->currentIndex(), 0));
}

void ScanVerdictPage::clearReason() {
    m_reason->setCurrentIndex(0);
    m_confidence->setCurrentIndex(0);
}

/// What was chosen for another candidate goes. As it was said of a candidate that has a verdict, so that
/// another verdict keeps it.
void ScanVerdictPage::showReasonOf(const std::optional<CandidateVerdict>& verdict) {
    clearReason();
    if (!verdict || verdict->verdict.empty()) return;
    m_reason->setCurrentIndex(std::max(m_reason->findText(fromUtf8(verdict->reason)), 0));
    m_confidence->setCurrentIndex(static_cast<int>(verdict->confidence));
}

/// Round and round.
void ScanVerdictPage::stepReason(int steps) {
    const int count = m_reason->count();
    if (count == 0 || !m_reason->isEnabled()) return;
    m_reason->setCurrentIndex(((m_reason->currentIndex() + steps) % count + count) % count);
}

void ScanVerdictPage::stepConfidence(int steps) {
    if (!m_confidence->isEnabled()) return;
    m_confidence->setCurrentIndex(
        std::clamp(m_confidence->currentIndex() + steps, 0, m_confidence->count() - 1));
}

void ScanVerdictPage::editComment() {
    if (!m_comment->isEnabled()) return;
    m_comment->setFocus(Qt::ShortcutFocusReason);
    for (QWidget* widget = parentWidget(); widget; widget = widget->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(widget)) area->ensureWidgetVisible(m_comment);
    m_comment->end(false);
}

bool ScanVerdictPage::autoAdvance() const {
    return m_advance->isChecked();
}

void ScanVerdictPage::sendComment() {
    const QString typed = m_comment->text().trimmed();
    if (typed == m_sent.value_or(commentOf(m_status))) return;
    m_sent = typed; // not told again before the answer
    emit commentRequested(typed);
}

/// While a comment is typed, Return ends it and Esc drops it, whatever the window does with these keys.
bool ScanVerdictPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && watched != m_comment) {
        event->ignore(); // scrolls the page; a verdict must not change by it
        return true;
    }
    if (watched != m_comment ||
        (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool ends = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!ends && key != Qt::Key_Escape) return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride) return true;
    if (!ends) m_comment->setText(m_sent.value_or(commentOf(m_status)));
    m_comment->clearFocus(); // tells that editing is finished; the keys are the window's again
    return true;
}

void ScanVerdictPage::ask(const QString& question, const QString& yes, const QString& no,
                          std::function<void()> then) {
    m_question->setText(question);
    m_yes->setText(yes);
    m_no->setText(no);
    m_then = std::move(then);
    m_ask->show();
}

void ScanVerdictPage::askToFinish() {
    sendComment();
    const std::size_t left = m_status.total - std::min(m_status.decided, m_status.total);
    const QString what =
        left == 0 ? tr("All %1 have a verdict.").arg(countText(m_status.total))
                  : tr("%1 of %2 have no verdict.").arg(countText(left), countText(m_status.total));
    ask(tr("%1 A finished scan cannot be changed or gone on with. Then you can see how far the scanners "
           "who have finished agree, and how often each class was found.")
            .arg(what),
        tr("Finish the scan"), tr("Go on scanning"), [this] { emit finishRequested(); });
}

void ScanVerdictPage::askToLook() {
    ask(tr("Whoever knows the results scans differently. That you looked is written to the journal and "
           "cannot be taken "
           "back."),
        tr("Look, and write it down"), tr("Do not look"), [this] { emit unblindRequested(); });
}

QString ScanVerdictPage::candidateText() const {
    return m_candidate->text();
}
QString ScanVerdictPage::progressText() const {
    return m_place->text() + QStringLiteral("; ") + m_left->text();
}
QString ScanVerdictPage::paceText() const {
    return m_pace->text();
}
QString ScanVerdictPage::verdictText() const {
    return m_verdict->text();
}
QString ScanVerdictPage::notice() const {
    return m_notice->isHidden() ? QString() : m_notice->text();
}
QString ScanVerdictPage::question() const {
    return m_ask->isHidden() ? QString() : m_question->text();
}

} // namespace pairscope
