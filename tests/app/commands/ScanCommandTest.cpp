#include "tests/app/commands/ScanJournalFixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::vector<std::string> kAda{"prompt", "fake", "conversion", "conversion"};
const std::vector<std::string> kEmmy{"prompt", "fake", "prompt", "conversion"};

class ScanCommand : public ScanJournalFixture {
protected:
    [[nodiscard]] std::size_t unblindings(const Scan& scan) const {
        const auto all = entries(scan);
        return static_cast<std::size_t>(std::ranges::count(all, ScanAction::Unblind, &ScanEntry::action));
    }
    std::string m_out = m_folder.path("out.csv");
};

TEST_F(ScanCommand, ExportsWhatEverybodySaid) {
    const ScanQueue all = queue();
    scan(all, "ada", kAda);
    scan(all, "emmy", kEmmy);
    const ProgramRun exported = run({"scan", "export", m_journal, "-o", m_out});
    EXPECT_EQ(exported.status, 0) << exported.err;
    EXPECT_THAT(exported.out, HasSubstr("8 verdicts of " + m_journal));
    const auto rows = lines(read(m_out));
    ASSERT_THAT(rows, SizeIs(9));
    EXPECT_THAT(rows[1], HasSubstr("26,1000,0,0,prompt,,,,ada,"));
    EXPECT_THAT(rows[8], HasSubstr("26,1000,30,0,conversion,,,,emmy,"));

    const ProgramRun some = run({"scan", "export", m_journal, "-o", m_folder.path("some.json"), "--scanner",
                                 "emmy", "--verdict", "prompt", "--verdict", "fake", "--json"});
    EXPECT_EQ(some.status, 0) << some.err;
    EXPECT_EQ(some.json().at("verdicts"), 3);
}

TEST_F(ScanCommand, ExportRefusesNamesThatAreNotThere) {
    scan(queue(), "ada", kAda);
    const ProgramRun scanner = run({"scan", "export", m_journal, "-o", m_out, "--scanner", "eve"});
    EXPECT_EQ(scanner.status, 2);
    EXPECT_THAT(scanner.err, HasSubstr("'eve' did not scan; there are: ada"));
    EXPECT_THAT(scanner.err, HasSubstr("pairscope scan export --help"));
    const ProgramRun verdict = run({"scan", "export", m_journal, "-o", m_out, "--verdict", "good"});
    EXPECT_EQ(verdict.status, 2);
    EXPECT_THAT(verdict.err, HasSubstr("conversion, prompt"));
    const ProgramRun journal = run({"scan", "export", m_data, "-o", m_out});
    EXPECT_EQ(journal.status, 1);
    EXPECT_THAT(journal.err, HasSubstr("no journal"));
    const ProgramRun itself = run({"scan", "export", m_journal, "-o", m_folder.path("../x.txt")});
    EXPECT_EQ(itself.status, 2);
    EXPECT_THAT(m_folder.list(), ElementsAre("pairs.csv", "pairs.scan.sqlite"));
}

TEST_F(ScanCommand, NobodySeesOthersBeforeEverybodyHasFinished) {
    const ScanQueue all = queue();
    const Scan ada = scan(all, "ada", kAda);
    const Scan emmy = scan(all, "emmy", kEmmy, false);
    for (const std::vector<std::string>& args :
         {std::vector<std::string>{"scan", "export", m_journal, "-o", m_out},
          {"scan", "export", m_journal, "-o", m_out, "--scanner", "ada", "--scanner", "emmy"},
          {"scan", "export", m_journal, "-o", m_out, "--scanner", "ada"},
          {"scan", "agreement", m_journal}}) {
        const ProgramRun refused = run(args);
        EXPECT_EQ(refused.status, 1);
        EXPECT_THAT(refused.out, IsEmpty());
        EXPECT_THAT(refused.err, HasSubstr("emmy has 8 of 12 candidates left"));
        EXPECT_THAT(refused.err, Not(HasSubstr("ada has")));
    }
    EXPECT_EQ(unblindings(emmy), 0U);
    EXPECT_THAT(m_folder.list(), ElementsAre("pairs.csv", "pairs.scan.sqlite"));

    const ProgramRun own = run({"scan", "export", m_journal, "-o", m_out, "--scanner", "emmy"});
    EXPECT_EQ(own.status, 0) << own.err;
    EXPECT_THAT(own.err,
                HasSubstr("These are for emmy alone; true classes and known candidates are not told"));
    EXPECT_THAT(lines(read(m_out)), SizeIs(5));
    EXPECT_EQ(unblindings(emmy), 0U);
}

