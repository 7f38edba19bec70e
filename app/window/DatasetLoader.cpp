#include "app/window/DatasetLoader.h"

#include "core/io/MemoryNeed.h"
#include "core/simulation/DemonstrationSample.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pairscope {

namespace {

constexpr double kReadingShare = 1.0 / 3;

QString tr(const char* text) {
    return QCoreApplication::translate("DatasetLoader", text);
}

QString adviceFor(FileError::Kind kind) {
    switch (kind) {
    case FileError::Kind::MissingColumns:
        return tr("Write these columns with basf2's VariablesToTable or VariablesToHDF5; \"pairscope info "
                  "--columns\" lists "
                  "all names that are understood.");
    case FileError::Kind::UnknownFormat:
    case FileError::Kind::NoTable:
        return tr("A pair table is CSV (also gzip) or HDF5 with one compound table.");
    default:
        return {};
    }
}

Message messageOf(const FileError& error, const QString& path) {
    Message message;
    message.severity = Severity::Error;
    message.what = tr("%1 could not be opened.").arg(QFileInfo(path).fileName());
    message.why = QString::fromStdString(error.message);
    message.toDo = adviceFor(error.kind);
    return message;
}

} // namespace

LoadResult loadDataset(const QString& path, const std::shared_ptr<const DetectorModel>& detector,
                       const std::stop_token& stop, const Progress& progress) {
    ReadOptions options;
    options.stop = stop;
    options.progress = [&progress](double done) { progress(kReadingShare * done); };
    auto file = readPairs(path.toStdString(), options);
    if (!file) return tl::unexpected(messageOf(file.error(), path));
    const MemoryNeed need{path.toStdString(), file->pairs->rows(), CandidateTable::bytesPerRow()};
    if (const auto room = checkMemory(need, availableMemory()); !room)
        return tl::unexpected(messageOf(room.error(), path));
    auto dataset = std::make_shared<Dataset>();
    dataset->name = QFileInfo(path).fileName();
    dataset->path = QFileInfo(path).absoluteFilePath();
    dataset->file = std::move(*file);
    dataset->table = reconstructAll(dataset->file.pairs, detector, {}, stop, [&progress](double done) {
        progress(kReadingShare + (1 - kReadingShare) * done);
    });
    if (!dataset->table) return tl::unexpected(Message{Severity::Info, tr("Cancelled."), {}, {}});
    return dataset;
}

std::shared_ptr<const Dataset> demonstrationDataset(const std::shared_ptr<const DetectorModel>& detector) {
    auto dataset = std::make_shared<Dataset>();
    dataset->name = tr("Demonstration sample (simulation)");
    dataset->file.pairs = demonstrationSample(detector);
    dataset->file.format = "simulation";
    dataset->table = reconstructAll(dataset->file.pairs, detector);
    return dataset;
}

} // namespace pairscope
