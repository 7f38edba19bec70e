#pragma once

#include "core/analysis/VertexDensity.h"
#include "render/CandidateItems.h"
#include "render/DrawList.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// Words at their final place.
struct PlacedText {
    Vector2 topLeft = Vector2::Zero(); ///< device pixels, y down
    std::string text;
    Colour colour;
    double size = 14; ///< height of the font, device pixels
    bool bold = false;

    bool operator==(const PlacedText&) const = default;
};

/// Width and height in device pixels of a text of a font size.
using TextMeasure = std::function<Vector2(const std::string& text, double size, bool bold)>;

/// What lies over the drawing in picture coordinates: device pixels, y down.
struct Overlay {
    DrawList list; ///< shapes only
    std::vector<PlacedText> texts;
    std::vector<Box2D> occupied; ///< where no label may go
};

/// What words must not cover, device pixels.
struct Ink {
    std::vector<Vector2> lines;   ///< points along them, a few pixels apart
    std::vector<Vector2> symbols; ///< their middles
};

/// A measured distance: two points in cm.
struct Measurement {
    Vector2 from = Vector2::Zero();
    Vector2 to = Vector2::Zero();

    bool operator==(const Measurement&) const = default;
    [[nodiscard]] double length() const { return (to - from).norm(); }
    /// Azimuth of the line from `from` to `to`, rad.
    [[nodiscard]] double angle() const { return std::atan2(to.y() - from.y(), to.x() - from.x()); }
    /// "4.56 mm at 33.1°".
    [[nodiscard]] std::string text() const;
};

/// One piece of the caption.
struct CaptionPart {
    std::string text;
    Colour colour;
    bool bold = false;
};

/// What a picture is of: id, masses with uncertainties, radius, what came of the fit, program, simulation.
[[nodiscard]] std::vector<CaptionPart> captionParts(const Candidate& candidate, const DetectorModel* detector,
                                                    const SceneOptions& options);

/// The round length of the 1-2-5 series [cm] that is at most `longest` [cm], > 0.
[[nodiscard]] double scaleBarLength(double longest);

/// Everything an overlay is made from.
struct OverlayContext {
    const SceneOptions& options;
    View2D view;
    PictureSize size;
    const TextMeasure& measure;

    [[nodiscard]] double pixels(double logical) const { return logical * options.devicePixelRatio; }
    [[nodiscard]] Vector2 textSize(const std::string& text, bool bold = false) const {
        return measure(text, fontSize(), bold);
    }
    /// Text height: 14 logical pixels are a little more than 10 points.
    [[nodiscard]] double fontSize() const { return pixels(14); }
};

/// Over the whole width at the top, in as many lines as it needs.
void addCaption(const std::vector<CaptionPart>& parts, const OverlayContext& context, Overlay& overlay);
/// A length to scale, and which axes go where ("x \u2192  y \u2191").
void addScaleBar(const std::string& axes, const OverlayContext& context, Overlay& overlay);
/// The shades of the material with their X/X0.
void addMaterialScale(const OverlayContext& context, Overlay& overlay);
/// How many vertices there are in the picture, and the colours of their density.
/// @param selected they are a selection
void addDensityScale(const VertexDensity& density, bool selected, const OverlayContext& context,
                     Overlay& overlay);
/// What the symbols that are in the picture mean, in the corner where it covers least of the lines; nothing
/// when the picture is too small for it, or each corner has a symbol.
void addLegend(const CandidateItems& items, const Ink& ink, const OverlayContext& context, Overlay& overlay);
void addMeasurement(const Measurement& measurement, const OverlayContext& context, Overlay& overlay);
void addRubberBand(const Box2D& band, const OverlayContext& context, Overlay& overlay);
/// A line through points [cm] that closes itself.
void addLasso(const std::vector<Vector2>& points, const OverlayContext& context, Overlay& overlay);
/// One sentence in the lower middle.
void addMessage(const std::string& text, const OverlayContext& context, Overlay& overlay);

/// Puts each label beside its point so that it covers no other label, no symbol and no panel, and as little
/// of the ink as possible; a label without a free place is left out.
void addLabels(const std::vector<Label>& labels, const Ink& ink, const OverlayContext& context,
               Overlay& overlay);

} // namespace pairscope
