#pragma once

#include "core/simulation/SampleGenerator.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace pairscope {

/// The options that say what a simulated sample holds.
class SampleChoice {
public:
    /// This must stay where it is until the command line is parsed.
    void addTo(CLI::App& app);

    /// What was asked for. With a luminosity every class asked for has the count 1, to be replaced.
    /// @throws CLI::ParseError for what does not fit together
    [[nodiscard]] SampleOptions options() const;
    /// 1/fb; nothing when numbers were given instead.
    [[nodiscard]] std::optional<double> luminosity() const;

private:
    void addNumbers(CLI::App& app);
    void addResponse(CLI::App& app);
    [[nodiscard]] bool wants(const std::string& name) const;
    [[nodiscard]] std::vector<SampleOptions::DarkPhoton> darkPhotons() const;

    std::vector<std::size_t> m_signal;
    std::vector<double> m_masses{17}; ///< MeV
    std::vector<double> m_epsilons{1e-3};
    std::size_t m_conversions = 0;
    std::size_t m_prompt = 0;
    double m_largestPromptMass = 300; ///< MeV
    double m_luminosity = 0;
    CLI::Option* m_luminosityOption = nullptr;
    std::vector<std::string> m_classes{"signal", "conversions", "prompt"};
    std::uint64_t m_seed = 1;
    bool m_noScattering = false;
    bool m_noBremsstrahlung = false;
    bool m_noIonisation = false;
    ResponseOptions m_response;
};

} // namespace pairscope
