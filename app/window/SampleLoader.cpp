#include "app/window/SampleLoader.h"

#include "app/Resources.h"
#include "core/io/SampleFile.h"
#include "widgets/models/QuantityText.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <stdexcept>

namespace pairscope {

namespace {

constexpr double kMakingShare = 0.5;
/// What is written but not opened: it would fill the memory of a usual machine.
constexpr std::size_t kOpenRows = 3'000'000;

QString tr(const char* text) {
    return QCoreApplication::translate("SampleLoader", text);
}

Message cannotMake(const QString& why) {
    return {Severity::Error, tr("The sample could not be made."), why, {}};
}

Message cancelledMessage() {
    return {Severity::Info, tr("Cancelled."), {}, {}};
}

Message summaryOf(const std::vector<ClassYield>& yields, const DetectorModel& detector) {
    QStringList parts;
    for (const ClassYield& yield : yields)
        parts << tr("%1: %2 of %3 found (%4 %), as many as %5/fb would give")
                     .arg(QString::fromStdString(yield.name), countText(yield.kept), countText(yield.tried),
                          significantText(100 * yield.efficiency().value, 3),
                          significantText(yield.luminosity().value, 3));
    return {Severity::Info,
            tr("The simulated sample is open (%1, Run %2).")
                .arg(QString::fromStdString(detector.name()))
                .arg(detector.run() == DetectorRun::Run1 ? 1 : 2),
            parts.join(QStringLiteral("; ")) + u'.',
            {}};
}

/// In memory.
tl::expected<PairFile, Message> makeInMemory(const SampleGenerator& generator,
                                             std::vector<ClassYield>& yields, const std::stop_token& stop,
                                             const Progress& progress) {
    PairFile file;
    file.pairs = generator.make(0, generator.rows(), yields, stop, progress);
    file.format = "simulation";
    if (!file.pairs) return tl::unexpected(cancelledMessage());
    return file;
}

/// Into the file, and back from it.
tl::expected<PairFile, Message> makeInFile(const SampleGenerator& generator, const QString& path,
                                           std::vector<ClassYield>& yields, const std::stop_token& stop,
                                           const Progress& progress) {
    auto written = writeSample(generator, path.toStdString(), stop, progress);
    if (!written && written.error().kind == FileError::Kind::Cancelled)
        return tl::unexpected(cancelledMessage());
    if (!written) return tl::unexpected(cannotMake(QString::fromStdString(written.error().message)));
    yields = std::move(*written);
    if (generator.rows() > kOpenRows)
        return tl::unexpected(
            Message{Severity::Info,
                    tr("Wrote %1.").arg(path),
                    tr("Its %1 pairs are too many to be opened at once.").arg(countText(generator.rows())),
                    {}});
    ReadOptions options;
    options.stop = stop;
    auto file = readPairs(path.toStdString(), options);
    if (!file) return tl::unexpected(cannotMake(QString::fromStdString(file.error().message)));
    return std::move(*file);
}

/// @throws std::invalid_argument for a sample that cannot be
SampleResult make(const NewSample& sample, std::shared_ptr<const DetectorModel> detector,
                  const std::stop_token& stop, const Progress& progress) {
    const SampleGenerator generator(detector, sample.options);
    std::vector<ClassYield> yields = generator.classes();
    const auto making = [&progress](double done) { progress(kMakingShare * done); };
    auto file = sample.file.isEmpty() ? makeInMemory(generator, yields, stop, making)
                                      : makeInFile(generator, sample.file, yields, stop, making);
    if (!file) return {tl::unexpected(file.error()), {}};
    auto dataset = std::make_shared<Dataset>();
    dataset->name = sample.file.isEmpty() ? tr("New sample (simulation)") : QFileInfo(sample.file).fileName();
    if (!sample.file.isEmpty()) dataset->path = QFileInfo(sample.file).absoluteFilePath();
    dataset->file = std::move(*file);
    dataset->detector = detector;
    dataset->table = reconstructAll(dataset->file.pairs, detector, {}, stop, [&progress](double done) {
        progress(kMakingShare + (1 - kMakingShare) * done);
    });
    if (!dataset->table) return {tl::unexpected(cancelledMessage()), {}};
    return {std::shared_ptr<const Dataset>(std::move(dataset)), summaryOf(yields, *detector)};
}

} // namespace

SampleResult loadSample(const NewSample& sample, const std::stop_token& stop, const Progress& progress) {
    auto detector = loadDetector(sample.run);
    if (!detector) return {tl::unexpected(cannotMake(QString::fromStdString(detector.error()))), {}};
    try {
        return make(sample, std::move(*detector), stop, progress);
    } catch (const std::invalid_argument& error) {
        return {tl::unexpected(cannotMake(QString::fromStdString(error.what()))), {}};
    }
}

} // namespace pairscope
