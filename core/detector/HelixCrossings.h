#pragma once

#include "core/detector/DetectorModel.h"
#include "core/track/Helix.h"

#include <memory>
#include <vector>

namespace pairscope {

/// One piece of material on a track.
struct HelixCrossing {
    std::size_t layer = 0;       ///< index into DetectorModel::layers()
    double entry = 0;            ///< transverse path length from the perigee to where it begins, cm
    double path = 0;             ///< the same to its middle, cm
    double radiationLengths = 0; ///< X/X0 along the track, obliquity included
};

/// Which tracking material (up to the CDC inner wall) a track crosses on its way out: real ladders, overlaps,
/// slanted sensors. The helix is replaced by its chords between rings of about 1 to 4 cm; where a track of
/// pT = 100 MeV bends most the chord is 1 mm off, at 1 GeV a tenth of that.
class HelixCrossings {
public:
    explicit HelixCrossings(std::shared_ptr<const DetectorModel> detector);

    /// Replaces `crossings` by those beyond `begin` [cm, transverse path from the perigee], in the order in
    /// which they are met; of a track that turns back before the CDC those up to the last ring that it
    /// reaches.
    void find(const Helix& helix, double begin, std::vector<HelixCrossing>& crossings) const;

private:
    /// The layers that a chord between two rings can meet.
    struct Shell {
        double outerRadius = 0; ///< cm
        std::vector<std::size_t> layers;
    };

    std::shared_ptr<const DetectorModel> m_detector;
    std::vector<Shell> m_shells; ///< innermost first
};

} // namespace pairscope
