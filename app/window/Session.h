#pragma once

#include "app/window/Dataset.h"
#include "core/candidate/CandidateStudy.h"
#include "widgets/jobs/LatestJob.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace pairscope {

/// What is open, which candidate is on screen, how it is fitted, and what is selected: the one place that
/// knows, for table, views and plots. Everything that changes is told by a signal; nothing here draws.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(std::shared_ptr<const DetectorModel> detector, QObject* parent = nullptr);

    /// Of the dataset that is open.
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& detector() const { return m_detector; }
    /// For files, which do not say theirs.
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& usualDetector() const { return m_usual; }

    /// Replaces everything; the first candidate becomes current, nothing is selected, the options of the fit
    /// are the defaults, as the dataset's table was made with.
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

    /// How candidates on screen are fitted. The table keeps the default fit with the same policy.
    [[nodiscard]] const Reconstruction::Options& options() const { return m_options; }
    /// Fits the candidate on screen anew, and every one that comes; the policy is that of setPolicy().
    /// Options that no fit can have change nothing.
    void setOptions(const Reconstruction::Options& options);
    /// The candidate on screen is fitted with other options than the table.
    [[nodiscard]] bool isTrial() const;

    /// Which minimum is the vertex, for all candidates: makes a new table in the background. options() has
    /// the policy when the table does.
    void setPolicy(MinimumPolicy policy);
    /// The work of setPolicy(), for progress and Cancel.
    [[nodiscard]] LatestJob& policyJob() { return *m_policyJob; }

    /// A person's choice of the vertex of the candidate on screen. It is kept for the row and enters the
    /// table; for a trial fit it lasts as long as that fit is on screen. Minima that there are not change
    /// nothing.
    void chooseMinimum(std::size_t minimum);
    /// The policy decides again for the candidate on screen.
    void releaseMinimum();
    /// The vertex of the candidate on screen was chosen by a person.
    [[nodiscard]] bool isChosenByHand() const;
    /// Every person's choice, by row.
    [[nodiscard]] const std::map<std::size_t, std::size_t>& choices() const { return m_choices; }

    [[nodiscard]] const std::vector<std::size_t>& selection() const { return m_selection; }
    /// Sorted, each row once.
    void setSelection(std::vector<std::size_t> rows);
    void addToSelection(const std::vector<std::size_t>& rows);

signals:
    void datasetChanged();
    void currentChanged();
    /// The candidate on screen is the same, its fit or its vertex is another.
    void refitted();
    /// The same rows with other results: order, filter and selection hold.
    void tableChanged();
    void selectionChanged();

private:
    using Choices = std::map<std::size_t, std::size_t>;

    void fitCurrent();
    [[nodiscard]] Reconstruction::Options tableOptions() const;
    void setTable(std::shared_ptr<const CandidateTable> table);
    void updateRow(std::size_t row);
    void takeTable(std::shared_ptr<const CandidateTable> table, MinimumPolicy policy, const Choices& made);

    std::shared_ptr<const DetectorModel> m_usual;
    std::shared_ptr<const DetectorModel> m_detector;
    std::shared_ptr<const Dataset> m_dataset;
    std::optional<std::size_t> m_current;
    std::shared_ptr<const Candidate> m_candidate;
    std::shared_ptr<const CandidateStudy> m_study;
    Reconstruction::Options m_options;
    Choices m_choices;
    std::optional<std::size_t> m_trialChoice; ///< of a trial fit on screen
    LatestJob* m_policyJob;
    std::vector<std::size_t> m_selection;
};

} // namespace pairscope
