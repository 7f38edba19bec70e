#pragma once

#include "app/window/Dataset.h"
#include "core/candidate/CandidateStudy.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace pairscope {

/// What is open, which candidate is on screen, and what is selected: the one place that knows, for table,
/// views and plots. Everything that changes is told by a signal; nothing here draws.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(std::shared_ptr<const DetectorModel> detector, QObject* parent = nullptr);

    [[nodiscard]] const std::shared_ptr<const DetectorModel>& detector() const { return m_detector; }

    /// Replaces everything; the first candidate becomes current, nothing is selected.
    void setDataset(std::shared_ptr<const Dataset> dataset);
    [[nodiscard]] const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }
    [[nodiscard]] std::shared_ptr<const CandidateTable> table() const;

    /// The candidate on screen, by row of the table; nothing in an empty table.
    [[nodiscard]] std::optional<std::size_t> currentRow() const { return m_current; }
    /// With its fit traced.
    [[nodiscard]] const std::shared_ptr<const Candidate>& current() const { return m_candidate; }
    /// The same candidate with all that explains its fit.
    [[nodiscard]] const std::shared_ptr<const CandidateStudy>& study() const { return m_study; }
    /// Rows beyond the table are ignored.
    void setCurrent(std::size_t row);
    /// By id; false when there is no such candidate.
    [[nodiscard]] bool goTo(const EventId& id);

    [[nodiscard]] const std::vector<std::size_t>& selection() const { return m_selection; }
    /// Sorted, each row once.
    void setSelection(std::vector<std::size_t> rows);
    void addToSelection(const std::vector<std::size_t>& rows);

signals:
    void datasetChanged();
    void currentChanged();
    void selectionChanged();

private:
    std::shared_ptr<const DetectorModel> m_detector;
    std::shared_ptr<const Dataset> m_dataset;
    std::optional<std::size_t> m_current;
    std::shared_ptr<const Candidate> m_candidate;
    std::shared_ptr<const CandidateStudy> m_study;
    std::vector<std::size_t> m_selection;
};

} // namespace pairscope
