#pragma once

#include "core/event/PairTable.h"

#include <string>

namespace pairscope {

/// What a dataset is, by content: 32 hexadecimal digits from ids, tracks and photons of all pairs, whatever
/// the file's name, format and order of rows; truth does not count. The sum (modulo 2^128) of the XXH3 hash
/// of each row. On all cores.
[[nodiscard]] std::string datasetFingerprint(const PairTable& pairs);

} // namespace pairscope
