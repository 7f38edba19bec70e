#pragma once

#include "core/analysis/AbcdEstimate.h"
#include "core/event/PairTruth.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace pairscope {

/// The part of the command line that says which kappa an ABCD estimate has: --kappa V[:RELERR], or
/// --kappa-from a file or a true class.
class KappaChoice {
public:
    /// This must stay where it is until the command line is parsed.
    void addTo(CLI::App& app);

    /// As given, or 1.
    [[nodiscard]] Kappa given() const;
    [[nodiscard]] bool isGiven() const { return !m_value.empty(); }
    /// The class to measure it with; nothing when it is to be measured in a file, or not at all.
    [[nodiscard]] std::optional<PairClass> fromClass() const;
    /// The file to measure it in; empty for none.
    [[nodiscard]] std::string fromFile() const;

private:
    std::string m_value;
    std::string m_from;
};

} // namespace pairscope
