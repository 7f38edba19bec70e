#pragma once

#include "core/candidate/Candidate.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTableView;

namespace pairscope {

class InspectorModel;

/// One candidate in numbers: what came of its fit in a sentence, then quantities x stages.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget* parent = nullptr);

    /// @param candidate may be null: nothing is chosen.
    void setCandidate(const std::shared_ptr<const Candidate>& candidate,
                      const std::shared_ptr<const DetectorModel>& detector);
    [[nodiscard]] const InspectorModel& model() const { return *m_model; }
    /// Id, outcome and the aligned table, as the copy button gives it.
    [[nodiscard]] QString text() const;

signals:
    void copied(const QString& text);

private:
    void copy();
    void spanHeadings();

    QLabel* m_title;
    QLabel* m_outcome;
    QPushButton* m_copy;
    InspectorModel* m_model;
    QTableView* m_view;
};

} // namespace pairscope
