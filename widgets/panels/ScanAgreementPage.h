#pragma once

#include "core/scan/Agreement.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace pairscope {

class TextTableView;

/// How far the scanners of a dataset agree, and how often they were right where that is known.
class ScanAgreementPage : public QWidget {
    Q_OBJECT
public:
    explicit ScanAgreementPage(QWidget* parent = nullptr);

    void setAgreement(const Agreement& agreement, const VerdictSet& verdicts);

    [[nodiscard]] QString kappa() const; ///< "Cohen's κ = 0.85 ± 0.02", or nothing
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString scoreNote() const;
    [[nodiscard]] QComboBox& pairs() { return *m_pairs; }
    [[nodiscard]] TextTableView& confusion() { return *m_confusion; }
    [[nodiscard]] TextTableView& scores() { return *m_scores; }
    [[nodiscard]] QPushButton& disagreements() { return *m_disagreements; }
    [[nodiscard]] QPushButton& exports() { return *m_export; }
    [[nodiscard]] QPushButton& back() { return *m_back; }

signals:
    void disagreementsRequested();
    void exportRequested();
    void backRequested();

private:
    void build();
    void showPair();
    void showScores();

    Agreement m_agreement;
    VerdictSet m_verdicts;
    QLabel* m_kappa;
    QLabel* m_summary;
    QComboBox* m_pairs;
    QLabel* m_pairNote;
    TextTableView* m_confusion;
    QLabel* m_count;
    QPushButton* m_disagreements;
    QLabel* m_scoreTitle;
    TextTableView* m_scores;
    QLabel* m_scoreNote;
    QPushButton* m_export;
    QPushButton* m_back;
};

} // namespace pairscope
