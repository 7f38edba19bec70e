#include "core/scan/ScanExport.h"
#include "tests/core/scan/ScanFolder.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

namespace {

constexpr const char* kHeader =
    "__experiment__,__run__,__event__,__candidate__,verdict,reason,confidence,comment,scanner,time,status,"
    "massBefore,massAfter,deltaM,rho,minimum,trueClass,known,program";

class ScanExportTest : public ScanFolder {
protected:
    void SetUp() override {
        ScanFolder::SetUp();
        m_journal.emplace(written(file()));
        // the known one in the middle, so that its place tells nothing
        m_queue = m_journal
                      ->addQueue({{}, "f00d", "pairs.h5", 2, "all", {}},
                                 std::vector<QueuedCandidate>{
                                     {idOf(0), PairClass::Unknown, false, {}},
                                     {idOf(1), PairClass::Conversion, true, {1.0}},
                                     {idOf(2), PairClass::Signal, false, {}},
                                 })
                      .value();
        m_scan = scanIn(*m_journal, m_queue.id, "ada");
    }
    void give(std::size_t i, const std::string& verdict) {
        m_entry = verdictOf(m_scan, i, verdict);
        m_entry.seen.massBefore = 0.1;
        m_entry.seen.rho = 1.25;
        m_entry.seen.status = "Good";
        m_entry.seen.fitOptions = R"({"minimum":"nearest-ip"})";
        m_entry = m_journal->append(m_entry).value();
    }
    void finish() {
        ScanEntry entry;
        entry.scan = m_scan.id;
        entry.action = ScanAction::Finish;
        ASSERT_TRUE(m_journal->append(entry));
    }
    [[nodiscard]] std::vector<std::string> csv(const ScanExportChoice& choice = {}) {
        const auto lines = exportScan(datasetScans(*m_journal).value(), choice, file("out.csv"));
        EXPECT_TRUE(lines);
        std::ifstream stream(file("out.csv"));
        std::vector<std::string> result;
        for (std::string line; std::getline(stream, line);)
            result.push_back(line);
        EXPECT_THAT(result, SizeIs(lines.value() + 1));
        return result;
    }

