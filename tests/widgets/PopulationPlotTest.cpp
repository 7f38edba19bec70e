#include "widgets/plots/PopulationPlot.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/TestDetector.h"

#include <qcustomplot.h>

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

std::shared_ptr<const CandidateTable> sample() {
    static const auto table = [] {
        const auto detector = test::belle2Detector();
        SampleOptions options;
        options.darkPhotons = {{17.0_MeV, 1e-3, 300}, {50.0_MeV, 1e-3, 40}};
        options.conversions = 250;
        options.promptPairs = 10;
        return reconstructAll(generateSample(detector, options), detector);
    }();
    return table;
}

const QCPGraph* graphNamed(const QCustomPlot& plot, const QString& start) {
    for (int i = 0; i < plot.graphCount(); ++i)
        if (plot.graph(i)->name().startsWith(start)) return plot.graph(i);
    return nullptr;
}

} // namespace

TEST(PopulationPlot, TellsClassesApartConversionsFirst) {
    const auto classes = populationClasses(*sample());
    ASSERT_EQ(classes.size(), 4U);
    EXPECT_EQ(classes[0].name, "conversions (diphoton)");
    EXPECT_EQ(classes[0].rows.size(), 250U);
    EXPECT_EQ(classes[1].name, "17 MeV signal");
    EXPECT_EQ(classes[1].rows.size(), 300U);
    EXPECT_EQ(classes[2].name, "50 MeV signal");
    EXPECT_EQ(classes[3].name, "prompt pairs");
}

TEST(PopulationPlot, DrawsEveryPairOfTheShift) {
    QCustomPlot plot;
    drawPopulation(plot, *sample(), PopulationKind::Shift, PlotTheme::light(), {900, 600});
    const QCPGraph* conversions = graphNamed(plot, "conversions");
    ASSERT_NE(conversions, nullptr);
    EXPECT_EQ(conversions->dataCount(), 250);
    const std::size_t row = populationClasses(*sample())[0].rows.front();
    const double rho = sample()->value(CandidateColumn::Rho, row);
    const double shift = sample()->value(CandidateColumn::DeltaM, row) / kMeV;
    bool found = false;
    for (int i = 0; i < conversions->dataCount(); ++i)
        found |= conversions->data()->at(i)->key == rho && conversions->data()->at(i)->value == shift;
    EXPECT_TRUE(found);
    ASSERT_NE(graphNamed(plot, "expected of a conversion"), nullptr);
}

TEST(PopulationPlot, SharesOfAHistogramAddUpToOne) {
    QCustomPlot plot;
    drawPopulation(plot, *sample(), PopulationKind::Distance, PlotTheme::light(), {900, 600});
    const QCPGraph* conversions = graphNamed(plot, "conversions");
    ASSERT_NE(conversions, nullptr);
    double sum = 0;
    for (int i = 0; i < conversions->dataCount(); ++i)
        sum += conversions->data()->at(i)->value;
    EXPECT_GT(sum, 0.9);
    EXPECT_LE(sum, 1 + 1e-9);
    const QCPGraph* wrong = graphNamed(plot, "17 MeV signal, misreconstructed");
    ASSERT_NE(wrong, nullptr);
    for (int i = 0; i < wrong->dataCount(); ++i)
        if (wrong->data()->at(i)->value > 0) {
            EXPECT_GT(wrong->data()->at(i)->key, 0.4);
        }
}

TEST(PopulationPlot, EveryKindPaintsAndSaysThatItIsSimulation) {
    for (const PopulationKind kind : {PopulationKind::Masses, PopulationKind::Vertices,
                                      PopulationKind::Distance, PopulationKind::Shift}) {
        QCustomPlot plot;
        drawPopulation(plot, *sample(), kind, PlotTheme::dark(), {900, 600});
        const auto* header = qobject_cast<QCPTextElement*>(plot.plotLayout()->element(0, 0));
        ASSERT_NE(header, nullptr);
        EXPECT_TRUE(header->text().endsWith("simulation"));
        const QImage image = plot.toPixmap(900, 600).toImage();
        int painted = 0;
        for (int x = 0; x < image.width(); x += 3)
            for (int y = 0; y < image.height(); y += 3)
                painted += image.pixelColor(x, y) != PlotTheme::dark().background;
        EXPECT_GT(painted, 500);
    }
}
