#pragma once

#include "app/ContactSheets.h"

namespace pairscope {

/// Paints the pages into files that appear when all of them are complete. From any thread of a program that
/// has a QGuiApplication.
/// @return why it could not, in words; empty when they are written
[[nodiscard]] std::string paintContactSheets(const ContactSheets& sheets, const NextSheet& next);

/// The same without any display, for a program that has no QApplication yet.
[[nodiscard]] std::string drawContactSheets(int& argc, char** argv, const ContactSheets& sheets,
                                            const NextSheet& next);

} // namespace pairscope
