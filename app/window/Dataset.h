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
    std::shared_ptr<const DetectorModel> detector; ///< that the table was made with; null: the usual one

    /// Made by a generator, or with truth in it, which only a simulation has.
    [[nodiscard]] bool isSimulation() const {
        return file.pairs && (file.pairs->contents().simulation || file.pairs->contents().truth);
    }
};

} // namespace pairscope
