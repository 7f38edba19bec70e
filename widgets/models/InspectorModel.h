#pragma once

#include "widgets/models/InspectorRows.h"

#include <QAbstractTableModel>

#include <memory>

namespace pairscope {

/// Quantities x stages of one candidate. The vertical header names quantity and unit, so that it stays in
/// view.
class InspectorModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        PullRole = Qt::UserRole, ///< (value - truth) / error, invalid where it does not exist
        HeadingRole,             ///< the row is the heading of a group
    };

    explicit InspectorModel(QObject* parent = nullptr);

    /// @param candidate may be null: an empty table.
    void setCandidate(const std::shared_ptr<const Candidate>& candidate,
                      const std::shared_ptr<const DetectorModel>& detector);

    [[nodiscard]] const InspectorTable& contents() const { return m_contents; }
    /// The whole table as aligned text, plain minus signs.
    [[nodiscard]] QString text() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString toolTip(const InspectorRow& row, const InspectorCell* cell) const;

    InspectorTable m_contents;
};

} // namespace pairscope
