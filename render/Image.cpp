#include "render/Image.h"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <fstream>

namespace pairscope {

namespace {

vtkNew<vtkImageData> toVtk(const Image& image) {
    vtkNew<vtkImageData> data;
    data->SetDimensions(image.width, image.height, 1);
    data->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    auto* target = static_cast<unsigned char*>(data->GetScalarPointer());
    for (int row = image.height - 1; row >= 0; --row) // VTK's rows begin at the bottom
        for (int x = 0; x < image.width; ++x) {
            const Colour colour = image.at(x, row);
            *target++ = colour.red;
            *target++ = colour.green;
            *target++ = colour.blue;
        }
    return data;
}

} // namespace

bool writePng(const Image& image, const std::filesystem::path& file) {
    const vtkNew<vtkImageData> data = toVtk(image);
    vtkNew<vtkPNGWriter> writer;
    writer->SetInputData(data);
    writer->WriteToMemoryOn();
    writer->Write();
    const vtkUnsignedCharArray* bytes = writer->GetResult();
    if (!bytes || bytes->GetNumberOfValues() == 0) return false;
    std::ofstream stream(file, std::ios::binary);
    for (vtkIdType i = 0; i < bytes->GetNumberOfValues(); ++i)
        stream.put(static_cast<char>(bytes->GetValue(i)));
    stream.close();
    return !stream.fail();
}

} // namespace pairscope
