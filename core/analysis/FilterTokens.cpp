#include "core/analysis/FilterTokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace pairscope {

namespace {

using Kind = FilterToken::Kind;
using Reading = tl::expected<FilterToken, FilterError>;

// not std::isalpha and the like, which ask the locale
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::array<std::string_view, 19> kSigns = {"&&", "||", "<=", ">=", "==", "!=", "<", ">", "!", "+",
                                                     "-",  "*",  "/",  "^",  "(",  ")",  ",", "?", ":"};

/// Signs that are written differently elsewhere, or look like ours, and what to write here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kForeignSigns = {{
    {"=>", ">="},
    {"=<", "<="},
    {"<>", "!="},
    {"**", "^"},
    {"=", "=="},
    {"&", "&&"},
    {"|", "||"},
    {"≥", ">="},
    {"≤", "<="},
    {"≠", "!="},
    {"−", "-"},
    {"·", "*"},
    {"×", "*"},
    {"∧", "&&"},
    {"∨", "||"},
    {"“", "\""},
    {"”", "\""},
}};

FilterToken token(Kind kind, std::string_view all, std::size_t begin, std::size_t length) {
    return {kind, begin, begin + length, all.substr(begin, length), 0};
}

tl::unexpected<FilterError> wrong(std::size_t begin, std::size_t length, std::string message) {
    return tl::unexpected(FilterError{begin, length, std::move(message)});
}

Reading readNumber(std::string_view all, std::size_t begin) {
    FilterToken made = token(Kind::Number, all, begin, 0);
    const auto [end, error] = std::from_chars(all.data() + begin, all.data() + all.size(), made.number);
    const std::size_t length = static_cast<std::size_t>(end - all.data()) - begin;
    if (error != std::errc()) return wrong(begin, length, "this number is too large or too small");
    made.text = all.substr(begin, length);
    made.end = begin + length;
    return made;
}

Reading readWord(std::string_view all, std::size_t begin) {
    const std::size_t close = all.find(all[begin], begin + 1);
    if (close == std::string_view::npos)
        return wrong(begin, all.size() - begin, "the quote that ends this word is missing");
    FilterToken made = token(Kind::Word, all, begin, close + 1 - begin);
    made.text = all.substr(begin + 1, close - begin - 1);
    return made;
}

Reading readName(std::string_view all, std::size_t begin) {
    std::size_t end = begin;
    while (end < all.size() && (isLetter(all[end]) || isDigit(all[end])))
        ++end;
    return token(Kind::Name, all, begin, end - begin);
}

/// Bytes of the UTF-8 character that begins there.
std::size_t characterLength(std::string_view rest) {
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

Reading readSign(std::string_view all, std::size_t begin) {
    const std::string_view rest = all.substr(begin);
    // "==" is ours before "=" is not, "<>" is not before "<" is ours
    const auto starts = [rest](std::string_view sign) { return rest.starts_with(sign); };
    const auto ours = std::find_if(kSigns.begin(), kSigns.end(), starts);
    const auto foreign = std::find_if(kForeignSigns.begin(), kForeignSigns.end(),
                                      [&](const auto& pair) { return starts(pair.first); });
    const std::size_t known = ours == kSigns.end() ? 0 : ours->size();
    if (foreign != kForeignSigns.end() && foreign->first.size() > known)
        return wrong(begin, foreign->first.size(),
                     fmt::format("write {} for {}", foreign->second, foreign->first));
    if (known > 0) return token(Kind::Sign, all, begin, known);
    const std::size_t length = characterLength(rest);
    return wrong(begin, length, fmt::format("'{}' means nothing in a filter", rest.substr(0, length)));
}

Reading readToken(std::string_view all, std::size_t begin) {
    const char first = all[begin];
    const bool fraction = first == '.' && begin + 1 < all.size() && isDigit(all[begin + 1]);
    if (isDigit(first) || fraction) return readNumber(all, begin);
    if (isLetter(first)) return readName(all, begin);
    if (first == '"' || first == '\'') return readWord(all, begin);
    return readSign(all, begin);
}

} // namespace

tl::expected<std::vector<FilterToken>, FilterError> filterTokens(std::string_view text) {
    std::vector<FilterToken> tokens;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && isBlank(text[at]))
            ++at;
        if (at == text.size()) break;
        const Reading next = readToken(text, at);
        if (!next) return tl::unexpected(next.error());
        tokens.push_back(*next);
        at = next->end;
    }
    tokens.push_back(token(Kind::End, text, text.size(), 0));
    return tokens;
}

} // namespace pairscope
