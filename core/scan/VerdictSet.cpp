#include "core/scan/VerdictSet.h"

#include "core/candidate/VerdictColumn.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace pairscope {

namespace {

using Json = nlohmann::ordered_json;

/// What is wrong with a text, as an exception inside this file only.
struct BadSet {
    std::string message;
};

bool isColour(std::string_view colour) {
    return colour.size() == 7 && colour.front() == '#' &&
           std::all_of(colour.begin() + 1, colour.end(),
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

bool isKey(char key) {
    return (key >= '0' && key <= '9') || (key >= 'A' && key <= 'Z');
}

/// What is left of a name for who types it into a filter: capitals, blanks, '-' and '_' count for nothing.
std::string bareName(std::string_view name) {
    std::string bare;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isspace(byte) == 0 && c != '-' && c != '_') bare += static_cast<char>(std::tolower(byte));
    }
    return bare;
}

/// What is wrong with the name of a verdict, or nothing.
std::optional<std::string> nameProblem(const std::vector<VerdictKind>& kinds, const VerdictKind& kind) {
    const std::string bare = bareName(kind.name);
    if (bare.empty()) return "a verdict has no name";
    if (bare == VerdictColumn::kNone) return fmt::format("\"{}\" is the word for no verdict", kind.name);
    const auto same = std::ranges::find(kinds, bare, [](const auto& other) { return bareName(other.name); });
    if (&*same == &kind) return std::nullopt;
    if (same->name == kind.name) return fmt::format("two verdicts are called \"{}\"", kind.name);
    return fmt::format("the verdicts \"{}\" and \"{}\" differ only in capitals, blanks, - or _", same->name,
                       kind.name);
}

const Json& listAt(const Json& object, const std::string& key) {
    if (!object.contains(key) || !object.at(key).is_array())
        throw BadSet{fmt::format("\"{}\" is missing or no list", key)};
    return object.at(key);
}

std::string textOf(const Json& value, const std::string& name) {
    if (!value.is_string()) throw BadSet{fmt::format("{} is no text", name)};
    return value.get<std::string>();
}

std::string textAt(const Json& object, const std::string& key, const std::string& where) {
    if (!object.is_object() || !object.contains(key))
        throw BadSet{fmt::format("{}: \"{}\" is missing", where, key)};
    return textOf(object.at(key), fmt::format("{}: \"{}\"", where, key));
}

std::vector<PairClass> classesAt(const Json& object, const std::string& where) {
    std::vector<PairClass> classes;
    if (!object.contains("rightFor")) return classes;
    for (const Json& value : listAt(object, "rightFor")) {
        const std::string word = textOf(value, where + ": an entry of \"rightFor\"");
        const auto pairClass = pairClassOf(word);
        if (!pairClass)
            throw BadSet{fmt::format(
                "{}: there is no class \"{}\"; there are signal, conversion and prompt pair", where, word)};
        classes.push_back(*pairClass);
    }
    return classes;
}

VerdictKind kindOf(const Json& json, std::size_t index) {
    const std::string where = fmt::format("verdicts[{}]", index);
    const std::string key = textAt(json, "key", where);
    if (key.size() != 1) throw BadSet{fmt::format("{}: \"key\" is not one character", where)};
    VerdictKind kind{textAt(json, "name", where), key.front(), textAt(json, "colour", where), {}, {}};
    if (json.contains("meaning")) kind.meaning = textAt(json, "meaning", where);
    kind.rightFor = classesAt(json, where);
    return kind;
}

} // namespace

VerdictSet VerdictSet::usual() {
    // colours that colour-blind people can tell apart (Okabe & Ito)
    return {
        {{"conversion", '1', "#e69f00", "a photon that became e+ e- in material", {PairClass::Conversion}},
         {"prompt",
          '2',
          "#56b4e9",
          "e+ e- from the interaction point",
          {PairClass::Signal, PairClass::PromptPair}},
         {"mis-fit", '3', "#cc79a7", "a real pair whose vertex is at the wrong place", {}},
         {"fake", '4', "#d55e00", "not one pair: wrong tracks or hits", {}},
         {"unsure", '5', "#999999", "it cannot be said", {}}},
        {"two vertices", "vertex between layers", "large chi2", "track quality", "photon does not fit"}};
}

const VerdictKind* VerdictSet::find(std::string_view name) const {
    const auto found = std::ranges::find(kinds, name, &VerdictKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

const VerdictKind* VerdictSet::byKey(char key) const {
    const auto found = std::ranges::find(kinds, key, &VerdictKind::key);
    return found == kinds.end() ? nullptr : &*found;
}

std::optional<std::string> VerdictSet::problem() const {
    if (kinds.empty()) return "there is no verdict to give";
    if (kinds.size() > kMostKinds) return fmt::format("there are more than {} verdicts", kMostKinds);
    for (const VerdictKind& kind : kinds) {
        if (const auto wrong = nameProblem(kinds, kind)) return wrong;
        if (!isKey(kind.key))
            return fmt::format("the key of \"{}\" is neither a digit nor a capital letter", kind.name);
        if (byKey(kind.key) != &kind) return fmt::format("two verdicts have the key {}", kind.key);
        if (!isColour(kind.colour))
            return fmt::format("\"{}\", the colour of \"{}\", is not of the form #rrggbb", kind.colour,
                               kind.name);
    }
    for (auto reason = reasons.begin(); reason != reasons.end(); ++reason) {
        if (reason->empty()) return "a reason is empty";
        if (std::find(reasons.begin(), reason, *reason) != reason)
            return fmt::format("the reason \"{}\" is there twice", *reason);
    }
    return std::nullopt;
}

std::string writeVerdictSet(const VerdictSet& set) {
    Json kinds = Json::array();
    for (const VerdictKind& kind : set.kinds) {
        Json rightFor = Json::array();
        for (const PairClass pairClass : kind.rightFor)
            rightFor.push_back(toString(pairClass));
        kinds.push_back({{"name", kind.name},
                         {"key", std::string(1, kind.key)},
                         {"colour", kind.colour},
                         {"meaning", kind.meaning},
                         {"rightFor", rightFor}});
    }
    const Json document{{"verdicts", kinds}, {"reasons", set.reasons}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

tl::expected<VerdictSet, std::string> readVerdictSet(std::string_view text) {
    const Json document = Json::parse(text, nullptr, false);
    if (!document.is_object()) return tl::unexpected(std::string("this is no JSON object"));
    try {
        VerdictSet set;
        for (const Json& kind : listAt(document, "verdicts"))
            set.kinds.push_back(kindOf(kind, set.kinds.size()));
        if (document.contains("reasons"))
            for (const Json& reason : listAt(document, "reasons"))
                set.reasons.push_back(textOf(reason, "an entry of \"reasons\""));
        if (const auto problem = set.problem()) return tl::unexpected(*problem);
        return set;
    } catch (const BadSet& bad) {
        return tl::unexpected(bad.message);
    }
}

} // namespace pairscope
