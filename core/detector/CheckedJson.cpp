#include "core/detector/CheckedJson.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace pairscope {

using nlohmann::json;

namespace {

const json& emptyObject() {
    static const json empty = json::object();
    return empty;
}

/// The value as a person would recognise it, shortened. Nested values are only named: the library writes them
/// by recursion, and a hostile file may nest deeper than the stack.
std::string found(const json& value) {
    if (value.is_object()) return value.empty() ? "{}" : "an object";
    const auto primitive = [](const json& element) { return element.is_primitive(); };
    if (value.is_array() && !std::all_of(value.begin(), value.end(), primitive)) return "a nested list";
    std::string text = value.dump(-1, ' ', true); // ASCII only, so that cutting splits no character
    constexpr std::size_t kLongest = 40;
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    return text;
}

std::string mismatch(std::string_view expected, const json& value) {
    return fmt::format("expected {}, found {}", expected, found(value));
}

} // namespace

void JsonProblem::report(std::string_view path, std::string_view text) {
    if (m_first) return;
    m_first = path.empty() ? std::string(text) : fmt::format("{}: {}", path, text);
}

CheckedJson::CheckedJson(const json& value, std::string path, JsonProblem& problem)
    : m_value(&value), m_path(std::move(path)), m_problem(&problem) {
    if (m_value->is_object()) return;
    m_problem->report(m_path, mismatch("an object", *m_value));
    m_value = &emptyObject();
}

bool CheckedJson::has(std::string_view key) const {
    return m_value->contains(key);
}

std::string CheckedJson::pathOf(std::string_view key) const {
    return m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key);
}

void CheckedJson::fail(std::string_view key, std::string_view text) const {
    m_problem->report(pathOf(key), text);
}

const json* CheckedJson::member(std::string_view key, std::string_view expected) const {
    const auto it = m_value->find(key);
    if (it != m_value->end()) return &*it;
    fail(key, fmt::format("missing, expected {}", expected));
    return nullptr;
}

double CheckedJson::checkedNumber(const json& value, std::string_view path, const NumberKind& kind) const {
    if (value.is_number()) {
        const double number = value.get<double>();
        if (kind.accepts(number)) return number;
    }
    m_problem->report(path, mismatch(kind.words, value));
    return 0;
}

double CheckedJson::number(std::string_view key, const NumberKind& kind) const {
    const json* value = member(key, kind.words);
    return value ? checkedNumber(*value, pathOf(key), kind) : 0;
}

const json* CheckedJson::filledArray(std::string_view key, std::string_view expected) const {
    const json* value = member(key, expected);
    if (value && (!value->is_array() || value->empty())) {
        fail(key, mismatch(expected, *value));
        return nullptr;
    }
    return value;
}

std::vector<double> CheckedJson::numbers(std::string_view key, const NumberKind& kind) const {
    std::vector<double> result;
    const json* array = filledArray(key, "a list of at least one number");
    if (!array) return result;
    for (std::size_t index = 0; index < array->size(); ++index)
        result.push_back(checkedNumber((*array)[index], fmt::format("{}[{}]", pathOf(key), index), kind));
    return result;
}

Vector3 CheckedJson::vector(std::string_view key, const NumberKind& kind) const {
    const std::vector<double> result = numbers(key, kind);
    if (result.size() == 3) return {result[0], result[1], result[2]};
    if (const json* value = member(key, "three numbers")) fail(key, mismatch("three numbers", *value));
    return Vector3::Zero();
}

std::string CheckedJson::text(std::string_view key) const {
    const json* value = member(key, "a text");
    if (!value) return {};
    if (value->is_string() && !value->get_ref<const std::string&>().empty()) return value->get<std::string>();
    fail(key, mismatch("a text that is not empty", *value));
    return {};
}

bool CheckedJson::flag(std::string_view key) const {
    const json* value = member(key, "true or false");
    if (!value) return false;
    if (value->is_boolean()) return value->get<bool>();
    fail(key, mismatch("true or false", *value));
    return false;
}

CheckedJson CheckedJson::object(std::string_view key) const {
    const json* value = member(key, "an object");
    return {value ? *value : emptyObject(), pathOf(key), *m_problem};
}

std::vector<CheckedJson> CheckedJson::objects(std::string_view key) const {
    std::vector<CheckedJson> result;
    const json* array = filledArray(key, "a list of at least one object");
    if (!array) return result;
    for (std::size_t index = 0; index < array->size(); ++index)
        result.emplace_back((*array)[index], fmt::format("{}[{}]", pathOf(key), index), *m_problem);
    return result;
}

void CheckedJson::allowOnly(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, value] : m_value->items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            fail(key, fmt::format("unknown key, expected one of {}", fmt::join(keys, ", ")));
}

} // namespace pairscope
