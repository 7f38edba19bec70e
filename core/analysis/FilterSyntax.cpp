#include "core/analysis/FilterSyntax.h"

#include "core/analysis/FilterTokens.h"
#include "core/analysis/FilterVocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace pairscope {

namespace {

using Kind = FilterNode::Kind;
using Type = FilterNode::Type;

constexpr int kDeepest = 60; ///< brackets within brackets
/// Comparisons and joints in one text. A chain of them is as deep as it is long for what reads it afterwards,
/// and the stack must hold that also with a sanitizer's larger frames.
constexpr int kMostSigns = 500;
constexpr std::array<std::string_view, 6> kComparisons = {"<", "<=", ">", ">=", "==", "!="};

bool isComparison(std::string_view sign) {
    return std::find(kComparisons.begin(), kComparisons.end(), sign) != kComparisons.end();
}

bool isWordLiteral(const FilterNode& node) {
    return node.kind == Kind::Word;
}

bool areLayers(const FilterNode& a, const FilterNode& b) {
    const auto isLayer = [](const FilterNode& node) {
        return node.kind == Kind::Column &&
               (node.column == CandidateColumn::NearestLayer || node.column == CandidateColumn::TrueLayer);
    };
    return isLayer(a) && isLayer(b);
}

/// Words of other languages for our operators.
std::string_view operatorFor(std::string_view name) {
    if (name == "and" || name == "AND") return "&&";
    if (name == "or" || name == "OR") return "||";
    if (name == "not" || name == "NOT") return "!";
    return {};
}

/// By recursive descent. Once something is wrong, only the first error counts: the parser then stands at the
/// end of the text and every part that it still makes is thrown away.
class FilterParser {
public:
    FilterParser(std::string_view text, std::vector<FilterToken> tokens)
        : m_text(text), m_tokens(std::move(tokens)) {}

    tl::expected<FilterNode, FilterError> parse() {
        FilterNode node = choice();
        requireEnd();
        requireCondition(node);
        if (m_error) return tl::unexpected(*m_error);
        return node;
    }

private:
    // tokens
    [[nodiscard]] const FilterToken& now() const { return m_tokens[m_at]; }
    [[nodiscard]] std::size_t lastEnd() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].end; }
    void advance() {
        if (m_at + 1 < m_tokens.size()) ++m_at;
    }
    bool accept(std::string_view sign) {
        if (!now().is(sign)) return false;
        advance();
        return true;
    }

    // errors
    void fail(std::size_t begin, std::size_t end, std::string message) {
        if (!m_error) m_error = FilterError{begin, end - begin, std::move(message)};
        m_at = m_tokens.size() - 1;
    }
    void fail(const FilterToken& token, std::string message) {
        fail(token.begin, token.end, std::move(message));
    }
    void fail(const FilterNode& node, std::string message) { fail(node.begin, node.end, std::move(message)); }
    [[nodiscard]] std::string_view textOf(const FilterNode& node) const {
        return m_text.substr(node.begin, node.end - node.begin);
    }
    void failMissing();
    void failUnexpected();
    void failName(const FilterToken& name, bool function);
    void requireEnd();

    // types
    void requireCondition(const FilterNode& node);
    void requireNumber(const FilterNode& node);
    FilterNode combined(std::string_view sign, Type type, FilterNode a, FilterNode b);
    void checkComparison(const FilterToken& sign, const FilterNode& a, const FilterNode& b);
    void checkWords(const FilterToken& sign, const FilterNode& column, const FilterNode& other);
    void checkWord(const FilterNode& column, const FilterNode& word);

    // grammar, weakest first
    FilterNode choice();
    FilterNode junction(std::string_view sign);
    FilterNode comparison();
    FilterNode sum();
    FilterNode product();
    FilterNode signedPower();
    FilterNode power();
    FilterNode primary();
    FilterNode number();
    FilterNode named();
    FilterNode function(const FilterToken& name);
    FilterNode bracket();

    std::string_view m_text;
    std::vector<FilterToken> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_signs = 0;
    std::optional<FilterError> m_error;
};

/// An operand is missing here.
void FilterParser::failMissing() {
    if (now().is(")") && m_depth == 0) return failUnexpected();
    const std::string what =
        m_at == 0 ? fmt::format("before {}", now().text) : fmt::format("after {}", m_tokens[m_at - 1].text);
    fail(lastEnd(), lastEnd(),
         fmt::format("something is missing {}: a column, a number or a condition", what));
}