    std::optional<ScanJournal> m_journal;
    ScanQueue m_queue;
    Scan m_scan;
    ScanEntry m_entry;
};

TEST_F(ScanExportTest, WritesOneLineForEachVerdictThatHolds) {
    give(0, "fake");
    give(0, "prompt");
    EXPECT_THAT(csv(), ElementsAre(kHeader, "26,1,0,0,prompt,,,,ada," + m_entry.time +
                                                ",Good,0.1,,,1.25,nearest-ip,,,Pairscope test"));
}

TEST_F(ScanExportTest, ProgramIsTheOneThatWroteTheVerdict) {
    ScanEntry entry = verdictOf(m_scan, 2, "fake");
    entry.program = "Pairscope of a later year"; // the scan was begun with another
    ASSERT_TRUE(m_journal->append(entry));
    EXPECT_THAT(csv().at(1), testing::EndsWith(",Pairscope of a later year"));
}

TEST_F(ScanExportTest, QuotesWhatIsWrittenByHand) {
    ScanEntry entry = verdictOf(m_scan, 2, "fake");
    entry.reason = "hits, tracks";
    entry.confidence = Confidence::Low;
    entry.seen.chosenByHand = true;
    ASSERT_TRUE(m_journal->append(entry));
    ScanEntry comment = verdictOf(m_scan, 2, "");
    comment.action = ScanAction::Comment;
    comment.comment = "say \"what\"";
    ASSERT_TRUE(m_journal->append(comment));
    const auto lines = csv();
    EXPECT_THAT(lines.at(1), HasSubstr(R"(26,1,2,0,fake,"hits, tracks",low,"say ""what""",ada,)"));
    EXPECT_THAT(lines.at(1), HasSubstr(",by hand,"));
}

TEST_F(ScanExportTest, TruthIsToldWhenTheScanIsFinished) {
    for (const std::size_t i : {0U, 1U, 2U})
        give(i, "prompt");
    const auto before = csv();
    finish();
    const auto after = csv();
    ASSERT_EQ(before.size(), 4U);
    ASSERT_EQ(after.size(), 4U);
    const std::vector<std::string> truth{",,0,", ",conversion,1,", ",signal,0,"};
    for (std::size_t i = 0; i < 3; ++i) {
        SCOPED_TRACE(i);
        // but for these two cells nothing is different, the order of lines included
        std::string told = after[i + 1];
        const std::size_t at = told.find(truth[i], told.find("nearest-ip"));
        ASSERT_NE(at, std::string::npos) << told;
        told.replace(at, truth[i].size(), ",,,");
        EXPECT_EQ(told, before[i + 1]);
    }
}

TEST_F(ScanExportTest, TruthIsToldToNobodyWhileAnybodyScans) {
    give(1, "conversion");
    finish();
    EXPECT_THAT(csv().at(1), HasSubstr(",conversion,1,"));
    m_scan = scanIn(*m_journal, m_queue.id, "emmy");
    give(0, "prompt");
    EXPECT_THAT(csv({{"ada"}, {}}).at(1), HasSubstr(",nearest-ip,,,"));
    EXPECT_THAT(csv({{"ada"}, {}, true}).at(1), HasSubstr(",conversion,1,")) << "unblinded";
}

TEST_F(ScanExportTest, WhoScansAgainWhatWasNotJudgedAlikeHidesNothing) {
    give(1, "conversion");
    finish();
    ScanQueue again{{}, "f00d", "pairs.h5", 2, "1 of a list of 1", {}};
    again.informed = true;
    const std::vector<QueuedCandidate> line{{idOf(0), PairClass::Unknown, false, {}}};
    m_scan = scanIn(*m_journal, m_journal->addQueue(again, line).value().id, "ada");
    give(0, "fake");
    EXPECT_THAT(csv().at(2), HasSubstr(",conversion,1,"));
}

/// The id that a known candidate borrowed in one queue may be scanned itself in another.
TEST_F(ScanExportTest, OfOneIdTheEarlierVerdictComesFirstWhicheverIsKnown) {
    const Scan mixed = m_scan;
    const std::vector<QueuedCandidate> plain{{idOf(1), PairClass::Unknown, false, {}}};
    const ScanQueue other = m_journal->addQueue({{}, "f00d", "pairs.h5", 2, "one", {}}, plain).value();
    give(1, "fake");
    m_scan = scanIn(*m_journal, other.id, "ada");
    give(1, "prompt");
    EXPECT_THAT(csv(), ElementsAre(kHeader, HasSubstr(",fake,"), HasSubstr(",prompt,")));
    m_scan = mixed;
    give(1, "conversion"); // now the known one is the later
    EXPECT_THAT(csv(), ElementsAre(kHeader, HasSubstr(",prompt,"), HasSubstr(",conversion,")));
}

TEST_F(ScanExportTest, TakesTheScannersAndVerdictsThatAreAskedFor) {
    give(0, "prompt");
    give(2, "fake");
    m_scan = scanIn(*m_journal, m_queue.id, "emmy");
    give(0, "fake");
    EXPECT_THAT(csv(), SizeIs(4));
    EXPECT_THAT(csv({{"emmy"}, {}}), SizeIs(2));
    EXPECT_THAT(csv({{}, {"fake"}}), SizeIs(3));
    EXPECT_THAT(csv({{"ada"}, {"fake", "unsure"}}), SizeIs(2));
    EXPECT_THAT(csv({{"ada"}, {"unsure"}}), ElementsAre(kHeader));
}

TEST_F(ScanExportTest, WritesTheSameAsJson) {
    give(1, "conversion");
    finish();
    ASSERT_EQ(exportScan(datasetScans(*m_journal).value(), {}, file("out.json")).value(), 1U);
    std::ifstream stream(file("out.json"));
    const auto json = nlohmann::json::parse(stream);
    EXPECT_EQ(json.at("format"), "pairscope-scan");
    EXPECT_EQ(json.at("dataset").at("name"), "pairs.h5");
    EXPECT_EQ(json.at("scans").at(0).at("candidates"), 3);
    EXPECT_EQ(json.at("scans").at(0).at("decided"), 1);
    const auto& line = json.at("lines").at(0);
    EXPECT_EQ(line.at("__event__"), 1);
    EXPECT_EQ(line.at("massBefore"), 0.1);
    EXPECT_TRUE(line.at("massAfter").is_null());
    EXPECT_EQ(line.at("trueClass"), "conversion");
    EXPECT_EQ(line.at("known"), 1);
}

TEST_F(ScanExportTest, LeavesNothingBehindWhenItCannotWrite) {
    give(0, "fake");
    const DatasetScans scans = datasetScans(*m_journal).value();
    EXPECT_EQ(exportScan(scans, {}, file("out.txt")).error().kind, FileError::Kind::UnknownFormat);
    EXPECT_EQ(exportScan(scans, {}, file("no/out.csv")).error().kind, FileError::Kind::CannotWrite);
    EXPECT_FALSE(std::filesystem::exists(file("out.txt")));
}

} // namespace
