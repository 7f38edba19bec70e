#include "widgets/models/QuantityText.h"

#include "core/math/Units.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr QChar kMinus(0x2212);

QString withTrueMinus(QString text) {
    // exponents keep their plain sign: 1e-5
    if (text.startsWith(u'-')) text[0] = kMinus;
    return text;
}

/// Decimals that show `error` to two significant figures; negative when whole tens are to be rounded.
int decimalsOf(double error) {
    const auto places = [](double x) { return 1 - static_cast<int>(std::floor(std::log10(x))); };
    const int first = places(error);
    // 0.0996 rounds up to 0.10, which has one decimal less
    const double rounded = std::round(error * std::pow(10.0, first)) / std::pow(10.0, first);
    return places(rounded * (1 + 1e-12));
}

double roundedTo(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

} // namespace

ShownUnit mevUnit() {
    return {QStringLiteral("MeV"), 1 / kMeV};
}
ShownUnit gevUnit() {
    return {QStringLiteral("GeV"), 1};
}
ShownUnit degreeUnit() {
    return {QStringLiteral("°"), 1 / kDegree};
}
ShownUnit milliradianUnit() {
    return {QStringLiteral("mrad"), 1 / kMilliradian};
}
ShownUnit centimetreUnit() {
    return {QStringLiteral("cm"), 1};
}
ShownUnit millimetreUnit() {
    return {QStringLiteral("mm"), 1 / kMillimetre};
}
ShownUnit micrometreUnit() {
    return {QStringLiteral("µm"), 1 / kMicrometre};
}

ShownUnit lengthUnitFor(double centimetres) {
    const double size = std::abs(centimetres);
    if (size < 0.1 * kMillimetre) return micrometreUnit();
    return size < 1.0 ? millimetreUnit() : centimetreUnit();
}

QString missingText() {
    return QStringLiteral("–");
}

QString numberText(double shown, int decimals) {
    if (std::isnan(shown)) return missingText();
    if (std::isinf(shown)) return shown > 0 ? QStringLiteral("∞") : QString(kMinus) + QStringLiteral("∞");
    const QString text = QString::number(roundedTo(shown, decimals) + 0.0, 'f', std::max(decimals, 0));
    return withTrueMinus(text);
}

QString significantText(double shown, int digits) {
    if (!std::isfinite(shown)) return numberText(shown, 0);
    return withTrueMinus(QString::number(shown, 'g', digits));
}

QString probabilityText(double probability) {
    if (std::isnan(probability)) return missingText();
    if (probability < 1e-12) return QStringLiteral("< 1e-12");
    if (probability < 1e-3) return QString::number(probability, 'e', 1);
    return QString::number(probability, 'f', 3);
}

QString countText(std::size_t count) {
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count));
}

QString measuredText(Measured native, const ShownUnit& unit) {
    const double value = native.value * unit.factor;
    const double error = native.error * unit.factor;
    if (std::isnan(value)) return missingText();
    if (!(error > 0) || !std::isfinite(error) || !std::isfinite(value)) return significantText(value, 4);
    const int decimals = decimalsOf(error);
    if (decimals > 7 || decimals < -6)
        return significantText(value, 4) + QStringLiteral(" ± ") + significantText(error, 2);
    return numberText(value, decimals) + QStringLiteral(" ± ") + numberText(error, decimals);
}

QString measuredTextWithUnit(Measured native, const ShownUnit& unit) {
    const QString text = measuredText(native, unit);
    if (std::isnan(native.value) || unit.symbol.isEmpty()) return text;
    return text + u' ' + unit.symbol;
}

QString lengthText(Measured centimetres) {
    const double size = centimetres.error > 0 ? std::max(10 * centimetres.error, std::abs(centimetres.value))
                                              : centimetres.value;
    return measuredTextWithUnit(centimetres, lengthUnitFor(size));
}

QString titleWithUnit(const QString& title, const QString& unit) {
    return unit.isEmpty() ? title : QStringLiteral("%1 [%2]").arg(title, unit);
}

QString plainText(QString text) {
    return text.replace(kMinus, u'-').replace(u'–', u'-');
}

} // namespace pairscope
