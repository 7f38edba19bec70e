#pragma once

#include "app/ContactSheets.h"
#include "app/PopulationPicture.h"
#include "app/WindowOptions.h"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace pairscope {

/// Opens the window and stays until it is closed. @return the exit status
using OpenWindow = std::function<int(const WindowOptions&)>;

/// What commands draw with and do not know themselves.
struct Drawings {
    DrawPopulation population; ///< for `pairscope plot`
    DrawSheets sheets;         ///< for `pairscope scan sheets`
};

/// Does what the command line says.
/// @param args without the program's name
/// @param openWindow what `pairscope [FILE...]`, without a command, calls
/// @return the exit status: 0 success, 1 the data were bad or a file could not be written, 2 wrong usage;
/// whatever is not 0 has been explained on `err`
[[nodiscard]] int runCommand(std::vector<std::string> args, std::ostream& out, std::ostream& err,
                             const OpenWindow& openWindow = {}, const Drawings& drawings = {});

} // namespace pairscope