/// The expression was whole before this token.
void FilterParser::failUnexpected() {
    const FilterToken& token = now();
    if (const auto sign = operatorFor(token.text); token.kind == FilterToken::Kind::Name && !sign.empty())
        return fail(token, fmt::format("write {} for '{}'", sign, token.text));
    if (token.is(")")) return fail(token, "there is no ( for this )");
    if (token.is(",")) return fail(token, "a comma stands between the arguments of a function only");
    if (token.is(":")) return fail(token, "there is no ? for this :");
    fail(token, fmt::format("an operator is missing before {}, such as && or *",
                            m_text.substr(token.begin, token.end - token.begin)));
}

void FilterParser::requireEnd() {
    if (!m_error && now().kind != FilterToken::Kind::End) failUnexpected();
}

/// A name that is nothing we know.
void FilterParser::failName(const FilterToken& name, bool function) {
    if (const auto sign = operatorFor(name.text); !sign.empty())
        return fail(name, fmt::format("write {} for '{}'", sign, name.text));
    const std::size_t at = m_at - 1; // of the name
    const bool compared = at >= 2 && (m_tokens[at - 1].is("==") || m_tokens[at - 1].is("!="));
    const auto column = compared ? filterColumn(m_tokens[at - 2].text) : std::nullopt;
    if (column && info(*column).text)
        return fail(name, fmt::format("write words in quotes: \"{}\"", name.text));
    std::vector<std::string_view> known;
    for (const FilterName& entry : filterNames())
        if (!function || filterFunction(entry.name)) known.push_back(entry.name);
    std::string message = fmt::format("there is no {} '{}'", function ? "function" : "column", name.text);
    if (const auto meant = likelyMeant(name.text, known))
        message += fmt::format(": did you mean '{}'?", *meant);
    fail(name, std::move(message));
}

void FilterParser::requireCondition(const FilterNode& node) {
    if (m_error || node.type == Type::Condition) return;
    if (isWordLiteral(node))
        return fail(node, "a word alone says nothing: compare a column with it, e.g. layer == \"PXD_L1\"");
    if (node.type == Type::Words)
        return fail(node,
                    fmt::format("{} is a word, not a condition: compare it with one in quotes by == or !=",
                                textOf(node)));
    fail(node,
         fmt::format("{} is a number, not a condition: compare it, e.g. {} > 0", textOf(node), textOf(node)));
}

void FilterParser::requireNumber(const FilterNode& node) {
    if (m_error || node.type == Type::Number) return;
    if (isWordLiteral(node)) return fail(node, "a number is expected here: write it without quotes");
    if (node.type == Type::Words)
        return fail(node,
                    fmt::format("{} is a word, not a number: it can only be compared with a word in quotes "
                                "by == or !=",
                                textOf(node)));
    fail(node, fmt::format("{} is a condition, not a number{}", textOf(node),
                           node.bracketed ? "" : ": is a bracket missing?"));
}

FilterNode FilterParser::combined(std::string_view sign, Type type, FilterNode a, FilterNode b) {
    if (++m_signs > kMostSigns)
        fail(b, fmt::format("this is too long: a filter has at most {} comparisons and joints", kMostSigns));
    FilterNode made{Kind::Operator, type, a.begin, b.end, 0, {}, std::string(sign), {}, false};
    made.operands.push_back(std::move(a));
    made.operands.push_back(std::move(b));
    return made;
}

FilterNode FilterParser::choice() {
    FilterNode condition = junction("||");
    if (!accept("?")) return condition;
    requireCondition(condition);
    FilterNode yes = choice();
    if (!m_error && !accept(":"))
        fail(lastEnd(), lastEnd(), "the other choice is missing: condition ? value : other value");
    FilterNode no = choice();
    if (isWordLiteral(yes) || yes.type == Type::Words) requireNumber(yes);
    if (no.type != yes.type) yes.type == Type::Condition ? requireCondition(no) : requireNumber(no);
    FilterNode made{Kind::Choice, yes.type, condition.begin, no.end, 0, {}, "?", {}, false};
    for (FilterNode* part : {&condition, &yes, &no})
        made.operands.push_back(std::move(*part));
    return made;
}

/// Terms of "||", or of "&&", which binds more strongly.
FilterNode FilterParser::junction(std::string_view sign) {
    const auto term = [&] { return sign == "||" ? junction("&&") : comparison(); };
    FilterNode node = term();
    while (accept(sign)) {
        requireCondition(node);
        FilterNode other = term();
        requireCondition(other);
        node = combined(sign, Type::Condition, std::move(node), std::move(other));
    }
    return node;
}

