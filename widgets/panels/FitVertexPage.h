#pragma once

#include "core/candidate/CandidateStudy.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;

namespace pairscope {

class TextTableView;

/// How it came that a minimum is "the" vertex.
enum class VertexChoice {
    ByPolicy, ///< the rule for all candidates
    ByHand,   ///< a person chose it for this candidate
    ForTrial, ///< a person chose it in a fit with other options than the list has; not kept
};

/// The minima of the fit with the one that is "the" vertex, and what the diagnosis rests on.
class FitVertexPage : public QWidget {
    Q_OBJECT
public:
    explicit FitVertexPage(QWidget* parent = nullptr);

    void setStudy(const CandidateStudy& study, const DetectorModel& detector, VertexChoice choice);
    void setPolicy(MinimumPolicy policy);
    [[nodiscard]] TextTableView& minima() { return *m_minima; }
    [[nodiscard]] TextTableView& facts() { return *m_facts; }

signals:
    void minimumChosen(int minimum);
    /// The policy decides again for this candidate.
    void choiceReleased();
    void policyChanged(MinimumPolicy policy);
    void testCaseRequested();

private:
    void build();
    void updateButtons();

    TextTableView* m_minima;
    QPushButton* m_use;
    QPushButton* m_release;
    QLabel* m_how;
    QComboBox* m_policy;
    TextTableView* m_facts;
    QPushButton* m_testCase;
    int m_chosen = -1;
};

} // namespace pairscope
