#pragma once

#include "core/math/LinearAlgebra.h"

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// What a number must be, and the words that say so.
struct NumberKind {
    std::string_view words;
    bool (*accepts)(double);
};

/// The first thing found wrong in a JSON text; later ones are often only its consequences.
class JsonProblem {
public:
    void report(std::string_view path, std::string_view text);
    [[nodiscard]] const std::optional<std::string>& first() const { return m_first; }

private:
    std::optional<std::string> m_first;
};

/// A JSON object whose members are read with an expectation. What is missing or wrong is reported under its
/// full path (layers[3].z_min_cm) and a harmless value comes back, so that the caller reads on and asks the
/// JsonProblem once, at the end. Refers to the JSON value and to the problem; neither is owned.
class CheckedJson {
public:
    CheckedJson(const nlohmann::json& value, std::string path, JsonProblem& problem);

    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] double number(std::string_view key, const NumberKind& kind) const;
    /// At least one number.
    [[nodiscard]] std::vector<double> numbers(std::string_view key, const NumberKind& kind) const;
    /// Exactly three numbers.
    [[nodiscard]] Vector3 vector(std::string_view key, const NumberKind& kind) const;
    /// Not empty.
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    [[nodiscard]] CheckedJson object(std::string_view key) const;
    /// At least one object.
    [[nodiscard]] std::vector<CheckedJson> objects(std::string_view key) const;

    /// A misspelt optional key would otherwise be overlooked.
    void allowOnly(std::initializer_list<std::string_view> keys) const;
    void fail(std::string_view key, std::string_view text) const;

private:
    [[nodiscard]] const nlohmann::json* member(std::string_view key, std::string_view expected) const;
    [[nodiscard]] const nlohmann::json* filledArray(std::string_view key, std::string_view expected) const;
    [[nodiscard]] double checkedNumber(const nlohmann::json& value, std::string_view path,
                                       const NumberKind& kind) const;
    [[nodiscard]] std::string pathOf(std::string_view key) const;

    const nlohmann::json* m_value;
    std::string m_path;
    JsonProblem* m_problem;
};

} // namespace pairscope
