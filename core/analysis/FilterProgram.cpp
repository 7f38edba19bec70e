#include "core/analysis/FilterProgram.h"

#include "core/analysis/FilterVocabulary.h"

#include <fmt/format.h>
#include <muParser.h>
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <memory>

namespace pairscope {

namespace {

using Kind = FilterNode::Kind;
using Type = FilterNode::Type;

bool isColumn(const FilterNode& node) {
    return node.kind == Kind::Column;
}

bool isConstant(const FilterNode& node) {
    return !isColumn(node) && node.kind != Kind::Word &&
           std::all_of(node.operands.begin(), node.operands.end(), isConstant);
}

WordTest wordTest(const FilterNode& comparison) {
    const bool columnFirst = isColumn(comparison.operands[0]);
    const FilterNode& column = comparison.operands[columnFirst ? 0 : 1];
    const FilterNode& word = comparison.operands[columnFirst ? 1 : 0];
    return {column.column, word.text, comparison.text == "==", word.begin, word.end};
}

bool isWordTest(const FilterNode& node) {
    return node.kind == Kind::Operator && node.operands.size() == 2 &&
           (node.operands[0].kind == Kind::Word || node.operands[1].kind == Kind::Word);
}

/// Writes a part of a filter in muParser's language, every part in brackets.
class FormulaWriter {
public:
    explicit FormulaWriter(FormulaTest& test) : m_test(test) {}

    std::string operator()(const FilterNode& node) {
        switch (node.kind) {
        case Kind::Number:
            return fmt::format("{}", node.number);
        case Kind::Column:
            return column(node.column);
        case Kind::Choice:
            return fmt::format("({}?{}:{})", (*this)(node.operands[0]), (*this)(node.operands[1]),
                               (*this)(node.operands[2]));
        case Kind::Function:
            return function(node);
        case Kind::Operator:
            return node.operands.size() == 1 ? sign(node) : binary(node);
        case Kind::Word:
            break;
        }
        assert(false); // a word is part of a comparison
        return "0";
    }

private:
    std::string column(CandidateColumn column) {
        auto& columns = m_test.columns;
        const auto found = std::find(columns.begin(), columns.end(), column);
        const auto number = found - columns.begin();
        if (found == columns.end()) columns.push_back(column);
        return fmt::format("v{}", number);
    }

    std::string sign(const FilterNode& node) {
        const std::string operand = (*this)(node.operands[0]);
        if (node.text == "!") return fmt::format("({}==0)", operand);
        return node.text == "-" ? fmt::format("(-({}))", operand) : operand;
    }

    std::string binary(const FilterNode& node) {
        if (isWordTest(node)) {
            m_test.words.push_back(wordTest(node));
            return fmt::format("w{}", m_test.words.size() - 1);
        }
        const std::string a = (*this)(node.operands[0]);
        const std::string b = (*this)(node.operands[1]);
        if (node.text == "!=") return fmt::format("differ({},{})", a, b);
        return fmt::format("({}{}{})", a, node.text, b);
    }

    std::string function(const FilterNode& node) {
        std::string made = (*this)(node.operands[0]);
        if (node.text == "isnan") return fmt::format("(exists({})==0)", made);
        if (node.operands.size() == 1) return fmt::format("{}({})", node.text, made);
        for (std::size_t i = 1; i < node.operands.size(); ++i)
            made = fmt::format("{}({},{})", node.text, made, (*this)(node.operands[i]));
        return made;
    }

    FormulaTest& m_test;
};

template<double (*F)(double)>
double called(double x) {
    return F(x);
}

/// A formula with places for its variables. Not for two threads at once: muParser writes into itself.
class Formula {
public:
    explicit Formula(const FormulaTest& test) : m_values(test.columns.size() + test.words.size()) {
        m_parser.ClearFun();
        m_parser.ClearConst();
        defineFunctions();
        for (std::size_t i = 0; i < test.columns.size(); ++i)
            m_parser.DefineVar(fmt::format("v{}", i), &m_values[i]);
        for (std::size_t i = 0; i < test.words.size(); ++i)
            m_parser.DefineVar(fmt::format("w{}", i), &m_values[test.columns.size() + i]);
        m_parser.SetExpr(test.formula);
        (void)m_parser.Eval(); // makes the code
    }
    // the parser points to the places
    Formula(const Formula&) = delete;
    Formula& operator=(const Formula&) = delete;

