#pragma once

#include "core/candidate/Candidate.h"

#include <string>

namespace pairscope {

/// "19.81 ± 0.32 MeV": two digits of the uncertainty decide how many the value gets; without one (0 or not
/// finite) four significant digits. @param unit how many native units the shown unit has, e.g. kMeV; @param
/// name of the shown unit.
[[nodiscard]] std::string measuredText(Measured measured, double unit, const char* name);

/// "19.81 ± 0.32 MeV" from GeV.
[[nodiscard]] std::string massText(Measured mass);

/// A length in the unit that suits it: "12.3 µm", "4.56 mm", "7.89 cm"; from cm.
[[nodiscard]] std::string lengthText(double length);

/// "x 1.2345 cm, y -0.1200 cm, ρ 1.2403 cm, φ -5.6°": a place in the transverse plane, with the digits that a
/// pixel resolves.
/// @param resolution cm, what one pixel covers.
[[nodiscard]] std::string placeText(const Vector2& position, double resolution);

/// "z 1.234 cm, ρ 2.201 cm, θ 60.73°": a place in the plane of z and signed rho; theta as seen from the
/// origin.
[[nodiscard]] std::string rhoZPlaceText(const Vector2& position, double resolution);

/// Share of a radiation length as "0.30 %", or "16.1" above one whole.
[[nodiscard]] std::string radiationLengthsText(double radiationLengths);

} // namespace pairscope
