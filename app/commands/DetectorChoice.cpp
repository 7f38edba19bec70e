#include "app/commands/DetectorChoice.h"

#include "app/Resources.h"

#include <CLI/CLI.hpp>

namespace pairscope {

void DetectorChoice::addTo(CLI::App& app) {
    app.add_option("--detector", m_run,
                   "material of Run 1 (two ladders of PXD layer 2)\nor Run 2 (all; the default)")
        ->option_text("run1|run2")
        ->check([](const std::string& run) {
            return run == "run1" || run == "run2" ? std::string{}
                                                  : "'" + run + "' is no detector; expected run1 or run2";
        });
}

tl::expected<std::shared_ptr<const DetectorModel>, Failure> DetectorChoice::load() const {
    auto detector = loadDetector(m_run == "run1" ? DetectorRun::Run1 : DetectorRun::Run2);
    if (!detector) return tl::unexpected(Failure{"DetectorMissing", detector.error()});
    return *detector;
}

std::string describe(const DetectorModel& detector) {
    return detector.name() + (detector.run() == DetectorRun::Run1 ? ", Run 1" : ", Run 2");
}

} // namespace pairscope
