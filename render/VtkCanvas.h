#pragma once

#include "render/MeshBuilder.h"
#include "render/Overlay.h"

#include <vtkNew.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

class vtkActor;
class vtkObject;
class vtkPolyData;
class vtkPolyDataMapper;
class vtkRenderer;
class vtkRenderWindow;
class vtkTextActor;

namespace pairscope {

/// The only place of the transverse view that talks to VTK: four flat meshes in painter's order, and texts
/// over them, in a picture whose units are device pixels, y up, (0, 0) at the bottom left.
class VtkCanvas {
public:
    enum class Plane : std::size_t { Detector, Hover, Candidate, Overlay };

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
    void setTexts(const std::vector<PlacedText>& texts, int pictureHeight);
    [[nodiscard]] Vector2 textSize(const std::string& text, double size, bool bold);

    /// @pre attached
    void render();

private:
    struct Layer {
        vtkNew<vtkPolyData> data;
        vtkNew<vtkPolyDataMapper> mapper;
        vtkNew<vtkActor> actor;
    };
    struct Text {
        vtkNew<vtkTextActor> actor;
        PlacedText content;
        bool used = false;
    };

    [[nodiscard]] Layer& layer(Plane plane) { return m_layers[static_cast<std::size_t>(plane)]; }
    static void disableDepthTest(vtkObject*, unsigned long, void* canvas, void*);
    Text& textFor(const PlacedText& content);

    vtkNew<vtkRenderer> m_renderer;
    vtkRenderWindow* m_window = nullptr;
    std::array<Layer, 4> m_layers;
    std::vector<std::unique_ptr<Text>> m_texts;
    std::map<std::tuple<std::string, int, bool>, Vector2> m_textSizes;
};

} // namespace pairscope
