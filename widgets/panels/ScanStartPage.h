#pragma once

#include "widgets/panels/ScanOffer.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pairscope {

/// Who scans what with which answers into which journal. Whatever keeps a scan from being started is said
/// beside the button.
class ScanStartPage : public QWidget {
    Q_OBJECT
public:
    explicit ScanStartPage(QWidget* parent = nullptr);

    /// What was typed and chosen stays.
    void setOffer(const ScanOffer& offer);
    /// See ScanPanel::setPreview().
    void setPreview(const QueueChoice& choice, std::size_t candidates, std::size_t leftOut);

    /// As it would be started now.
    [[nodiscard]] ScanRequest request() const;
    /// All that keeps it from being started; empty when nothing does.
    [[nodiscard]] QStringList problems() const;
    /// How many candidates the choice gives; nothing while it is not known.
    [[nodiscard]] std::optional<std::size_t> candidates() const;

    /// Takes the ids of a file as what is to be scanned.
    void useIds(const QString& file);
    /// Takes the known candidates from a file; empty: they are made.
    void useKnown(const QString& file);
    /// Takes and remembers the answers.
    void useVerdicts(const VerdictSet& verdicts);
    [[nodiscard]] const VerdictSet& verdicts() const { return m_verdicts; }

    [[nodiscard]] QLineEdit& scanner() { return *m_scanner; }
    [[nodiscard]] QComboBox& choice() { return *m_choice; } ///< QueueChoice::From, then queues of others
    [[nodiscard]] QLineEdit& sample() { return *m_sample; }
    [[nodiscard]] QLineEdit& seed() { return *m_seed; }
    [[nodiscard]] QCheckBox& unscannedOnly() { return *m_unscanned; }
    [[nodiscard]] QLineEdit& known() { return *m_known; }
    [[nodiscard]] QPushButton& start() { return *m_begin; }
    [[nodiscard]] QPushButton& agreement() { return *m_agreement; }
    [[nodiscard]] QPushButton& merge() { return *m_merge; }
    [[nodiscard]] QPushButton& theirVerdicts() { return *m_theirVerdicts; }
    [[nodiscard]] QList<QPushButton*> resumeButtons() const { return m_resume; } ///< the newest scan first
    [[nodiscard]] QString preview() const; ///< what the choice gives, in words

signals:
    void startRequested(const pairscope::ScanRequest& request);
    void resumeRequested(const QString& scan);
    void previewRequested(const QString& scanner, const pairscope::QueueChoice& choice);
    void journalRequested(const QString& file);
    void agreementRequested();
    void mergeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildWho(QVBoxLayout& page);
    void buildWhat(QVBoxLayout& page);
    void buildKnown(QVBoxLayout& page);
    void buildVerdicts(QVBoxLayout& page);
    void buildJournal(QVBoxLayout& page);
    [[nodiscard]] QWidget* buildFoot();
    void connectParts();

    void listQueues();
    void listResumes();
    void ask();
    void refresh();
    void showChoice();
    void showPreview();
    void showJournal();
    void showLooking();
    void submit();
    void askForIds();
    void askForKnown();
    void askForJournal();
    void editVerdicts();
    void restore();
    void remember() const;

    [[nodiscard]] QString scannerName() const;
    [[nodiscard]] QueueChoice queueChoice() const;
    [[nodiscard]] QString chosenQueue() const;
    [[nodiscard]] const ScanInJournal* chosenScan() const;
    [[nodiscard]] QStringList choiceProblems() const;
    [[nodiscard]] QString otherName() const;
    [[nodiscard]] QString whyNoAgreement() const;

    ScanOffer m_offer;
    VerdictSet m_verdicts;
    std::vector<EventId> m_ids;
    QString m_idsFile;
    QString m_idsProblem;
    QString m_knownPath;
    QueueChoice m_previewOf;
    std::optional<std::size_t> m_previewed;
    std::size_t m_leftOut = 0;

    QLineEdit* m_scanner;
    QLabel* m_scannerNote;
    QVBoxLayout* m_resumeLines = nullptr;
    QList<QPushButton*> m_resume;
    QLabel* m_orNew;
    QComboBox* m_choice;
    QWidget* m_sampleLine;
    QLineEdit* m_sample;
    QLineEdit* m_seed;
    QWidget* m_idsLine;
    QLabel* m_idsName;
    QCheckBox* m_unscanned;
    QLabel* m_preview;
    QWidget* m_knownLine;
    QLineEdit* m_known;
    QComboBox* m_knownFrom;
    QLabel* m_knownNote;
    QLabel* m_keys;
    QLabel* m_keysNote;
    QPushButton* m_theirVerdicts;
    QLabel* m_journal;
    QLabel* m_why;
    QPushButton* m_begin;
    QPushButton* m_agreement;
    QPushButton* m_merge;
};

} // namespace pairscope
