#pragma once

#include "core/scan/VerdictSet.h"

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;
class QRectF;

namespace pairscope {

/// The key of a verdict as people read it.
[[nodiscard]] QString verdictKeyText(const VerdictKind& kind);
[[nodiscard]] QColor verdictColour(const VerdictKind& kind);

/// The key in a rounded box of the verdict's colour, in black or white, whichever can be read on it.
void paintVerdictKey(QPainter& painter, const QRectF& box, const VerdictKind& kind);
[[nodiscard]] QIcon verdictKeyIcon(const VerdictKind& kind);

/// All keys with their names in a line of rich text that may be broken between verdicts.
[[nodiscard]] QString verdictKeysLine(const VerdictSet& verdicts);

} // namespace pairscope
