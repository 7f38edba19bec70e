#include "widgets/panels/ScanStartPage.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/VerdictKey.h"
#include "widgets/panels/VerdictSetDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace pairscope {

namespace {

const QString kScannerKey = QStringLiteral("scan/scanner");
const QString kVerdictsKey = QStringLiteral("scan/verdicts");

constexpr int kOwnChoices = 4;              // of QueueChoice::From; below them the queues of others
constexpr std::size_t kMostKnown = 100'000; // beyond it nobody scans

QString loginName() {
    for (const char* name : {"USER", "LOGNAME", "USERNAME"})
        if (const QString found = qEnvironmentVariable(name); !found.isEmpty()) return found;
    return QFileInfo(QDir::homePath()).owner();
}

std::optional<qulonglong> wholeNumber(const QLineEdit& field) {
    bool good = false;
    QString text = field.text().trimmed();
    const qulonglong number = text.remove(u',').toULongLong(&good);
    return good ? std::optional(number) : std::nullopt;
}

/// A journal's UTC time as the clock on the wall has it.
QString localTime(const std::string& utc) {
    QDateTime time = QDateTime::fromString(fromUtf8(utc).left(19), Qt::ISODate);
    time.setTimeSpec(Qt::UTC);
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : fromUtf8(utc);
}

QString namesOf(const VerdictSet& verdicts) {
    QStringList names;
    for (const VerdictKind& kind : verdicts.kinds)
        names << fromUtf8(kind.name);
    return names.join(QStringLiteral(", "));
}

/// The same answers, whatever their keys, colours and reasons.
bool sameAnswers(const VerdictSet& first, const VerdictSet& second) {
    const auto names = [](const VerdictSet& set) {
        std::set<std::string> found;
        for (const VerdictKind& kind : set.kinds)
            found.insert(kind.name);
        return found;
    };
    return names(first) == names(second);
}

void setNote(QLabel& label, const QString& text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

QString ScanStartPage::scannerName() const {
    return m_scanner->text().trimmed();
}

QString ScanStartPage::chosenQueue() const {
    return m_choice->currentIndex() < kOwnChoices ? QString() : m_choice->currentData().toString();
}

const ScanInJournal* ScanStartPage::chosenScan() const {
    const QString queue = chosenQueue();
    if (queue.isEmpty()) return nullptr;
    const auto found =
        std::find_if(m_offer.scans.begin(), m_offer.scans.end(), [&](const ScanInJournal& scan) {
            return fromUtf8(scan.queue.id) == queue && fromUtf8(scan.scan.scanner) != scannerName();
        });
    return found == m_offer.scans.end() ? nullptr : &*found;
}

QueueChoice ScanStartPage::queueChoice() const {
    QueueChoice choice;
    const int index = std::clamp(m_choice->currentIndex(), 0, kOwnChoices - 1);
    if (chosenQueue().isEmpty()) choice.from = static_cast<QueueChoice::From>(index);
    choice.sample = wholeNumber(*m_sample).value_or(0);
    choice.seed = wholeNumber(*m_seed).value_or(1);
    if (choice.from == QueueChoice::From::Ids) choice.ids = m_ids;
    choice.unscannedOnly = m_unscanned->isChecked();
    return choice;
}

ScanRequest ScanStartPage::request() const {
    ScanRequest request{scannerName(), m_verdicts, queueChoice(), 0, {}, chosenQueue()};
    if (request.sameQueueAs.isEmpty()) {
        request.known = wholeNumber(*m_known).value_or(0);
        request.knownFile = m_knownPath;
    }
    return request;
}

void ScanStartPage::setOffer(const ScanOffer& offer) {
    m_offer = offer;
    listQueues();
    listResumes();
    ask();
}

void ScanStartPage::setPreview(const QueueChoice& choice, std::size_t candidates, std::size_t leftOut) {
    if (!(choice == m_previewOf)) return;
    m_previewed = candidates;
    m_leftOut = leftOut;
    refresh();
}

/// What the combo box offers, with what was chosen before if it is still there.
void ScanStartPage::listQueues() {
    const QSignalBlocker quiet(m_choice);
    const QString chosen = chosenQueue();
    const int index = m_choice->currentIndex();
    m_choice->clear();
    m_choice->addItem(tr("All that are shown (%1)").arg(countText(m_offer.shown)));
    m_choice->addItem(tr("A random sample of those shown"));
    m_choice->addItem(tr("Doubtful ones first (%1)").arg(countText(m_offer.shown)));
    m_choice->addItem(tr("Ids from a file"));
    std::set<std::string> own;
    for (const ScanInJournal& each : m_offer.scans)
        if (fromUtf8(each.scan.scanner) == scannerName()) own.insert(each.queue.id);
    for (const ScanInJournal& each : m_offer.scans) {
        if (!own.insert(each.queue.id).second) continue;
        m_choice->addItem(
            tr("The same queue as %1 (%2)").arg(fromUtf8(each.scan.scanner), countText(each.candidates)),
            fromUtf8(each.queue.id));
        m_choice->setItemData(m_choice->count() - 1, fromUtf8(each.queue.choice), Qt::ToolTipRole);
    }
    const int again = chosen.isEmpty() ? index : m_choice->findData(chosen);
    m_choice->setCurrentIndex(std::max(again, 0));
}

/// A button for each scan that this scanner has begun and not finished, the newest first.
void ScanStartPage::listResumes() {
    for (QPushButton* button : m_resume) { // one of them may be telling of its click
        button->hide();
        button->deleteLater();
    }
    m_resume.clear();
    QWidget* before = m_scanner;
    for (auto scan = m_offer.scans.rbegin(); scan != m_offer.scans.rend(); ++scan) {
        if (fromUtf8(scan->scan.scanner) != scannerName() || scan->state.isFinished()) continue;
        auto* button = new QPushButton(tr("Resume: %1 of %2 done,\nsince %3")
                                           .arg(countText(scan->state.decided()), countText(scan->candidates),
                                                localTime(scan->scan.started)),
                                       this);
        button->setToolTip(tr("%1. It goes on where it was left.").arg(fromUtf8(scan->queue.choice)));
        button->setAccessibleName(button->text().replace(u'\n', u' '));
        button->setDefault(m_resume.isEmpty());
        QFont font = button->font();
        font.setBold(m_resume.isEmpty());
        button->setFont(font);
        connect(button, &QPushButton::clicked, this, [this, id = fromUtf8(scan->scan.id)] {
            remember();
            emit resumeRequested(id);
        });
        m_resumeLines->addWidget(button);
        setTabOrder(before, button);
        before = button;
        m_resume << button;
    }
    m_orNew->setVisible(!m_resume.isEmpty());
}

/// After the choice changed: how many candidates that is.
void ScanStartPage::ask() {
    m_previewOf = queueChoice();
    m_previewed.reset();
    m_leftOut = 0;
    refresh();
    if (!m_offer.dataset.isEmpty() && chosenQueue().isEmpty() && choiceProblems().isEmpty())
        emit previewRequested(scannerName(), m_previewOf);
}

std::optional<std::size_t> ScanStartPage::candidates() const {
    if (const ScanInJournal* scan = chosenScan()) return scan->candidates;
    if (m_previewed) return m_previewed;
    const QueueChoice choice = queueChoice();
    if (choice.unscannedOnly || choice.from == QueueChoice::From::Ids) return std::nullopt;
    return choice.from == QueueChoice::From::RandomSample ? std::min(choice.sample, m_offer.shown)
                                                          : m_offer.shown;
}

/// What is wrong with what was chosen, apart from what there is.
QStringList ScanStartPage::choiceProblems() const {
    QStringList all;
    if (chosenQueue().isEmpty()) {
        const auto from = queueChoice().from;
        if (from == QueueChoice::From::RandomSample) {
            if (wholeNumber(*m_sample).value_or(0) == 0)
                all << tr("The size of the sample is a whole number above 0.");
            if (!wholeNumber(*m_seed)) all << tr("The seed is a whole number.");
        }
        if (from == QueueChoice::From::Ids && !m_idsProblem.isEmpty()) all << m_idsProblem;
        if (from == QueueChoice::From::Ids && m_idsFile.isEmpty()) all << tr("Choose the file of ids.");
    }
    return all;
}

QStringList ScanStartPage::problems() const {
    if (m_offer.dataset.isEmpty()) return {tr("Nothing is open: open a file with candidates first.")};
    QStringList all;
    if (scannerName().isEmpty()) all << tr("Type your name as the scanner.");
    const QStringList wrongChoice = choiceProblems();
    if (m_offer.shown == 0 && chosenQueue().isEmpty())
        all << tr("The filter shows no candidate: change it.");
    else if (wrongChoice.isEmpty() && candidates() == std::size_t{0})
        all << (m_unscanned->isChecked() ? tr("No candidate is left: all of them have your verdict.")
                                         : tr("None of these candidates is shown."));
    all << wrongChoice;
    if (chosenQueue().isEmpty() && wholeNumber(*m_known).value_or(kMostKnown + 1) > kMostKnown)
        all << tr("The number of known candidates is a whole number from 0 to %1.")
                   .arg(countText(kMostKnown));
    if (const auto wrong = m_verdicts.problem()) all << tr("Verdicts: %1.").arg(fromUtf8(*wrong));
    if (!m_offer.problem.isEmpty())
        all << m_offer.problem;
    else if (m_offer.journal.isEmpty())
        all << tr("Choose a file for the journal.");
    return all;
}

QString ScanStartPage::preview() const {
    return m_preview->text();
}

void ScanStartPage::refresh() {
    showChoice();
    showPreview();
    showLooking();
    m_keys->setText(verdictKeysLine(m_verdicts));
    showJournal();
    const QStringList wrong = problems();
    QStringList lines;
    for (const QString& each : wrong)
        lines << tr("⚠ %1").arg(each);
    if (lines.isEmpty() && m_offer.simulation) lines << tr("Simulation: the truth is hidden while you scan.");
    setNote(*m_why, lines.join(u'\n'));
    m_begin->setEnabled(wrong.isEmpty());
    m_begin->setToolTip(wrong.isEmpty() ? tr("The first candidate is shown; verdicts are given by keys")
                                        : wrong.join(u'\n'));
}

void ScanStartPage::showJournal() {
    const QString name = m_offer.journal.isEmpty() ? tr("none") : QFileInfo(m_offer.journal).fileName();
    m_journal->setText(m_journal->fontMetrics().elidedText(name, Qt::ElideMiddle, m_journal->width()));
    m_journal->setAccessibleDescription(m_offer.journal);
    m_journal->setToolTip(tr("%1\nEvery verdict is on the disk before the next candidate comes")
                              .arg(m_offer.journal)
                              .trimmed());
}

bool ScanStartPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_journal && event->type() == QEvent::Resize) showJournal();
    return QWidget::eventFilter(watched, event);
}

