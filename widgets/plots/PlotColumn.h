#pragma once

#include "core/analysis/Histogram.h"
#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <qcustomplot.h>

namespace pairscope {

// How a column of the candidates lies along the axis of a plot.

/// Shown number = native number * this.
[[nodiscard]] double shownFactor(CandidateColumn column);
/// Words, counts and numbers of things: one cell or bar for each, whatever the zoom.
[[nodiscard]] bool isWhole(CandidateColumn column);
/// "Delta M [MeV]".
[[nodiscard]] QString columnTitle(CandidateColumn column);
/// "-12.3 MeV", or the word that stands for the number. @param table may be null: then there are no words
[[nodiscard]] QString columnValueText(const CandidateTable* table, CandidateColumn column, double shown);

/// Cells of about `cellPixels` over the shown range of an axis `pixels` long, in native units. They stay
/// where they are in the plane while it is panned, and enclose the numbers of whole columns.
[[nodiscard]] Binning axisCells(CandidateColumn column, const QCPRange& shown, double pixels,
                                double cellPixels);
/// The shown range that holds 99 % of the rows' numbers, with margins; all of them in columns of words.
/// @param table may be null
[[nodiscard]] QCPRange fittedRange(const CandidateTable* table, CandidateColumn column, const RowSet& rows);

/// Ticks with the words of a text column, as many as do not overlap at the present zoom; plain ticks for
/// other columns.
void putColumnTicks(QCPAxis& axis, const CandidateTable* table, CandidateColumn column);

[[nodiscard]] QString fromView(std::string_view text);

} // namespace pairscope
