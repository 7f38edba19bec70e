#pragma once

#include "core/event/PairTable.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace pairscope {

/// Why a file could not be opened as pairs at all.
struct FileError {
    enum class Kind {
        NotFound,
        IsDirectory,
        CannotRead,
        Empty, ///< zero bytes
        UnknownFormat,
        BadFormat,      ///< truncated, not what its name says, ...
        NoTable,        ///< HDF5 without a compound table
        MissingColumns, ///< `missing` lists them
        Cancelled,
        TooLarge,    ///< for the memory that there is
        CannotWrite, ///< no such folder, not allowed, disk full, ...
    };
    Kind kind = Kind::CannotRead;
    std::string message; ///< one or two sentences: file, what is wrong, what was expected, what to do
    std::vector<std::string> missing; ///< column names as basf2 writes them
};

/// One thing wrong with one row; the row stays in the table, what could not be read is NaN.
struct RowProblem {
    enum class Kind : std::uint8_t {
        NotANumber,   ///< text in a number column
        TooManyNames, ///< of layers, in a text column
        MissingCell,  ///< fewer cells than columns
        ExtraCell,    ///< more cells than columns
        NaN,
        Infinite,
        ZeroCurvature,
        SameCharge,
        BadCovariance,
        SwappedDaughters, ///< a note: daughter 0 is the e-, put right
        DuplicateId,      ///< a note
    };
    std::size_t row = 0;  ///< data row, from 0
    std::size_t line = 0; ///< line in a text file, from 1; 0 in HDF5
    Kind kind = Kind::NotANumber;
    std::string column;  ///< as the file names it; may be empty
    std::string message; ///< what was found and what was expected

    /// Notes tell of something put right; they do not make a row bad.
    [[nodiscard]] bool isNote() const { return kind == Kind::SwappedDaughters || kind == Kind::DuplicateId; }
};

/// "row 3 (line 5), column 'daughter(0, d0)': found 'abc', expected a number"; rows count from 0.
[[nodiscard]] std::string toString(const RowProblem& problem);

/// What reading a file gave.
struct PairFile {
    std::shared_ptr<const PairTable> pairs;
    std::string format;               ///< "CSV", "CSV (gzip)", "HDF5"
    std::string list;                 ///< name of the table inside an HDF5 file
    std::vector<std::string> lists;   ///< all tables of an HDF5 file
    std::vector<RowProblem> problems; ///< in row order; at most kMaxListedProblems of them
    std::size_t badRows = 0;          ///< rows with a problem that is not a note
    std::size_t noteRows = 0;
    std::vector<std::string> ignoredColumns;
    std::vector<std::string>
        warnings; ///< about the file as a whole: "no covariance columns: ...Err used as a diagonal"

    static constexpr std::size_t kMaxListedProblems = 1000;
};

struct ReadOptions {
    std::string
        list; ///< which table of an HDF5 file; empty: the only one, or the first with the needed columns
    std::stop_token stop;
    std::function<void(double)> progress; ///< 0 to 1, rising; called from any thread, one at a time
    std::optional<std::uint64_t> availableMemory; ///< bytes; what the system has when nothing is said
};

/// Reads any supported file: format by content (gzip and HDF5 signatures), else by ending.
[[nodiscard]] tl::expected<PairFile, FileError> readPairs(const std::filesystem::path& file,
                                                          const ReadOptions& options = {});

} // namespace pairscope
