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
    return column == RegionModel::Name || column == RegionModel::Role || column == RegionModel::Colour;
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

QString shareText(const std::optional<Proportion>& share) {
    if (!share) return missingText();
    return QStringLiteral("%1 (%2 – %3)")
        .arg(numberText(100 * share->value, 1), numberText(100 * share->interval.low, 1),
             numberText(100 * share->interval.high, 1));
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
    if (in.blinded) return column == Count ? tr("blinded") : QString();
    switch (column) {
    case Count:
        return countText(in.count);
    case CountInterval:
        return QStringLiteral("%1 – %2").arg(numberText(in.interval.low, in.count < 100 ? 1 : 0),
                                             numberText(in.interval.high, in.count < 100 ? 1 : 0));
    case Fraction:
        return in.fraction ? QStringLiteral("%1 %").arg(100 * *in.fraction, 0, 'f', 2) : missingText();
    case Purity:
        return shareText(in.purity);
    case Efficiency:
        return shareText(in.efficiency);
    case Density: {
        const double shown = info(m_plane.x).displayFactor * info(m_plane.y).displayFactor;
        return in.density ? significantText(*in.density / shown, 3) : missingText();
    }
    default:
        return countText(in.classes[static_cast<std::size_t>(column - Signal) + 1]);
    }
}

QString RegionModel::text(std::size_t region, Column column) const {
    if (column == Name) return QString::fromStdString(m_plane.regions[region].name);
    if (column == Colour) return QString::fromStdString(m_plane.regions[region].colour);
    if (column == Role) return fromView(toString(m_plane.regions[region].role));
    if (column == Blind) return m_plane.regions[region].blind ? tr("yes") : tr("no");
    return isBound(column) ? boundText(region, column) : occupancyText(region, column);
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto region = static_cast<std::size_t>(index.row());
    const auto column = static_cast<Column>(index.column());
    const RegionShape& shape = m_plane.regions[region].shape;
    switch (role) {
    case Qt::DisplayRole:
        if (isBound(column) && std::holds_alternative<ExpressionRegion>(shape)) return missingText();
        if (isBound(column) && text(region, column).isEmpty()) return tr("open");
        return text(region, column);
    case Qt::EditRole:
        return text(region, column);
    case Qt::DecorationRole:
        return column == Name ? QVariant(QColor(text(region, Colour))) : QVariant();
    case Qt::CheckStateRole:
        if (column != Blind) return {};
        return m_plane.regions[region].blind ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight)));
    case Qt::ToolTipRole:
        if (isBound(column))
            return std::holds_alternative<RectangleRegion>(shape)
                       ? tr("Double click to type; leave empty for an open end")
                       : tr("Box around the polygon: drag its corners to change it");
        if (const auto* expression = std::get_if<ExpressionRegion>(&shape); expression && column == Name)
            return QString::fromStdString(expression->text);
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
    const QString area = titleWithUnit({}, unitOfArea());
    const std::pair<QString, QString> texts[] = {
        {tr("Region"), tr("Name of the region; double click to change it")},
        {tr("Role"), tr("What it is in the ABCD estimate: signal (A), B, C, D; validation is counted apart")},
        {tr("Blind"), tr("What is in it is hidden everywhere until it is unblinded")},
        {tr("Pairs"), tr("Shown pairs inside the region, bounds included")},
        {tr("68 % interval"), tr("Garwood interval for the mean of the count, 68.27 %")},
        {tr("Fraction"), tr("Share of the shown pairs that have both quantities")},
        {tr("Purity [%]"),
         tr("True signal among the pairs here, with its 68.27 % interval (Clopper-Pearson)")},
        {tr("Efficiency [%]"), tr("Share of all true signal that is here, with its 68.27 % interval")},
        {tr("Density") + area, tr("Pairs per area of the plane, where the region is closed")},
        {},
        {},
        {},
        {},
        {tr("Colour"), tr("Colour as #rrggbb; double click to change it")},
        {tr("Signal"), tr("Of them, true signal")},
        {tr("Conversion"), tr("Of them, true conversions")},
        {tr("Prompt"), tr("Of them, true prompt pairs")}};
    if (role == Qt::DisplayRole) return texts[column].first;
    if (role == Qt::ToolTipRole) return texts[column].second;
    return {};
}

/// "1/(cm MeV)".
QString RegionModel::unitOfArea() const {
    QStringList units;
    for (const CandidateColumn axis : {m_plane.x, m_plane.y})
        if (!info(axis).displayUnit.empty()) units << fromView(info(axis).displayUnit);
    return units.isEmpty() ? QString() : QStringLiteral("1/(%1)").arg(units.join(u' '));
}

Qt::ItemFlags RegionModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return flags;
    const Region& region = m_plane.regions[static_cast<std::size_t>(index.row())];
    if (index.column() == Blind) return flags | Qt::ItemIsUserCheckable;
    const bool typeable = isText(index.column()) ||
                          (isBound(index.column()) && std::holds_alternative<RectangleRegion>(region.shape));
    return typeable ? flags | Qt::ItemIsEditable : flags;
}

QString RegionModel::putBound(Region& region, Column column, const QString& text) const {
    auto* rectangle = std::get_if<RectangleRegion>(&region.shape);
    if (std::holds_alternative<ExpressionRegion>(region.shape))
        return tr("An expression has no bounds: change its text below the table.");
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
    if (column == Role) {
        const auto role = regionRole(text.toStdString());
        if (!role) return tr("“%1” is no role: signal, B, C, D, validation or nothing.").arg(text);
        region.role = *role;
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
    if (role == Qt::CheckStateRole && index.column() == Blind) {
        m_plane.regions[static_cast<std::size_t>(index.row())].blind = value.toInt() == Qt::Checked;
        emit dataChanged(index, index);
        emit edited(m_plane);
        return true;
    }
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
