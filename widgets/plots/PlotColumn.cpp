#include "widgets/plots/PlotColumn.h"

#include "core/analysis/ColumnRange.h"
#include "widgets/models/QuantityText.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

double shownFactor(CandidateColumn column) {
    return info(column).displayFactor;
}

bool isWhole(CandidateColumn column) {
    const ColumnInfo& about = info(column);
    return about.text || (about.decimals == 0 && about.unit.empty());
}

QString columnTitle(CandidateColumn column) {
    const ColumnInfo& about = info(column);
    return titleWithUnit(fromView(about.title), fromView(about.displayUnit));
}

QString columnValueText(const CandidateTable* table, CandidateColumn column, double shown) {
    const ColumnInfo& about = info(column);
    if (about.text && table) return fromView(table->word(column, std::round(shown)));
    if (isWhole(column)) return numberText(shown, 0);
    const QString text = numberText(shown, std::max(about.decimals, 1));
    return about.displayUnit.empty() ? text : text + u' ' + fromView(about.displayUnit);
}

Binning axisCells(CandidateColumn column, const QCPRange& shown, double pixels, double cellPixels) {
    constexpr double kMostCells = 2000;
    const double low = shown.lower / shownFactor(column);
    const double high = shown.upper / shownFactor(column);
    double width = (high - low) / std::clamp(std::round(pixels / cellPixels), 1.0, kMostCells);
    double offset = 0;
    if (isWhole(column)) {
        width = std::max(1.0, std::ceil(width));
        offset = -0.5;
    }
    const double first = std::floor((low - offset) / width);
    const double last = std::ceil((high - offset) / width);
    return {std::max(1, static_cast<int>(last - first)), first * width + offset,
            std::max(last, first + 1) * width + offset};
}

QCPRange fittedRange(const CandidateTable* table, CandidateColumn column, const RowSet& rows) {
    constexpr double kTail = 0.005;
    constexpr double kMargin = 0.08;
    if (!table || rows.empty()) return {0, 1};
    const ColumnView numbers = table->column(column);
    const auto range = info(column).text ? fullRange(numbers, rows) : centralRange(numbers, rows, kTail);
    if (!range) return {0, 1};
    const double low = range->low * shownFactor(column);
    const double high = range->high * shownFactor(column);
    if (isWhole(column)) return {low - 0.7, high + 0.7};
    const double margin = high > low ? kMargin * (high - low) : std::max(0.5, 0.1 * std::abs(high));
    return {low - margin, high + margin};
}

void putColumnTicks(QCPAxis& axis, const CandidateTable* table, CandidateColumn column) {
    const bool words = table && info(column).text;
    axis.setSubTicks(!words);
    if (!words) {
        if (!axis.ticker().dynamicCast<QCPAxisTickerText>()) return;
        return axis.setTicker(QSharedPointer<QCPAxisTicker>::create());
    }
    constexpr double kGap = 6; // pixels between words
    const QFontMetricsF metrics(axis.tickLabelFont());
    const bool level = axis.orientation() == Qt::Horizontal;
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    double last = -1e9; // pixels up to here, along the axis, are taken by words
    for (const auto& [number, word] : table->words(column)) {
        if (word.empty() || !axis.range().contains(number)) continue;
        const QString text = fromView(word);
        const double size = level ? metrics.horizontalAdvance(text) + kGap : metrics.height();
        const double along = axis.coordToPixel(number) * (level ? 1 : -1);
        const bool fits = along - size / 2 > last;
        ticker->addTick(number, fits ? text : QString());
        if (fits) last = along + size / 2;
    }
    axis.setTicker(ticker);
}

} // namespace pairscope
