#pragma once

#include "widgets/panels/ScanStatus.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace pairscope {

class VerdictButton;

/// The candidate on screen, its verdict, and how far the scan is.
class ScanVerdictPage : public QWidget {
    Q_OBJECT
public:
    explicit ScanVerdictPage(QWidget* parent = nullptr);

    void setStatus(const ScanStatus& status);
    /// The scan is left: a question that waits for an answer, and what was chosen for the next verdict, go.
    void forget();
    [[nodiscard]] const ScanStatus& status() const { return m_status; }

    [[nodiscard]] QString reason() const;
    [[nodiscard]] Confidence confidence() const;
    void clearReason();
    void stepReason(int steps);
    void stepConfidence(int steps);
    void editComment();
    [[nodiscard]] bool autoAdvance() const;

    /// What the page says: id, place in the queue, pace, verdict, what is to be known of the scan.
    [[nodiscard]] QString candidateText() const;
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString paceText() const;
    [[nodiscard]] QString verdictText() const;
    [[nodiscard]] QString notice() const;
    [[nodiscard]] const std::vector<VerdictButton*>& buttons() const { return m_buttons; }
    [[nodiscard]] QComboBox& reasons() { return *m_reason; }
    [[nodiscard]] QComboBox& confidences() { return *m_confidence; }
    [[nodiscard]] QLineEdit& comment() { return *m_comment; }
    [[nodiscard]] QCheckBox& advances() { return *m_advance; }
    [[nodiscard]] QPushButton& undo() { return *m_undo; }
    [[nodiscard]] QPushButton& finish() { return *m_finish; }
    [[nodiscard]] QPushButton& results() { return *m_results; }
    [[nodiscard]] QPushButton& leave() { return *m_leave; }
    /// The question before what cannot be taken back, and its answers.
    [[nodiscard]] QString question() const;
    [[nodiscard]] QPushButton& yes() { return *m_yes; }
    [[nodiscard]] QPushButton& no() { return *m_no; }

signals:
    void verdictRequested(const QString& verdict);
    void commentRequested(const QString& comment);
    void undoRequested();
    void finishRequested();
    void leaveRequested();
    void agreementRequested();
    void unblindRequested();
    void exportRequested();
    void sheetsRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildHead();
    void buildNext(QBoxLayout& page);
    void buildActions(QBoxLayout& page);
    [[nodiscard]] QWidget* buildQuestion();
    void connectParts();
    void makeButtons(const VerdictSet& verdicts);
    void showReasonOf(const std::optional<CandidateVerdict>& verdict);
    void showProgress();
    void showVerdict();
    void showActions();
    void sendComment();
    [[nodiscard]] QString lostComment() const;
    void ask(const QString& question, const QString& yes, const QString& no, std::function<void()> then);
    void askToFinish();
    void askToLook();

    ScanStatus m_status;
    bool m_hasStatus = false;
    QString m_lost;                ///< of a comment that was being typed when the candidate went
    std::optional<QString> m_sent; ///< a comment that is being recorded
    std::function<void()> m_then;  ///< the question is answered with yes

    QLabel* m_candidate;
    QLabel* m_place;
    QLabel* m_left;
    QProgressBar* m_bar;
    QLabel* m_pace;
    QLabel* m_notice;
    QGridLayout* m_grid = nullptr;
    std::vector<VerdictButton*> m_buttons;
    QLabel* m_verdict;
    QComboBox* m_reason;
    QComboBox* m_confidence;
    QLineEdit* m_comment;
    QCheckBox* m_advance;
    QPushButton* m_undo;
    QPushButton* m_finish;
    QPushButton* m_results;
    QPushButton* m_leave;
    QPushButton* m_export;
    QPushButton* m_sheets;
    QLabel* m_about;
    QWidget* m_ask = nullptr;
    QLabel* m_question;
    QPushButton* m_yes;
    QPushButton* m_no;
};

} // namespace pairscope
