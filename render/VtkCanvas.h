#pragma once

#include "render/GlyphAtlas.h"
#include "render/MeshBuilder.h"
#include "render/Overlay.h"

#include <vtkNew.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

class vtkActor;
class vtkImageData;
class vtkObject;
class vtkOpenGLFramebufferObject;
class vtkPolyData;
class vtkPolyDataMapper;
class vtkRenderer;
class vtkRenderWindow;
class vtkTexture;

namespace pairscope {

/// The only place of the transverse view that talks to VTK: flat meshes in painter's order with one
/// picture of cells among them, and texts over them, in a picture whose units are device pixels, y up, (0, 0)
/// at the bottom left.
class VtkCanvas {
public:
    enum class Plane : std::size_t { Detector, Density, Hover, Candidate, Overlay, Texts };

    VtkCanvas();
    ~VtkCanvas();
    VtkCanvas(const VtkCanvas&) = delete;
    VtkCanvas& operator=(const VtkCanvas&) = delete;

    /// Draws into this window from now on; the window must outlive the canvas or be detached (nullptr) first.
    void attachTo(vtkRenderWindow* window);
    void setBackground(Colour colour);
    void setSize(PictureSize size);
    void setMesh(Plane plane, const TriangleMesh& mesh);
    /// Moves a whole plane, so that panning needs no new mesh.
    void setOffset(Plane plane, const Vector2& pixels);
    /// Cells over the detector: red, green, blue and opacity as bytes of a number, the lowest row first.
    void setPicture(std::span<const std::uint32_t> cells, int columns, int rows);
    /// @param low its lower left corner. Both in pixels
    void placePicture(const Vector2& low, const Vector2& size);
    void showPicture(bool shown);
    void setTexts(const std::vector<PlacedText>& texts);
    [[nodiscard]] Vector2 textSize(const std::string& text, double size, bool bold);

    /// Detector and cells are kept as a picture from the second frame in which they did not change, and
    /// copied instead of drawn: most frames change the candidate only. @pre attached
    void render();

private:
    struct Layer {
        vtkNew<vtkPolyData> data;
        vtkNew<vtkPolyDataMapper> mapper;
        vtkNew<vtkActor> actor;
    };
    [[nodiscard]] Layer& layer(Plane plane) { return m_layers[static_cast<std::size_t>(plane)]; }
    void makePictureSquare();
    /// @return whether each was shown, for showAgain()
    [[nodiscard]] std::vector<int> hide(Plane first, Plane last);
    void showAgain(Plane first, const std::vector<int>& shown);
    static void restoreBackground(vtkObject*, unsigned long, void* canvas, void*);
    void keepBackground();
    /// Copies the whole picture; to the framebuffer in use when `to` is null.
    void copyPicture(vtkOpenGLFramebufferObject* from, vtkOpenGLFramebufferObject* to) const;
    static void disableDepthTest(vtkObject*, unsigned long, void* canvas, void*);

    vtkNew<vtkRenderer> m_renderer;
    vtkRenderWindow* m_window = nullptr;
    std::array<Layer, 6> m_layers;
    vtkNew<vtkImageData> m_picture;
    vtkNew<vtkTexture> m_pictureTexture;
    GlyphAtlas m_atlas;
    vtkNew<vtkTexture> m_atlasTexture;
    int m_atlasRevision = -1;
    enum class Background { Changed, Drawn, Kept };
    Background m_background = Background::Changed;
    vtkNew<vtkOpenGLFramebufferObject> m_kept; ///< background colour, detector, cells
    PictureSize m_size;
};

} // namespace pairscope
