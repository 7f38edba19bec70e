#pragma once

#include "core/analysis/SidebandOccupancy.h"
#include "core/analysis/SidebandPlane.h"

#include <QAbstractTableModel>

namespace pairscope {

/// The regions of a plane, one a line, typed in display units, and beside them what is in each. An empty
/// bound is an open end; the bounds of a polygon are those of its box and cannot be typed, an expression has
/// none. What is in a blind region is not told.
class RegionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        Role,
        Blind,
        Count,
        CountInterval,
        Fraction,
        Purity,
        Efficiency,
        Density,
        XMin,
        XMax,
        YMin,
        YMax,
        Colour,
        Signal,
        Conversion,
        Prompt,
        ColumnCount
    };

    explicit RegionModel(QObject* parent = nullptr);

    /// Keeps the lines where only shapes changed, so that dragging does not disturb an editor.
    void setPlane(const SidebandPlane& plane);
    [[nodiscard]] const SidebandPlane& plane() const { return m_plane; }
    /// For the plane of now; classes are shown when they are known.
    void setOccupancy(const Occupancy& occupancy);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    /// Something was typed.
    void edited(const pairscope::SidebandPlane& plane);
    /// What was typed cannot be used, and why; empty when all is well again.
    void refused(const QString& why);

private:
    [[nodiscard]] QString text(std::size_t region, Column column) const;
    [[nodiscard]] QString occupancyText(std::size_t region, Column column) const;
    [[nodiscard]] QString boundText(std::size_t region, Column column) const;
    /// Why the text cannot be put there; empty when it was.
    [[nodiscard]] QString put(Region& region, Column column, const QString& text) const;
    [[nodiscard]] QString putBound(Region& region, Column column, const QString& text) const;
    [[nodiscard]] QString unitOfArea() const;
    [[nodiscard]] CandidateColumn axis(Column column) const { return column <= XMax ? m_plane.x : m_plane.y; }

    SidebandPlane m_plane;
    Occupancy m_occupancy;
};

} // namespace pairscope
