#include "app/window/Document.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace pairscope {

namespace {

/// Each holds at most one set of rows for each step, 4 MB for a million.
constexpr int kMostSteps = 100;

/// Of the same axes; null for none.
const SidebandPlane* planeLike(const SidebandPlane& plane, const std::vector<SidebandPlane>& planes) {
    for (const SidebandPlane& other : planes)
        if (other.x == plane.x && other.y == plane.y) return &other;
    return nullptr;
}

/// A region that is blind in `before` is not, or is elsewhere, in `after`.
bool uncovers(const DocumentState& before, const DocumentState& after) {
    for (const SidebandPlane& plane : before.planes)
        for (const Region& region : plane.regions) {
            if (!region.blind) continue;
            const SidebandPlane* now = planeLike(plane, after.planes);
            const auto same = [&region](const Region& other) {
                return other.blind && other.shape == region.shape;
            };
            if (!now || std::none_of(now->regions.begin(), now->regions.end(), same)) return true;
        }
    return false;
}

} // namespace

/// From one state to another and back.
class Document::Change : public QUndoCommand {
public:
    Change(Document& document, Part part, DocumentState after, Step step, const QString& name)
        : QUndoCommand(name),
          m_document(document),
          m_before(document.state()),
          m_after(std::move(after)),
          m_part(part),
          m_open(step == Step::Unfinished) {}

    void undo() override { m_document.show(m_before); }
    void redo() override { m_document.show(m_after); }
    [[nodiscard]] int id() const override { return m_part; }

    bool mergeWith(const QUndoCommand* other) override {
        if (!m_open) return false;
        const auto* next = static_cast<const Change*>(other);
        m_after = next->m_after;
        m_open = next->m_open;
        setObsolete(!m_open && m_before == m_after);
        return true;
    }

    [[nodiscard]] bool waitsFor(Part part) const { return m_open && m_part == part; }

private:
    Document& m_document;
    DocumentState m_before;
    DocumentState m_after;
    Part m_part;
    bool m_open;
};

Document::Document(QObject* parent) : QObject(parent) {
    m_history.setUndoLimit(kMostSteps);
}

void Document::setFilter(const CandidateFilter& filter, Step step) {
    DocumentState after = m_state;
    after.filter = filter;
    change(kFilter, std::move(after), step, tr("filter"));
}

void Document::setSelection(const RowSet& rows, Step step) {
    DocumentState after = m_state;
    after.selection = rows;
    change(kSelection, std::move(after), step, tr("selection"));
}

void Document::setPlane(const SidebandPlane& plane, Step step) {
    DocumentState after = m_state;
    const auto sameAxes = [&plane](const SidebandPlane& known) {
        return known.x == plane.x && known.y == plane.y;
    };
    const auto known = std::find_if(after.planes.begin(), after.planes.end(), sameAxes);
    after.plane = static_cast<std::size_t>(known - after.planes.begin());
    if (known == after.planes.end())
        after.planes.push_back(plane);
    else
        *known = plane;
    change(kPlanes, std::move(after), step, tr("regions"));
}

void Document::setUnblinded(bool on) {
    DocumentState after = m_state;
    after.unblinded = on;
    change(kBlinding, std::move(after), Step::Finished, on ? tr("unblinding") : tr("blinding"));
}

void Document::change(Part part, DocumentState after, Step step, const QString& name) {
    const int last = m_history.index() - 1;
    const auto* latest = last >= 0 ? dynamic_cast<const Change*>(m_history.command(last)) : nullptr;
    const bool completes = latest && latest->waitsFor(part) && step == Step::Finished;
    if (after == m_state && !completes) return;
    m_history.push(new Change(*this, part, std::move(after), step, name));
}

void Document::show(const DocumentState& state) {
    DocumentState next = state;
    if (next.unblinded != m_state.unblinded && !mayChangeBlinding(next.unblinded)) next.unblinded = false;
    // taking back that a region is blind, or where it is, is looking into it
    if (!next.unblinded && uncovers(m_state, next) && !mayChangeBlinding(true)) {
        next.planes = m_state.planes;
        next.plane = m_state.plane;
    }
    const DocumentState before = std::exchange(m_state, std::move(next));
    if (!(before.planes == m_state.planes) || before.plane != m_state.plane) emit planesChanged();
    if (before.unblinded != m_state.unblinded) emit blindingChanged();
    if (!(before.filter == m_state.filter)) emit filterChanged();
    if (!(before.selection == m_state.selection)) emit selectionChanged();
}

/// Blinding again is always allowed; looking only when it was written down.
bool Document::mayChangeBlinding(bool unblinded) {
    const auto why = m_log ? m_log(unblinded) : std::optional(tr("there is no log to write it to"));
    if (unblinded && why) emit unblindingRefused(*why);
    return !unblinded || !why;
}

void Document::forgetRows() {
    DocumentState next = m_state;
    next.selection = {};
    next.unblinded = false;
    show(next);
    m_history.clear();
}

} // namespace pairscope