/// Of two scans of ada one is finished: she has not finished.
TEST_F(ScanCommand, WhoHasNotFinishedEveryScanMayHaveTheOwnVerdictsOfAll) {
    const ScanQueue all = queue();
    scan(all, "ada", kAda);
    scan(all, "ada", {"", "", "", "", "unsure"}, false);
    EXPECT_EQ(run({"scan", "export", m_journal, "-o", m_out}).status, 1);
    EXPECT_EQ(run({"scan", "export", m_journal, "-o", m_out, "--scanner", "ada"}).status, 0);
    EXPECT_THAT(lines(read(m_out)), SizeIs(6));
}

TEST_F(ScanCommand, UnblindingShowsAndIsKeptInTheScansOfWhoeverLooks) {
    const ScanQueue all = queue();
    const Scan ada = scan(all, "ada", kAda);
    const Scan emmy = scan(all, "emmy", kEmmy, false);
    const Scan lise = scan(all, "lise", kEmmy, false);
    const ProgramRun agreement = run({"scan", "agreement", m_journal, "--unblind", "--as", "emmy"});
    EXPECT_EQ(agreement.status, 0) << agreement.err;
    EXPECT_THAT(agreement.err, HasSubstr("Unblinded: emmy has 8 of 12 candidates left. " + m_journal +
                                         " keeps that emmy looked."));
    EXPECT_THAT(agreement.out, HasSubstr("not finished, unblinded"));
    EXPECT_EQ(unblindings(ada), 0U);
    EXPECT_EQ(unblindings(emmy), 1U);
    EXPECT_EQ(unblindings(lise), 0U) << "she did not look";
    EXPECT_THAT(entries(emmy).back().program, HasSubstr("Pairscope"));
}

TEST_F(ScanCommand, UnblindingOfWhoDoesNotScanMarksNobody) {
    const ScanQueue all = queue();
    const Scan ada = scan(all, "ada", kAda);
    const Scan emmy = scan(all, "emmy", kEmmy, false);
    for (const char* who : {"convener", "ada"}) { // she has finished
        const ProgramRun exported = run({"scan", "export", m_journal, "-o", m_out, "--unblind", "--as", who});
        EXPECT_EQ(exported.status, 0) << exported.err;
        EXPECT_THAT(exported.err,
                    HasSubstr("Unblinded as " + std::string(who) +
                              ", who has no unfinished scan here: " + m_journal + " keeps nothing of it."));
        EXPECT_THAT(lines(read(m_out)), SizeIs(9));
    }
    EXPECT_EQ(unblindings(ada) + unblindings(emmy), 0U);
    const ProgramRun alone = run({"scan", "agreement", m_journal, "--as", "emmy"});
    EXPECT_EQ(alone.status, 2) << "--as says nothing without --unblind";
}

TEST_F(ScanCommand, WhoLooksHasTheLoginNameUnlessItIsSaid) {
    const Scan emmy = scan(queue(), "emmy", kEmmy, false);
    const char* before = std::getenv("USER");
    const std::optional<std::string> login = before ? std::optional<std::string>(before) : std::nullopt;
    setenv("USER", "emmy", 1);
    EXPECT_EQ(run({"scan", "agreement", m_journal, "--unblind"}).status, 0);
    EXPECT_EQ(unblindings(emmy), 1U);
    unsetenv("USER");
    EXPECT_THAT(run({"scan", "agreement", m_journal, "--unblind"}).err,
                HasSubstr("Unblinded as somebody without a login name"));
    EXPECT_EQ(unblindings(emmy), 1U);
    if (login) setenv("USER", login->c_str(), 1);
}

