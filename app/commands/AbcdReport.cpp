#include "app/commands/AbcdReport.h"

#include <fmt/format.h>

#include <cmath>

namespace pairscope {

namespace {

std::string text(const Interval& interval) {
    return fmt::format("{:.4g} to {:.4g}", interval.low, interval.high);
}

std::string pullText(const std::optional<double>& pull) {
    return pull ? fmt::format("{:+.1f} standard deviations", *pull) : "too few to compare";
}

Json json(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json(const std::optional<double>& value) {
    return value ? json(*value) : Json(nullptr);
}

Json json(const Interval& interval) {
    return Json::array({json(interval.low), json(interval.high)});
}

Json json(const AbcdCounts& counts, bool withA) {
    return Json{
        {"A", withA ? Json(counts.a) : Json(nullptr)}, {"B", counts.b}, {"C", counts.c}, {"D", counts.d}};
}

} // namespace

std::string abcdText(const AbcdStudy& study, const std::string& kappaOrigin, ConfidenceLevel level) {
    const AbcdEstimate& estimate = study.estimate;
    const AbcdCounts& counts = study.counts;
    std::string result =
        fmt::format("ABCD: expected in A = kappa B C / D = {:.4g} x {} x {} / {} = {:.4g} ({}, {:.1f} %)\n",
                    estimate.kappa.value, counts.b, counts.c, counts.d, estimate.expected,
                    text(estimate.interval), 100 * level.value);
    result += fmt::format("  kappa: {:.4g} +- {:.1f} %, {}\n", estimate.kappa.value,
                          100 * estimate.kappa.relativeError, kappaOrigin);
    if (study.signalBlinded)
        result += "  observed in A: blinded\n";
    else
        result += fmt::format("  observed in A: {}, {}\n", counts.a, pullText(study.pull));
    if (study.measured)
        result += fmt::format("  kappa of these counts: {:.4g} ({})\n", study.measured->kappa.value,
                              text(study.measured->interval));
    if (study.correlation)
        result += fmt::format("  rank correlation inside the boxes: {:+.3f} +- {:.3f}\n",
                              study.correlation->value, study.correlation->error);
    for (const ClosureTest& test : study.closure)
        result +=
            fmt::format("  closure, {}: {} found, {:.4g} expected ({}), {}\n", test.boxes, test.counts.a,
                        test.expected.expected, text(test.expected.interval), pullText(test.pull));
    for (const std::string& warning : study.warnings)
        result += fmt::format("  Warning: {}\n", warning);
    return result;
}

Json abcdJson(const AbcdStudy& study, const std::string& kappaOrigin) {
    Json document{{"counts", json(study.counts, !study.signalBlinded)},
                  {"blinded", study.signalBlinded},
                  {"kappa",
                   {{"value", study.estimate.kappa.value},
                    {"relativeError", study.estimate.kappa.relativeError},
                    {"origin", kappaOrigin}}},
                  {"expected", json(study.estimate.expected)},
                  {"interval", json(study.estimate.interval)},
                  {"pull", json(study.pull)},
                  {"measuredKappa", nullptr},
                  {"correlation", nullptr},
                  {"closure", Json::array()},
                  {"warnings", study.warnings}};
    if (study.measured)
        document["measuredKappa"] =
            Json{{"value", study.measured->kappa.value}, {"interval", json(study.measured->interval)}};
    if (study.correlation)
        document["correlation"] =
            Json{{"value", study.correlation->value}, {"error", study.correlation->error}};
    for (const ClosureTest& test : study.closure)
        document["closure"].push_back(Json{{"boxes", test.boxes},
                                           {"counts", json(test.counts, true)},
                                           {"expected", json(test.expected.expected)},
                                           {"interval", json(test.expected.interval)},
                                           {"pull", json(test.pull)}});
    return document;
}

} // namespace pairscope
