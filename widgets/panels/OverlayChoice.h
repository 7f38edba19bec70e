#pragma once

#include "core/analysis/RowGrouping.h"
#include "core/candidate/CandidateTable.h"

#include <QComboBox>

#include <memory>
#include <vector>

namespace pairscope {

/// By what the pairs of a plot are told apart: not at all, by what the table has (truth, status, layer), by
/// the selection, or by a filter that has a name. Groups them anew when any of these changes.
class OverlayChoice : public QComboBox {
    Q_OBJECT
public:
    explicit OverlayChoice(QWidget* parent = nullptr);

    /// May be null. The choice holds where the table has it.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same candidates with other verdicts.
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
    void setSelection(const RowSet& rows);
    void setNamedFilters(const std::vector<NamedFilter>& filters);

    [[nodiscard]] GroupBy by() const;
    [[nodiscard]] const std::shared_ptr<const RowGrouping>& grouping() const { return m_grouping; }

signals:
    void groupingChanged(const std::shared_ptr<const pairscope::RowGrouping>& grouping);

private:
    void list();
    void group();
    [[nodiscard]] NamedFilter filter() const;

    std::shared_ptr<const CandidateTable> m_table;
    RowSet m_selected;
    std::vector<NamedFilter> m_filters;
    std::shared_ptr<const RowGrouping> m_grouping;
};

} // namespace pairscope
