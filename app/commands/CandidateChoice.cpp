#include "app/commands/CandidateChoice.h"

#include <fmt/format.h>

namespace pairscope {

std::string checkId(const std::string& id) {
    return parseEventId(id) ? std::string{}
                            : fmt::format("'{}' is no id; expected experiment/run/event/candidate, as in "
                                          "26/1000/62/0 (the candidate may be left out)",
                                          id);
}

tl::expected<std::size_t, Failure> findById(const std::string& id, const PairTable& pairs,
                                            const std::string& inputName) {
    const EventId wanted = parseEventId(id).value();
    for (std::size_t row = 0; row < pairs.rows(); ++row)
        if (pairs.id(row) == wanted) return row;
    if (pairs.rows() == 0)
        return tl::unexpected(Failure{"NoSuchCandidate", fmt::format("{} has no rows.", inputName)});
    return tl::unexpected(
        Failure{"NoSuchCandidate",
                fmt::format("There is no candidate {} in {}; the first is {}, the last {}.", toString(wanted),
                            inputName, toString(pairs.id(0)), toString(pairs.id(pairs.rows() - 1)))});
}

} // namespace pairscope
