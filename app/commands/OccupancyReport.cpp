#include "app/commands/OccupancyReport.h"

#include "app/commands/TextTable.h"

#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

namespace {

using Align = TextTable::Align;

constexpr const char* kBlinded = "blinded";

std::string rangeText(const ClosedRange& range, CandidateColumn column) {
    const std::string_view name = info(column).name;
    if (range.low && range.high) return fmt::format("{:.4g} <= {} <= {:.4g}", *range.low, name, *range.high);
    if (range.low) return fmt::format("{} >= {:.4g}", name, *range.low);
    if (range.high) return fmt::format("{} <= {:.4g}", name, *range.high);
    return fmt::format("any {}", name);
}

std::string shapeText(const Region& region, const SidebandPlane& plane) {
    if (const auto* expression = std::get_if<ExpressionRegion>(&region.shape)) return expression->text;
    const RectangleRegion box = boundingBox(region.shape);
    const bool polygon = std::holds_alternative<PolygonRegion>(region.shape);
    return fmt::format("{}{}, {}", polygon ? "polygon within " : "", rangeText(box.x, plane.x),
                       rangeText(box.y, plane.y));
}

/// The classes that occur in any region, by number; none without truth.
std::vector<std::size_t> shownClasses(const Occupancy& occupancy) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; occupancy.truth && i < ClassCounts{}.size(); ++i)
        if (std::any_of(occupancy.regions.begin(), occupancy.regions.end(),
                        [i](const RegionOccupancy& region) { return region.classes[i] > 0; }))
            shown.push_back(i);
    return shown;
}

std::string percent(double value) {
    return fmt::format("{:.1f} %", 100 * value);
}

std::string text(const std::optional<Proportion>& part) {
    if (!part) return "-";
    return fmt::format("{:.1f} ({:.1f} to {:.1f}) %", 100 * part->value, 100 * part->interval.low,
                       100 * part->interval.high);
}

std::string roleText(RegionRole role) {
    return role == RegionRole::Signal ? "A" : std::string(toString(role));
}

std::vector<std::string> countCells(const Region& region, const RegionOccupancy& counted, bool truth,
                                    const std::vector<std::size_t>& classes) {
    std::vector<std::string> cells{region.name, roleText(region.role)};
    if (counted.blinded) {
        cells.resize((truth ? 7 : 5) + classes.size());
        cells[2] = kBlinded;
        return cells;
    }
    cells.push_back(std::to_string(counted.count));
    cells.push_back(fmt::format("{:.2f} to {:.2f}", counted.interval.low, counted.interval.high));
    cells.push_back(counted.fraction ? percent(*counted.fraction) : "-");
    for (const std::size_t i : classes)
        cells.push_back(std::to_string(counted.classes[i]));
    if (truth) {
        cells.push_back(text(counted.purity));
        cells.push_back(text(counted.efficiency));
    }
    return cells;
}

Json intervalJson(const Interval& interval) {
    return Json::array({interval.low, interval.high});
}

Json json(const std::optional<Proportion>& part) {
    if (!part) return nullptr;
    return Json{{"value", part->value}, {"interval", intervalJson(part->interval)}};
}

Json json(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json regionJson(const Region& region, const RegionOccupancy& counted, bool truth) {
    Json json{{"name", region.name}, {"role", toString(region.role)}, {"blinded", counted.blinded}};
    if (counted.blinded) {
        for (const char* key : {"count", "low", "high", "fraction"})
            json[key] = nullptr;
        return json;
    }
    json["count"] = counted.count;
    json["low"] = counted.interval.low;
    json["high"] = counted.interval.high;
    json["fraction"] = pairscope::json(counted.fraction);
    json["area"] = pairscope::json(counted.area);
    json["density"] = pairscope::json(counted.density);
    if (!truth) return json;
    for (std::size_t i = 0; i < counted.classes.size(); ++i)
        json["classes"][std::string(toString(static_cast<PairClass>(i)))] = counted.classes[i];
    json["purity"] = pairscope::json(counted.purity);
    json["efficiency"] = pairscope::json(counted.efficiency);
    return json;
}

std::string ratioText(const RegionComparison& region) {
    if (!region.ratio) return "-";
    if (!region.interval) return fmt::format("{:.3g}", *region.ratio);
    return fmt::format("{:.3g} ({:.3g} to {:.3g})", *region.ratio, region.interval->low,
                       region.interval->high);
}

} // namespace

