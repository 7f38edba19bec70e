#include "app/commands/BlindChoice.h"

#include "core/analysis/Blinding.h"
#include "core/analysis/SidebandFile.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace pairscope {

void BlindChoice::addTo(CLI::App& app, const std::string& explanation) {
    app.add_option("--blind", m_file, explanation)->option_text("REGIONS");
}

tl::expected<void, Failure> BlindChoice::load() {
    if (!given()) return {};
    auto plane = loadSidebandPlane(m_file);
    if (!plane) return tl::unexpected(Failure{"BadRegions", describe(plane.error())});
    if (!anyBlind({&*plane, 1}))
        return tl::unexpected(Failure{
            "BadRegions", fmt::format("{} has no blinded region: give one \"blind\": true.", m_file)});
    m_plane = std::move(*plane);
    return {};
}

RowSet BlindChoice::rows(const CandidateTable& table) const {
    return m_plane ? blindedRows(table, {&*m_plane, 1}) : RowSet();
}

bool BlindChoice::hides(const Candidate& candidate, const PairTable& pairs, std::size_t row,
                        const std::shared_ptr<const DetectorModel>& detector) const {
    if (!m_plane) return false;
    auto one = std::make_shared<PairTable>(pairs.contents(), 1);
    one->setEvent(0, pairs.event(row));
    CandidateTable table(std::move(one), detector);
    table.set(0, candidate);
    return !rows(table).empty();
}

} // namespace pairscope
