#include "render/VtkCanvas.h"

#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCullerCollection.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>
#include <vtkTypeInt32Array.h>
#include <vtkUnsignedCharArray.h>
#include <vtk_glew.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace pairscope {

namespace {

vtkNew<vtkPoints> pointsOf(const TriangleMesh& mesh) {
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(3);
    coordinates->SetNumberOfTuples(static_cast<vtkIdType>(mesh.points.size()));
    float* next = coordinates->GetPointer(0);
    for (const auto& point : mesh.points) {
        *next++ = point[0];
        *next++ = point[1];
        *next++ = 0;
    }
    vtkNew<vtkPoints> points;
    points->SetData(coordinates);
    return points;
}

vtkNew<vtkUnsignedCharArray> coloursOf(const TriangleMesh& mesh) {
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(4);
    colours->SetNumberOfTuples(static_cast<vtkIdType>(mesh.colours.size()));
    unsigned char* next = colours->GetPointer(0);
    for (const auto& colour : mesh.colours)
        next = std::copy(colour.begin(), colour.end(), next);
    return colours;
}

vtkNew<vtkCellArray> trianglesOf(const TriangleMesh& mesh) {
    vtkNew<vtkTypeInt32Array> connectivity;
    connectivity->SetNumberOfValues(static_cast<vtkIdType>(3 * mesh.triangles.size()));
    vtkTypeInt32* next = connectivity->GetPointer(0);
    for (const auto& triangle : mesh.triangles)
        for (const std::uint32_t corner : triangle)
            *next++ = static_cast<vtkTypeInt32>(corner);
    vtkNew<vtkTypeInt32Array> offsets;
    offsets->SetNumberOfValues(static_cast<vtkIdType>(mesh.triangles.size() + 1));
    for (vtkIdType i = 0; i < offsets->GetNumberOfValues(); ++i)
        offsets->SetValue(i, static_cast<vtkTypeInt32>(3 * i));
    vtkNew<vtkCellArray> cells;
    cells->SetData(offsets, connectivity);
    return cells;
}

/// White letters, the coverage as opacity.
vtkNew<vtkImageData> atlasImage(const GlyphAtlas& atlas) {
    vtkNew<vtkImageData> image;
    image->SetDimensions(GlyphAtlas::kSide, GlyphAtlas::kSide, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
    auto* next = static_cast<unsigned char*>(image->GetScalarPointer());
    for (const std::uint8_t coverage : atlas.coverage()) {
        next = std::fill_n(next, 3, static_cast<unsigned char>(255));
        *next++ = coverage;
    }
    return image;
}

} // namespace

VtkCanvas::VtkCanvas() {
    m_renderer->AutomaticLightCreationOff();
    m_renderer->GetCullers()->RemoveAllItems();
    m_atlasTexture->InterpolateOff();
    layer(Plane::Texts).actor->SetTexture(m_atlasTexture);
    m_pictureTexture->InterpolateOff();
    m_pictureTexture->SetInputData(m_picture);
    layer(Plane::Density).actor->SetTexture(m_pictureTexture);
    makePictureSquare();
    m_renderer->PreserveDepthBufferOn();
    vtkNew<vtkCallbackCommand> withoutDepth;
    withoutDepth->SetCallback(disableDepthTest);
    withoutDepth->SetClientData(this);
    vtkNew<vtkCallbackCommand> background;
    background->SetCallback(restoreBackground);
    background->SetClientData(this);
    m_renderer->AddObserver(vtkCommand::StartEvent, background);
    for (Layer& plane : m_layers) {
        plane.mapper->SetInputData(plane.data);
        plane.mapper->SetScalarModeToUsePointData();
        plane.mapper->SetColorModeToDirectScalars();
        plane.mapper->AddObserver(vtkCommand::UpdateShaderEvent, withoutDepth);
        plane.actor->SetMapper(plane.mapper);
        plane.actor->GetProperty()->LightingOff();
        // painter's order: one pass, blended in the order of the triangles
        plane.actor->ForceOpaqueOn();
        plane.actor->PickableOff();
        m_renderer->AddActor(plane.actor);
    }
}

/// Flat meshes in painter's order: equal depths would flicker, and a depth buffer costs bandwidth. VTK
/// switches the test on when it clears the window, so this is called before each mesh.
void VtkCanvas::disableDepthTest(vtkObject*, unsigned long, void* canvas, void*) {
    auto* window = vtkOpenGLRenderWindow::SafeDownCast(static_cast<VtkCanvas*>(canvas)->m_window);
    if (window) window->GetState()->vtkglDisable(GL_DEPTH_TEST);
}

VtkCanvas::~VtkCanvas() {
    attachTo(nullptr);
}

void VtkCanvas::attachTo(vtkRenderWindow* window) {
    if (m_window == window) return;
    if (m_window) {
        m_window->RemoveRenderer(m_renderer);
        m_kept->ReleaseGraphicsResources(m_window);
    }
    m_window = window;
    m_background = Background::Changed;
    if (!m_window) return;
    m_window->SetMultiSamples(0);
    m_window->AddRenderer(m_renderer);
}

void VtkCanvas::setBackground(Colour colour) {
    const std::array wanted = {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0};
    if (std::equal(wanted.begin(), wanted.end(), m_renderer->GetBackground())) return;
    m_background = Background::Changed;
    m_renderer->SetBackground(colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

void VtkCanvas::setSize(PictureSize size) {
    if (size == m_size) return;
    m_size = size;
    m_background = Background::Changed;
    vtkCamera* camera = m_renderer->GetActiveCamera();
    camera->ParallelProjectionOn();
    camera->SetFocalPoint(size.width / 2.0, size.height / 2.0, 0);
    camera->SetPosition(size.width / 2.0, size.height / 2.0, 1);
    camera->SetViewUp(0, 1, 0);
    camera->SetParallelScale(size.height / 2.0);
    camera->SetClippingRange(0.5, 1.5);
}

void VtkCanvas::setMesh(Plane plane, const TriangleMesh& mesh) {
    Layer& target = layer(plane);
    if (plane <= Plane::Density) m_background = Background::Changed;
    target.actor->SetVisibility(!mesh.triangles.empty());
    if (mesh.triangles.empty()) return;
    target.data->SetPoints(pointsOf(mesh));
    target.data->GetPointData()->SetScalars(coloursOf(mesh));
    target.data->SetPolys(trianglesOf(mesh));
}

void VtkCanvas::setOffset(Plane plane, const Vector2& pixels) {
    vtkActor* actor = layer(plane).actor;
    const double* before = actor->GetPosition();
    if (before[0] == pixels.x() && before[1] == pixels.y()) return;
    if (plane <= Plane::Density) m_background = Background::Changed;
    actor->SetPosition(pixels.x(), pixels.y(), 0);
}

/// One cell wide and high, to be stretched.
void VtkCanvas::makePictureSquare() {
    TriangleMesh square;
    square.points = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    square.colours.assign(4, {255, 255, 255, 255});
    square.triangles = {{0, 1, 2}, {0, 2, 3}};
    setMesh(Plane::Density, square);
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(2);
    for (const auto& point : square.points)
        coordinates->InsertNextTuple2(point[0], point[1]);
    layer(Plane::Density).data->GetPointData()->SetTCoords(coordinates);
    layer(Plane::Density).actor->VisibilityOff();
}

void VtkCanvas::setPicture(std::span<const std::uint32_t> cells, int columns, int rows) {
    m_background = Background::Changed;
    m_picture->SetDimensions(columns, rows, 1);
    m_picture->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
    std::memcpy(m_picture->GetScalarPointer(), cells.data(), cells.size_bytes());
    m_picture->Modified();
}

void VtkCanvas::placePicture(const Vector2& low, const Vector2& size) {
    vtkActor* actor = layer(Plane::Density).actor;
    const double* scale = actor->GetScale();
    if (scale[0] != size.x() || scale[1] != size.y()) {
        m_background = Background::Changed;
        actor->SetScale(size.x(), size.y(), 1);
    }
    setOffset(Plane::Density, low);
}

void VtkCanvas::showPicture(bool shown) {
    vtkActor* actor = layer(Plane::Density).actor;
    if ((actor->GetVisibility() != 0) == shown) return;
    m_background = Background::Changed;
    actor->SetVisibility(shown);
}

void VtkCanvas::setTexts(const std::vector<PlacedText>& texts) {
    const TextMesh text = m_atlas.mesh(texts);
    setMesh(Plane::Texts, text.mesh);
    if (text.mesh.triangles.empty()) return;
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(2);
    coordinates->SetNumberOfTuples(static_cast<vtkIdType>(text.atlasCoordinates.size()));
    float* next = coordinates->GetPointer(0);
    for (const auto& point : text.atlasCoordinates)
        next = std::copy(point.begin(), point.end(), next);
    layer(Plane::Texts).data->GetPointData()->SetTCoords(coordinates);
    if (m_atlasRevision == m_atlas.revision()) return;
    m_atlasRevision = m_atlas.revision();
    m_atlasTexture->SetInputData(atlasImage(m_atlas));
}

Vector2 VtkCanvas::textSize(const std::string& text, double size, bool bold) {
    return m_atlas.textSize(text, size, bold);
}

std::vector<int> VtkCanvas::hide(Plane first, Plane last) {
    std::vector<int> shown;
    for (auto plane = static_cast<std::size_t>(first); plane <= static_cast<std::size_t>(last); ++plane) {
        shown.push_back(m_layers[plane].actor->GetVisibility());
        m_layers[plane].actor->VisibilityOff();
    }
    return shown;
}

void VtkCanvas::showAgain(Plane first, const std::vector<int>& shown) {
    for (std::size_t i = 0; i < shown.size(); ++i)
        m_layers[static_cast<std::size_t>(first) + i].actor->SetVisibility(shown[i]);
}

void VtkCanvas::keepBackground() {
    const std::vector<int> shown = hide(Plane::Hover, Plane::Texts);
    m_window->Render();
    showAgain(Plane::Hover, shown);

    auto* window = vtkOpenGLRenderWindow::SafeDownCast(m_window);
    m_kept->SetContext(window);
    m_kept->PopulateFramebuffer(m_size.width, m_size.height, true, 1, VTK_UNSIGNED_CHAR, false, 24, 0);
    copyPicture(window->GetRenderFramebuffer(), m_kept);
}

void VtkCanvas::copyPicture(vtkOpenGLFramebufferObject* from, vtkOpenGLFramebufferObject* to) const {
    vtkOpenGLState* state = vtkOpenGLRenderWindow::SafeDownCast(m_window)->GetState();
    state->PushFramebufferBindings();
    from->Bind(GL_READ_FRAMEBUFFER);
    from->ActivateReadBuffer(0);
    if (to) {
        to->Bind(GL_DRAW_FRAMEBUFFER);
        to->ActivateDrawBuffer(0);
    }
    const std::array<int, 4> all = {0, m_size.width, 0, m_size.height};
    vtkOpenGLFramebufferObject::Blit(all.data(), all.data(), GL_COLOR_BUFFER_BIT, GL_NEAREST);
    state->PopFramebufferBindings();
}

void VtkCanvas::restoreBackground(vtkObject*, unsigned long, void* canvas, void*) {
    auto& self = *static_cast<VtkCanvas*>(canvas);
    if (self.m_background == Background::Kept) self.copyPicture(self.m_kept, nullptr);
}

void VtkCanvas::render() {
    if (m_background == Background::Drawn) {
        keepBackground();
        m_background = Background::Kept;
    }
    const bool kept = m_background == Background::Kept;
    m_renderer->SetPreserveColorBuffer(kept);
    if (kept) {
        const std::vector<int> shown = hide(Plane::Detector, Plane::Density);
        m_window->Render();
        showAgain(Plane::Detector, shown);
    } else {
        m_window->Render();
    }
    if (!kept) m_background = Background::Drawn;
}

} // namespace pairscope
