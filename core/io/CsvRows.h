#pragma once

#include "core/io/ColumnLayout.h"
#include "core/io/CsvBlocks.h"
#include "core/io/CsvText.h"
#include "core/io/PairRowWriter.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace pairscope {

/// The rows of one block; rows and lines are counted from its beginning.
struct CsvPiece {
    PairTable table; ///< may have more rows than `rows`
    std::size_t rows = 0;
    std::size_t lines = 0;
    ProblemList problems;
    /// (row, line - row) wherever the difference changes.
    std::vector<std::pair<std::size_t, std::size_t>> lineOffsets;
    bool lastRowCutOff = false; ///< the last row has too few cells and no line end
};

/// Reads the rows of a block that has no header.
[[nodiscard]] CsvPiece readCsvRows(const CsvBlock& block, const ColumnLayout& layout);

} // namespace pairscope
