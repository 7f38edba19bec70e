#pragma once

#include <vector>

namespace pairscope {

/// A wire chamber as a track sees it from inside: superlayers of wires about the z axis.
struct DriftChamber {
    struct Superlayer {
        double radius = 0; ///< of its middle, cm
        int layers = 0;    ///< of wires
        double stereo = 0; ///< angle of the wires to the z axis, rad; 0 is axial
        double zMin = 0;   ///< where its wires end, cm
        double zMax = 0;   ///< cm
    };

    std::vector<Superlayer> superlayers; ///< innermost first; empty without a chamber
    double hitResolution = 0;            ///< of one wire, across it, cm
    double radiationLengths = 0; ///< of gas and wires, X/X0 along the radius from first to last superlayer
};

} // namespace pairscope
