#include "core/io/CsvText.h"

#include <gtest/gtest.h>

#include <vector>

using namespace pairscope;

namespace {

std::vector<std::vector<std::string>> rowsOf(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    CsvCursor cursor(text);
    cursor.skipEmptyLines();
    while (!cursor.atEnd()) {
        auto& row = rows.emplace_back();
        do
            row.emplace_back(cursor.cell());
        while (!cursor.endsRow());
        cursor.skipEmptyLines();
    }
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

} // namespace

TEST(CsvText, SplitsAtCommasAndLineEnds) {
    EXPECT_EQ(rowsOf("a,b\n1, 2 \n"), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(rowsOf("a,b\r\n1,2\r\n\r\n3,4\r\n"), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(rowsOf(",\n"), (Rows{{"", ""}}));
}

TEST(CsvText, QuotedCellsKeepCommasQuotesAndLineEnds) {
    EXPECT_EQ(rowsOf("\"f(0, d0)\",\"say \"\"hi\"\"\"\n\"two\nlines\",x\n"),
              (Rows{{"f(0, d0)", "say \"hi\""}, {"two\nlines", "x"}}));
    EXPECT_EQ(rowsOf(" \"a,b\" ,c\n"), (Rows{{"a,b", "c"}}));
}

TEST(CsvText, QuotesWithinAnUnquotedCellAreText) {
    EXPECT_EQ(rowsOf("5\" long,2\n3,4\n"), (Rows{{"5\" long", "2"}, {"3", "4"}}));
}

TEST(CsvText, AQuoteThatIsNeverClosedSwallowsNothing) {
    EXPECT_EQ(rowsOf("1,\"oops\n3,4\n"), (Rows{{"1", "\"oops"}, {"3", "4"}}));
}

TEST(CsvText, CountsTheLinesWithinQuotedCellsToo) {
    CsvCursor cursor("\"a\nb\",c\n\nd,e\n");
    (void)cursor.cell();
    EXPECT_FALSE(cursor.endsRow());
    (void)cursor.cell();
    EXPECT_TRUE(cursor.endsRow());
    cursor.skipEmptyLines();
    EXPECT_EQ(cursor.lines(), 3u);
}

TEST(CsvText, LastRowEndsBeforeWhatIsNotWhole) {
    EXPECT_EQ(endOfLastRow("a,b\n1,2\n3,", false), 8u);
    EXPECT_EQ(endOfLastRow("no end", false), 0u);
    EXPECT_EQ(endOfLastRow("a\n\"x\ny", false), 2u) << "the quoted cell may go on";
    EXPECT_EQ(endOfLastRow("a\n\"x\ny", true), 5u) << "nothing follows, so the quote is text";
    EXPECT_EQ(endOfLastRow("a\n\"x\ny\"", false), 2u) << "it may be the first half of a doubled quote";
    EXPECT_EQ(endOfLastRow("a\n\"x\ny\",1\n2", false), 10u);
}

TEST(CsvText, EveryPrefixIsCutWhereARowOfTheWholeTextEnds) {
    const std::string text = "a,b\n\"x\n\"\"y\"\"\",2\n3\",\"4\n5\"\r\n6,7\n";
    std::vector<std::size_t> ends{0};
    CsvCursor cursor(text);
    while (!cursor.atEnd()) {
        (void)cursor.cell();
        if (cursor.endsRow()) ends.push_back(static_cast<std::size_t>(cursor.here() - text.data()));
    }
    EXPECT_EQ(ends.size(), 5u);
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const std::size_t cut = endOfLastRow(std::string_view(text).substr(0, length), false);
        EXPECT_NE(std::find(ends.begin(), ends.end(), cut), ends.end()) << length << " cut at " << cut;
    }
}

TEST(CsvText, CellsAreQuotedOnlyWhereNeeded) {
    EXPECT_EQ(csvCell("PXD_L1"), "PXD_L1");
    EXPECT_EQ(csvCell("daughter(0, d0)"), "\"daughter(0, d0)\"");
    EXPECT_EQ(csvCell("a\"b"), "\"a\"\"b\"");
}
