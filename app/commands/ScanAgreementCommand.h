#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope scan agreement`: confusion tables, kappa, efficiencies, disagreements.
[[nodiscard]] Command addScanAgreementCommand(CLI::App& scan);

} // namespace pairscope
