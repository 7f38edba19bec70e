#include "core/analysis/Filter.h"

#include "FilterSample.h"
#include "core/detector/DetectorModel.h"
#include "core/math/Units.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

using namespace pairscope;
using test::filterSample;
using test::rowsWhere;
using testing::HasSubstr;
using C = CandidateColumn;

namespace {

RowSet passing(std::string_view text) {
    const auto filter = Filter::compile(text);
    if (!filter) {
        ADD_FAILURE() << describe(filter.error(), text);
        return {};
    }
    return filter->passing(filterSample());
}

double value(C column, std::size_t row) {
    return filterSample().value(column, row);
}

/// Not by accident: some pass and some do not.
void expectSame(std::string_view text, const RowSet& expected) {
    ASSERT_FALSE(expected.empty()) << text;
    ASSERT_LT(expected.size(), filterSample().rows()) << text;
    EXPECT_EQ(passing(text), expected) << text;
}

struct Wrong {
    std::string text;
    std::string part; ///< of the text that is marked; after its `occurrence`
    std::string message;
    std::size_t occurrence = 0;
};

} // namespace

TEST(Filter, AnEmptyTextLetsEverythingPass) {
    EXPECT_EQ(passing("").size(), filterSample().rows());
    EXPECT_EQ(passing(" \t ").size(), filterSample().rows());
    EXPECT_TRUE(Filter::compile("")->columns().empty());
}

TEST(Filter, ComparesAColumnInNativeUnitsAsAPlainLoopDoes) {
    const auto where = [](auto compare) {
        return rowsWhere(filterSample(), [&](std::size_t row) { return compare(value(C::Rho, row)); });
    };
    expectSame("rho > 1.2", where([](double rho) { return rho > 1.2; }));
    expectSame("1.2 < rho", where([](double rho) { return rho > 1.2; }));
    expectSame("rho <= 12*mm", where([](double rho) { return rho <= 12 * kMillimetre; }));
    expectSame("12 mm >= rho", where([](double rho) { return rho <= 12 * kMillimetre; }));
    const double some = value(C::Rho, 0);
    expectSame(fmt::format("rho >= {}", some), where([some](double rho) { return rho >= some; }));
    expectSame(fmt::format("rho == {}", some), where([some](double rho) { return rho == some; }));
    expectSame(fmt::format("{} != rho", some),
               where([some](double rho) { return rho < some || rho > some; }));
}

TEST(Filter, EveryUnitAndConstantHasItsValue) {
    const std::vector<std::pair<std::string, double>> units = {
        {"cm", 1},        {"mm", kMillimetre}, {"um", kMicrometre},  {"GeV", 1},
        {"MeV", kMeV},    {"keV", 1e-6},       {"rad", 1},           {"mrad", kMilliradian},
        {"deg", kDegree}, {"pi", kPi},         {"me", kElectronMass}};
    for (const auto& [name, size] : units) {
        // twice the same number, once through the name: so the difference is rounding
        const std::string same = fmt::format("abs({} / {:.17g} - 1) < 1e-12 && rho > 1", name, size);
        EXPECT_EQ(passing(same), passing("rho > 1")) << same;
        const std::string other = fmt::format("abs({} / {:.17g} - 1) > 1e-12 && rho > 1", name, size);
        EXPECT_TRUE(passing(other).empty()) << other;
    }
}

TEST(Filter, TheExampleOfTheManualDoesWhatItSays) {
    const auto isPxd1 = [](std::size_t row) { return filterSample().text(C::NearestLayer, row) == "PXD_L1"; };
    expectSame("rho > 1.2 && deltaM < -5*MeV && layer == \"PXD1\"",
               rowsWhere(filterSample(), [&](std::size_t row) {
                   return value(C::Rho, row) > 1.2 && value(C::DeltaM, row) < -5e-3 && isPxd1(row);
               }));
    expectSame("reason == \"TwoMinima\"", rowsWhere(filterSample(), [](std::size_t row) {
                   return filterSample().reason(row) == CandidateReason::TwoMinima;
               }));
}

