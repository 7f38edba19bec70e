#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/io/PairSource.h"

#include <QString>

#include <memory>

namespace pairscope {

/// An open file (or the demonstration sample) and what was reconstructed from it. Immutable, shared.
struct Dataset {
    QString name; ///< for the title: the file's name
    QString path; ///< absolute; empty for the demonstration sample
    PairFile file;
    std::shared_ptr<const CandidateTable> table;

    [[nodiscard]] bool isSimulation() const { return file.pairs && file.pairs->contents().simulation; }
};

} // namespace pairscope
