#include "widgets/models/RegionModel.h"

#include "widgets/models/QuantityText.h"

#include <QColor>

#include <cmath>

namespace pairscope {

namespace {

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isBound(int column) {
    return column >= RegionModel::XMin && column <= RegionModel::YMax;
}

bool isText(int column) {
    return column == RegionModel::Name || column == RegionModel::Colour;
}

std::optional<double>& bound(RectangleRegion& rectangle, RegionModel::Column column) {
    switch (column) {
    case RegionModel::XMin:
        return rectangle.x.low;
    case RegionModel::XMax:
        return rectangle.x.high;
    case RegionModel::YMin:
        return rectangle.y.low;
    default:
        return rectangle.y.high;
    }
}

bool ascending(const ClosedRange& range) {
    return !range.low || !range.high || *range.low <= *range.high;
}

} // namespace

RegionModel::RegionModel(QObject* parent) : QAbstractTableModel(parent) {}

void RegionModel::setPlane(const SidebandPlane& plane) {
    const bool sameLines =
        plane.x == m_plane.x && plane.y == m_plane.y && plane.regions.size() == m_plane.regions.size();
    if (!sameLines) beginResetModel();
    m_plane = plane;
    if (!sameLines) {
        m_occupancy = {};
        endResetModel();
    } else if (rowCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void RegionModel::setOccupancy(const Occupancy& occupancy) {
    const bool otherColumns = occupancy.truth != m_occupancy.truth;
    if (otherColumns) beginResetModel();
    m_occupancy = occupancy;
    if (otherColumns)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, Count), index(rowCount() - 1, columnCount() - 1));
}

int RegionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_plane.regions.size());
}

int RegionModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return m_occupancy.truth ? ColumnCount : Signal;
}

QString RegionModel::boundText(std::size_t region, Column column) const {
    RectangleRegion box = boundingBox(m_plane.regions[region].shape);
    const std::optional<double> value = bound(box, column);
    return value ? significantText(*value * info(axis(column)).displayFactor, 5) : QString();
}

QString RegionModel::occupancyText(std::size_t region, Column column) const {
    if (region >= m_occupancy.regions.size()) return missingText();
    const RegionOccupancy& in = m_occupancy.regions[region];
    switch (column) {
    case Count:
        return countText(in.count);
    case CountInterval:
        return QStringLiteral("%1 – %2").arg(numberText(in.interval.low, in.count < 100 ? 1 : 0),
                                             numberText(in.interval.high, in.count < 100 ? 1 : 0));
    case Fraction:
        return in.fraction ? QStringLiteral("%1 %").arg(100 * *in.fraction, 0, 'f', 2) : missingText();
    default:
        return countText(in.classes[static_cast<std::size_t>(column - Signal) + 1]);
    }
}

QString RegionModel::text(std::size_t region, Column column) const {
    if (column == Name) return QString::fromStdString(m_plane.regions[region].name);
    if (column == Colour) return QString::fromStdString(m_plane.regions[region].colour);
    return isBound(column) ? boundText(region, column) : occupancyText(region, column);
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto region = static_cast<std::size_t>(index.row());
    const auto column = static_cast<Column>(index.column());
    const bool polygon = std::holds_alternative<PolygonRegion>(m_plane.regions[region].shape);
    switch (role) {
    case Qt::DisplayRole:
        if (isBound(column) && text(region, column).isEmpty()) return tr("open");
        return text(region, column);
    case Qt::EditRole:
        return text(region, column);
    case Qt::DecorationRole:
        return column == Name ? QVariant(QColor(text(region, Colour))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight)));
    case Qt::ToolTipRole:
        if (isBound(column))
            return polygon ? tr("Box around the polygon: drag its corners to change it")
                           : tr("Double click to type; leave empty for an open end");
        return headerData(index.column(), Qt::Horizontal, Qt::ToolTipRole);
    default:
        return {};
    }
}

QVariant RegionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight)));
    if (role == Qt::DisplayRole && isBound(column)) {
        const QString which = column == XMin || column == YMin ? tr("min") : tr("max");
        const ColumnInfo& about = info(axis(column));
        return titleWithUnit(fromView(about.title) + u' ' + which, fromView(about.displayUnit));
    }
    const QString titles[] = {tr("Region"), tr("Pairs"),  tr("68 % interval"), tr("Fraction"), {}, {}, {}, {},
                              tr("Colour"), tr("Signal"), tr("Conversion"),    tr("Prompt")};
    const QString tips[] = {tr("Name of the region; double click to change it"),
                            tr("Shown pairs inside the region, bounds included"),
                            tr("Garwood interval for the mean of the count, 68.27 %"),
                            tr("Share of the shown pairs that have both quantities"),
                            {},
                            {},
                            {},
                            {},
                            tr("Colour as #rrggbb; double click to change it"),
                            tr("Of them, true signal"),
                            tr("Of them, true conversions"),
                            tr("Of them, true prompt pairs")};
    if (role == Qt::DisplayRole) return titles[column];
    if (role == Qt::ToolTipRole) return tips[column];
    return {};
}

Qt::ItemFlags RegionModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return flags;
    const Region& region = m_plane.regions[static_cast<std::size_t>(index.row())];
    const bool typeable = isText(index.column()) ||
                          (isBound(index.column()) && std::holds_alternative<RectangleRegion>(region.shape));
    return typeable ? flags | Qt::ItemIsEditable : flags;
}

QString RegionModel::putBound(Region& region, Column column, const QString& text) const {
    auto* rectangle = std::get_if<RectangleRegion>(&region.shape);
    if (!rectangle) return tr("The bounds of a polygon follow its corners: drag them in the plot.");
    std::optional<double> value;
    if (!text.isEmpty()) {
        bool isNumber = false;
        QString plain = plainText(text);
        value = plain.replace(u',', u'.').toDouble(&isNumber) / info(axis(column)).displayFactor;
        if (!isNumber || !std::isfinite(*value))
            return tr("“%1” is not a number; leave the cell empty for an open end.").arg(text);
    }
    bound(*rectangle, column) = value;
    if (!ascending(rectangle->x) || !ascending(rectangle->y))
        return tr("The lower bound of a region must not be above its upper bound.");
    return {};
}

QString RegionModel::put(Region& region, Column column, const QString& text) const {
    if (column == Name) {
        if (text.isEmpty()) return tr("A region needs a name.");
        for (const Region& other : m_plane.regions)
            if (other.name == text.toStdString() && other.name != region.name)
                return tr("There is already a region named “%1”.").arg(text);
        region.name = text.toStdString();
        return {};
    }
    if (column == Colour) {
        const QColor colour(text);
        if (!colour.isValid())
            return tr("“%1” is not a colour: type #rrggbb, for example #0072b2.").arg(text);
        region.colour = colour.name().toStdString();
        return {};
    }
    return putBound(region, column, text);
}

bool RegionModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
    Region region = m_plane.regions[static_cast<std::size_t>(index.row())];
    const QString why = put(region, static_cast<Column>(index.column()), value.toString().trimmed());
    emit refused(why);
    if (!why.isEmpty()) return false;
    if (region == m_plane.regions[static_cast<std::size_t>(index.row())]) return true;
    m_plane.regions[static_cast<std::size_t>(index.row())] = region;
    emit dataChanged(index, index);
    emit edited(m_plane);
    return true;
}

} // namespace pairscope