TEST(Filter, ReadsArithmeticWithTheUsualPriorities) {
    const auto same = [](std::string_view text, double number) {
        const auto filter = Filter::compile(fmt::format("rho > 1 && {} == {}", text, number));
        ASSERT_TRUE(filter) << text << ": " << filter.error().message;
        EXPECT_EQ(filter->passing(filterSample()), passing("rho > 1")) << text;
    };
    same("1 + 2 * 3", 7);
    same("(1 + 2) * 3", 9);
    same("-2^2", -4);
    same("2^3^2", 512);
    same("2^-1", 0.5);
    same("8 / 4 / 2", 1);
    same("8 - 4 - 2", 2);
    same("1 - -1", 2);
    same("(rho > 0 ? 3 : 4)", 3);
    same("min(3, 1, 2) + max(3, 1, 2)", 4);
    same("hypot(3, 4)", 5);
    same("floor(1.7) + ceil(1.2) + round(2.5)", 6);
    same("round(sqrt(exp(log(16))))", 4);
    same("log10(1000)", 3);
}

TEST(Filter, FunctionsOfColumnsAreThoseOfTheStandardLibrary) {
    expectSame("hypot(vx, vy) > 3 && atan2(vy, vx) < 1 rad", rowsWhere(filterSample(), [](std::size_t row) {
                   const double x = value(C::VertexX, row);
                   const double y = value(C::VertexY, row);
                   return std::hypot(x, y) > 3 && std::atan2(y, x) < 1;
               }));
    expectSame("abs(sin(phiV)) < 0.5 || cos(phiV)^2 > tan(phiV)",
               rowsWhere(filterSample(), [](std::size_t row) {
                   const double phi = value(C::PhiV, row);
                   return std::abs(std::sin(phi)) < 0.5 || std::pow(std::cos(phi), 2) > std::tan(phi);
               }));
    expectSame(
        "max(massBefore, massAfter) - min(massBefore, massAfter) > 4 MeV",
        rowsWhere(filterSample(), [](std::size_t row) { return std::abs(value(C::DeltaM, row)) > 4e-3; }));
}

TEST(Filter, AComparisonWithAMissingNumberIsFalseAndSoIsUnequal) {
    const auto exists = [](std::size_t row) { return !std::isnan(value(C::Rho, row)); };
    expectSame("rho > -1", rowsWhere(filterSample(), exists));
    expectSame("rho != -1", rowsWhere(filterSample(), exists));
    expectSame("rho - 1 != -1", rowsWhere(filterSample(), exists)); // through muParser
    expectSame("rho == rho", rowsWhere(filterSample(), exists));
    expectSame("min(rho, 0) > -1", rowsWhere(filterSample(), exists));
    expectSame("max(0, rho) > -1", rowsWhere(filterSample(), exists));
    EXPECT_TRUE(passing("rho - rho != 0").empty());
    EXPECT_TRUE(passing("sqrt(-1) != 0").empty());
    EXPECT_TRUE(passing("rho == sqrt(-1)").empty());
}

TEST(Filter, TheOppositeOfAFalseComparisonHoldsForAMissingNumber) {
    expectSame("!(rho < 1)",
               rowsWhere(filterSample(), [](std::size_t row) { return !(value(C::Rho, row) < 1); }));
    ASSERT_NE(passing("!(rho < 1)"), passing("rho >= 1"));
    EXPECT_EQ(passing("!(rho < 1) && exists(rho)"), passing("rho >= 1"));
    EXPECT_EQ(passing("isnan(rho)"), passing("!exists(rho)"));
    EXPECT_EQ(passing("exists(rho) != isnan(rho)").size(), filterSample().rows());
}

TEST(Filter, ComparesWordsOnEitherSideWithoutCaseOrBlanks) {
    const auto promptPairs = rowsWhere(filterSample(), [](std::size_t row) {
        return filterSample().pairs().pairClass(row) == PairClass::Signal;
    });
    expectSame("mcClass == \"signal\"", promptPairs);
    expectSame("'SIGNAL' == mcClass", promptPairs);
    expectSame("mcClass != \"prompt pair\" && mcClass != \"conversion\"", promptPairs);
    expectSame("(mcClass == \"Prompt_Pair\" || mcClass == \"signal\")", promptPairs); // through muParser
}

TEST(Filter, AWordMayBeALayerItsGroupOrTheFamilyOfGroups) {
    const auto inGroup = [](std::string_view beginning) {
        return rowsWhere(filterSample(), [beginning](std::size_t row) {
            const double number = value(C::NearestLayer, row);
            if (std::isnan(number)) return false;
            const auto& layer = filterSample().detector().layers()[static_cast<std::size_t>(number)];
            return layer.group.starts_with(beginning);
        });
    };
    expectSame("layer == \"SVD 3\"", inGroup("SVD 3"));
    expectSame("layer == \"svd3\"", inGroup("SVD 3"));
    expectSame("layer == \"PXD\"", inGroup("PXD"));
    expectSame("nearestLayer == \"beam pipe\"", inGroup("beam pipe"));
    expectSame("nearestLayer == \"PXD_L2\"", inGroup("PXD 2"));
}

