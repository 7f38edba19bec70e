#pragma once

#include "app/window/DatasetLoader.h"
#include "widgets/panels/NewSampleDialog.h"

namespace pairscope {

/// A simulated sample as a dataset, and what it stands for.
struct SampleResult {
    LoadResult dataset;
    Message summary; ///< kept and tried of each class, efficiency, luminosity
};

/// Makes a sample, writes it when it has a file, and reconstructs every row. A stop or a failure leaves no
/// file.
[[nodiscard]] SampleResult loadSample(const NewSample& sample, const std::stop_token& stop,
                                      const Progress& progress);

} // namespace pairscope
