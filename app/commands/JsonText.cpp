#include "app/commands/JsonText.h"

#include <ostream>

namespace pairscope {

void print(std::ostream& out, const Json& document) {
    out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json toJson(const Failure& failure) {
    Json error{{"kind", failure.kind}, {"message", failure.message}};
    if (!failure.missing.empty()) error["missing"] = failure.missing;
    return Json{{"error", std::move(error)}};
}

Json toJson(const RowProblem& problem) {
    Json json{{"row", problem.row}};
    if (problem.line > 0) json["line"] = problem.line;
    if (!problem.column.empty()) json["column"] = problem.column;
    json["kind"] = toString(problem.kind);
    json["note"] = problem.isNote();
    json["message"] = problem.message;
    return json;
}

Json inputJson(const PairFile& file, std::string_view name) {
    Json json{{"file", name}, {"format", file.format}};
    if (!file.list.empty()) json["list"] = file.list;
    json["rows"] = file.pairs->rows();
    json["badRows"] = file.badRows;
    json["noteRows"] = file.noteRows;
    json["warnings"] = file.warnings;
    return json;
}

std::string_view toString(FileError::Kind kind) {
    switch (kind) {
    case FileError::Kind::NotFound:
        return "NotFound";
    case FileError::Kind::IsDirectory:
        return "IsDirectory";
    case FileError::Kind::CannotRead:
        return "CannotRead";
    case FileError::Kind::Empty:
        return "Empty";
    case FileError::Kind::UnknownFormat:
        return "UnknownFormat";
    case FileError::Kind::BadFormat:
        return "BadFormat";
    case FileError::Kind::NoTable:
        return "NoTable";
    case FileError::Kind::MissingColumns:
        return "MissingColumns";
    case FileError::Kind::Cancelled:
        return "Cancelled";
    case FileError::Kind::TooLarge:
        return "TooLarge";
    case FileError::Kind::CannotWrite:
        return "CannotWrite";
    }
    return "Unknown";
}

std::string_view toString(RowProblem::Kind kind) {
    switch (kind) {
    case RowProblem::Kind::NotANumber:
        return "NotANumber";
    case RowProblem::Kind::TooManyNames:
        return "TooManyNames";
    case RowProblem::Kind::MissingCell:
        return "MissingCell";
    case RowProblem::Kind::ExtraCell:
        return "ExtraCell";
    case RowProblem::Kind::NaN:
        return "NaN";
    case RowProblem::Kind::Infinite:
        return "Infinite";
    case RowProblem::Kind::ZeroCurvature:
        return "ZeroCurvature";
    case RowProblem::Kind::SameCharge:
        return "SameCharge";
    case RowProblem::Kind::BadCovariance:
        return "BadCovariance";
    case RowProblem::Kind::SwappedDaughters:
        return "SwappedDaughters";
    case RowProblem::Kind::DuplicateId:
        return "DuplicateId";
    }
    return "Unknown";
}

} // namespace pairscope
