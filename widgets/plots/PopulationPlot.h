#pragma once

#include "core/candidate/CandidateTable.h"
#include "widgets/plots/PlotTheme.h"

#include <QSize>
#include <QString>

#include <vector>

class QCustomPlot;

namespace pairscope {

/// Which picture of a whole sample.
enum class PopulationKind : unsigned char {
    Masses,   ///< M before and M after the fit, by class
    Vertices, ///< true vertices in the transverse plane, with the material
    Distance, ///< fitted distance from the beam, with misreconstructed prompt pairs
    Shift,    ///< Delta M against the fitted distance
};

/// The candidates of one class, as a picture names and draws them.
struct PopulationClass {
    QString name;                  ///< "17 MeV signal"
    std::vector<std::size_t> rows; ///< of the table, in its order
};

/// The classes of a table, signals by their mass (MeV, rounded); a table without truth is one class.
[[nodiscard]] std::vector<PopulationClass> populationClasses(const CandidateTable& table);

/// A prompt pair counts as misreconstructed when its fitted distance from the beam is this much greater than
/// the true one, cm (ours).
inline constexpr double kMisreconstructedDistance = 0.5;

/// Draws one of the pictures into an empty plot, legend, layer radii and the word "simulation" (for a
/// generated table) included.
/// @param size of the picture, pixels: what is to scale needs to know it
void drawPopulation(QCustomPlot& plot, const CandidateTable& table, PopulationKind kind,
                    const PlotTheme& theme, QSize size);

} // namespace pairscope
