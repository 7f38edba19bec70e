#include "app/commands/ExplainReport.h"

#include "app/commands/KinematicReport.h"
#include "app/commands/TextTable.h"
#include "core/math/Units.h"
#include "core/vertex/PercentText.h"

#include <fmt/format.h>

#include <cmath>

namespace pairscope {

namespace {

using Align = TextTable::Align;

constexpr double kShownProbability = 0.005; ///< places below this are left out of the text

std::string intervalText(const FlightIntervals& intervals) {
    std::string text;
    for (const FlightInterval& interval : intervals)
        text += fmt::format("{}{}{:.2f} to {:.2f}{} cm", text.empty() ? "" : ", ",
                            interval.openLow ? "below " : "", interval.low, interval.high,
                            interval.openHigh ? " and beyond" : "");
    return text.empty() ? "none" : text;
}

/// A mass in MeV with its error.
std::string massText(Measured mass) {
    return fmt::format("{:.2f} +- {:.2f} MeV", mass.value / kMeV, mass.error / kMeV);
}

std::string evidenceText(const FitDiagnosis& diagnosis) {
    TextTable table({{""}, {""}});
    for (const Evidence& evidence : diagnosis.evidence)
        table.add({evidence.name, evidence.value});
    return diagnosis.evidence.empty() ? std::string{} : "\nEvidence\n" + table.text("  ");
}

std::string minimaText(const Candidate& candidate, const DetectorModel& detector) {
    if (!candidate.fit) return {};
    TextTable table({{"minimum", Align::Right},
                     {"rho [cm]", Align::Right},
                     {"x, y, z [cm]", Align::Right},
                     {"chi2", Align::Right},
                     {"above best", Align::Right},
                     {"M after"},
                     {"Delta M"},
                     {"nearest layer"},
                     {""}});
    const VertexFitResult& fit = *candidate.fit;
    for (std::size_t i = 0; i < fit.minima.size(); ++i) {
        const VertexMinimum& minimum = fit.minima[i];
        const VertexStage& stage = candidate.stages[i];
        const Vector3 vertex = minimum.vertex();
        table.add({std::to_string(i + 1), fmt::format("{:.3f} +- {:.3f}", stage.rho.value, stage.rho.error),
                   fmt::format("{:.4f}, {:.4f}, {:.4f}", vertex.x(), vertex.y(), vertex.z()),
                   fmt::format("{:.3f}", minimum.chi2), fmt::format("{:.2f}", minimum.chi2 - fit.best().chi2),
                   massText(stage.mass), massText(stage.deltaM),
                   stage.layer ? fmt::format("{} at {:+.2f} cm", detector.layers()[stage.layer->layer].group,
                                             stage.layer->distance)
                               : "",
                   i == candidate.chosen ? "the vertex" : ""});
    }
    return fmt::format("\nMinima (ndf {}, M before {})\n{}", fit.ndf, massText(candidate.massBefore),
                       table.text("  "));
}

const std::vector<FitTrace>& tracesOf(const Candidate& candidate) {
    return candidate.fit ? candidate.fit->traces : candidate.fit.error().traces;
}

std::string searchesText(const Candidate& candidate) {
    const std::vector<FitTrace>& traces = tracesOf(candidate);
    if (traces.empty()) return {};
    TextTable table({{"start"},
                     {"rho [cm]", Align::Right},
                     {"chi2", Align::Right},
                     {"steps", Align::Right},
                     {"ended"},
                     {"minimum", Align::Right}});
    for (const FitTrace& trace : traces)
        table.add({std::string(toString(trace.start)),
                   fmt::format("{:.3f}", trace.startVertex.head<2>().norm()),
                   fmt::format("{:.4g}", trace.startChi2), std::to_string(trace.steps.size()),
                   std::string(toString(trace.termination)),
                   trace.minimum >= 0 ? std::to_string(trace.minimum + 1) : ""});
    return "\nSearches\n" + table.text("  ");
}

std::string profileText(const FlightProfile& profile) {
    TextTable table({{""}, {""}});
    table.add({"68.27 %", intervalText(profile.u68)});
    table.add({"95 %", intervalText(profile.u95)});
    table.add({"Delta chi2 < 1", intervalText(profile.deltaChi2Below1)});
    table.add({"Delta chi2 < 3.84", intervalText(profile.deltaChi2Below3p84)});
    return fmt::format("\nPlace along the flight{}\n{}",
                       profile.flat() ? " (flat: the data do not tell it)" : "", table.text("  "));
}

std::string associationText(const LayerAssociation& association) {
    TextTable table(
        {{"place"}, {"probability", Align::Right}, {"prior", Align::Right}, {"u [cm]", Align::Right}});
    const auto add = [&table](const OriginProbability& origin) {
        if (origin.probability >= kShownProbability)
            table.add({origin.place, fmt::format("{:.1f} %", 100 * origin.probability),
                       fmt::format("{:.1f} %", 100 * origin.prior), fmt::format("{:.2f}", origin.u)});
    };
    add(association.prompt);
    for (const OriginProbability& layer : association.layers)
        add(layer);
    return fmt::format("\nOrigin: {}\n{}",
                       association.decided() ? fmt::format("{}, {}", association.best().place,
                                                           percentText(association.best().probability))
                                             : "undecided",
                       table.text("  "));
}

std::string conversionText(const ConversionFitResult& conversion) {
    const VertexMinimum& best = conversion.fit.best();
    return fmt::format(
        "\nConversion fit (legs do not open): rho {:.3f} +- {:.3f} cm, chi2 {:.2f} for {} degrees "
        "of freedom,\n  {:.2f} above the free fit (probability {:.2g}); least mass {:.3f} MeV\n",
        best.rho(), best.rhoError(), best.chi2, conversion.fit.ndf, conversion.deltaChi2,
        conversion.openingProbability, conversion.massFloor / kMeV);
}

Json jsonOf(const Measured& measured) {
    return {{"value", measured.value}, {"error", measured.error}};
}

Json jsonOf(const FlightIntervals& intervals) {
    Json json = Json::array();
    for (const FlightInterval& interval : intervals)
        json.push_back({{"low", interval.low},
                        {"high", interval.high},
                        {"openLow", interval.openLow},
                        {"openHigh", interval.openHigh}});
    return json;
}

Json jsonOf(const Vector3& vector) {
    return {vector.x(), vector.y(), vector.z()};
}

Json minimaJson(const Candidate& candidate, const DetectorModel& detector) {
    Json json = Json::array();
    for (std::size_t i = 0; candidate.fit && i < candidate.fit->minima.size(); ++i) {
        const VertexMinimum& minimum = candidate.fit->minima[i];
        const VertexStage& stage = candidate.stages[i];
        json.push_back({{"vertex", jsonOf(minimum.vertex())},
                        {"rho", jsonOf(stage.rho)},
                        {"chi2", minimum.chi2},
                        {"iterations", minimum.iterations},
                        {"massAfter", jsonOf(stage.mass)},
                        {"deltaM", jsonOf(stage.deltaM)},
                        {"chosen", i == candidate.chosen}});
        json.back()["nearestLayer"] =
            stage.layer ? Json(detector.layers()[stage.layer->layer].group) : Json(nullptr);
        json.back()["layerDistance"] = stage.layer ? Json(stage.layer->distance) : Json(nullptr);
    }
    return json;
}

Json stepsJson(const FitTrace& trace) {
    Json json = Json::array();
    for (const FitStep& step : trace.steps)
        json.push_back({{"vertex", jsonOf(step.vertex)},
                        {"chi2", step.chi2},
                        {"stepInSigma", step.stepInSigma},
                        {"trustRadius", step.trustRadius},
                        {"limited", step.limited},
                        {"accepted", step.accepted}});
    return json;
}

Json searchesJson(const Candidate& candidate) {
    Json json = Json::array();
    for (const FitTrace& trace : tracesOf(candidate)) {
        json.push_back({{"start", toString(trace.start)},
                        {"vertex", jsonOf(trace.startVertex)},
                        {"chi2", trace.startChi2},
                        {"termination", toString(trace.termination)}});
        json.back()["minimum"] = trace.minimum >= 0 ? Json(trace.minimum) : Json(nullptr);
        json.back()["steps"] = stepsJson(trace);
    }
    return json;
}

Json profileJson(const FlightProfile& profile) {
    Json points = Json::array();
    for (const FlightPoint& point : profile.points)
        points.push_back({{"u", point.u}, {"chi2", point.chi2}});
    return {{"direction", {profile.frame.along().x(), profile.frame.along().y()}},
            {"flat", profile.flat()},
            {"u68", jsonOf(profile.u68)},
            {"u95", jsonOf(profile.u95)},
            {"deltaChi2Below1", jsonOf(profile.deltaChi2Below1)},
            {"deltaChi2Below3p84", jsonOf(profile.deltaChi2Below3p84)},
            {"limit68", profile.limit68},
            {"limit95", profile.limit95},
            {"points", points}};
}

Json associationJson(const LayerAssociation& association) {
    Json json{
        {"best", association.best().place}, {"decided", association.decided()}, {"places", Json::array()}};
    const auto add = [&json](const OriginProbability& origin) {
        json["places"].push_back({{"place", origin.place},
                                  {"prior", origin.prior},
                                  {"probability", origin.probability},
                                  {"u", origin.u},
                                  {"chi2", origin.chi2}});
    };
    add(association.prompt);
    for (const OriginProbability& layer : association.layers)
        add(layer);
    return json;
}

Json conversionJson(const ConversionFitResult& conversion) {
    return {{"vertex", jsonOf(conversion.fit.best().vertex())},
            {"chi2", conversion.fit.best().chi2},
            {"ndf", conversion.fit.ndf},
            {"deltaChi2", conversion.deltaChi2},
            {"openingProbability", conversion.openingProbability},
            {"massFloor", conversion.massFloor}};
}

Json kfitJson(const KFitOutcome& kfit) {
    return {{"code", static_cast<int>(kfit.status)},
            {"vertex", jsonOf(kfit.vertex)},
            {"chi2", kfit.chi2},
            {"gap", kfit.gap},
            {"stoppedEarly", kfit.stoppedEarly()},
            {"sentence", describe(kfit)}};
}

} // namespace

std::string explainText(const CandidateStudy& study, const DetectorModel& detector) {
    const Candidate& candidate = *study.candidate;
    std::string text =
        fmt::format("Candidate {}\n{}\n", toString(candidate.event.id), study.diagnosis.sentence);
    text += evidenceText(study.diagnosis);
    text += minimaText(candidate, detector);
    text += searchesText(candidate);
    if (study.profile) text += profileText(*study.profile);
    if (study.association) text += associationText(*study.association);
    if (study.conversion) text += conversionText(*study.conversion);
    text += kinematicText(study);
    if (study.kfit) text += fmt::format("\n{}\n", describe(*study.kfit));
    return text;
}

Json explainJson(const CandidateStudy& study, const DetectorModel& detector) {
    const Candidate& candidate = *study.candidate;
    Json json{{"id", toString(candidate.event.id)},
              {"outcome", toString(study.diagnosis.outcome)},
              {"sentence", study.diagnosis.sentence},
              {"evidence", Json::array()}};
    for (const Evidence& evidence : study.diagnosis.evidence)
        json["evidence"].push_back({{"name", evidence.name}, {"value", evidence.value}});
    json["massBefore"] = jsonOf(candidate.massBefore);
    json["minima"] = minimaJson(candidate, detector);
    json["searches"] = searchesJson(candidate);
    json["profile"] = study.profile ? profileJson(*study.profile) : Json(nullptr);
    json["association"] = study.association ? associationJson(*study.association) : Json(nullptr);
    json["conversion"] = study.conversion ? conversionJson(*study.conversion) : Json(nullptr);
    json["kinematic"] = kinematicJson(study);
    json["kfit"] = study.kfit ? kfitJson(*study.kfit) : Json(nullptr);
    return json;
}

} // namespace pairscope