FilterNode FilterParser::comparison() {
    FilterNode left = sum();
    if (now().kind != FilterToken::Kind::Sign || !isComparison(now().text)) return left;
    const FilterToken sign = now();
    advance();
    FilterNode right = sum();
    if (now().kind == FilterToken::Kind::Sign && isComparison(now().text)) {
        const FilterToken second = now();
        advance();
        const FilterNode last = sum();
        fail(second, fmt::format("comparisons cannot be chained: write {0} {1} {2} && {2} {3} {4}",
                                 textOf(left), sign.text, textOf(right), second.text, textOf(last)));
    }
    checkComparison(sign, left, right);
    return combined(sign.text, Type::Condition, std::move(left), std::move(right));
}

void FilterParser::checkComparison(const FilterToken& sign, const FilterNode& a, const FilterNode& b) {
    if (m_error) return;
    const bool equality = sign.is("==") || sign.is("!=");
    if (a.type == Type::Words || b.type == Type::Words) {
        if (isWordLiteral(a) && isWordLiteral(b))
            return fail(a, "two words are compared: one side has to be a column");
        const bool columnFirst = isWordLiteral(b) || (!isWordLiteral(a) && a.type == Type::Words);
        return columnFirst ? checkWords(sign, a, b) : checkWords(sign, b, a);
    }
    if (a.type == Type::Condition && b.type == Type::Condition && equality) return;
    requireNumber(a);
    requireNumber(b);
}

/// One of the two has words, and it is the column if that is one.
void FilterParser::checkWords(const FilterToken& sign, const FilterNode& column, const FilterNode& other) {
    if (column.type != Type::Words) // the other is a word
        return fail(other, fmt::format("{} is {}: it cannot be compared with a word", textOf(column),
                                       column.type == Type::Number ? "a number" : "a condition"));
    if (other.type != Type::Words)
        return fail(other, fmt::format("{} is a word: compare it with one in quotes", textOf(column)));
    if (!sign.is("==") && !sign.is("!=")) return fail(sign, "words have no order: compare them by == or !=");
    if (isWordLiteral(other)) return checkWord(column, other);
    if (!areLayers(column, other))
        fail(other, fmt::format("{} and {} have different words: compare each with a word in quotes",
                                textOf(column), textOf(other)));
}

void FilterParser::checkWord(const FilterNode& column, const FilterNode& word) {
    if (comparable(word.text).empty())
        return fail(word, fmt::format("a word is missing between the quotes; candidates without one are "
                                      "!exists({})",
                                      textOf(column)));
    const auto known = fixedWords(column.column);
    const bool found = std::any_of(known.begin(), known.end(), [&](std::string_view entry) {
        return comparable(entry) == comparable(word.text);
    });
    if (!known.empty() && !found) fail(word, unknownWordMessage(word.text, column.column, known));
}

FilterNode FilterParser::sum() {
    FilterNode node = product();
    while (now().is("+") || now().is("-")) {
        const FilterToken sign = now();
        advance();
        requireNumber(node);
        FilterNode other = product();
        requireNumber(other);
        node = combined(sign.text, Type::Number, std::move(node), std::move(other));
    }
    return node;
}

FilterNode FilterParser::product() {
    FilterNode node = signedPower();
    while (now().is("*") || now().is("/")) {
        const FilterToken sign = now();
        advance();
        requireNumber(node);
        FilterNode other = signedPower();
        requireNumber(other);
        node = combined(sign.text, Type::Number, std::move(node), std::move(other));
    }
    return node;
}

/// -x^2 is -(x^2); !a > b would negate a number and is refused.
FilterNode FilterParser::signedPower() {
    const FilterToken sign = now();
    if (!sign.is("-") && !sign.is("+") && !sign.is("!")) return power();
    advance();
    if (++m_depth > kDeepest) fail(sign, "too many brackets and signs within each other");
    FilterNode operand = signedPower();
    --m_depth;
    const bool negation = sign.is("!");
    if (negation && !m_error && operand.type != Type::Condition)
        fail(sign.begin, operand.end,
             fmt::format("! needs a condition in brackets: !({} ...)", textOf(operand)));
    if (!negation) requireNumber(operand);
    FilterNode made{Kind::Operator,         operand.type, sign.begin, operand.end, 0, {},
                    std::string(sign.text), {},           false};
    made.operands.push_back(std::move(operand));
    return made;
}

