#include "core/io/PairSink.h"
#include "tests/app/commands/ScanJournalFixture.h"

#include <gmock/gmock.h>

#include <optional>
#include <sstream>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The pages that were asked for, and what the command said.
struct SheetsRun {
    ProgramRun program;
    std::optional<ContactSheets> sheets;
    std::vector<SheetPage> pages;

    [[nodiscard]] std::vector<SheetCell> cells() const {
        std::vector<SheetCell> all;
        for (const SheetPage& page : pages)
            all.insert(all.end(), page.cells.begin(), page.cells.end());
        return all;
    }
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const SheetCell& cell : cells())
            all.push_back(cell.id);
        return all;
    }
};

class ScanSheets : public ScanJournalFixture {
protected:
    [[nodiscard]] SheetsRun sheets(std::vector<std::string> more, const std::string& problem = {}) {
        std::vector<std::string> args{"scan", "sheets", m_journal, m_data, "-o", m_folder.path("all.pdf")};
        args.insert(args.end(), more.begin(), more.end());
        SheetsRun result;
        const auto draw = [&](const ContactSheets& asked, const NextSheet& next) {
            result.sheets = asked;
            for (std::size_t page = 0; page < asked.pages; ++page)
                result.pages.push_back(next(page).value());
            return problem;
        };
        std::ostringstream out;
        std::ostringstream err;
        const int status = runCommand(std::move(args), out, err, {}, {{}, draw});
        result.program = {status, out.str(), err.str()};
        return result;
    }
};

TEST_F(ScanSheets, ShowEveryCandidateOfTheQueueInItsOrder) {
    scan(queue(), "ada", {"prompt", "fake"});
    const SheetsRun run = sheets({"--columns", "2", "--rows", "3"});
    EXPECT_EQ(run.program.status, 0) << run.program.err;
    EXPECT_THAT(run.program.out, HasSubstr("12 candidates on 2 pages"));
    ASSERT_THAT(run.pages, SizeIs(2));
    EXPECT_EQ(run.pages[0].title, "pairs.csv: 12 candidates");
    EXPECT_THAT(run.pages[1].corner, HasSubstr("page 2 of 2"));
    EXPECT_THAT(run.pages[0].cells, SizeIs(6));
    const SheetCell& second = run.pages[0].cells[1];
    EXPECT_EQ(second.id, "26/1000/10/0");
    EXPECT_THAT(second.verdicts, ElementsAre(SheetVerdict{"fake", VerdictSet::usual().find("fake")->colour}));
    ASSERT_THAT(second.lines, SizeIs(SheetCell::kNumberLines));
    EXPECT_THAT(second.lines[0], testing::MatchesRegex("M before .* MeV, after .* MeV"));
    EXPECT_THAT(second.lines[1], testing::MatchesRegex(".* .* cm"));
    EXPECT_THAT(run.pages[0].cells[2].verdicts, ElementsAre(SheetVerdict{"no verdict", ""}));
}

TEST_F(ScanSheets, PicturesFitTheirPlaceAndDiffer) {
    scan(queue(), "ada", {"prompt", "fake"});
    const SheetsRun run = sheets({"--verdict", "prompt", "--verdict", "fake", "--columns", "5"});
    const SheetLayout layout(run.sheets.value());
    ASSERT_THAT(run.cells(), SizeIs(2));
    for (const SheetCell& cell : run.cells()) {
        EXPECT_EQ(cell.picture.width, layout.picture.width);
        EXPECT_EQ(cell.picture.height, layout.picture.height);
        EXPECT_EQ(cell.picture.rgba.size(),
                  4U * static_cast<unsigned>(cell.picture.width * cell.picture.height));
    }
    EXPECT_FALSE(run.cells()[0].picture.rgba == run.cells()[1].picture.rgba);
    const SheetsRun along = sheets({"--verdict", "prompt", "--columns", "5", "--view", "rho-z"});
    EXPECT_FALSE(along.cells().at(0).picture.rgba == run.cells()[0].picture.rgba);
}

TEST_F(ScanSheets, TakeTheVerdictsScannersAndIdsThatAreAskedFor) {
    const ScanQueue all = queue();
    scan(all, "ada", {"prompt", "fake", "prompt"});
    scan(all, "emmy", {"prompt", "prompt"});
    const SheetsRun fakes = sheets({"--verdict", "fake", "--columns", "5"});
    EXPECT_THAT(fakes.ids(), ElementsAre("26/1000/10/0"));
    EXPECT_EQ(fakes.cells()[0].verdicts.size(), 2U);
    EXPECT_EQ(fakes.cells()[0].verdicts[1].text, "prompt: emmy");
    EXPECT_EQ(fakes.pages[0].title, "pairs.csv, fake: 1 candidate");
    EXPECT_THAT(sheets({"--verdict", "prompt", "--scanner", "emmy", "--columns", "5"}).ids(), SizeIs(2));
    EXPECT_THAT(sheets({"--verdict", "unscanned", "--columns", "5"}).ids(), SizeIs(kPairs - 3));
    const std::string ids =
        m_folder.write("ids.txt", "# look again\n26/1000/40/0\n26/1000/10/0, odd\n1/2/3/4\n");
    EXPECT_THAT(sheets({"--ids", ids}).ids(), ElementsAre("26/1000/10/0", "26/1000/40/0"));
    const SheetsRun none = sheets({"--verdict", "unsure"});
    EXPECT_EQ(none.program.status, 1);
    EXPECT_FALSE(none.sheets);
    EXPECT_THAT(none.program.err, HasSubstr("nothing to draw"));
    EXPECT_THAT(sheets({"--ids", m_folder.write("bad.txt", "26/1000/10/0\nmoon\n")}).program.err,
                HasSubstr("bad.txt"));
}

