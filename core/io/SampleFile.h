#pragma once

#include "core/io/PairSource.h"
#include "core/simulation/SampleGenerator.h"

namespace pairscope {

/// Makes a sample and writes it as it is made (PairWriter): the memory it takes does not depend on how many
/// rows there are. A failure, or a requested stop (FileError::Kind::Cancelled), leaves nothing of it.
/// @return how the classes came about, in the order of SampleGenerator::classes()
[[nodiscard]] tl::expected<std::vector<ClassYield>, FileError> writeSample(const SampleGenerator& generator,
                                                                           const std::filesystem::path& file,
                                                                           const std::stop_token& stop = {},
                                                                           const Progress& progress = {});

} // namespace pairscope
