#pragma once

#include "core/scan/Agreement.h"
#include "core/scan/DatasetScans.h"
#include "core/scan/QueueChoice.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace pairscope {

/// What can be scanned, for the start page.
struct ScanOffer {
    QString dataset;         ///< name; empty: nothing is open
    std::size_t shown = 0;   ///< candidates that pass the filter and are not blinded
    bool simulation = false; ///< the dataset has truth: it is hidden while scanning
    QString journal;         ///< where verdicts go
    std::vector<ScanInJournal>
        scans;       ///< of this dataset, in that journal; only what their own scanner may see is shown
    QString problem; ///< why the journal cannot be used; empty: it can
};

/// What a person wants to scan.
struct ScanRequest {
    QString scanner;
    VerdictSet verdicts;
    QueueChoice choice;    ///< of a new queue
    std::size_t known = 0; ///< simulated candidates to mix in
    QString knownFile;     ///< where they come from; empty: half conversions, half prompt pairs, made now
    QString sameQueueAs;   ///< id of a queue of another scanner; empty: a new one
};

/// Where a scan stands.
struct ScanStatus {
    QString scanner;
    QString queue; ///< how it was chosen
    VerdictSet verdicts;
    QString candidate;        ///< id on screen; empty: none
    std::size_t position = 0; ///< in the queue, from 1
    std::size_t total = 0;
    std::size_t decided = 0;
    std::vector<std::size_t> tally;          ///< by kind of verdict
    std::optional<CandidateVerdict> current; ///< of the candidate on screen
    double perMinute = 0;                    ///< over the last verdicts of this sitting; 0: not known yet
    bool finished = false;
    bool unblinded = false;
    QString journal;
};

/// The dock in which a scan is begun, done and looked back on. It shows what it is given; all that the user
/// does comes back as requests.
class ScanPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScanPanel(QWidget* parent = nullptr);

    /// Page 1: begin or resume.
    void setOffer(const ScanOffer& offer);
    /// Page 2: scanning; nothing: back to page 1.
    void setStatus(const std::optional<ScanStatus>& status);
    /// Page 3, of what is finished (or unblinded): agreement, and how well the known ones were found;
    /// nothing: back.
    void setAgreement(const std::optional<Agreement>& agreement, const VerdictSet& verdicts);

    /// For the next verdict: chosen beforehand, empty and none after it.
    [[nodiscard]] QString reason() const;
    [[nodiscard]] Confidence confidence() const;
    void clearReason();
    /// The next (or previous) reason code; more (or less) confidence; the cursor into the comment line.
    void stepReason(int steps);
    void stepConfidence(int steps);
    void editComment();
    [[nodiscard]] bool autoAdvance() const;

signals:
    void startRequested(const pairscope::ScanRequest& request);
    void resumeRequested(const QString& scan);
    /// Another journal: there already, or to be made.
    void journalRequested(const QString& file);
    void verdictRequested(const QString& verdict);
    void commentRequested(const QString& comment);
    void undoRequested();
    void finishRequested();
    /// Back to the whole dataset; the scan can be resumed.
    void leaveRequested();
    void agreementRequested();
    /// To look at results before one's own scan is finished; it is written down.
    void unblindRequested();
    void disagreementsRequested();
    void exportRequested();
    void sheetsRequested();
    void mergeRequested();
};

} // namespace pairscope
