#pragma once

#include "app/commands/Command.h"
#include "core/analysis/SidebandPlane.h"
#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <optional>
#include <string>

namespace pairscope {

/// The part of the command line that says what is not to be seen: --blind REGIONS.
class BlindChoice {
public:
    /// This must stay where it is until the command line is parsed.
    void addTo(CLI::App& app, const std::string& explanation);

    /// Before anything long begins: whether the regions can be read and hide anything.
    [[nodiscard]] tl::expected<void, Failure> load();
    [[nodiscard]] bool given() const { return !m_file.empty(); }
    [[nodiscard]] const std::string& file() const { return m_file; }
    /// Rows in the blinded regions; none when --blind was not given. @pre load() went well
    [[nodiscard]] RowSet rows(const CandidateTable& table) const;
    /// Whether this one candidate is in them. @pre load() went well
    [[nodiscard]] bool hides(const Candidate& candidate, const PairTable& pairs, std::size_t row,
                             const std::shared_ptr<const DetectorModel>& detector) const;

private:
    std::string m_file;
    std::optional<SidebandPlane> m_plane;
};

} // namespace pairscope
