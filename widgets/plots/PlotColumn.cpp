#include "widgets/plots/PlotColumn.h"

#include "core/analysis/ColumnRange.h"
#include "widgets/models/QuantityText.h"

#include <algorithm>
#include <cmath>
#include <vector>

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

namespace {

/// The words in view, each with its number.
std::vector<std::pair<double, QString>> wordsInView(const QCPAxis& axis, const CandidateTable& table,
                                                    CandidateColumn column) {
    std::vector<std::pair<double, QString>> words;
    for (const auto& [number, word] : table.words(column))
        if (!word.empty() && axis.range().contains(number)) words.emplace_back(number, fromView(word));
    std::ranges::sort(words);
    return words;
}

/// Ticks for those words that do not touch the one before. @param room along the axis that a word needs
template<class Room>
QSharedPointer<QCPAxisTickerText> tickerOf(const QCPAxis& axis,
                                           const std::vector<std::pair<double, QString>>& words,
                                           const Room& room, bool& all) {
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const double direction = axis.orientation() == Qt::Horizontal ? 1 : -1;
    double taken = -1e9; // pixels along the axis
    all = true;
    for (const auto& [number, word] : words) {
        const double at = axis.coordToPixel(number) * direction;
        const bool fits = at - room(word) / 2 >= taken;
        ticker->addTick(number, fits ? word : QString());
        if (fits) taken = at + room(word) / 2;
        all = all && fits;
    }
    return ticker;
}

} // namespace

void putColumnTicks(QCPAxis& axis, const CandidateTable* table, CandidateColumn column) {
    const bool isText = table && info(column).text;
    axis.setSubTicks(!isText);
    axis.setTickLabelRotation(0);
    if (!isText) {
        if (!axis.ticker().dynamicCast<QCPAxisTickerText>()) return;
        return axis.setTicker(QSharedPointer<QCPAxisTicker>::create());
    }
    constexpr double kGap = 6;       // pixels between words
    constexpr double kLongest = 110; // pixels of a slanted word
    const QFontMetricsF metrics(axis.tickLabelFont());
    const bool level = axis.orientation() == Qt::Horizontal;
    auto words = wordsInView(axis, *table, column);
    bool all = true;
    auto ticker = tickerOf(
        axis, words,
        [&](const QString& word) {
            return level ? metrics.horizontalAdvance(word) + kGap : metrics.height();
        },
        all);
    if (level && !all) {
        // slanted by 30 degrees, where lines of text are half as high as they are apart
        for (auto& [number, word] : words)
            word = metrics.elidedText(word, Qt::ElideMiddle, kLongest);
        ticker = tickerOf(
            axis, words, [&](const QString&) { return 2 * metrics.height() - kGap; }, all);
        axis.setTickLabelRotation(-30);
    }
    axis.setTicker(ticker);
}

} // namespace pairscope
