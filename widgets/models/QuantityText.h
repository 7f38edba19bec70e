#pragma once

#include "core/kinematics/PairMass.h"

#include <QString>

namespace pairscope {

/// A unit as it is shown: shown number = native number * factor (native: cm, GeV, rad).
struct ShownUnit {
    QString symbol;
    double factor = 1;
};

[[nodiscard]] ShownUnit mevUnit();
[[nodiscard]] ShownUnit gevUnit();
[[nodiscard]] ShownUnit degreeUnit();
[[nodiscard]] ShownUnit milliradianUnit();
[[nodiscard]] ShownUnit centimetreUnit();
[[nodiscard]] ShownUnit millimetreUnit();
[[nodiscard]] ShownUnit micrometreUnit();
/// um below 0.1 mm, mm below 1 cm, else cm.
[[nodiscard]] ShownUnit lengthUnitFor(double centimetres);

/// What stands where a number does not exist; the reason belongs in the tool tip.
[[nodiscard]] QString missingText();

/// A number with a fixed number of decimals and a true minus sign; missingText() for NaN.
[[nodiscard]] QString numberText(double shown, int decimals);
/// A number to `digits` significant figures without padding: axes, readouts.
[[nodiscard]] QString significantText(double shown, int digits);
/// A chi2 probability: two figures, "< 1e-12" at the far end.
[[nodiscard]] QString probabilityText(double probability);
/// A whole number with thousands separated: "12,345".
[[nodiscard]] QString countText(std::size_t count);

/// "17.02 \u00b1 0.35", native numbers in the unit's own, without its symbol: the error to two significant
/// figures, the value to the same place. Without a usable error the value alone, to four figures;
/// missingText() for a NaN value.
[[nodiscard]] QString measuredText(Measured native, const ShownUnit& unit);
/// The same, followed by the unit's symbol.
[[nodiscard]] QString measuredTextWithUnit(Measured native, const ShownUnit& unit);
/// A length with its error in the unit that suits the error: "12 \u00b1 3.1 \u00b5m".
[[nodiscard]] QString lengthText(Measured centimetres);

/// "M after [MeV]".
[[nodiscard]] QString titleWithUnit(const QString& title, const QString& unit);

/// For the clipboard: a true minus as "-", so that other programs read the numbers.
[[nodiscard]] QString plainText(QString text);

} // namespace pairscope
