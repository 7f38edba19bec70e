#pragma once

#include <QString>

namespace pairscope {

struct Dataset;

/// Where the journal of a dataset lies: where a person chose it, else beside the file, else, for what has no
/// file, in the program's own folder.
[[nodiscard]] QString journalOf(const Dataset& dataset);
/// The person's choice for a dataset with a file; it holds for good.
void rememberJournal(const Dataset& dataset, const QString& journal);

/// In the program's own folder: what belongs to a dataset. The folder need not be there.
[[nodiscard]] QString ownFileOf(const Dataset& dataset, const QString& ending);
/// Makes the program's own folder when the file would lie in it; folders of others are not made.
void makeOwnFolder(const QString& file);

/// A name for files and settings.
[[nodiscard]] QString safeName(const QString& name);
/// Another one for every change of the file or of the log beside it.
[[nodiscard]] QString stampOf(const QString& journal);

} // namespace pairscope
