#include "widgets/panels/OverlayChoice.h"

#include <QSignalBlocker>

namespace pairscope {

namespace {

constexpr int kBy = Qt::UserRole;         ///< a GroupBy
constexpr int kFilter = Qt::UserRole + 1; ///< name of the filter

} // namespace

OverlayChoice::OverlayChoice(QWidget* parent) : QComboBox(parent) {
    setAccessibleName(tr("Tell the pairs apart by"));
    setToolTip(
        tr("Tell the pairs apart by their true class, the outcome of the fit, your verdict, the nearest\n"
           "layer, the selection, or a named filter"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(9);
    list();
    connect(this, &QComboBox::currentIndexChanged, this, &OverlayChoice::group);
}

GroupBy OverlayChoice::by() const {
    return static_cast<GroupBy>(currentData(kBy).toInt());
}

NamedFilter OverlayChoice::filter() const {
    const std::string name = currentData(kFilter).toString().toStdString();
    for (const NamedFilter& filter : m_filters)
        if (filter.name == name) return filter;
    return {};
}

void OverlayChoice::list() {
    const QSignalBlocker blocker(this);
    const QVariant before = currentData(kBy);
    const QVariant filterBefore = currentData(kFilter);
    clear();
    const auto add = [this](const QString& text, GroupBy by, const QString& filter = {}) {
        addItem(text);
        setItemData(count() - 1, static_cast<int>(by), kBy);
        setItemData(count() - 1, filter, kFilter);
    };
    add(tr("No overlay"), GroupBy::Nothing);
    if (m_table && m_table->pairs().contents().truth) add(tr("By true class"), GroupBy::TrueClass);
    add(tr("By status"), GroupBy::Status);
    if (m_table && !m_table->verdicts()->names().empty()) add(tr("By verdict"), GroupBy::Verdict);
    add(tr("By layer"), GroupBy::Layer);
    add(tr("By selection"), GroupBy::Selection);
    for (const NamedFilter& filter : m_filters) {
        const QString name = QString::fromStdString(filter.name);
        add(tr("Filter: %1").arg(name), GroupBy::Filter, name);
    }
    for (int i = 0; i < count(); ++i)
        if (before.isValid() && itemData(i, kBy) == before && itemData(i, kFilter) == filterBefore)
            setCurrentIndex(i);
}

void OverlayChoice::setTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    list();
    group();
}

void OverlayChoice::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    const bool otherNames = !m_table || m_table->verdicts()->names() != table->verdicts()->names();
    m_table = std::move(table);
    if (otherNames) list();
    if (otherNames || by() == GroupBy::Verdict) group();
}

void OverlayChoice::setSelection(const RowSet& rows) {
    m_selected = rows;
    if (by() == GroupBy::Selection) group();
}

void OverlayChoice::setNamedFilters(const std::vector<NamedFilter>& filters) {
    if (filters == m_filters) return;
    m_filters = filters;
    list();
    group();
}

void OverlayChoice::group() {
    const bool nothing = !m_table || by() == GroupBy::Nothing;
    if (nothing && !m_grouping) return;
    m_grouping = nothing ? nullptr : groupRows(*m_table, by(), m_selected, filter());
    emit groupingChanged(m_grouping);
}

} // namespace pairscope