void ScanStartPage::showChoice() {
    const ScanInJournal* theirs = chosenScan();
    const auto from = queueChoice().from;
    m_sampleLine->setVisible(!theirs && from == QueueChoice::From::RandomSample);
    m_idsLine->setVisible(!theirs && from == QueueChoice::From::Ids);
    m_idsName->setText(m_idsFile.isEmpty() ? tr("No file") : QFileInfo(m_idsFile).fileName());
    m_idsName->setToolTip(m_idsFile);
    m_unscanned->setVisible(!theirs);
    m_knownLine->setEnabled(!theirs);
    const bool mixes = wholeNumber(*m_known).value_or(0) > 0;
    m_knownFrom->setEnabled(mixes);
    m_knownNote->setVisible(mixes && !theirs);

    const bool differ = theirs && !sameAnswers(theirs->scan.verdicts, m_verdicts);
    setNote(*m_keysNote, differ
                             ? tr("%1 had other verdicts: %2. Agreement compares verdicts of the same name.")
                                   .arg(fromUtf8(theirs->scan.scanner), namesOf(theirs->scan.verdicts))
                             : QString());
    m_theirVerdicts->setVisible(differ);
    if (differ) m_theirVerdicts->setText(tr("Take the verdicts of %1").arg(fromUtf8(theirs->scan.scanner)));
    const QString other = otherName();
    setNote(
        *m_scannerNote,
        other.isEmpty()
            ? QString()
            : tr("This journal has a scanner “%1”. “%2” would be another person.").arg(other, scannerName()));
}