TEST_F(ScanCommand, TruthIsToldWhenEverybodyHasFinishedOrToWhoUnblinds) {
    const ScanQueue mixed = queue(3);
    const Scan ada = scan(mixed, "ada", kAda);
    const Scan emmy = scan(mixed, "emmy", kEmmy, false);
    const auto truthCells = [&](std::vector<std::string> more) {
        std::vector<std::string> args{"scan", "export", m_journal, "-o", m_out};
        args.insert(args.end(), more.begin(), more.end());
        const ProgramRun exported = run(args);
        EXPECT_EQ(exported.status, 0) << exported.err;
        std::string told;
        for (const std::string& line : lines(read(m_out))) {
            const auto all = cells(line);
            told += all.at(16) + all.at(17) + ' ';
        }
        return told;
    };
    EXPECT_EQ(truthCells({"--scanner", "emmy"}), "trueClassknown     ");
    EXPECT_EQ(run({"scan", "agreement", m_journal}).status, 1); // has the scores
    const auto toldIs = testing::ContainsRegex("^trueClassknown ((0|conversion1) ){4}$");
    EXPECT_THAT(truthCells({"--scanner", "ada", "--unblind", "--as", "convener"}), toldIs);
    EXPECT_EQ(truthCells({"--scanner", "emmy"}), "trueClassknown     ") << "that was for the convener";
    append(emmy, ScanAction::Finish);
    EXPECT_THAT(truthCells({"--scanner", "ada"}), toldIs);
    EXPECT_THAT(truthCells({"--scanner", "emmy"}), toldIs);
    EXPECT_EQ(run({"scan", "agreement", m_journal}).status, 0);
}

TEST_F(ScanCommand, AgreementSaysHowFarTwoAgree) {
    const ScanQueue all = queue();
    scan(all, "ada", kAda);
    scan(all, "emmy", kEmmy);
    const std::string ids = m_folder.path("again.txt");
    const ProgramRun text = run({"scan", "agreement", m_journal, "--disagreements", ids});
    EXPECT_EQ(text.status, 0) << text.err;
    // agreement 3/4; chance 1/4 x 2/4 + 1/4 x 1/4 + 2/4 x 1/4 = 5/16; kappa 7/11
    EXPECT_THAT(text.out, HasSubstr("75.0 % the same, Cohen's kappa = 0.636 +- "));
    EXPECT_THAT(text.out, HasSubstr("Not judged alike: 1 candidate\n"));
    EXPECT_THAT(text.out, HasSubstr("1 id written to " + ids));
    const auto written = lines(read(ids));
    ASSERT_THAT(written, SizeIs(2));
    EXPECT_EQ(written[0].front(), '#');
    EXPECT_EQ(written[1], "26/1000/20/0");

    const auto json = run({"scan", "agreement", m_journal, "--json"}).json();
    EXPECT_NEAR(json.at("overall").at("value").get<double>(), 7.0 / 11, 1e-12);
    EXPECT_EQ(json.at("pairs").at(0).at("counts").at(0).at(1), 1); // conversion, prompt
    EXPECT_EQ(json.at("disagreements").at(0).at("id"), "26/1000/20/0");
    EXPECT_THAT(json.at("scores"), IsEmpty());
}

TEST_F(ScanCommand, AgreementOfThreeIsFleissAndOfOneIsScoresOnly) {
    const ScanQueue all = queue(2);
    const std::vector<std::string> everything(kPairs + 2, "conversion");
    scan(all, "ada", everything);
    const ProgramRun alone = run({"scan", "agreement", m_journal});
    EXPECT_EQ(alone.status, 0) << alone.err;
    EXPECT_THAT(alone.out, Not(HasSubstr("kappa")));
    EXPECT_THAT(alone.out, HasSubstr("ada, of the known candidates mixed in:"));
    EXPECT_THAT(alone.out, HasSubstr("100.0 ("));
    scan(all, "emmy", everything);
    const ProgramRun alike = run({"scan", "agreement", m_journal});
    EXPECT_THAT(alike.out, HasSubstr("100.0 % the same; no Cohen's kappa: all answers are alike"));
    std::vector<std::string> other = everything;
    other[0] = other[1] = "fake";
    scan(all, "lise", other);
    const ProgramRun three = run({"scan", "agreement", m_journal});
    EXPECT_THAT(three.out, HasSubstr("All 3, 14 candidates that everybody judged"));
    EXPECT_THAT(three.out, HasSubstr("Fleiss' kappa = -0.0"));
}