std::string occupancyText(const SidebandPlane& plane, const Occupancy& occupancy, ConfidenceLevel level) {
    std::vector<TextTable::Column> columns{
        {"region", Align::Left},
        {"role", Align::Left},
        {"count", Align::Right},
        {fmt::format("{:.1f} % interval", 100 * level.value), Align::Right},
        {"share", Align::Right}};
    const auto classes = shownClasses(occupancy);
    for (const std::size_t i : classes)
        columns.push_back({std::string(toString(static_cast<PairClass>(i))), Align::Right});
    if (occupancy.truth) {
        columns.push_back({"purity", Align::Right});
        columns.push_back({"efficiency", Align::Right});
    }
    columns.push_back({"where", Align::Left});
    TextTable table(columns);
    for (std::size_t i = 0; i < plane.regions.size(); ++i) {
        auto cells = countCells(plane.regions[i], occupancy.regions[i], occupancy.truth, classes);
        cells.push_back(shapeText(plane.regions[i], plane));
        table.add(std::move(cells));
    }
    std::string result = table.text("  ");
    if (occupancy.blinded)
        return result +
               "What is in a blinded region counts nowhere; shares are of the candidates in the other "
               "regions.\n";
    result += fmt::format("In no region: {}\n", occupancy.outside);
    if (occupancy.missing > 0)
        result += fmt::format("Not in the plane, having no {} or no {}: {}\n", info(plane.x).name,
                              info(plane.y).name, occupancy.missing);
    return result;
}

Json occupancyJson(const SidebandPlane& plane, const Occupancy& occupancy) {
    Json regions = Json::array();
    for (std::size_t i = 0; i < plane.regions.size(); ++i)
        regions.push_back(regionJson(plane.regions[i], occupancy.regions[i], occupancy.truth));
    return regions;
}

std::string comparisonText(const SidebandPlane& plane, const NamedComparison& named) {
    std::string result = fmt::format("{} against {}:\n", named.first, named.second);
    if (!named.comparison) return result + "  nothing to compare: one of them is empty\n";
    TextTable table({{"region", Align::Left},
                     {"share of the first", Align::Right},
                     {"of the second", Align::Right},
                     {"ratio", Align::Right},
                     {"p", Align::Right}});
    for (std::size_t i = 0; i < plane.regions.size(); ++i) {
        const RegionComparison& region = named.comparison->regions[i];
        if (region.blinded)
            table.add({plane.regions[i].name, kBlinded, kBlinded, "", ""});
        else
            table.add({plane.regions[i].name, text(region.first), text(region.second), ratioText(region),
                       fmt::format("{:.3g}", region.pValue)});
    }
    result += table.text("  ");
    if (named.comparison->chi2)
        result += fmt::format("  all together: chi2 {:.1f} for {} degrees of freedom, p = {:.3g}\n",
                              *named.comparison->chi2, named.comparison->ndf, *named.comparison->probability);
    return result;
}

Json comparisonJson(const SidebandPlane& plane, const NamedComparison& named) {
    Json document{{"first", named.first}, {"second", named.second}, {"regions", nullptr}};
    if (!named.comparison) return document;
    document["regions"] = Json::array();
    for (std::size_t i = 0; i < plane.regions.size(); ++i) {
        const RegionComparison& region = named.comparison->regions[i];
        Json entry{{"name", plane.regions[i].name}, {"blinded", region.blinded}};
        if (!region.blinded) {
            entry["first"] = json(std::optional(region.first));
            entry["second"] = json(std::optional(region.second));
            entry["ratio"] = json(region.ratio);
            entry["ratioInterval"] = region.interval ? intervalJson(*region.interval) : Json(nullptr);
            entry["p"] = region.pValue;
        }
        document["regions"].push_back(std::move(entry));
    }
    document["chi2"] = json(named.comparison->chi2);
    document["ndf"] = named.comparison->ndf;
    document["p"] = json(named.comparison->probability);
    return document;
}

} // namespace pairscope