void ScanStartPage::showPreview() {
    if (m_offer.dataset.isEmpty()) return setNote(*m_preview, {});
    if (const ScanInJournal* theirs = chosenScan())
        return setNote(*m_preview,
                       tr("%1 candidates: %2. Known ones are in it as they were for %3; with both scans "
                          "finished, agreement can be computed.")
                           .arg(countText(theirs->candidates), fromUtf8(theirs->queue.choice),
                                fromUtf8(theirs->scan.scanner)));
    if (!choiceProblems().isEmpty()) return setNote(*m_preview, {});
    const auto number = candidates();
    QString text = number ? tr("%1 candidates").arg(countText(*number)) : tr("Counting…");
    if (number && queueChoice().from == QueueChoice::From::RandomSample)
        text = tr("%1 candidates of %2 shown").arg(countText(*number), countText(m_offer.shown));
    if (m_leftOut > 0)
        text += tr("; %1 ids are left out: not shown, or there twice").arg(countText(m_leftOut));
    setNote(*m_preview, text);
}

/// Another scanner whose name differs in capitals only.
QString ScanStartPage::otherName() const {
    QString other;
    for (const ScanInJournal& each : m_offer.scans) {
        const QString name = fromUtf8(each.scan.scanner);
        if (name == scannerName()) return {};
        if (name.compare(scannerName(), Qt::CaseInsensitive) == 0) other = name;
    }
    return other;
}