TEST_F(ScanCommand, MergePutsJournalsTogetherOnceAndInAnyOrder) {
    const ScanQueue all = queue();
    scan(all, "ada", kAda);
    const std::string ben = m_folder.path("ben.scan.sqlite");
    std::filesystem::copy_file(m_journal, ben);
    scan(all, "emmy", kEmmy);
    const std::string whole = m_folder.path("whole.scan.sqlite");
    const ProgramRun merge = run({"scan", "merge", whole, ben, m_journal});
    EXPECT_EQ(merge.status, 0) << merge.err;
    EXPECT_THAT(merge.out, HasSubstr(ben + ": 1 new queue, 1 new scan, 5 new entries\n"));
    EXPECT_THAT(merge.out, HasSubstr(m_journal + ": 0 new queues, 1 new scan, 5 new entries\n"));
    EXPECT_THAT(merge.out, HasSubstr("Merged into " + whole + " (new)"));
    const auto again = run({"scan", "merge", whole, m_journal, "--json"}).json();
    EXPECT_EQ(again.at("merged").at(0).at("entries"), 0);
    EXPECT_EQ(again.at("new"), false);
    EXPECT_THAT(run({"scan", "merge", whole, ben}).out, HasSubstr("nothing new"));
    EXPECT_EQ(run({"scan", "agreement", whole, "--json"}).json().at("scanners").size(), 2U);
}

TEST_F(ScanCommand, MergeRefusesForeignAndDamagedFilesAndChangesNothing) {
    scan(queue(), "ada", kAda);
    const std::string good = m_folder.path("good.sqlite");
    std::filesystem::copy_file(m_journal, good);
    const std::string damaged = m_folder.path("damaged.sqlite");
    std::filesystem::copy_file(m_journal, damaged);
    std::filesystem::resize_file(damaged, 3 * std::filesystem::file_size(damaged) / 4);
    const std::string before = read(m_journal);
    const auto files = m_folder.list();
    for (const std::string& bad : {m_data, damaged, m_folder.path("none")}) {
        const ProgramRun intoOld = run({"scan", "merge", m_journal, good, bad});
        EXPECT_EQ(intoOld.status, 1);
        EXPECT_THAT(intoOld.err, HasSubstr(bad));
        EXPECT_EQ(run({"scan", "merge", m_folder.path("new.sqlite"), good, bad}).status, 1);
    }
    EXPECT_EQ(run({"scan", "merge", m_journal, m_journal}).status, 2);
    EXPECT_TRUE(read(m_journal) == before);
    EXPECT_EQ(m_folder.list(), files);
}

TEST_F(ScanCommand, ADatasetMustBeNamedWhereThereAreSeveral) {
    scan(queue(), "ada", kAda);
    {
        auto journal = ScanJournal::open(m_journal, ScanJournal::Access::Write).value();
        const std::vector<QueuedCandidate> one(1);
        ASSERT_TRUE(journal.addQueue({{}, "00ff", "other.h5", 1, "all", {}}, one));
    }
    const ProgramRun unclear = run({"scan", "agreement", m_journal});
    EXPECT_EQ(unclear.status, 1);
    EXPECT_THAT(unclear.err, HasSubstr("00ff  other.h5, 1 rows"));
    EXPECT_EQ(run({"scan", "agreement", m_journal, "--dataset", "pairs.csv"}).status, 0);
    EXPECT_THAT(run({"scan", "agreement", m_journal, "--dataset", "00ff"}).err,
                HasSubstr("Nobody has scanned"));
    EXPECT_EQ(run({"scan", "agreement", m_journal, "--dataset", "mine"}).status, 2);
}

TEST_F(ScanCommand, HelpBeginsWithAnExampleAndFitsTheTerminal) {
    for (const char* name : {"", "export", "merge", "agreement", "sheets"}) {
        SCOPED_TRACE(name);
        std::vector<std::string> args{"scan", "--help"};
        if (*name) args.insert(args.begin() + 1, name);
        const ProgramRun help = run(args);
        EXPECT_EQ(help.status, 0);
        EXPECT_THAT(help.out, HasSubstr("Example:\n  pairscope scan "));
        EXPECT_THAT(help.out,
                    HasSubstr(*name ? "pairscope scan " + std::string(name) + ": " : "pairscope scan: "));
        for (const std::string& line : lines(help.out))
            EXPECT_LE(line.size(), 100U) << line;
    }
    const ProgramRun nothing = run({"scan"});
    EXPECT_EQ(nothing.status, 2);
    EXPECT_THAT(nothing.err, HasSubstr("export|merge|agreement|sheets"));
}

} // namespace
} // namespace pairscope::test
