#pragma once

#include "core/scan/Agreement.h"
#include "widgets/panels/ScanOffer.h"
#include "widgets/panels/ScanStatus.h"

#include <QString>
#include <QWidget>

#include <optional>

class QStackedWidget;

namespace pairscope {

class ScanAgreementPage;
class ScanStartPage;
class ScanVerdictPage;

/// The dock in which a scan is begun, done and looked back on. It shows what it is given; all that the user
/// does comes back as requests.
class ScanPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScanPanel(QWidget* parent = nullptr);

    /// Page 1: begin or resume.
    void setOffer(const ScanOffer& offer);
    /// The answer to previewRequested(): how many candidates this choice gives, and how many ids of it are
    /// not there. It is not looked at when another choice was made since.
    void setPreview(const QueueChoice& choice, std::size_t candidates, std::size_t leftOut);
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

    [[nodiscard]] ScanStartPage& startPage() const { return *m_start; }
    [[nodiscard]] ScanVerdictPage& verdictPage() const { return *m_scan; }
    [[nodiscard]] ScanAgreementPage& agreementPage() const { return *m_agreement; }
    /// The page that is on screen.
    [[nodiscard]] QWidget& page() const;

signals:
    void startRequested(const pairscope::ScanRequest& request);
    void resumeRequested(const QString& scan);
    /// How many candidates would this be, without those that have a verdict of this scanner where the choice
    /// says so? Answered by setPreview().
    void previewRequested(const QString& scanner, const pairscope::QueueChoice& choice);
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

private:
    void connectPages();
    void showPage();

    QStackedWidget* m_pages;
    ScanStartPage* m_start;
    ScanVerdictPage* m_scan;
    ScanAgreementPage* m_agreement;
    bool m_scanning = false;
    bool m_looking = false; ///< at the agreement
};

} // namespace pairscope
