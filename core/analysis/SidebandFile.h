#pragma once

#include "core/analysis/SidebandPlane.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace pairscope {

/// Why regions could not be read or written.
struct SidebandFileError {
    enum class Kind : unsigned char {
        CannotRead,   ///< no such file, a directory, no permission
        CannotWrite,  ///< the old file, if any, is as it was
        NotJson,      ///< not well-formed
        WrongFormat,  ///< JSON, but of something else
        NewerVersion, ///< written by a newer program in a way this one cannot know
        MissingKey,
        WrongType,     ///< a number where text should be, and the like
        UnknownColumn, ///< no such column of the result
        BadValue,      ///< the right type, but impossible: a colour, descending bounds, a name used twice,
                       ///< an expression that cannot be compiled
    };
    Kind kind = Kind::CannotRead;
    std::string file;    ///< empty for text
    std::string key;     ///< "regions[2].polygon[1]"; empty where the whole is meant
    std::string message; ///< what was found and what was expected
};

/// One line with file, key and message.
[[nodiscard]] std::string describe(const SidebandFileError& error);

/// Regions as JSON, version 2, numbers in native units (cm, GeV, rad), columns by their file names:
///   {"format": "pairscope-sideband", "version": 2, "x": "rho", "y": "deltaM", "regions": [
///     {"name": "prompt", "colour": "#0072b2", "rectangle": {"x": [null, 0.7], "y": [-0.003, 0.003]},
///      "role": "signal", "blind": true},
///     {"name": "band", "colour": "#d55e00", "polygon": [[0.7, -0.004], [16.8, -0.09], [16.8, -0.34]]},
///     {"name": "ambiguous", "colour": "#cc79a7", "expression": "reason == \"TwoMinima\" && rho < 4*cm"}]}
/// null leaves an end open; "role" is one of signal, B, C, D, validation; both it and "blind" may be left
/// out. An expression is a Filter. Version 1 had neither of the three and is read as well. Keys that are not
/// known are kept and written back.
[[nodiscard]] tl::expected<SidebandPlane, SidebandFileError> readSidebandPlane(std::string_view json);
[[nodiscard]] std::string writeSidebandPlane(const SidebandPlane& plane);

[[nodiscard]] tl::expected<SidebandPlane, SidebandFileError>
loadSidebandPlane(const std::filesystem::path& file);
/// Writes beside the file and renames, so that a full disk leaves the old file whole.
[[nodiscard]] tl::expected<void, SidebandFileError> saveSidebandPlane(const SidebandPlane& plane,
                                                                      const std::filesystem::path& file);

} // namespace pairscope