QString ScanStartPage::whyNoAgreement() const {
    if (m_offer.dataset.isEmpty()) return tr("Nothing is open.");
    if (!m_offer.problem.isEmpty()) return tr("The journal cannot be used.");
    if (m_offer.scans.empty()) return tr("Nobody has scanned this dataset into this journal yet.");
    bool any = false;
    for (const ScanInJournal& each : m_offer.scans) {
        const bool open = each.state.isFinished() || each.state.isUnblinded();
        if (!open && fromUtf8(each.scan.scanner) == scannerName())
            return tr("Finish your scan first: until then you do not see results.");
        any = any || open;
    }
    return any ? QString() : tr("No scan of this dataset is finished yet.");
}

void ScanStartPage::showLooking() {
    const QString why = whyNoAgreement();
    m_agreement->setEnabled(why.isEmpty());
    m_agreement->setToolTip(why.isEmpty()
                                ? tr("How far the scanners agree, and how often they were right. Whoever is "
                                     "still to scan these candidates should not look.")
                                : why);
    const QString whyNoMerge = m_offer.dataset.isEmpty()    ? tr("Nothing is open.")
                               : !m_offer.problem.isEmpty() ? tr("The journal cannot be used.")
                                                            : QString();
    m_merge->setEnabled(whyNoMerge.isEmpty());
    m_merge->setToolTip(whyNoMerge.isEmpty()
                            ? tr("Adds what other journals have to this one; nothing is counted twice")
                            : whyNoMerge);
}

void ScanStartPage::useIds(const QString& file) {
    m_idsFile = file;
    m_ids.clear();
    m_idsProblem.clear();
    if (auto ids = readIdList(file.toStdString()))
        m_ids = std::move(*ids);
    else
        m_idsProblem = fromUtf8(ids.error());
    if (m_idsProblem.isEmpty() && m_ids.empty()) m_idsProblem = tr("There is no id in this file.");
    m_choice->setCurrentIndex(static_cast<int>(QueueChoice::From::Ids));
    ask();
}

void ScanStartPage::useKnown(const QString& file) {
    m_knownPath = file;
    m_knownFrom->setItemText(1, file.isEmpty() ? tr("from a file…")
                                               : tr("from %1").arg(QFileInfo(file).fileName()));
    m_knownFrom->setItemData(1, file, Qt::ToolTipRole);
    m_knownFrom->setCurrentIndex(file.isEmpty() ? 0 : 1);
    refresh();
}

void ScanStartPage::useVerdicts(const VerdictSet& verdicts) {
    m_verdicts = verdicts;
    QSettings().setValue(kVerdictsKey, fromUtf8(writeVerdictSet(verdicts)));
    refresh();
}

void ScanStartPage::askForIds() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Ids of candidates"), {},
                                                      tr("Text (*.txt *.csv *.dat);;All files (*)"));
    if (!path.isEmpty()) useIds(path);
}

void ScanStartPage::askForKnown() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Simulated pairs with truth"), {},
                                                      tr("Pair tables (*.h5 *.csv *.csv.gz);;All files (*)"));
    useKnown(path.isEmpty() ? m_knownPath : path);
}

void ScanStartPage::askForJournal() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Journal, there already or new"), m_offer.journal,
        tr("Scan journal (*.sqlite);;All files (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty()) emit journalRequested(path);
}

void ScanStartPage::editVerdicts() {
    VerdictSetDialog dialog(m_verdicts, this);
    if (dialog.exec() == QDialog::Accepted) useVerdicts(dialog.verdicts());
}

void ScanStartPage::submit() {
    if (!problems().isEmpty()) return;
    remember();
    emit startRequested(request());
}

void ScanStartPage::remember() const {
    QSettings().setValue(kScannerKey, scannerName());
}

void ScanStartPage::restore() {
    const QSettings settings;
    m_scanner->setText(settings.value(kScannerKey, loginName()).toString());
    const std::string stored = settings.value(kVerdictsKey).toString().toStdString();
    if (stored.empty()) return;
    if (const auto verdicts = readVerdictSet(stored)) m_verdicts = *verdicts;
}

} // namespace pairscope
