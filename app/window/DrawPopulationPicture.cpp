#include "app/window/DrawPopulationPicture.h"

#include "core/io/PendingFile.h"
#include "widgets/plots/PopulationPlot.h"

#include <qcustomplot.h>

#include <QApplication>
#include <QSvgGenerator>

#include <filesystem>
#include <memory>

namespace pairscope {

namespace {

PopulationKind kindOf(const std::string& word) {
    if (word == "masses") return PopulationKind::Masses;
    if (word == "vertices") return PopulationKind::Vertices;
    if (word == "distance") return PopulationKind::Distance;
    return PopulationKind::Shift;
}

bool save(QCustomPlot& plot, const PopulationPicture& picture, const QString& path) {
    const std::string ending = std::filesystem::path(picture.file).extension().string();
    if (ending == ".pdf") return plot.savePdf(path, picture.width, picture.height);
    if (ending == ".png") return plot.savePng(path, picture.width, picture.height);
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize({picture.width, picture.height});
    generator.setViewBox(QRect(0, 0, picture.width, picture.height));
    QCPPainter painter;
    if (!painter.begin(&generator)) return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, picture.width, picture.height);
    return painter.end();
}

} // namespace

std::string drawPopulationPicture(int& argc, char** argv, const CandidateTable& table,
                                  const PopulationPicture& picture) {
    std::unique_ptr<QApplication> application;
    if (!QApplication::instance()) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // plots are painted, not rendered: no display is needed
        application = std::make_unique<QApplication>(argc, argv);
    }
    auto pending = PendingFile::create(picture.file);
    if (!pending) return pending.error().message;
    QCustomPlot plot;
    drawPopulation(plot, table, kindOf(picture.kind), picture.light ? PlotTheme::light() : PlotTheme::dark(),
                   {picture.width, picture.height});
    if (!save(plot, picture, QString::fromStdString(pending->path().string())))
        return pending->failure("the picture could not be saved").message;
    const auto done = pending->commit();
    return done ? std::string{} : done.error().message;
}

} // namespace pairscope
