#pragma once

#include "core/analysis/SidebandPlane.h"
#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <span>
#include <string>

namespace pairscope {

/// Rows in any region of any of the planes that is marked blind: they are left out of tables and plots, and
/// their results out of files, until a person unblinds them. All rows when a blind expression cannot be
/// compiled.
[[nodiscard]] RowSet blindedRows(const CandidateTable& table, std::span<const SidebandPlane> planes);
[[nodiscard]] bool anyBlind(std::span<const SidebandPlane> planes);

/// One line of the log of who looked behind the blinding when.
struct BlindingEvent {
    enum class Action : std::uint8_t { Unblinded, BlindedAgain };
    Action action = Action::Unblinded;
    std::string dataset; ///< the file, or "demonstration sample"
    std::string regions; ///< names of the regions, comma separated
    std::string program; ///< "Pairscope 0.1.0, window"
};

/// Appends the event with time (UTC) and user, and syncs; makes folder and file when there are none.
/// @return why it could not be written: then nothing may be unblinded
[[nodiscard]] tl::expected<void, std::string> logBlinding(const BlindingEvent& event,
                                                          const std::filesystem::path& log);
/// $XDG_DATA_HOME/pairscope/blinding.log, else under ~/.local/share.
[[nodiscard]] std::filesystem::path blindingLog();

} // namespace pairscope
