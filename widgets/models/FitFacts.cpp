#include "widgets/models/FitFacts.h"

#include "core/vertex/PercentText.h"
#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::FitFacts", text);
}

constexpr std::size_t kMostPlaces = 3;   // named in the line
constexpr double kSmallestNamed = 0.005; // of the probability: would read "0 %"

class Facts {
public:
    void heading(const QString& text) { m_table.rows.push_back({{text, {}, {}, true}}); }
    void add(const QString& name, const QString& value, const QString& tip = {}) {
        m_table.rows.push_back({{name, tip}, {value, tip}});
    }
    [[nodiscard]] TextTable take() { return std::move(m_table); }

private:
    TextTable m_table{{{tr("What"), {}, false}, {tr("Value"), {}, false}}, {}};
};

void addConversion(const ConversionFitResult& conversion, Facts& facts) {
    facts.heading(tr("As a conversion: zero opening angle"));
    facts.add(tr("χ² / ndf"),
              tr("%1 / %2").arg(significantText(conversion.fit.best().chi2, 4)).arg(conversion.fit.ndf),
              tr("Vertex fit with both legs parallel at the vertex"));
    facts.add(
        tr("Δχ² to the free fit"),
        tr("%1, probability %2")
            .arg(significantText(conversion.deltaChi2, 3), probabilityText(conversion.openingProbability)),
        tr("For two degrees of freedom; a small probability means that the legs do open"));
    facts.add(tr("ρ"), measuredTextWithUnit({conversion.fit.best().rho(), conversion.fit.best().rhoError()},
                                            centimetreUnit()));
    facts.add(tr("Mass floor"), measuredTextWithUnit({conversion.massFloor, 0}, mevUnit()),
              tr("Smallest mass of a pair that shares its energy so"));
}

} // namespace

QString originLine(const LayerAssociation& association) {
    std::vector<const OriginProbability*> places{&association.prompt};
    for (const OriginProbability& layer : association.layers)
        places.push_back(&layer);
    std::stable_sort(places.begin(), places.end(),
                     [](const OriginProbability* a, const OriginProbability* b) {
                         return a->probability > b->probability;
                     });
    QStringList parts;
    for (std::size_t i = 0; i < std::min(kMostPlaces, places.size()); ++i)
        if (i == 0 || places[i]->probability >= kSmallestNamed)
            parts << QString::fromStdString(places[i]->place + ' ' + percentText(places[i]->probability));
    const QString line = parts.join(QStringLiteral(", "));
    return association.decided() ? line : tr("undecided: %1").arg(line);
}

TextTable factsTable(const CandidateStudy& study) {
    Facts facts;
    if (!study.diagnosis.evidence.empty()) facts.heading(tr("Evidence"));
    for (const Evidence& evidence : study.diagnosis.evidence)
        facts.add(withSymbols(evidence.name), withSymbols(evidence.value));
    if (study.association) {
        facts.heading(tr("Where the pair was made"));
        facts.add(tr("Origin"), originLine(*study.association),
                  tr("From χ² along the flight and the material on the photon's path"));
    }
    if (study.conversion) addConversion(*study.conversion, facts);
    if (study.kfit) {
        facts.heading(tr("What basf2 would show"));
        facts.add(tr("KFit"), withSymbols(describe(*study.kfit)));
    }
    return facts.take();
}

} // namespace pairscope
