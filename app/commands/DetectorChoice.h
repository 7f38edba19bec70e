#pragma once

#include "app/commands/Command.h"
#include "core/detector/DetectorModel.h"

#include <memory>
#include <string>

namespace pairscope {

/// The option --detector.
class DetectorChoice {
public:
    /// This must stay where it is until the command line is parsed.
    void addTo(CLI::App& app);

    [[nodiscard]] tl::expected<std::shared_ptr<const DetectorModel>, Failure> load() const;

private:
    std::string m_run = "run2";
};

/// "Belle II, Run 2".
[[nodiscard]] std::string describe(const DetectorModel& detector);

} // namespace pairscope
