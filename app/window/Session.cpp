#include "app/window/Session.h"

#include <algorithm>
#include <utility>

namespace pairscope {

Session::Session(std::shared_ptr<const DetectorModel> detector, QObject* parent)
    : QObject(parent), m_detector(std::move(detector)) {}

void Session::setDataset(std::shared_ptr<const Dataset> dataset) {
    m_dataset = std::move(dataset);
    m_current.reset();
    m_candidate.reset();
    m_study.reset();
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
    m_study =
        std::make_shared<const CandidateStudy>(studyCandidate(m_dataset->file.pairs->event(row), m_detector));
    m_candidate = m_study->candidate;
    emit currentChanged();
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
