#include "widgets/models/FitComparison.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>

#include <functional>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::FitComparison", text);
}

class Comparison {
public:
    Comparison(const FitRecord& kept, const FitRecord& now) : m_kept(kept), m_now(now) {}

    [[nodiscard]] TextTable build() {
        m_table.columns = {{tr("Quantity"), {}, false},
                           {tr("Kept")},
                           {tr("Now")},
                           {tr("Δ"), tr("Difference: now minus kept")}};
        words(tr("Candidate"), [](const FitRecord& fit) {
            return QString::fromStdString(toString(fit.study->candidate->event.id));
        });
        words(tr("Options"), [](const FitRecord& fit) { return optionsLine(fit.options); });
        words(tr("Outcome"),
              [](const FitRecord& fit) { return fromUtf8(toString(fit.study->diagnosis.outcome)); });
        words(tr("Vertex"), [](const FitRecord& fit) {
            const Candidate& candidate = *fit.study->candidate;
            if (!candidate.fit) return missingText();
            return tr("%1 of %2").arg(candidate.chosenMinimum() + 1).arg(candidate.fit->minima.size());
        });
        place();
        quality();
        masses();
        return std::move(m_table);
    }

private:
    using Value = std::function<Measured(const Candidate&)>;

    void words(const QString& title, const std::function<QString(const FitRecord&)>& text) {
        const QString kept = text(m_kept);
        const QString now = text(m_now);
        m_table.rows.push_back({{title}, {kept, kept}, {now, now}, {kept == now ? tr("same") : tr("other")}});
    }
    /// A number that only a fit has. @param kinematic the fit is the kinematic one
    void number(const QString& title, const ShownUnit& unit, const Value& value, bool lengths = false,
                bool kinematic = false) {
        const Candidate& kept = *m_kept.study->candidate;
        const Candidate& now = *m_now.study->candidate;
        const auto has = [kinematic](const Candidate& candidate) {
            return kinematic ? candidate.kinematic.has_value() : candidate.fit.has_value();
        };
        const QString tip = kinematic ? tr("There is no kinematic fit") : tr("This fit has no vertex");
        TextCell keptCell{missingText(), tip};
        TextCell nowCell{missingText(), tip};
        TextCell difference{missingText()};
        if (has(kept)) keptCell = {measuredText(value(kept), unit)};
        if (has(now)) nowCell = {measuredText(value(now), unit)};
        if (has(kept) && has(now)) {
            const double change = value(now).value - value(kept).value;
            difference = {lengths ? lengthText({change, 0}) : significantText(change * unit.factor, 3)};
        }
        m_table.rows.push_back({{titleWithUnit(title, unit.symbol)}, keptCell, nowCell, difference});
    }
    void place() {
        const auto along = [](int axis) {
            return [axis](const Candidate& candidate) {
                const VertexMinimum& vertex = candidate.vertex();
                return Measured{vertex.parameters(axis), std::sqrt(vertex.covariance(axis, axis))};
            };
        };
        number(
            tr("ρ"), centimetreUnit(), [](const Candidate& candidate) { return candidate.stage().rho; },
            true);
        number(tr("x"), centimetreUnit(), along(kVertexX), true);
        number(tr("y"), centimetreUnit(), along(kVertexY), true);
        number(tr("z"), centimetreUnit(), along(kVertexZ), true);
    }
    void quality() {
        number(tr("χ²"), {}, [](const Candidate& candidate) { return Measured{candidate.vertex().chi2, 0}; });
        number(tr("ndf"), {}, [](const Candidate& candidate) {
            return Measured{double(candidate.fit->ndf), 0};
        });
        number(tr("Probability"), {}, [](const Candidate& candidate) {
            return Measured{candidate.probability(), 0};
        });
        number(tr("Iterations"), {}, [](const Candidate& candidate) {
            return Measured{double(candidate.vertex().iterations), 0};
        });
    }
    void masses() {
        number(tr("M after"), mevUnit(), [](const Candidate& candidate) { return candidate.stage().mass; });
        number(tr("ΔM"), mevUnit(), [](const Candidate& candidate) { return candidate.stage().deltaM; });
        number(
            tr("M kin"), mevUnit(), [](const Candidate& candidate) { return candidate.kinematic->mass; },
            false, true);
        number(
            tr("Kinematic χ²"), {},
            [](const Candidate& candidate) {
                return Measured{candidate.kinematic->chi2, 0};
            },
            false, true);
    }

    const FitRecord& m_kept;
    const FitRecord& m_now;
    TextTable m_table;
};

} // namespace

TextTable comparisonTable(const FitRecord& kept, const FitRecord& now) {
    return Comparison(kept, now).build();
}

} // namespace pairscope
