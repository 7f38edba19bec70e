#pragma once

#include "app/commands/Command.h"
#include "core/candidate/Candidate.h"
#include "render/SceneOptions.h"
#include "render/VertexPopulation.h"
#include "render/View2D.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace pairscope {

/// Reads "1600x1000": each side 100 to 8192 pixels.
[[nodiscard]] std::optional<PictureSize> parsePictureSize(std::string_view text);

/// Which way a picture looks at a candidate.
enum class PictureView { Transverse, RhoZ, Space };

/// Reads "transverse", "rho-z" or "3d".
[[nodiscard]] std::optional<PictureView> parsePictureView(std::string_view text);

/// Draws the candidate, with a view of all its points (in space: of the vertex detector), into a PNG file
/// that appears complete or not at all, over the density of `vertices` when the options ask for it. Text and
/// lines grow with pictures above 1600x1000.
[[nodiscard]] tl::expected<void, Failure> writePicture(std::shared_ptr<const Candidate> candidate,
                                                       std::shared_ptr<const DetectorModel> detector,
                                                       SceneOptions options, PictureView view,
                                                       PictureSize size, const std::filesystem::path& file,
                                                       VertexPopulation vertices = {});

} // namespace pairscope
