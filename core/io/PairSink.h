#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/FlightTable.h"
#include "core/io/PairSource.h"

#include <tl/expected.hpp>

#include <filesystem>

namespace pairscope {

/// Writes results, one row per pair in the order of the table: id columns, then resultColumns(). CSV or
/// HDF5 by the ending
/// (.csv, .csv.gz, .h5, .hdf5); written beside the target and renamed when complete, so a failure leaves no
/// half-written file.
/// @param flight adds the columns of the profile along the flight; null for none
[[nodiscard]] tl::expected<void, FileError> writeResults(const CandidateTable& table,
                                                         const std::filesystem::path& file,
                                                         const FlightTable* flight = nullptr);

/// Writes the pairs themselves in the columns basf2 uses, so that readPairs() gives them back.
[[nodiscard]] tl::expected<void, FileError> writePairs(const PairTable& pairs,
                                                       const std::filesystem::path& file);

} // namespace pairscope
