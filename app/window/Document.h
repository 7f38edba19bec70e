#pragma once

#include "core/analysis/CandidateFilter.h"
#include "core/analysis/SidebandPlane.h"
#include "core/candidate/RowSet.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>
#include <optional>
#include <vector>

namespace pairscope {

/// What a person made of a dataset: what is shown, what is selected, the regions, and whether blinded regions
/// may be looked at.
struct DocumentState {
    CandidateFilter filter;
    RowSet selection;
    std::vector<SidebandPlane> planes{defaultSidebandPlane()}; ///< at most one for each pair of axes
    std::size_t plane = 0;                                     ///< the one on screen
    bool unblinded = false;

    [[nodiscard]] const SidebandPlane& shownPlane() const { return planes[plane]; }
    bool operator==(const DocumentState&) const = default;
};

/// The state with its history: every change can be undone and redone. Changes in a row that belong together
/// (letters of a filter, a region while it is dragged) are one step: all but the last are `Unfinished`.
class Document : public QObject {
    Q_OBJECT
public:
    enum class Step { Finished, Unfinished };
    /// Writes down that blinded regions may now be looked at, or may not any more; says why it could not.
    using BlindingLog = std::function<std::optional<QString>(bool unblinded)>;

    explicit Document(QObject* parent = nullptr);

    [[nodiscard]] const DocumentState& state() const { return m_state; }
    [[nodiscard]] QUndoStack& history() { return m_history; }
    /// Without one, nothing can be unblinded.
    void setBlindingLog(BlindingLog log) { m_log = std::move(log); }

    void setFilter(const CandidateFilter& filter, Step step = Step::Finished);
    void setSelection(const RowSet& rows, Step step = Step::Finished);
    /// Shows this plane, which becomes that of its axes.
    void setPlane(const SidebandPlane& plane, Step step = Step::Finished);
    void setUnblinded(bool on);

    /// For other rows: nothing is selected, what is blind is blinded again, no step of the past holds. Filter
    /// and regions stay.
    void forgetRows();

signals:
    void filterChanged();
    void selectionChanged();
    void planesChanged();
    void blindingChanged();
    /// Nothing was unblinded, and why.
    void unblindingRefused(const QString& why);

private:
    enum Part { kFilter = 1, kSelection = 2, kPlanes = 4, kBlinding = 8 };
    class Change;

    void change(Part part, DocumentState after, Step step, const QString& name);
    void show(const DocumentState& state);
    [[nodiscard]] bool mayChangeBlinding(bool unblinded);

    DocumentState m_state;
    QUndoStack m_history;
    BlindingLog m_log;
};

} // namespace pairscope
