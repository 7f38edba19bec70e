#include "render/VtkCanvas.h"

#include "render/FontFile.h"

#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>
#include <vtkTextRenderer.h>
#include <vtkTypeInt32Array.h>
#include <vtkUnsignedCharArray.h>
#include <vtk_glew.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kDpi = 72; // a point is a pixel: sizes come in device pixels

void setFont(vtkTextProperty& property, double size, bool bold) {
    const std::string& file = fontFile(bold);
    if (file.empty()) {
        property.SetFontFamilyToArial();
        property.SetBold(bold);
    } else {
        property.SetFontFamily(VTK_FONT_FILE);
        property.SetFontFile(file.c_str());
    }
    property.SetFontSize(static_cast<int>(std::lround(size)));
}

void setColour(vtkTextProperty& property, Colour colour) {
    property.SetColor(colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

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

} // namespace

VtkCanvas::VtkCanvas() {
    m_renderer->AutomaticLightCreationOff();
    m_renderer->PreserveDepthBufferOn();
    vtkNew<vtkCallbackCommand> withoutDepth;
    withoutDepth->SetCallback(disableDepthTest);
    withoutDepth->SetClientData(this);
    for (Layer& layer : m_layers) {
        layer.mapper->SetInputData(layer.data);
        layer.mapper->SetScalarModeToUsePointData();
        layer.mapper->SetColorModeToDirectScalars();
        layer.mapper->AddObserver(vtkCommand::UpdateShaderEvent, withoutDepth);
        layer.actor->SetMapper(layer.mapper);
        layer.actor->GetProperty()->LightingOff();
        // painter's order: one pass, blended in the order of the triangles
        layer.actor->ForceOpaqueOn();
        layer.actor->PickableOff();
        m_renderer->AddActor(layer.actor);
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
    if (m_window) m_window->RemoveRenderer(m_renderer);
    m_window = window;
    if (!m_window) return;
    m_window->SetMultiSamples(0);
    m_window->SetDPI(kDpi);
    m_window->AddRenderer(m_renderer);
}

void VtkCanvas::setBackground(Colour colour) {
    m_renderer->SetBackground(colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

void VtkCanvas::setSize(PictureSize size) {
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
    target.actor->SetVisibility(!mesh.triangles.empty());
    if (mesh.triangles.empty()) return;
    target.data->SetPoints(pointsOf(mesh));
    target.data->GetPointData()->SetScalars(coloursOf(mesh));
    target.data->SetPolys(trianglesOf(mesh));
}

void VtkCanvas::setOffset(Plane plane, const Vector2& pixels) {
    layer(plane).actor->SetPosition(pixels.x(), pixels.y(), 0);
}

VtkCanvas::Text& VtkCanvas::textFor(const PlacedText& content) {
    const auto sameWords = [&](const auto& text) {
        return !text->used && text->content.text == content.text && text->content.size == content.size &&
               text->content.bold == content.bold && text->content.colour == content.colour;
    };
    auto found = std::find_if(m_texts.begin(), m_texts.end(), sameWords);
    if (found != m_texts.end()) return **found;
    found = std::find_if(m_texts.begin(), m_texts.end(), [](const auto& text) { return !text->used; });
    if (found == m_texts.end()) {
        m_texts.push_back(std::make_unique<Text>());
        m_renderer->AddActor2D(m_texts.back()->actor);
        found = m_texts.end() - 1;
    }
    Text& text = **found;
    text.actor->SetInput(content.text.c_str());
    setFont(*text.actor->GetTextProperty(), content.size, content.bold);
    setColour(*text.actor->GetTextProperty(), content.colour);
    return text;
}

void VtkCanvas::setTexts(const std::vector<PlacedText>& texts, int pictureHeight) {
    for (auto& text : m_texts)
        text->used = false;
    // texts that are there already are taken first: only new words are drawn into a texture
    std::vector<const PlacedText*> later;
    const auto place = [&](const PlacedText& content) {
        Text& text = textFor(content);
        text.used = true;
        text.content = content;
        const Vector2 size = textSize(content.text, content.size, content.bold);
        text.actor->SetPosition(std::round(content.topLeft.x()),
                                std::round(pictureHeight - content.topLeft.y() - size.y()));
    };
    for (const PlacedText& content : texts) {
        const bool known = std::any_of(m_texts.begin(), m_texts.end(), [&](const auto& text) {
            return !text->used && text->content.text == content.text && text->content.bold == content.bold &&
                   text->content.size == content.size && text->content.colour == content.colour;
        });
        if (known)
            place(content);
        else
            later.push_back(&content);
    }
    for (const PlacedText* content : later)
        place(*content);
    for (auto& text : m_texts)
        text->actor->SetVisibility(text->used);
}

Vector2 VtkCanvas::textSize(const std::string& text, double size, bool bold) {
    constexpr std::size_t kMostRemembered = 2000;
    if (m_textSizes.size() > kMostRemembered) m_textSizes.clear();
    const auto [entry, isNew] = m_textSizes.try_emplace({text, static_cast<int>(std::lround(size)), bold});
    if (!isNew) return entry->second;
    vtkNew<vtkTextProperty> property;
    setFont(*property, size, bold);
    std::array<int, 4> box = {0, 0, 0, 0};
    vtkTextRenderer::GetInstance()->GetBoundingBox(property, text, box.data(), kDpi);
    entry->second = Vector2(box[1] - box[0] + 1, box[3] - box[2] + 1);
    return entry->second;
}

void VtkCanvas::render() {
    m_window->Render();
}

} // namespace pairscope
