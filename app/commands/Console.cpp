#include "app/commands/Console.h"

#include <ostream>

namespace pairscope {

void Console::say(std::string_view message) const {
    err << "pairscope: " << message << '\n';
}

} // namespace pairscope
