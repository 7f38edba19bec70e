#pragma once

#include "app/window/ScanPreparation.h"
#include "app/window/Session.h"
#include "core/scan/DatasetScans.h"
#include "widgets/panels/ScanStatus.h"

#include <QObject>

#include <chrono>
#include <deque>
#include <optional>

namespace pairscope {

/// Scanning: the journal of what is open, the scan that goes on, and its verdicts, each on the disk before
/// anything else happens. While it goes on, the session has the candidates of the queue and nothing else,
/// without truth; afterwards it has the whole again. Verdicts and comments are steps of the document's
/// history.
class ScanControl : public QObject {
    Q_OBJECT
public:
    /// @param program for the journal: "Pairscope 0.1.0"
    ScanControl(Session& session, std::string program, QObject* parent);
    ~ScanControl() override;

    /// Who scans.
    void setScanner(const QString& name);
    [[nodiscard]] const QString& scanner() const { return m_scanner; }
    /// The scanner's verdicts are in the table when no scan goes on: not before that is asked for, or a scan
    /// was left, as somebody else may sit here now.
    void setVerdictsShown(bool on);
    [[nodiscard]] bool verdictsShown() const { return m_verdictsShown; }
    /// Another journal for the dataset that is open, also the next time it is. Not while a scan goes on.
    void setJournal(const QString& file);
    [[nodiscard]] const QString& journal() const { return m_journalFile; }

    /// What could be scanned now.
    [[nodiscard]] ScanOffer offer();
    /// How many candidates a choice would give.
    [[nodiscard]] ChosenQueue preview(const QString& scanner, const QueueChoice& choice);

    [[nodiscard]] bool isScanning() const { return m_scan.has_value(); }
    /// Nothing when no scan goes on.
    [[nodiscard]] std::optional<ScanStatus> status() const;
    /// Simulated candidates are mixed into the queue that goes on: what is said of one must hold for all.
    [[nodiscard]] bool isMixed() const { return m_scan && m_scan->mixed; }
    /// Brings what another journal has into this one. @return how many lines came
    [[nodiscard]] tl::expected<std::size_t, ScanError> merge(const QString& other);
    /// The whole, while a scan goes on too.
    [[nodiscard]] std::shared_ptr<const Dataset> whole() const;
    /// Of the dataset, as the journal has them now.
    using Scans = tl::expected<std::shared_ptr<const DatasetScans>, ScanError>;
    [[nodiscard]] Scans scans();

    void begin(const ScanRequest& request);
    /// Candidates that scanners see differently, of all that may be seen; not counted as independent.
    void beginAgain(const ScanRequest& request);
    void resume(const QString& scan);
    /// Makes ready, in the background.
    [[nodiscard]] LatestJob& job() { return *m_job; }

    /// Of the candidate on screen. Goes on to the next one without verdict when `advance` is set.
    /// @return whether it is recorded
    bool give(const QString& verdict, const QString& reason, Confidence confidence, bool advance);
    void comment(const QString& text);
    /// The next candidate of the queue without verdict, from the one on screen on and round the end.
    void toNextUndecided();
    void finish();
    /// A person without any scan looks at results: a scan that this person begins afterwards is unblinded.
    void noteLook();
    /// Results may be looked at before the end; written down.
    void unblind();
    /// Back to the whole dataset.
    void leave();

signals:
    /// What can be scanned, or where the scan stands, is another.
    void changed();
    void began();
    void left();
    void failed(const pairscope::Message& message);

private:
    struct Active {
        Scan scan;
        ScanQueue queue;
        ScanState state;
        std::shared_ptr<const PairTable> pairs;
        bool mixed = false;
        Session::Work before;
        std::size_t written = 0; ///< lines of this sitting
    };
    class VerdictStep;
    class CommentStep;

    void followSession();
    void prepare(const ScanTask& task);
    [[nodiscard]] ScanTask task();
    void take(PreparedScan prepared);
    [[nodiscard]] bool write(const ScanEntry& entry, ScanEntry* written = nullptr);
    [[nodiscard]] ScanEntry entryFor(std::size_t row, ScanAction action) const;
    [[nodiscard]] SeenCandidate seen() const;
    void showVerdict(std::size_t row);
    void showVerdictsOfTable();
    [[nodiscard]] const std::string& fingerprint();
    void start(const ScanRequest& request, bool informed);
    [[nodiscard]] tl::expected<DatasetScans, ScanError> readScans();
    void readAgain();
    [[nodiscard]] bool othersJudged(std::size_t row);
    void restoreHistory(const std::vector<ScanEntry>& entries);
    void keepStep(std::size_t row, const ScanEntry& entry, const std::string& given);
    [[nodiscard]] QString lookKey();
    void notePace();

    Session& m_session;
    std::string m_program;
    QString m_scanner;
    LatestJob* m_job;
    QString m_journalFile;
    std::optional<ScanJournal> m_journal; ///< open for writing while a scan goes on
    std::optional<Active> m_scan;
    std::shared_ptr<const DatasetScans> m_read; ///< of the journal as m_readStamp says
    QString m_readStamp;
    bool m_verdictsShown = false;
    std::optional<std::size_t> m_lastDecided; ///< nothing is left, and this row is still on screen
    std::weak_ptr<const PairTable> m_fingerprinted;
    std::string m_fingerprint;
    const PairTable* m_followed = nullptr;                     ///< the dataset that the journal is of
    std::deque<std::chrono::steady_clock::time_point> m_given; ///< the last verdicts of this sitting
};

} // namespace pairscope
