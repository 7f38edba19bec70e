#include "app/commands/FitAll.h"

#include "app/commands/PairInput.h"
#include "app/commands/ProgressLine.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/io/MemoryNeed.h"

namespace pairscope {

tl::expected<std::shared_ptr<const CandidateTable>, Failure>
fitAll(const std::shared_ptr<const PairTable>& pairs, const std::string& name,
       const std::shared_ptr<const DetectorModel>& detector, const Reconstruction::Options& options,
       const Console& console) {
    const MemoryNeed need{name, pairs->rows(), CandidateTable::bytesPerRow()};
    if (const auto room = checkMemory(need, availableMemory()); !room)
        return tl::unexpected(failureOf(room.error()));
    ProgressLine line(console, "Fitting");
    return reconstructAll(pairs, detector, options, {}, line.callback());
}

} // namespace pairscope
