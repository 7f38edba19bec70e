#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

class CandidateTable;
class PairTable;
struct FlightTable;

/// One column to be written. Ask only for what its type says; safe from several threads.
struct OutputColumn {
    enum class Type { Int32, UInt32, Float64, Text };

    std::string name;
    Type type = Type::Float64;
    std::function<double(std::size_t row)> number;         ///< NaN where there is none
    std::function<std::string_view(std::size_t row)> text; ///< empty where there is none
    /// Bytes of the longest text that may come, where more tables of the kind will follow; 0: only this one.
    std::size_t longestText = 0;
};

/// A table to be written, whatever the format. Refers to the data it was made from.
struct OutputTable {
    std::string name; ///< of the table in an HDF5 file
    std::string title;
    std::size_t rows = 0;
    std::vector<OutputColumn> columns;
};

/// The pairs in the columns that basf2 writes; a covariance of errors only has just its diagonal, and
/// simulation is marked with the column __simulation__.
/// @param longestLayer bytes of the longest name of a layer; 0: that of these pairs
[[nodiscard]] OutputTable outputOf(const PairTable& pairs, std::size_t longestLayer = 0);

/// The ids, then every column of resultColumns().
[[nodiscard]] OutputTable outputOf(const CandidateTable& candidates);

/// Adds uX uY u u68 u95 pPrompt p_<group> layerBest layerProb; blanks of a group's name become underscores.
/// @pre as many rows
void addFlightColumns(OutputTable& output, const FlightTable& flight);

} // namespace pairscope
