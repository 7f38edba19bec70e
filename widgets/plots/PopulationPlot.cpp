#include "widgets/plots/PopulationPlot.h"

#include "core/kinematics/ExpectedShift.h"
#include "core/math/Units.h"
#include "widgets/plots/PlotWidget.h"

#include <qcustomplot.h>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace pairscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("PopulationPlot", text);
}

/// How a class is told from the others: colour, dash and shape.
struct ClassStyle {
    QColor colour;
    Qt::PenStyle dash;
    QCPScatterStyle::ScatterShape shape;
};

ClassStyle styleOf(std::size_t index, const PlotTheme& theme) {
    const std::array styles{ClassStyle{theme.before, Qt::DashLine, QCPScatterStyle::ssCircle},
                            ClassStyle{theme.after, Qt::SolidLine, QCPScatterStyle::ssPlus},
                            ClassStyle{theme.truth, Qt::DotLine, QCPScatterStyle::ssTriangle},
                            ClassStyle{theme.current, Qt::DashDotLine, QCPScatterStyle::ssDiamond},
                            ClassStyle{theme.foreground, Qt::DashDotDotLine, QCPScatterStyle::ssCross}};
    return styles[index % styles.size()];
}

QFont plotFont(const QCustomPlot& plot) {
    QFont font = plot.font();
    font.setPointSizeF(11);
    return font;
}