TEST(Filter, AnUnknownLayerEqualsNothingAndDiffersFromEveryWord) {
    EXPECT_TRUE(passing("layer == \"PXD_L9\"").empty());
    expectSame("layer != \"PXD_L9\"", rowsWhere(filterSample(), [](std::size_t row) {
                   return !filterSample().text(C::NearestLayer, row).empty();
               }));
    const std::string_view text = "rho > 1 && layer == \"PXD_L9\"";
    const auto unknown = Filter::compile(text)->unknownWord(filterSample());
    ASSERT_TRUE(unknown);
    EXPECT_EQ(text.substr(unknown->position, unknown->length), "\"PXD_L9\"");
    EXPECT_THAT(unknown->message, HasSubstr("did you mean \"PXD_L1\"?"));
    EXPECT_THAT(Filter::compile("layer == \"nowhere\"")->unknownWord(filterSample())->message,
                HasSubstr("SVD_L6_slanted"));
    EXPECT_FALSE(Filter::compile("layer == \"PXD\"")->unknownWord(filterSample()));
}

TEST(Filter, NearestAndTrueLayerAreCompared) {
    expectSame("nearestLayer == mcLayer", rowsWhere(filterSample(), [](std::size_t row) {
                   return value(C::NearestLayer, row) == value(C::TrueLayer, row);
               }));
}

TEST(Filter, AllCombinationsOfConditionsAgreeWithALoop) {
    expectSame("rho > 2 || deltaM > -1 MeV && !(prob < 0.1)", rowsWhere(filterSample(), [](std::size_t row) {
                   return value(C::Rho, row) > 2 ||
                          (value(C::DeltaM, row) > -1e-3 && !(value(C::Prob, row) < 0.1));
               }));
    expectSame("(rho > 2) == (deltaM < -5 MeV)", rowsWhere(filterSample(), [](std::size_t row) {
                   return (value(C::Rho, row) > 2) == (value(C::DeltaM, row) < -5e-3);
               }));
    expectSame("status == \"Good\" ? rho > 2 : prob < 0.5", rowsWhere(filterSample(), [](std::size_t row) {
                   return filterSample().status(row) == CandidateStatus::Good ? value(C::Rho, row) > 2
                                                                              : value(C::Prob, row) < 0.5;
               }));
    // a comparison by us and the same by muParser
    EXPECT_EQ(passing("rho > 1.2"), passing("rho + 0 > 1.2"));
    EXPECT_EQ(passing("layer == \"PXD\""), passing("(layer == \"PXD\") == (1 > 0)"));
    EXPECT_EQ(passing("layer != \"PXD\""), passing("(layer != \"PXD\") == (1 > 0)"));
}

TEST(Filter, UsesColumnsOfTheInputToo) {
    expectSame("run == 1 && event < 150",
               rowsWhere(filterSample(), [](std::size_t row) { return row >= 100 && row < 150; }));
    expectSame("gammaE > 4 && pTPlus > pTMinus", rowsWhere(filterSample(), [](std::size_t row) {
                   return value(C::PhotonEnergy, row) > 4 &&
                          value(C::PositronPT, row) > value(C::ElectronPT, row);
               }));
}

TEST(Filter, LooksOnlyAmongTheRowsGiven) {
    const RowSet among({7, 3, 150, 151, 152, 299, 5000});
    const auto filter = Filter::compile("rho > 1 && vx + vy > 0");
    EXPECT_EQ(filter->passing(filterSample(), among), filter->passing(filterSample()).intersected(among));
    EXPECT_EQ(Filter::compile("")->passing(filterSample(), among), among.below(filterSample().rows()));
}

TEST(Filter, KnowsTheColumnsThatItReads) {
    EXPECT_EQ(Filter::compile("layer == \"PXD\" || rho > vx && rho < 2 && exists(kinM)")->columns(),
              (std::vector<C>{C::NearestLayer, C::Rho, C::VertexX, C::KinematicMass}));
}

TEST(Filter, AnEmptyTableHasNoRowsThatPass) {
    const auto filter = Filter::compile("rho > 1 || layer == \"PXD\"");
    EXPECT_TRUE(filter->passing(CandidateTable()).empty());
    EXPECT_TRUE(filter->passing(CandidateTable(), RowSet::all(5)).empty());
    EXPECT_FALSE(filter->unknownWord(CandidateTable()));
}

