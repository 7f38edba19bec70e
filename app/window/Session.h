#pragma once

#include "app/window/Dataset.h"
#include "app/window/Document.h"
#include "core/analysis/Filter.h"
#include "core/candidate/CandidateStudy.h"
#include "core/candidate/RowOptions.h"
#include "widgets/jobs/LatestJob.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace pairscope {

/// What is open, which candidate is on screen, how the candidates are fitted, and which of them are shown:
/// the one place that knows, for table, views and plots. Everything that changes is told by a signal; nothing
/// here draws. Filter, selection, regions and blinding are in the document.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(std::shared_ptr<const DetectorModel> detector, QObject* parent = nullptr);

    /// Of the dataset that is open.
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& detector() const { return m_detector; }
    /// For files, which do not say theirs.
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& usualDetector() const { return m_usual; }

    /// Replaces everything; the first candidate shown becomes current, nothing is selected, the options of
    /// the fit are the defaults, as the dataset's table was made with. Filter and regions stay.
    /// @param options with which its table was made
    void setDataset(std::shared_ptr<const Dataset> dataset, const Reconstruction::Options& options = {});
    [[nodiscard]] const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }
    [[nodiscard]] std::shared_ptr<const CandidateTable> table() const;

    /// A dataset with all that was done to it, to come back to.
    struct Work {
        std::shared_ptr<const Dataset> dataset;
        std::optional<std::size_t> current;
        Reconstruction::Options options;
        RowOptions rowOptions;
        std::map<std::size_t, std::size_t> choices;
        CandidateFilter filter;
        RowSet selection;
    };
    /// Of complete tables only: a refit that runs is given up.
    [[nodiscard]] Work work();
    /// What was shown before is gone, its history too. What was unblinded is blinded again.
    void setWork(const Work& work);

    /// What a scanner says of each row. @pre as many rows as the table has
    void setVerdicts(std::shared_ptr<const VerdictColumn> verdicts);

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

    [[nodiscard]] Document& document() { return *m_document; }
    [[nodiscard]] const DocumentState& state() const { return m_document->state(); }
    /// What passes the filter and is not blinded.
    [[nodiscard]] const RowSet& shown() const { return m_shown; }
    /// What is hidden because it is in a region that is blind; nothing when unblinded.
    [[nodiscard]] const RowSet& blinded() const { return m_blinded; }
    /// Why the filter cannot be used: what was shown before still is.
    [[nodiscard]] const std::optional<FilterError>& filterError() const { return m_filterError; }
    /// Filters very many rows; empty-handed otherwise.
    [[nodiscard]] LatestJob& filterJob() { return *m_filterJob; }

    /// Replaces the selection or adds to it; rows beyond the table are left out. While rows are brushed, the
    /// step is unfinished and adds to what was selected before it began.
    void select(const RowSet& rows, bool add = false, Document::Step step = Document::Step::Finished);

    /// A brush was given up: the selection is as before it came.
    void forgetBrush();

    /// How candidates on screen are fitted.
    [[nodiscard]] const Reconstruction::Options& options() const { return m_options; }
    /// Fits the candidate on screen anew, and every one that comes; the policy is that of setPolicy().
    /// Options that no fit can have change nothing.
    void setOptions(const Reconstruction::Options& options);
    /// The candidate on screen is fitted with other options than its row in the table.
    [[nodiscard]] bool isTrial() const;

    /// Fits these rows of the table with options(), in the background on all cores; the table is replaced a
    /// few times while it runs. Cancelled, or overtaken by the next request, the table is as it was before.
    void refit(const RowSet& rows);
    /// Which minimum is the vertex, for all candidates, likewise. options() has the policy when the table
    /// does.
    void setPolicy(MinimumPolicy policy);
    /// The work of refit() and setPolicy(), for progress and Cancel.
    [[nodiscard]] LatestJob& refitJob() { return *m_refitJob; }
    /// With what each row of the table was fitted.
    [[nodiscard]] const RowOptions& rowOptions() const { return m_rowOptions; }

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

signals:
    void datasetChanged();
    void currentChanged();
    /// The candidate on screen is the same, its fit or its vertex is another.
    void refitted();
    /// The same rows with other results: order and selection hold.
    void tableChanged();
    /// The table has other verdicts, and is the same otherwise.
    void verdictsChanged();
    /// shown() is another, or why it is not: filterError().
    void shownChanged();

private:
    using Choices = std::map<std::size_t, std::size_t>;

    void fitCurrent();
    void startRefit(const RowSet& rows, const RowOptions& options);
    void takeTable(std::shared_ptr<const CandidateTable> table, const RowOptions& options);
    void setTable(std::shared_ptr<const CandidateTable> table);
    void updateRow(std::size_t row);
    /// As the table should have this row: with its options and, where there is one, a person's choice.
    [[nodiscard]] Candidate candidateOf(std::size_t row, const RowOptions& options) const;
    void updateShown();
    void showPassing(RowSet passing);
    void updateBlinded();
    void leaveCurrent();

    std::shared_ptr<const DetectorModel> m_usual;
    std::shared_ptr<const DetectorModel> m_detector;
    std::shared_ptr<const Dataset> m_dataset;
    Document* m_document;
    std::optional<std::size_t> m_current;
    std::shared_ptr<const Candidate> m_candidate;
    std::shared_ptr<const CandidateStudy> m_study;
    Reconstruction::Options m_options;
    RowOptions m_rowOptions;
    std::shared_ptr<const CandidateTable> m_complete; ///< no refit of it is half done
    LatestJob* m_refitJob;
    Choices m_choices;
    std::set<std::size_t> m_touched;          ///< rows chosen or released while a refit runs
    std::optional<std::size_t> m_trialChoice; ///< of a trial fit on screen
    LatestJob* m_filterJob;
    std::optional<FilterError> m_filterError;
    RowSet m_passing; ///< the filter
    RowSet m_blinded;
    RowSet m_shown;
    std::optional<RowSet> m_brushedFrom; ///< what was selected before the brush came
};

} // namespace pairscope
