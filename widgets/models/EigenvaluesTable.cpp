#include "widgets/models/EigenvaluesTable.h"

#include "core/math/Spectrum.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::EigenvaluesTable", text);
}

QStringList trackNames(const QString& charge) {
    QStringList names{QStringLiteral("d0"), QStringLiteral("φ0"), QStringLiteral("ω"), QStringLiteral("z0"),
                      QStringLiteral("tan λ")};
    for (QString& name : names)
        name += charge;
    return names;
}

QStringList fitNames() {
    QStringList names{QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")};
    for (const char* charge : {"⁺", "⁻"})
        for (const char* name : {"φ", "ω", "tan λ"})
            names << QString::fromUtf8(name) + QString::fromUtf8(charge);
    return names;
}

TextCell numberCell(double value) {
    if (std::isnan(value)) return {missingText(), tr("Cannot be computed: see the matrix")};
    TextCell cell{significantText(value, 2), significantText(value, 6)};
    if (value > 0) return cell;
    cell.text += QStringLiteral(" !");
    cell.tip = tr("Not positive: no covariance matrix has such an eigenvalue");
    cell.bold = true;
    return cell;
}

TextCell conditionCell(const std::vector<double>& eigenvalues) {
    const double condition = conditionNumber(eigenvalues);
    if (std::isnan(condition)) return {missingText(), tr("Cannot be computed: see the matrix")};
    if (std::isfinite(condition)) return {significantText(condition, 2), significantText(condition, 6)};
    return {tr("∞ !"), tr("The smallest eigenvalue is not positive"), {}, true};
}

void addBlock(const QString& heading, const std::vector<std::vector<double>>& spectra, TextTable& table) {
    table.rows.push_back({{heading, {}, {}, true}});
    std::vector<TextCell> conditions{{tr("Condition"), tr("Largest over smallest eigenvalue")}};
    std::size_t most = 0;
    for (const auto& spectrum : spectra) {
        conditions.push_back(conditionCell(spectrum));
        most = std::max(most, spectrum.size());
    }
    table.rows.push_back(std::move(conditions));
    for (std::size_t i = 0; i < most; ++i) {
        std::vector<TextCell> row{{tr("λ %1").arg(i + 1), tr("Eigenvalue, the smallest first")}};
        for (const auto& spectrum : spectra)
            row.push_back(i < spectrum.size() ? numberCell(spectrum[i]) : TextCell{});
        table.rows.push_back(std::move(row));
    }
}

} // namespace

std::vector<NamedMatrix> covariancesOf(const Candidate& candidate) {
    const TrackPair& tracks = candidate.event.tracks;
    std::vector<NamedMatrix> matrices{
        {tr("e⁺ 5×5"), trackNames(QStringLiteral("⁺")), tracks.positron.covariance},
        {tr("e⁻ 5×5"), trackNames(QStringLiteral("⁻")), tracks.electron.covariance}};
    if (!candidate.fit) return matrices;
    matrices.push_back({tr("Fit 9×9"), fitNames(), candidate.vertex().covariance});
    matrices.push_back({tr("Vertex 3×3"), fitNames().mid(0, 3), candidate.vertex().vertexCovariance()});
    return matrices;
}

TextTable eigenvaluesTable(const std::vector<NamedMatrix>& matrices) {
    TextTable table;
    table.columns.push_back({QString(), {}, false});
    std::vector<std::vector<double>> scaled;
    std::vector<std::vector<double>> raw;
    for (const NamedMatrix& named : matrices) {
        table.columns.push_back({named.title, named.names.join(QStringLiteral(", "))});
        const Spectrum spectrum = Spectrum::of(named.matrix);
        scaled.push_back(spectrum.scaled);
        raw.push_back(spectrum.raw);
    }
    addBlock(tr("Scaled to unit diagonal"), scaled, table);
    addBlock(tr("As it is [cm, rad, 1/cm]"), raw, table);
    return table;
}

} // namespace pairscope
