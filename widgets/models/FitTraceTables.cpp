#include "widgets/models/FitTraceTables.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>

#include <algorithm>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::FitTraceTables", text);
}

constexpr int kDecimals = 4; // of lengths in cm: to the micrometre

QString centimetres(double length) {
    return numberText(length, kDecimals);
}

std::vector<TextCell> stepRow(std::size_t number, const FitStep& step) {
    return {{QString::number(number)},
            {significantText(step.chi2, 6)},
            {significantText(step.stepInSigma, 3)},
            {significantText(step.trustRadius, 3)},
            {step.limited ? tr("✓") : QString()},
            step.accepted ? TextCell{tr("✓")} : TextCell{tr("✗"), tr("Refused: χ² did not fall enough")},
            {centimetres(step.vertex.head<2>().norm())},
            {centimetres(step.vertex.x())},
            {centimetres(step.vertex.y())},
            {centimetres(step.vertex.z())}};
}

} // namespace

const std::vector<FitTrace>& tracesOf(const Candidate& candidate) {
    return candidate.fit ? candidate.fit->traces : candidate.fit.error().traces;
}

TextTable startsTable(const std::vector<FitTrace>& traces) {
    TextTable table;
    table.columns = {{tr("Start"), tr("Where the search began"), false},
                     {tr("ρ [cm]"), tr("Transverse distance of the start from the z axis")},
                     {tr("χ²"), tr("chi2 at the start")},
                     {tr("Steps"), tr("Steps tried, refused ones included")},
                     {tr("Ended"), tr("How the search ended"), false},
                     {tr("Vertex"), tr("Number of the minimum it reached")}};
    for (const FitTrace& trace : traces) {
        const bool reached = trace.minimum >= 0;
        table.rows.push_back({{startName(trace.start)},
                              {numberText(trace.startVertex.head<2>().norm(), 3)},
                              {significantText(trace.startChi2, 4)},
                              {QString::number(trace.steps.size())},
                              {fromUtf8(toString(trace.termination))},
                              {reached ? QString::number(trace.minimum + 1) : missingText(),
                               reached ? QString() : tr("It reached no minimum")}});
    }
    return table;
}

TextTable stepsTable(const FitTrace& trace) {
    TextTable table;
    table.columns = {{tr("i"), tr("Number of the step; 0 is the start")},
                     {tr("χ²"), tr("chi2 after the step")},
                     {tr("Step [σ]"), tr("Length of the step in units of the error")},
                     {tr("Trust [cm]"), tr("Longest step along the flight that was allowed")},
                     {tr("Cut"), tr("The trust radius cut the step short"), false},
                     {tr("Taken"), tr("The step was accepted"), false},
                     {tr("ρ [cm]")},
                     {tr("x [cm]")},
                     {tr("y [cm]")},
                     {tr("z [cm]")}};
    table.rows.push_back({{QStringLiteral("0")},
                          {significantText(trace.startChi2, 6)},
                          {},
                          {},
                          {},
                          {tr("start")},
                          {centimetres(trace.startVertex.head<2>().norm())},
                          {centimetres(trace.startVertex.x())},
                          {centimetres(trace.startVertex.y())},
                          {centimetres(trace.startVertex.z())}});
    for (std::size_t i = 0; i < trace.steps.size(); ++i)
        table.rows.push_back(stepRow(i + 1, trace.steps[i]));
    return table;
}

Vector3 vertexOfRow(const FitTrace& trace, std::size_t row) {
    return row == 0 ? trace.startVertex : trace.steps[row - 1].vertex;
}

} // namespace pairscope