TEST_F(ScanSheets, AreNotDrawnOfOthersWhileAnybodyScans) {
    const ScanQueue all = queue();
    scan(all, "ada", {"prompt", "fake"});
    const Scan emmy = scan(all, "emmy", {"fake"}, false);
    for (const std::vector<std::string>& args :
         {std::vector<std::string>{}, {"--scanner", "ada"}, {"--scanner", "ada", "--scanner", "emmy"}}) {
        const SheetsRun refused = sheets(args);
        EXPECT_EQ(refused.program.status, 1);
        EXPECT_FALSE(refused.sheets) << "nothing was drawn";
        EXPECT_THAT(refused.program.out, IsEmpty());
        EXPECT_THAT(refused.program.err, HasSubstr("emmy has 11 of 12 candidates left"));
    }
    const SheetsRun own = sheets({"--scanner", "emmy", "--verdict", "fake", "--columns", "5"});
    EXPECT_EQ(own.program.status, 0) << own.program.err;
    EXPECT_THAT(own.cells(), SizeIs(1));
    EXPECT_THAT(own.program.err, HasSubstr("These are for emmy alone"));
    const SheetsRun unblinded = sheets({"--verdict", "fake", "--columns", "5", "--unblind", "--as", "emmy"});
    EXPECT_THAT(unblinded.cells(), SizeIs(2));
    EXPECT_EQ(entries(emmy).back().action, ScanAction::Unblind);
}

TEST_F(ScanSheets, KnownCandidatesAreToldOnlyWhenEveryScanIsFinished) {
    const ScanQueue all = queue(4);
    scan(all, "emmy", std::vector<std::string>(kPairs + 4, "conversion"));
    const Scan ada = scan(all, "ada", std::vector<std::string>(kPairs + 4, "conversion"), false);
    const auto marked = [](const SheetsRun& run) {
        std::size_t count = 0;
        for (const SheetCell& cell : run.cells())
            count += cell.lines.at(1).ends_with(", simulation");
        return count;
    };
    const SheetsRun before = sheets({"--columns", "5", "--scanner", "ada"});
    EXPECT_EQ(before.program.status, 0) << before.program.err;
    EXPECT_THAT(before.cells(), SizeIs(kPairs + 4));
    EXPECT_EQ(marked(before), 0U);
    EXPECT_THAT(before.pages[0].title, HasSubstr("simulated ones may be among them"));
    const SheetsRun unblinded =
        sheets({"--columns", "5", "--scanner", "emmy", "--unblind", "--as", "nobody"});
    EXPECT_EQ(marked(unblinded), 4U);
    append(ada, ScanAction::Finish);
    const SheetsRun after = sheets({"--columns", "5", "--scanner", "ada"});
    EXPECT_EQ(marked(after), 4U);
    EXPECT_EQ(after.ids(), before.ids());
    EXPECT_THAT(after.pages[0].title, Not(HasSubstr("simulat")));
}

TEST_F(ScanSheets, RefuseOtherData) {
    scan(queue(), "ada", {"prompt"});
    const std::string other = m_folder.path("other.csv");
    ASSERT_TRUE(writePairs(PairTable({}, 3), other));
    m_data = other;
    const SheetsRun run = sheets({});
    EXPECT_EQ(run.program.status, 1);
    EXPECT_FALSE(run.sheets);
    EXPECT_THAT(run.program.err, HasSubstr(m_journal + " has no scan of " + other));
}

TEST_F(ScanSheets, SayWhyTheyCouldNotBeWritten) {
    scan(queue(), "ada", {"prompt"});
    const SheetsRun run = sheets({"--verdict", "prompt"}, "all.pdf cannot be written: no space.");
    EXPECT_EQ(run.program.status, 1);
    EXPECT_THAT(run.program.err, HasSubstr("no space"));
    EXPECT_THAT(run.program.out, IsEmpty());
    for (const std::vector<std::string>& args :
         {std::vector<std::string>{"--columns", "6"}, {"--rows", "0"}, {"--view", "3d"}, {"--theme", "blue"}})
        EXPECT_EQ(sheets(args).program.status, 2);
}

TEST(SheetLayout, CellsLieBesideEachOtherOnThePage) {
    for (const int columns : {1, 3, ContactSheets::kMostColumns})
        for (const int rows : {1, 4, ContactSheets::kMostRows}) {
            SCOPED_TRACE(testing::Message() << columns << " x " << rows);
            const SheetLayout layout({"out.pdf", columns, rows, true, 1, ""});
            const auto first = layout.cell(0);
            const auto last = layout.cell(static_cast<std::size_t>(columns * rows - 1));
            EXPECT_GE(first.y, layout.title.y + layout.title.height);
            EXPECT_LE(last.x + last.width, layout.page.width - first.x + columns); // rounding
            EXPECT_LE(last.y + last.height, layout.page.height - first.x + rows);
            if (columns > 1) {
                EXPECT_GT(layout.cell(1).x, first.x + first.width);
            }
            EXPECT_GT(layout.picture.height, 3 * layout.lineHeight);
        }
}

TEST(SheetLayout, PngPagesHaveNumbersWhereThereAreSeveral) {
    ContactSheets sheets;
    sheets.file = "a/out.png";
    sheets.pages = 1;
    EXPECT_EQ(sheets.fileOf(0), "a/out.png");
    sheets.pages = 2;
    EXPECT_EQ(sheets.fileOf(1), "a/out-2.png");
    sheets.file = "a/out.pdf";
    EXPECT_EQ(sheets.fileOf(1), "a/out.pdf");
}

} // namespace
} // namespace pairscope::test