TEST(Filter, IsTheSameFromManyThreads) {
    const auto filter = Filter::compile("hypot(vx, vy) > 1 && (layer == \"PXD\" || prob > 0.5) && rho < 9");
    const RowSet expected = filter->passing(filterSample());
    ASSERT_FALSE(expected.empty());
    std::vector<RowSet> found(8);
    {
        std::vector<std::jthread> threads;
        for (RowSet& rows : found)
            threads.emplace_back([&rows, filter] {
                for (int i = 0; i < 20; ++i)
                    rows = filter->passing(filterSample());
            });
    }
    for (const RowSet& rows : found)
        EXPECT_EQ(rows, expected);
}

TEST(Filter, PointsAtWhatIsWrongAndSaysWhatToWrite) {
    const std::vector<Wrong> cases = {
        {"roh > 1", "roh", "did you mean 'rho'?"},
        {"rho > 1 && DeltaM < 0", "DeltaM", "did you mean 'deltaM'?"},
        {"mass > 1", "mass", "did you mean 'massBefore'?"},
        {"qqqqqqqqq > 1", "qqqqqqqqq", "there is no column 'qqqqqqqqq'"},
        {"rho = 1", "=", "write == for ="},
        {"rho > 1 & rho < 2", "&", "write && for &"},
        {"rho > 1 | rho < 2", "|", "write || for |"},
        {"rho => 1", "=>", "write >= for =>"},
        {"rho <> 1", "<>", "write != for <>"},
        {"rho ≥ 1", "≥", "write >= for ≥"},
        {"rho > 1 and x > 2", "and", "write && for 'and'"},
        {"not exists(rho)", "not", "write ! for 'not'"},
        {"rho > 1 # x", "#", "'#' means nothing in a filter"},
        {"1 < rho < 2", "<", "write 1 < rho && rho < 2", 1},
        {"(rho > 1", "(", "the ) for this ( is missing"},
        {"abs(rho > 1", "rho > 1", "is a condition, not a number"},
        {"sqrt(rho", "(", "the ) for this ( is missing"},
        {"rho > 1)", ")", "there is no ( for this )"},
        {")", ")", "there is no ( for this )"},
        {"layer == \"PXD", "\"PXD", "the quote that ends this word is missing"},
        {"layer == PXD_L1", "PXD_L1", "write words in quotes: \"PXD_L1\""},
        {"layer == 1", "1", "layer is a word: compare it with one in quotes"},
        {"rho == \"big\"", "\"big\"", "rho is a number: it cannot be compared with a word"},
        {"layer < \"PXD\"", "<", "words have no order"},
        {"layer == status", "status", "different words"},
        {"\"a\" == \"b\"", "\"a\"", "one side has to be a column"},
        {"layer == \"\"", "\"\"", "!exists(layer)"},
        {"status == \"Goood\"", "\"Goood\"", "did you mean \"Good\"?"},
        {"reason == \"Magic\"", "\"Magic\"", "there are Converged, TwoMinima"},
        {"rho", "rho", "compare it, e.g. rho > 0"},
        {"rho + 1", "rho + 1", "is a number, not a condition"},
        {"layer", "layer", "compare it with one in quotes"},
        {"\"PXD\"", "\"PXD\"", "a word alone says nothing"},
        {"rho && prob > 1", "rho", "is a number, not a condition"},
        {"layer + 1 > 2", "layer", "is a word, not a number"},
        {"(rho > 1) + 1 > 2", "(rho > 1)", "is a condition, not a number"},
        {"!rho > 1", "!rho", "! needs a condition in brackets: !(rho ...)"},
        {"-(rho > 1)", "(rho > 1)", "is a condition, not a number"},
        {"rho 5 > 1", "5", "an operator is missing before 5"},
        {"rho > 5 nm", "nm", "an operator is missing before nm"},
        {"foo(rho) > 1", "foo", "there is no function 'foo'"},
        {"sqr(rho) > 1", "sqr", "did you mean 'sqrt'?"},
        {"rho(1) > 1", "rho", "rho is no function"},
        {"abs > 1", "abs", "write abs(...)"},
        {"hypot(vx) > 1", "hypot(vx)", "hypot needs two arguments"},
        {"abs(vx, vy) > 1", "abs(vx, vy)", "abs needs one argument"},
        {"rho, 1", ",", "a comma stands between the arguments"},
        {"rho > 1 : 2", ":", "there is no ? for this :"},
        {"rho > 1e999", "1e999", "too large or too small"},
        {"rho > 1 ? 2 : rho > 1", "rho > 1", "is a condition, not a number", 1},
        {"exists(rho > 1)", "rho > 1", "is a condition, not a number"},
    };
    for (const Wrong& wrong : cases) {
        const auto filter = Filter::compile(wrong.text);
        ASSERT_FALSE(filter) << wrong.text;
        std::size_t place = wrong.text.find(wrong.part);
        for (std::size_t i = 0; i < wrong.occurrence; ++i)
            place = wrong.text.find(wrong.part, place + 1);
        EXPECT_EQ(filter.error().position, place) << wrong.text << ": " << filter.error().message;
        EXPECT_EQ(filter.error().length, wrong.part.size()) << wrong.text << ": " << filter.error().message;
        EXPECT_THAT(filter.error().message, HasSubstr(wrong.message)) << wrong.text;
    }
}