    /// Columns, then words.
    std::span<double> values() { return m_values; }
    [[nodiscard]] double operator()() const { return m_parser.Eval(); }

private:
    /// Only ours, each the same on every machine: NaN where there is no result, for min and max too.
    void defineFunctions() {
        const auto define = [this](const char* name, auto function) { m_parser.DefineFun(name, function); };
        define("abs", called<std::fabs>);
        define("sqrt", called<std::sqrt>);
        define("exp", called<std::exp>);
        define("log", called<std::log>);
        define("log10", called<std::log10>);
        define("sin", called<std::sin>);
        define("cos", called<std::cos>);
        define("tan", called<std::tan>);
        define("asin", called<std::asin>);
        define("acos", called<std::acos>);
        define("atan", called<std::atan>);
        define("floor", called<std::floor>);
        define("ceil", called<std::ceil>);
        define("round", called<std::round>);
        define(
            "exists", +[](double x) { return x == x ? 1.0 : 0.0; });
        define(
            "hypot", +[](double x, double y) { return std::hypot(x, y); });
        define(
            "atan2", +[](double y, double x) { return std::atan2(y, x); });
        define(
            "min", +[](double a, double b) { return a <= b  ? a
                                                    : a > b ? b
                                                            : a + b; });
        define(
            "max", +[](double a, double b) { return a >= b  ? a
                                                    : a < b ? b
                                                            : a + b; });
        define(
            "differ", +[](double a, double b) { return a < b || a > b ? 1.0 : 0.0; });
    }

    std::vector<double> m_values;
    mu::Parser m_parser;
};

/// What a constant part is worth.
tl::expected<double, FilterError> constantOf(const FilterNode& node) {
    FormulaTest test;
    test.formula = FormulaWriter(test)(node);
    try {
        return Formula(test)();
    } catch (const mu::ParserError&) {
        return tl::unexpected(FilterError{node.begin, node.end - node.begin, "this is too long"});
    }
}

Comparison comparisonOf(std::string_view sign) {
    if (sign == "<") return Comparison::Less;
    if (sign == "<=") return Comparison::LessEqual;
    if (sign == ">") return Comparison::Greater;
    if (sign == ">=") return Comparison::GreaterEqual;
    return sign == "==" ? Comparison::Equal : Comparison::NotEqual;
}

/// With the sides exchanged.
Comparison mirrored(Comparison comparison) {
    switch (comparison) {
    case Comparison::Less:
        return Comparison::Greater;
    case Comparison::LessEqual:
        return Comparison::GreaterEqual;
    case Comparison::Greater:
        return Comparison::Less;
    case Comparison::GreaterEqual:
        return Comparison::LessEqual;
    default:
        return comparison;
    }
}

bool isNumberTest(const FilterNode& node) {
    if (node.kind != Kind::Operator || node.operands.size() != 2 || node.type != Type::Condition)
        return false;
    const FilterNode& a = node.operands[0];
    const FilterNode& b = node.operands[1];
    return (isColumn(a) && isConstant(b)) || (isConstant(a) && isColumn(b));
}

tl::expected<FilterTest, FilterError> numberTest(const FilterNode& node) {
    const bool columnFirst = isColumn(node.operands[0]);
    const auto constant = constantOf(node.operands[columnFirst ? 1 : 0]);
    if (!constant) return tl::unexpected(constant.error());
    const Comparison comparison = comparisonOf(node.text);
    return NumberTest{node.operands[columnFirst ? 0 : 1].column,
                      columnFirst ? comparison : mirrored(comparison), *constant};
}

tl::expected<FilterTest, FilterError> compileTest(const FilterNode& node) {
    if (isWordTest(node)) return wordTest(node);
    if (isNumberTest(node)) return numberTest(node);
    FormulaTest test;
    test.formula = FormulaWriter(test)(node);
    try {
        const Formula once(test);
    } catch (const mu::ParserError&) { // what muParser refuses was refused before, but for its length
        return tl::unexpected(FilterError{node.begin, node.end - node.begin,
                                          "this is too long for one condition: cut it into several with &&"});
    }
    return test;
}

/// Conditions joined by "&&", at whatever depth of brackets.
void collectTerms(const FilterNode& node, std::vector<const FilterNode*>& terms) {
    if (node.kind != Kind::Operator || node.text != "&&") {
        terms.push_back(&node);
        return;
    }
    for (const FilterNode& operand : node.operands)
        collectTerms(operand, terms);
}

void collectNames(const FilterNode& node, FilterProgram& program) {
    auto& columns = program.columns;
    if (isColumn(node) && std::find(columns.begin(), columns.end(), node.column) == columns.end())
        columns.push_back(node.column);
    if (isWordTest(node)) program.words.push_back(wordTest(node));
    for (const FilterNode& operand : node.operands)
        collectNames(operand, program);
}

NumberFlags flagsOf(const WordTest& test, const CandidateTable& table) {
    std::vector<double> numbers;
    for (const auto& [number, word] : table.words(test.column))
        numbers.push_back(number);
    std::vector<double> passing = numbersOfWord(table, test.column, test.word);
    if (!test.equal) {
        const std::vector<double> excluded = std::move(passing);
        passing.clear();
        std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(passing), [&](double number) {
            return std::find(excluded.begin(), excluded.end(), number) == excluded.end();
        });
    }
    return NumberFlags(numbers, passing);
}

/// A formula with the columns of a table, shared by all threads.
class BoundFormula {
public:
    BoundFormula(const FormulaTest& test, const CandidateTable& table)
        : m_formulas([test] { return std::make_unique<Formula>(test); }) {
        for (const CandidateColumn column : test.columns)
            m_columns.push_back(table.column(column));
        for (const WordTest& word : test.words)
            m_words.emplace_back(table.column(word.column), flagsOf(word, table));
    }

