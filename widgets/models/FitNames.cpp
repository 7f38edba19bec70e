#include "widgets/models/FitNames.h"

#include "widgets/models/QuantityText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::FitNames", text);
}

} // namespace

QString startName(FitStart start) {
    switch (start) {
    case FitStart::FirstCrossing:
        return tr("crossing 1");
    case FitStart::SecondCrossing:
        return tr("crossing 2");
    case FitStart::TangentPoint:
        return tr("tangent point");
    case FitStart::InteractionPoint:
        return tr("IP");
    case FitStart::ProfileMinimum:
        return tr("profile");
    }
    return {};
}

QString policyName(MinimumPolicy policy) {
    switch (policy) {
    case MinimumPolicy::Global:
        return tr("lowest χ²");
    case MinimumPolicy::NearestInteractionPoint:
        return tr("nearest to the IP");
    case MinimumPolicy::MostProbableLayer:
        return tr("most probable layer");
    }
    return {};
}

QString openingName(Opening opening) {
    return opening == Opening::Zero ? tr("zero (conversion)") : tr("free");
}

QString originName(Origin origin) {
    switch (origin) {
    case Origin::Anywhere:
        return tr("anywhere");
    case Origin::InBeamSpot:
        return tr("in the beam spot");
    case Origin::FromBeamSpot:
        return tr("flies from the beam spot");
    }
    return {};
}

QString kinematicName(KinematicConstraint constraint) {
    switch (constraint) {
    case KinematicConstraint::Off:
        return tr("off");
    case KinematicConstraint::Energy:
        return tr("energy (1C)");
    case KinematicConstraint::FourMomentum:
        return tr("four-momentum (4C)");
    }
    return {};
}

QString photonOriginName(PhotonOrigin origin) {
    return origin == PhotonOrigin::Vertex ? tr("the fitted vertex") : tr("the collision");
}

namespace {

void addVertexParts(QStringList& parts, const VertexFit::Options& options) {
    const VertexFit::Options usual;
    if (options.constraints.opening != usual.constraints.opening)
        parts << tr("opening %1").arg(openingName(options.constraints.opening));
    if (options.constraints.origin != usual.constraints.origin)
        parts << tr("vertex %1").arg(originName(options.constraints.origin));
    if (options.maxIterations != usual.maxIterations)
        parts << tr("at most %1 iterations").arg(options.maxIterations);
    if (options.chi2Tolerance != usual.chi2Tolerance)
        parts << tr("χ² tolerance %1").arg(significantText(options.chi2Tolerance, 3));
    if (options.maxRadius != usual.maxRadius)
        parts << tr("within %1 cm").arg(significantText(options.maxRadius, 4));
}

void addKinematicParts(QStringList& parts, const Reconstruction::Options& options) {
    const KinematicFit::Options usual;
    const KinematicFit::Options& kinematic = options.kinematic;
    if (kinematic.constraint != usual.constraint)
        parts << tr("kinematic fit %1").arg(kinematicName(kinematic.constraint));
    if (kinematic.origin != usual.origin)
        parts << tr("photon from %1").arg(photonOriginName(kinematic.origin));
    if (options.photon) parts << tr("photon %1").arg(*options.photon + 1);
}

} // namespace

QString optionsLine(const Reconstruction::Options& options) {
    QStringList parts;
    addVertexParts(parts, options.fit);
    addKinematicParts(parts, options);
    return parts.isEmpty() ? tr("defaults") : parts.join(QStringLiteral(", "));
}

QString withSymbols(const std::string& sentence) {
    static const std::pair<QRegularExpression, QString> signs[] = {
        {QRegularExpression(QStringLiteral("\\+-")), QStringLiteral("±")},
        {QRegularExpression(QStringLiteral("\\bDelta chi2\\b")), QStringLiteral("Δχ²")},
        {QRegularExpression(QStringLiteral("\\bchi2\\b")), QStringLiteral("χ²")},
        {QRegularExpression(QStringLiteral("\\brho\\b")), QStringLiteral("ρ")},
        {QRegularExpression(QStringLiteral("\\bsigma\\b")), QStringLiteral("σ")},
        {QRegularExpression(QStringLiteral("\\bum\\b")), QStringLiteral("µm")},
        {QRegularExpression(QStringLiteral("(?<![\\w.)+])-(?=\\d)")), QStringLiteral("−")}};
    QString text = QString::fromStdString(sentence);
    for (const auto& [sign, symbol] : signs)
        text.replace(sign, symbol);
    return text;
}

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace pairscope