FilterNode FilterParser::power() {
    FilterNode base = primary();
    if (!accept("^")) return base;
    requireNumber(base);
    if (++m_depth > kDeepest) fail(base, "too many brackets and signs within each other");
    FilterNode exponent = signedPower();
    --m_depth;
    requireNumber(exponent);
    return combined("^", Type::Number, std::move(base), std::move(exponent));
}

FilterNode FilterParser::primary() {
    const FilterToken token = now();
    switch (token.kind) {
    case FilterToken::Kind::Number:
        return number();
    case FilterToken::Kind::Name:
        return named();
    case FilterToken::Kind::Word:
        advance();
        return {Kind::Word, Type::Words, token.begin, token.end, 0, {}, std::string(token.text), {}, false};
    default:
        if (token.is("(")) return bracket();
        failMissing();
        return {};
    }
}

/// "5" or "5 MeV".
FilterNode FilterParser::number() {
    FilterNode node{Kind::Number, Type::Number, now().begin, now().end, now().number, {}, {}, {}, false};
    advance();
    const FilterConstant* unit = now().kind == FilterToken::Kind::Name ? filterConstant(now().text) : nullptr;
    if (!unit || !unit->unit) return node;
    node.number *= unit->value;
    node.end = now().end;
    advance();
    return node;
}

FilterNode FilterParser::named() {
    const FilterToken name = now();
    advance();
    if (now().is("(")) return function(name);
    FilterNode node{Kind::Column, Type::Number,           name.begin, name.end, 0,
                    {},           std::string(name.text), {},         false};
    if (const auto column = filterColumn(name.text)) {
        node.column = *column;
        node.type = info(*column).text ? Type::Words : Type::Number;
    } else if (const FilterConstant* constant = filterConstant(name.text)) {
        node.kind = Kind::Number;
        node.number = constant->value;
    } else if (filterFunction(name.text)) {
        fail(name, fmt::format("{0} is a function: write {0}(...)", name.text));
    } else {
        failName(name, false);
    }
    return node;
}

FilterNode FilterParser::function(const FilterToken& name) {
    const FilterFunction* known = filterFunction(name.text);
    FilterNode node{Kind::Function, Type::Number, name.begin, 0, 0, {}, std::string(name.text), {}, false};
    if (!known) {
        if (filterColumn(name.text) || filterConstant(name.text))
            fail(name,
                 fmt::format("{} is no function: an operator is missing before the bracket", name.text));
        else
            failName(name, true);
        return node;
    }
    const FilterToken open = now();
    const bool asks = node.text == "exists" || node.text == "isnan"; // of a number or of a word
    if (asks) node.type = Type::Condition;
    advance();
    if (++m_depth > kDeepest) fail(name, "too many brackets and signs within each other");
    do {
        node.operands.push_back(choice());
        if (!asks || node.operands.back().kind != Kind::Column) requireNumber(node.operands.back());
    } while (accept(","));
    --m_depth;
    if (!m_error && now().kind == FilterToken::Kind::End) fail(open, "the ) for this ( is missing");
    if (!m_error && !now().is(")")) failUnexpected();
    node.end = now().end;
    const std::size_t count = node.operands.size();
    if (!m_error && (count < known->fewest || count > known->most))
        fail(name.begin, node.end,
             fmt::format("{} needs {}: {}", name.text,
                         known->most == 1   ? "one argument"
                         : known->most == 2 ? "two arguments"
                                            : "two to sixteen arguments",
                         known->description));
    advance();
    return node;
}

FilterNode FilterParser::bracket() {
    const FilterToken open = now();
    advance();
    if (++m_depth > kDeepest) fail(open, "too many brackets and signs within each other");
    FilterNode node = choice();
    --m_depth;
    if (!m_error && now().kind == FilterToken::Kind::End) fail(open, "the ) for this ( is missing");
    if (!m_error && !now().is(")")) failUnexpected();
    node.begin = open.begin;
    node.end = now().end;
    node.bracketed = true;
    advance();
    return node;
}

} // namespace

tl::expected<FilterNode, FilterError> parseFilter(std::string_view text) {
    auto tokens = filterTokens(text);
    if (!tokens) return tl::unexpected(tokens.error());
    return FilterParser(text, std::move(*tokens)).parse();
}

} // namespace pairscope
