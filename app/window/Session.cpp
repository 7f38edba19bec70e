#include "app/window/Session.h"

#include "core/candidate/BatchReconstruction.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pairscope {

namespace {

/// A candidate with a person's choice, as the table holds it.
Candidate candidateOf(const PairTable& pairs, std::size_t row, const Reconstruction& reconstruction,
                      const std::map<std::size_t, std::size_t>& choices) {
    Candidate candidate = reconstruction(pairs.event(row));
    if (const auto choice = choices.find(row); choice != choices.end())
        reconstruction.chooseMinimum(candidate, choice->second);
    return candidate;
}

} // namespace

Session::Session(std::shared_ptr<const DetectorModel> detector, QObject* parent)
    : QObject(parent), m_usual(std::move(detector)), m_detector(m_usual), m_policyJob(new LatestJob(this)) {}

void Session::setDataset(std::shared_ptr<const Dataset> dataset) {
    m_policyJob->cancel();
    m_dataset = std::move(dataset);
    m_detector = m_dataset->detector ? m_dataset->detector : m_usual;
    m_current.reset();
    m_candidate.reset();
    m_study.reset();
    m_options = {};
    m_choices.clear();
    m_trialChoice.reset();
    m_selection.clear();
    emit datasetChanged();
    emit selectionChanged();
    if (m_dataset->table->rows() > 0)
        setCurrent(0);
    else
        emit currentChanged();
}

std::shared_ptr<const CandidateTable> Session::table() const {
    return m_dataset ? m_dataset->table : nullptr;
}

void Session::setCurrent(std::size_t row) {
    if (!m_dataset || row >= m_dataset->table->rows() || m_current == row) return;
    m_current = row;
    m_trialChoice.reset();
    fitCurrent();
    emit currentChanged();
}

void Session::fitCurrent() {
    CandidateStudy study = studyCandidate(m_dataset->file.pairs->event(*m_current), m_detector, m_options);
    const auto choice = m_choices.find(*m_current);
    const auto wanted = isTrial()                   ? m_trialChoice
                        : choice != m_choices.end() ? std::optional(choice->second)
                                                    : std::nullopt;
    if (wanted) pairscope::chooseMinimum(study, *wanted, m_detector, m_options);
    m_study = std::make_shared<const CandidateStudy>(std::move(study));
    m_candidate = m_study->candidate;
}

bool Session::isTrial() const {
    return !(m_options.fit == VertexFit::Options{} && m_options.association == AssociationOptions{} &&
             m_options.kinematic == KinematicFit::Options{} && !m_options.photon);
}

void Session::setOptions(const Reconstruction::Options& options) {
    try {
        const VertexFit possible(options.fit);
        const KinematicFit kinematicsPossible(options.kinematic);
    } catch (const std::invalid_argument&) {
        return;
    }
    const MinimumPolicy policy = m_options.policy;
    m_options = options;
    m_options.policy = policy;
    m_trialChoice.reset();
    if (!m_current) return;
    fitCurrent();
    emit refitted();
}

Reconstruction::Options Session::tableOptions() const {
    Reconstruction::Options options;
    options.policy = m_options.policy;
    return options;
}

void Session::setTable(std::shared_ptr<const CandidateTable> table) {
    auto dataset = std::make_shared<Dataset>(*m_dataset);
    dataset->table = std::move(table);
    m_dataset = std::move(dataset);
    emit tableChanged();
}

void Session::setPolicy(MinimumPolicy policy) {
    if (!m_dataset) return;
    Reconstruction::Options options = tableOptions();
    options.policy = policy;
    const auto pairs = m_dataset->file.pairs;
    const auto detector = m_detector;
    const Choices choices = m_choices;
    m_policyJob->start(
        [=](const std::stop_token& stop, const Progress& progress) {
            auto table = reconstructAll(pairs, detector, options, stop, progress);
            const Reconstruction reconstruction(detector, options);
            for (const auto& choice : choices)
                if (table && !stop.stop_requested())
                    table = table->withRow(choice.first,
                                           candidateOf(*pairs, choice.first, reconstruction, choices));
            return table;
        },
        [this, policy, choices](const std::shared_ptr<const CandidateTable>& table) {
            if (table) takeTable(table, policy, choices);
        });
}

/// @param made the choices that the table was made with: those made since are still to be entered.
void Session::takeTable(std::shared_ptr<const CandidateTable> table, MinimumPolicy policy,
                        const Choices& made) {
    m_options.policy = policy;
    const Reconstruction reconstruction(m_detector, tableOptions());
    Choices either = made;
    either.insert(m_choices.begin(), m_choices.end());
    for (const auto& [row, choice] : either) {
        const auto before = made.find(row);
        const auto now = m_choices.find(row);
        const bool same = before != made.end() && now != m_choices.end() && before->second == now->second;
        if (!same) table = table->withRow(row, candidateOf(table->pairs(), row, reconstruction, m_choices));
    }
    setTable(std::move(table));
    if (!m_current) return;
    fitCurrent();
    emit refitted();
}

void Session::chooseMinimum(std::size_t minimum) {
    if (!m_candidate || !m_candidate->fit || minimum >= m_candidate->fit->minima.size()) return;
    if (isTrial())
        m_trialChoice = minimum;
    else
        m_choices[*m_current] = minimum;
    fitCurrent();
    if (!isTrial()) updateRow(*m_current);
    emit refitted();
}

void Session::releaseMinimum() {
    if (!isChosenByHand()) return;
    if (isTrial())
        m_trialChoice.reset();
    else
        m_choices.erase(*m_current);
    fitCurrent();
    if (!isTrial()) updateRow(*m_current);
    emit refitted();
}

bool Session::isChosenByHand() const {
    return m_current && (isTrial() ? m_trialChoice.has_value() : m_choices.contains(*m_current));
}

void Session::updateRow(std::size_t row) {
    setTable(m_dataset->table->withRow(row, *m_candidate));
}

bool Session::goTo(const EventId& id) {
    const auto row = m_dataset ? m_dataset->table->find(id) : std::nullopt;
    if (row) setCurrent(*row);
    return row.has_value();
}

void Session::setSelection(std::vector<std::size_t> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const std::size_t count = table() ? table()->rows() : 0;
    rows.erase(std::lower_bound(rows.begin(), rows.end(), count), rows.end());
    if (rows == m_selection) return;
    m_selection = std::move(rows);
    emit selectionChanged();
}

void Session::addToSelection(const std::vector<std::size_t>& rows) {
    std::vector<std::size_t> all = m_selection;
    all.insert(all.end(), rows.begin(), rows.end());
    setSelection(std::move(all));
}

} // namespace pairscope
