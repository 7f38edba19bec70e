#include "app/commands/KappaChoice.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace pairscope {

namespace {

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<Kappa> parseKappa(std::string_view text) {
    const std::size_t colon = text.find(':');
    const auto value = number(text.substr(0, colon));
    const auto error = colon == std::string_view::npos ? std::optional(0.0) : number(text.substr(colon + 1));
    if (!value || !error || *value <= 0 || *error < 0) return std::nullopt;
    return Kappa{*value, *error};
}

std::string checkKappa(const std::string& text) {
    return parseKappa(text)
               ? std::string{}
               : fmt::format("'{}' is no kappa; expected a number above 0, and after a colon its relative "
                             "error, as in 1.2:0.1",
                             text);
}

} // namespace

void KappaChoice::addTo(CLI::App& app) {
    CLI::Option* value =
        app.add_option("--kappa", m_value, "of the ABCD estimate, with its relative error; 1 by default")
            ->option_text("V[:RELERR]")
            ->check(checkKappa);
    app.add_option(
           "--kappa-from", m_from,
           "measure it: in a simulated file, or with the pairs\nof FILE of a true class (conversion, ...)")
        ->option_text("FILE2|CLASS")
        ->excludes(value);
}

Kappa KappaChoice::given() const {
    return parseKappa(m_value).value_or(Kappa{});
}

std::optional<PairClass> KappaChoice::fromClass() const {
    for (std::size_t i = 0; i < kPairClassCount; ++i)
        if (m_from == toString(static_cast<PairClass>(i))) return static_cast<PairClass>(i);
    return std::nullopt;
}

std::string KappaChoice::fromFile() const {
    return fromClass() ? std::string{} : m_from;
}

} // namespace pairscope
