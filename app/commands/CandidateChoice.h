#pragma once

#include "app/commands/Command.h"
#include "core/event/PairTable.h"

#include <string>

namespace pairscope {

/// For CLI11: empty when `id` is experiment/run/event/candidate, else what is wrong with it.
[[nodiscard]] std::string checkId(const std::string& id);

/// Row of the candidate with an id that checkId() accepts, or that there is none.
/// @param inputName for the message
[[nodiscard]] tl::expected<std::size_t, Failure> findById(const std::string& id, const PairTable& pairs,
                                                          const std::string& inputName);

} // namespace pairscope