TEST(Filter, SaysWhereSomethingIsMissing) {
    const std::vector<std::pair<std::string, std::size_t>> cases = {
        {"rho >", 5},       {"rho >  ", 5},       {"&& rho > 1", 0}, {"rho > && x > 1", 5},
        {"rho > 1 &&", 10}, {"rho > (1 + )", 10}, {"abs() > 1", 4},  {"rho > 1 ? prob > 1", 18},
        {"max(1,) > 2", 6}};
    for (const auto& [text, position] : cases) {
        const auto filter = Filter::compile(text);
        ASSERT_FALSE(filter) << text;
        EXPECT_EQ(filter.error().position, position) << text << ": " << filter.error().message;
        EXPECT_EQ(filter.error().length, 0U) << text;
        EXPECT_THAT(filter.error().message, HasSubstr("missing")) << text;
    }
}

TEST(Filter, RefusesWhatIsTooDeepOrTooLongInWords) {
    const std::string deep(5000, '(');
    EXPECT_THAT(Filter::compile(deep).error().message, HasSubstr("too many brackets"));
    EXPECT_THAT(Filter::compile(std::string(5000, '-') + "1 > 0").error().message, HasSubstr("too many"));
    std::string longOne = "event == 0";
    for (int i = 1; i < 3000; ++i)
        longOne += fmt::format(" || event == {}", i);
    EXPECT_THAT(Filter::compile(longOne).error().message, HasSubstr("too long"));
    std::string many = "event != 0";
    for (int i = 1; i < 200; ++i)
        many += fmt::format(" && event != {}", i);
    EXPECT_EQ(passing(many).size(), filterSample().rows() - 200) << "each term is one of its own";
}

TEST(Filter, NeverThrowsWhateverTheText) {
    const std::vector<std::string> parts = {"rho", "(",   ")", "layer", "\"PXD\"", "==",  "<",
                                            "&&",  "||",  "!", "-",     "1",       "?",   ":",
                                            ",",   "max", "^", "'",     "é",       "5 mm"};
    std::uint32_t random = 1;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (int part = 0; part < 7; ++part) {
            random = random * 1664525U + 1013904223U;
            text += parts[(random >> 16) % parts.size()] + " ";
        }
        const auto filter = Filter::compile(text);
        if (filter)
            EXPECT_LE(filter->passing(filterSample()).size(), filterSample().rows()) << text;
        else
            EXPECT_LE(filter.error().position + filter.error().length, text.size()) << text;
    }
}

TEST(Filter, DescribesAnErrorUnderTheText) {
    const std::string text = "mü > 1 && roh > 2";
    EXPECT_EQ(describe({text.find("roh"), 3, "there is no column 'roh'"}, text), "mü > 1 && roh > 2\n"
                                                                                 "          ^~~\n"
                                                                                 "there is no column 'roh'");
    EXPECT_EQ(describe({5, 0, "missing"}, "rho >"), "rho >\n     ^\nmissing");
}

TEST(Filter, ListsEveryNameOnce) {
    std::set<std::string> names;
    for (const FilterName& name : filterNames()) {
        EXPECT_TRUE(names.insert(name.name).second) << name.name << ": a unit must not be named as a column";
        EXPECT_FALSE(name.description.empty()) << name.name;
    }
    for (const char* name : {"rho", "layer", "MeV", "me", "hypot", "exists", "gammaE", "mcClass"})
        EXPECT_TRUE(names.contains(name)) << name;
}