void styleRect(QCPAxisRect& rect, const PlotTheme& theme, const QFont& font) {
    rect.setupFullAxesBox(true);
    for (QCPAxis* axis : rect.axes()) {
        for (const auto set : {&QCPAxis::setBasePen, &QCPAxis::setTickPen, &QCPAxis::setSubTickPen})
            (axis->*set)(plotPen(theme.foreground));
        axis->setLabelColor(theme.foreground);
        axis->setTickLabelColor(theme.foreground);
        axis->setLabelFont(font);
        axis->setTickLabelFont(font);
        axis->grid()->setPen(plotPen(theme.grid, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(plotPen(theme.grid));
    }
}

/// One picture on its way: where it is drawn and from what.
struct Picture {
    QCustomPlot& plot;
    const CandidateTable& table;
    const PlotTheme& theme;
    std::vector<PopulationClass> classes;

    QCPAxisRect* addRect(int row, int column, const QString& x, const QString& y) {
        auto* rect = new QCPAxisRect(&plot);
        plot.plotLayout()->addElement(row, column, rect);
        styleRect(*rect, theme, plotFont(plot));
        rect->axis(QCPAxis::atBottom)->setLabel(x);
        rect->axis(QCPAxis::atLeft)->setLabel(y);
        return rect;
    }
    [[nodiscard]] double value(CandidateColumn column, std::size_t row) const {
        return table.value(column, row);
    }
};

QString named(const PopulationClass& group) {
    return QStringLiteral("%1 (%2)").arg(group.name, QLocale::c().toString(qulonglong(group.rows.size())));
}

/// Contents of equal bins over [0, high), as a share of `total` for each bin.
struct Binned {
    QVector<double> places; ///< left edges
    QVector<double> shares;

    Binned(double high, int bins, const std::vector<double>& values, std::size_t total) {
        shares.resize(bins);
        for (int bin = 0; bin < bins; ++bin)
            places.push_back(high * bin / bins);
        for (const double value : values)
            if (value >= 0 && value < high) shares[static_cast<int>(value / high * bins)] += 1;
        for (double& share : shares)
            share /= static_cast<double>(std::max<std::size_t>(total, 1));
    }
};

QCPGraph* addSteps(Picture& picture, QCPAxisRect& rect, const Binned& bins, const ClassStyle& style,
                   const QString& name) {
    QCPGraph* graph = picture.plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setData(bins.places, bins.shares, true);
    graph->setLineStyle(QCPGraph::lsStepLeft);
    graph->setPen(plotPen(style.colour, 2, style.dash));
    graph->setName(name);
    if (name.isEmpty()) graph->removeFromLegend();
    return graph;
}

void addLine(Picture& picture, QCPAxisRect& rect, double x, const QString& name) {
    auto* line = new QCPItemLine(&picture.plot);
    line->setClipAxisRect(&rect);
    for (QCPItemPosition* end : {line->start, line->end}) {
        end->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        end->setTypeX(QCPItemPosition::ptPlotCoords);
        end->setTypeY(QCPItemPosition::ptAxisRectRatio);
        end->setAxisRect(&rect);
    }
    line->start->setCoords(x, 0);
    line->end->setCoords(x, 1);
    line->setPen(plotPen(withAlpha(picture.theme.layer, 150), 1));
    if (name.isEmpty()) return;
    auto* text = new QCPItemText(&picture.plot);
    text->setClipToAxisRect(false);
    text->position->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->position->setAxisRect(&rect);
    text->position->setCoords(x, 0);
    text->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    QFont font = plotFont(picture.plot);
    font.setPointSizeF(10);
    text->setFont(font);
    text->setColor(picture.theme.foreground);
    text->setText(name);
}

/// Radii of the layers, each group once; names where there is room.
void addLayerLines(Picture& picture, QCPAxisRect& rect) {
    std::vector<std::string> known;
    double lastNamed = -10;
    for (const MaterialLayer& layer : picture.table.detector().layers()) {
        const auto* ladders = std::get_if<LadderShape>(&layer.shape);
        if (!layer.tracking || (ladders && ladders->slanted())) continue;
        if (std::find(known.begin(), known.end(), layer.group) != known.end()) continue;
        known.push_back(layer.group);
        constexpr double kRoom = 1.05; // cm between names
        const bool hasRoom = layer.nominalRadius() - lastNamed > kRoom;
        addLine(picture, rect, layer.nominalRadius(),
                hasRoom ? QString::fromStdString(layer.group) : QString());
        if (hasRoom) lastNamed = layer.nominalRadius();
    }
}

void drawMasses(Picture& picture) {
    constexpr double kLargest = 100; // MeV
    constexpr int kBins = 100;
    auto* sameMargin = new QCPMarginGroup(&picture.plot);
    int row = 1;
    for (const auto& [column, label] : {std::pair(CandidateColumn::MassBefore, tr("M before the fit [MeV]")),
                                        std::pair(CandidateColumn::MassAfter, tr("M after the fit [MeV]"))}) {
        QCPAxisRect* rect = picture.addRect(row, 0, label, tr("share of the pairs / MeV"));
        rect->setMarginGroup(QCP::msLeft, sameMargin);
        double highest = 0;
        for (std::size_t i = 0; i < picture.classes.size(); ++i) {
            std::vector<double> masses;
            for (const std::size_t pair : picture.classes[i].rows)
                masses.push_back(picture.value(column, pair) / kMeV);
            const Binned bins(kLargest, kBins, masses, masses.size());
            addSteps(picture, *rect, bins, styleOf(i, picture.theme),
                     row == 1 ? named(picture.classes[i]) : QString());
            highest = std::max(highest, *std::max_element(bins.shares.begin(), bins.shares.end()));
        }
        rect->axis(QCPAxis::atBottom)->setRange(0, kLargest);
        rect->axis(QCPAxis::atLeft)->setRange(0, std::max(highest, 1e-3) * 1.08);
        ++row;
    }
}

/// A closed line in plot coordinates.
void addOutline(Picture& picture, QCPAxisRect& rect, const std::vector<Vector2>& points) {
    auto* curve = new QCPCurve(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    for (const Vector2& point : points)
        curve->addData(point.x(), point.y());
    curve->addData(points.front().x(), points.front().y());
    curve->setPen(plotPen(withAlpha(picture.theme.layer, 120), 1));
    curve->removeFromLegend();
}

void addMaterial(Picture& picture, QCPAxisRect& rect) {
    for (const MaterialLayer& layer : picture.table.detector().layers()) {
        const auto* ladders = std::get_if<LadderShape>(&layer.shape);
        if (!layer.tracking || (ladders && ladders->slanted())) continue;
        for (const auto& corners : ladderCorners(layer))
            addOutline(picture, rect, {corners.begin(), corners.end()});
        if (ladders) continue;
        for (const double radius : {layer.innerRadius(), layer.outerRadius()}) {
            std::vector<Vector2> ring;
            constexpr int kPoints = 180;
            for (int i = 0; i < kPoints; ++i)
                ring.push_back(radius *
                               Vector2(std::cos(2 * kPi * i / kPoints), std::sin(2 * kPi * i / kPoints)));
            addOutline(picture, rect, ring);
        }
    }
}

QCPGraph* addPoints(Picture& picture, QCPAxisRect& rect, const QVector<double>& x, const QVector<double>& y,
                    const ClassStyle& style, const QString& name) {
    QCPGraph* graph = picture.plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setData(x, y);
    graph->setLineStyle(QCPGraph::lsNone);
    constexpr int kManyPoints = 3000;
    const int alpha = x.size() > kManyPoints ? 90 : 200;
    graph->setScatterStyle(
        QCPScatterStyle(style.shape, plotPen(withAlpha(style.colour, alpha), 1.2), Qt::NoBrush, 4));
    graph->setAdaptiveSampling(false);
    graph->setName(name);
    if (name.isEmpty()) graph->removeFromLegend();
    return graph;
}

void drawVertices(Picture& picture) {
    int column = 0;
    for (const double half : {17.0, 2.7}) { // the whole vertex detector; beam pipe and pixels
        QCPAxisRect* rect = picture.addRect(1, column, tr("true x [cm]"), tr("true y [cm]"));
        addMaterial(picture, *rect);
        for (std::size_t i = 0; i < picture.classes.size(); ++i) {
            QVector<double> x;
            QVector<double> y;
            for (const std::size_t row : picture.classes[i].rows) {
                const auto truth = picture.table.pairs().event(row).truth;
                if (!truth || !truth->vertex) continue;
                x.push_back(truth->vertex->x());
                y.push_back(truth->vertex->y());
            }
            addPoints(picture, *rect, x, y, styleOf(i, picture.theme),
                      column == 0 ? named(picture.classes[i]) : QString());
        }
        rect->axis(QCPAxis::atBottom)->setRange(-half, half);
        rect->axis(QCPAxis::atLeft)->setRange(-half, half);
        ++column;
    }
}

/// A centimetre is as long across as upwards, whatever the shape of the picture.
void scaleEqually(QCustomPlot& plot, QSize size) {
    plot.setViewport({QPoint(), size});
    plot.replot(QCustomPlot::rpImmediateRefresh);
    for (QCPAxisRect* rect : plot.axisRects()) {
        QCPAxis* shorter = rect->axis(rect->width() < rect->height() ? QCPAxis::atBottom : QCPAxis::atLeft);
        QCPAxis* longer = rect->axis(rect->width() < rect->height() ? QCPAxis::atLeft : QCPAxis::atBottom);
        longer->setScaleRatio(shorter, 1);
    }
}

constexpr double kLargestDistance = 17; ///< cm

void drawDistance(Picture& picture) {
    constexpr int kBins = 170;
    QCPAxisRect* rect =
        picture.addRect(1, 0, tr("fitted distance from the beam ρ [cm]"), tr("share of the pairs / mm"));
    const auto logarithmic = QSharedPointer<QCPAxisTickerLog>::create();
    for (const QCPAxis::AxisType side : {QCPAxis::atLeft, QCPAxis::atRight}) {
        rect->axis(side)->setScaleType(QCPAxis::stLogarithmic);
        rect->axis(side)->setTicker(logarithmic);
        rect->axis(side)->setRange(2e-5, 1);
    }
    for (std::size_t i = 0; i < picture.classes.size(); ++i) {
        const PopulationClass& group = picture.classes[i];
        std::vector<double> all;
        std::vector<double> wrong;
        for (const std::size_t row : group.rows) {
            const double rho = picture.value(CandidateColumn::Rho, row);
            all.push_back(rho);
            const auto truth = picture.table.pairs().event(row).truth;
            if (truth && truth->vertex && truth->pairClass != PairClass::Conversion &&
                rho - truth->vertex->head<2>().norm() > kMisreconstructedDistance)
                wrong.push_back(rho);
        }
        const ClassStyle style = styleOf(i, picture.theme);
        addSteps(picture, *rect, Binned(kLargestDistance, kBins, all, all.size()), style, named(group));
        if (wrong.empty()) continue;
        QCPGraph* filled = addSteps(
            picture, *rect, Binned(kLargestDistance, kBins, wrong, all.size()), style,
            tr("%1, misreconstructed by more than %2 cm (%3 %)")
                .arg(group.name)
                .arg(kMisreconstructedDistance)
                .arg(100.0 * static_cast<double>(wrong.size()) / static_cast<double>(all.size()), 0, 'f', 1));
        filled->setPen(Qt::NoPen);
        filled->setBrush(withAlpha(style.colour, 90));
    }
    rect->axis(QCPAxis::atBottom)->setRange(0, kLargestDistance);
    addLayerLines(picture, *rect);
}

/// Delta M(rho) of a pair that does not open, for two momentum shares.
void addExpectedShifts(Picture& picture, QCPAxisRect& rect) {
    for (const auto& [share, dash] : {std::pair(0.5, Qt::SolidLine), std::pair(0.2, Qt::DashLine)}) {
        const ExpectedShift shift = ExpectedShift::collinear(share, picture.table.detector().field());
        QCPGraph* curve = picture.plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        for (int i = 0; i <= 200; ++i) {
            const double rho = kLargestDistance * i / 200;
            curve->addData(rho, shift.deltaMass(rho) / kMeV);
        }
        curve->setPen(plotPen(picture.theme.curve, 2, dash));
        curve->setName(tr("expected of a conversion, share of the e⁺ in pT %1").arg(share));
    }
}

void drawShift(Picture& picture) {
    QCPAxisRect* rect = picture.addRect(1, 0, tr("fitted distance from the beam ρ [cm]"),
                                        tr("ΔM = M after − M before [MeV]"));
    for (std::size_t i = 0; i < picture.classes.size(); ++i) {
        QVector<double> rho;
        QVector<double> shift;
        for (const std::size_t row : picture.classes[i].rows) {
            rho.push_back(picture.value(CandidateColumn::Rho, row));
            shift.push_back(picture.value(CandidateColumn::DeltaM, row) / kMeV);
        }
        addPoints(picture, *rect, rho, shift, styleOf(i, picture.theme), named(picture.classes[i]));
    }
    addExpectedShifts(picture, *rect);
    rect->axis(QCPAxis::atBottom)->setRange(0, kLargestDistance);
    rect->axis(QCPAxis::atLeft)->setRange(-140, 25);
    addLayerLines(picture, *rect);
}

void addHeader(Picture& picture, const QString& title) {
    const bool simulation =
        picture.table.pairs().contents().simulation || picture.table.pairs().contents().truth;
    auto* text = new QCPTextElement(&picture.plot, simulation ? tr("%1 — simulation").arg(title) : title,
                                    plotFont(picture.plot));
    text->setTextColor(picture.theme.foreground);
    picture.plot.plotLayout()->addElement(0, 0, text);
}

void addLegend(Picture& picture, int row) {
    auto* legend = picture.plot.legend;
    legend->setVisible(true);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setWrap(3);
    legend->setFont(plotFont(picture.plot));
    legend->setTextColor(picture.theme.foreground);
    legend->setBrush(Qt::NoBrush);
    legend->setBorderPen(Qt::NoPen);
    picture.plot.plotLayout()->addElement(row, 0, legend);
    picture.plot.plotLayout()->setRowStretchFactor(row, 0.001);
}

} // namespace

std::vector<PopulationClass> populationClasses(const CandidateTable& table) {
    std::map<std::pair<int, int>, PopulationClass> groups; // class and mass in MeV, conversions first
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const PairClass pairClass = table.pairs().pairClass(row);
        const auto truth = pairClass == PairClass::Signal ? table.pairs().event(row).truth : std::nullopt;
        const int mass = truth && truth->mass ? static_cast<int>(std::lround(*truth->mass / kMeV)) : 0;
        constexpr std::array order{3, 1, 0, 2}; // unknown, signal, conversion, prompt pair
        PopulationClass& group = groups[{order[static_cast<std::size_t>(pairClass)], mass}];
        if (group.rows.empty())
            group.name = pairClass == PairClass::Signal       ? tr("%1 MeV signal").arg(mass)
                         : pairClass == PairClass::Conversion ? tr("conversions (diphoton)")
                         : pairClass == PairClass::PromptPair ? tr("prompt pairs")
                                                              : tr("pairs");
        group.rows.push_back(row);
    }
    std::vector<PopulationClass> classes;
    for (auto& [key, group] : groups)
        classes.push_back(std::move(group));
    return classes;
}

void drawPopulation(QCustomPlot& plot, const CandidateTable& table, PopulationKind kind,
                    const PlotTheme& theme, QSize size) {
    plot.axisRect()->insetLayout()->take(plot.legend);
    plot.plotLayout()->clear();
    plot.plotLayout()->setMargins({8, 6, 14, 6});
    plot.setBackground(theme.background);
    Picture picture{plot, table, theme, populationClasses(table)};
    addLegend(picture, kind == PopulationKind::Masses ? 3 : 2); // before what it lists
    switch (kind) {
    case PopulationKind::Masses:
        addHeader(picture, tr("Mass of e⁺e⁻ pairs before and after the vertex fit"));
        drawMasses(picture);
        break;
    case PopulationKind::Vertices:
        addHeader(picture, tr("True vertices in the transverse plane"));
        drawVertices(picture);
        scaleEqually(plot, size);
        break;
    case PopulationKind::Distance:
        addHeader(picture, tr("Fitted distance from the beam"));
        drawDistance(picture);
        break;
    case PopulationKind::Shift:
        addHeader(picture, tr("Shift of the mass by the vertex fit"));
        drawShift(picture);
        break;
    }
}

} // namespace pairscope