    void keep(const RowChunk& chunk) {
        Formula& formula = *m_formulas.local();
        const std::span<double> values = formula.values();
        for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
            if (chunk.pass[i] == 0) continue;
            double* value = values.data();
            for (const ColumnView& column : m_columns)
                *value++ = column[chunk.rows[i]];
            for (const auto& [column, flags] : m_words)
                *value++ = flags(column[chunk.rows[i]]);
            chunk.pass[i] = formula() != 0 ? 1 : 0;
        }
    }

private:
    std::vector<ColumnView> m_columns;
    std::vector<std::pair<ColumnView, NumberFlags>> m_words;
    tbb::enumerable_thread_specific<std::unique_ptr<Formula>> m_formulas;
};

ChunkTest bound(const NumberTest& test, const CandidateTable& table) {
    return [test, column = table.column(test.column)](const RowChunk& chunk) {
        keepCompared(chunk, column, test.comparison, test.constant);
    };
}

ChunkTest bound(const WordTest& test, const CandidateTable& table) {
    return [column = table.column(test.column), flags = flagsOf(test, table)](const RowChunk& chunk) {
        keepFlagged(chunk, column, flags);
    };
}

ChunkTest bound(const FormulaTest& test, const CandidateTable& table) {
    return [formula = std::make_shared<BoundFormula>(test, table)](const RowChunk& chunk) {
        formula->keep(chunk);
    };
}

} // namespace

tl::expected<FilterProgram, FilterError> compileFilter(const FilterNode& condition) {
    FilterProgram program;
    collectNames(condition, program);
    std::vector<const FilterNode*> terms;
    collectTerms(condition, terms);
    for (const FilterNode* term : terms) {
        auto test = compileTest(*term);
        if (!test) return tl::unexpected(test.error());
        program.tests.push_back(std::move(*test));
    }
    // those of muParser last: they need not look at what the others exclude
    std::stable_partition(program.tests.begin(), program.tests.end(),
                          [](const FilterTest& test) { return !std::holds_alternative<FormulaTest>(test); });
    return program;
}

ChunkTest bindFilter(const FilterProgram& program, const CandidateTable& table) {
    std::vector<ChunkTest> tests;
    for (const FilterTest& test : program.tests)
        tests.push_back(std::visit([&](const auto& one) { return bound(one, table); }, test));
    return [tests = std::move(tests)](const RowChunk& chunk) {
        for (const ChunkTest& test : tests)
            test(chunk);
    };
}

} // namespace pairscope
