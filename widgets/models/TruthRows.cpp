#include "widgets/models/TruthRows.h"

#include "core/candidate/TrueTracks.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::InspectorModel", text);
}

class Builder {
public:
    Builder(const Candidate& candidate, std::size_t stages)
        : m_truth(*candidate.event.truth), m_field(candidate.field), m_stages(stages) {}

    std::vector<InspectorRow> build() {
        m_rows.push_back({tr("Truth"), {}, {}, {}, true});
        origin();
        masses();
        losses();
        return std::move(m_rows);
    }

private:
    void row(const QString& title, const ShownUnit& unit, const QString& description, const QString& text);
    void number(const QString& title, const ShownUnit& unit, const QString& description, double native) {
        row(title, unit, description, measuredText({native, 0}, unit));
    }
    void origin();
    void masses();
    void losses();

    const PairTruth& m_truth;
    MagneticField m_field;
    std::size_t m_stages;
    std::vector<InspectorRow> m_rows;
};

void Builder::row(const QString& title, const ShownUnit& unit, const QString& description,
                  const QString& text) {
    const InspectorCell nothing{missingText(), tr("Known of simulated pairs alone"), std::nullopt};
    InspectorRow made{title, unit.symbol, description, std::vector<InspectorCell>(m_stages, nothing), false};
    InspectorCell& cell = made.cells[m_stages - 2];
    cell.text = text;
    cell.why = text == missingText() ? tr("The file has no truth for this") : QString();
    m_rows.push_back(std::move(made));
}

void Builder::origin() {
    row(tr("Class"), {}, tr("What the pair is (mcClass)"),
        QString::fromStdString(std::string(toString(m_truth.pairClass))));
    row(tr("Layer"), {}, tr("The layer in which the photon converted (mcLayer)"),
        m_truth.layer.empty() ? missingText() : QString::fromStdString(m_truth.layer));
    const bool known = m_truth.vertex && m_truth.production;
    number(tr("Flight"), centimetreUnit(),
           tr("From where the photon or A′ was made to where the pair was born (mcProductionVertex, "
              "mcDecayVertex)"),
           known ? (*m_truth.vertex - *m_truth.production).norm() : kNone);
}

/// The counterpart of each measured mass.
void Builder::masses() {
    const auto shift = trueShift(m_truth, m_field);
    number(tr("M at perigees"), mevUnit(),
           tr("Mass from the true helices at their perigees: what M before would be with an ideal detector"),
           shift ? shift->mass - shift->deltaM : kNone);
    number(tr("M at vertex"), mevUnit(), tr("Mass from the true momenta at the true vertex"),
           shift ? shift->mass : kNone);
}

void Builder::losses() {
    for (const std::size_t track : {std::size_t{0}, std::size_t{1}}) {
        const EnergyLoss loss = m_truth.losses ? (*m_truth.losses)[track] : EnergyLoss{};
        const QString name = track == 0 ? tr("e⁺") : tr("e⁻");
        number(tr("E lost, %1").arg(name), mevUnit(),
               tr("Energy lost before the drift chamber, radiated and by ionisation (mcEnergyLost)"),
               loss.total);
        number(tr("Hardest γ, %1").arg(name), mevUnit(),
               tr("Energy of the hardest photon radiated on the way; 0 for none (mcBremsE)"),
               loss.hardestPhoton);
        number(tr("at ρ, %1").arg(name), centimetreUnit(),
               tr("Distance from the z axis where that photon was radiated (mcBremsRho)"),
               loss.hardestRadius);
    }
}

} // namespace

std::vector<InspectorRow> truthRows(const Candidate& candidate, std::size_t stages) {
    if (!candidate.event.truth) return {};
    return Builder(candidate, stages).build();
}

} // namespace pairscope
