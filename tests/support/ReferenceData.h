#pragma once

#include <filesystem>

/// Where the reference data of independent fitters are, when this checkout has them beside it.
#define PAIRSCOPE_REFERENCE (std::filesystem::path(PAIRSCOPE_SOURCE_DIR) / ".." / "shared" / "reference")

#define PAIRSCOPE_SKIP_WITHOUT_REFERENCE()                                                                   \
    if (!std::filesystem::exists(PAIRSCOPE_REFERENCE / "pairs.csv"))                                         \
    GTEST_SKIP() << "the reference data (pairs.csv, exact_minima.csv) are not beside this checkout"
