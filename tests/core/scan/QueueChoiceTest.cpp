#include "core/scan/QueueChoice.h"

#include "tests/core/analysis/FilterSample.h"
#include "tests/core/scan/ScanFolder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;
using testing::HasSubstr;
using From = QueueChoice::From;

namespace {

using Row = RowSet::Row;
class QueueChoiceTest : public ScanFolder {};

RowSet everyThird() {
    return rowsWhere(filterSample(), [](std::size_t row) { return row % 3 == 0; });
}

} // namespace

TEST_F(QueueChoiceTest, AllThatAreShownComeInTheOrderOfTheTable) {
    const RowSet shown = everyThird();
    const ChosenQueue queue = chooseQueue(filterSample(), shown, {});
    EXPECT_EQ(queue.rows, std::vector<Row>(shown.begin(), shown.end()));
    EXPECT_EQ(queue.description, "all 100 shown");
    EXPECT_EQ(queue.leftOut, 0);
    EXPECT_TRUE(chooseQueue(CandidateTable(), {}, {}).rows.empty());
}

TEST_F(QueueChoiceTest, ARandomSampleIsGivenByItsSeedAndGrowsByWhatComes) {
    QueueChoice choice{From::RandomSample, 20, 7, {}, false};
    const ChosenQueue twenty = chooseQueue(filterSample(), everyThird(), choice);
    EXPECT_EQ(twenty.rows.size(), 20);
    EXPECT_EQ(twenty.description, "20 at random of 100 shown, seed 7");
    EXPECT_FALSE(std::ranges::is_sorted(twenty.rows));
    EXPECT_EQ(chooseQueue(filterSample(), everyThird(), choice).rows, twenty.rows);
    choice.sample = 40;
    const ChosenQueue forty = chooseQueue(filterSample(), everyThird(), choice);
    EXPECT_TRUE(std::equal(twenty.rows.begin(), twenty.rows.end(), forty.rows.begin()));
    choice.seed = 8;
    EXPECT_NE(chooseQueue(filterSample(), everyThird(), choice).rows, forty.rows);
    choice.sample = 1000;
    EXPECT_EQ(chooseQueue(filterSample(), everyThird(), choice).rows.size(), 100);
}

/// Over many seeds every row is drawn as often as any other: 300 x 0.1 each, with sigma 5.2.
TEST_F(QueueChoiceTest, ARandomSampleFavoursNobody) {
    std::vector<int> drawn(filterSample().rows());
    for (std::uint64_t seed = 0; seed < 300; ++seed)
        for (const Row row : chooseQueue(filterSample(), RowSet::all(filterSample().rows()),
                                         {From::RandomSample, 30, seed, {}, false})
                                 .rows)
            ++drawn[row];
    EXPECT_GT(*std::ranges::min_element(drawn), 30 - 5 * 5.2);
    EXPECT_LT(*std::ranges::max_element(drawn), 30 + 5 * 5.2);
}

TEST_F(QueueChoiceTest, TheDoubtfulComeFirst) {
    const CandidateTable& table = filterSample();
    const ChosenQueue queue =
        chooseQueue(table, RowSet::all(table.rows()), {From::DoubtfulFirst, 0, 0, {}, false});
    ASSERT_EQ(queue.rows.size(), table.rows());
    const auto rank = [&table](Row row) {
        const auto status = table.status(row);
        return status == CandidateStatus::Failed      ? 0
               : status == CandidateStatus::Ambiguous ? 1
               : status == CandidateStatus::Poor      ? 2
                                                      : 3;
    };
    EXPECT_TRUE(std::ranges::is_sorted(queue.rows, {}, [&](Row row) { return std::pair(rank(row), row); }));
    EXPECT_EQ(table.status(queue.rows.front()), CandidateStatus::Failed);
    EXPECT_EQ(table.status(queue.rows.back()), CandidateStatus::Good);
}

TEST_F(QueueChoiceTest, AListKeepsItsOrderAndSaysWhatIsNotThere) {
    const PairTable& pairs = filterSample().pairs();
    const QueueChoice choice{
        From::Ids, 0, 0, {pairs.id(9), {99, 9, 9, 9}, pairs.id(3), pairs.id(4), pairs.id(9)}, false};
    const ChosenQueue queue = chooseQueue(filterSample(), everyThird(), choice);
    EXPECT_THAT(queue.rows, ElementsAre(9, 3));
    EXPECT_EQ(queue.leftOut, 3) << "not in the table, not shown, twice";
    EXPECT_EQ(queue.description, "2 of a list of 5");
}

TEST_F(QueueChoiceTest, WhatHasAVerdictIsLeftOutWhenAsked) {
    const PairTable& pairs = filterSample().pairs();
    const std::set<EventId> scanned{pairs.id(0), pairs.id(3), pairs.id(4)};
    QueueChoice choice;
    EXPECT_EQ(chooseQueue(filterSample(), everyThird(), choice, scanned).rows.size(), 100);
    choice.unscannedOnly = true;
    const ChosenQueue queue = chooseQueue(filterSample(), everyThird(), choice, scanned);
    EXPECT_EQ(queue.rows.size(), 98);
    EXPECT_EQ(queue.rows.front(), 6);
    EXPECT_THAT(queue.description, HasSubstr("without verdict: 98"));
}

TEST_F(QueueChoiceTest, WhatHasAVerdictIsNotCountedAsMissing) {
    const PairTable& pairs = filterSample().pairs();
    QueueChoice choice{From::Ids, 0, 0, {pairs.id(0), pairs.id(3), pairs.id(4), pairs.id(9)}, true};
    const ChosenQueue list = chooseQueue(filterSample(), everyThird(), choice, {pairs.id(3), pairs.id(9)});
    EXPECT_THAT(list.rows, ElementsAre(0));
    EXPECT_EQ(list.leftOut, 1) << "row 4 is not shown";
    choice.from = From::Shown;
    EXPECT_EQ(chooseQueue(filterSample(), everyThird(), choice, {pairs.id(3), pairs.id(9)}).leftOut, 0);
}

TEST_F(QueueChoiceTest, AnIdIsScannedOnceHoweverManyRowsHaveIt) {
    PairTable pairs(filterSample().pairs().contents(), 4);
    for (std::size_t row = 0; row < 4; ++row)
        pairs.setEvent(row, filterSample().pairs().event(row % 2));
    const CandidateTable table(std::make_shared<const PairTable>(pairs), filterSample().sharedDetector());
    const ChosenQueue queue = chooseQueue(table, RowSet::all(4), {});
    EXPECT_THAT(queue.rows, ElementsAre(0, 1));
    EXPECT_EQ(queue.leftOut, 2);
}

TEST_F(QueueChoiceTest, ListsOfIdsAreReadWithWhatPeoplePutBesideThem) {
    std::ofstream(file("ids.txt"))
        << "id,comment\n# strange ones\n26/1000/62/0\n\n 26/1000/63/1 , two vertices\n"
           "26/1000/64\tlater\r\n";
    const auto ids = readIdList(file("ids.txt"));
    ASSERT_TRUE(ids) << ids.error();
    EXPECT_THAT(*ids,
                ElementsAre(EventId{26, 1000, 62, 0}, EventId{26, 1000, 63, 1}, EventId{26, 1000, 64, 0}));
    std::ofstream(file("bad.txt")) << "26/1000/62/0\n26-1000-63\n";
    EXPECT_THAT(readIdList(file("bad.txt")).error(), HasSubstr("line 2: found '26-1000-63'"));
    EXPECT_THAT(readIdList(file("absent")).error(), HasSubstr("cannot be read"));
}

TEST_F(QueueChoiceTest, OnlyTheFirstLineOfAListMayBeAHeader) {
    const auto read = [this](const char* text) {
        std::ofstream(file("ids.txt")) << text;
        return readIdList(file("ids.txt"));
    };
    EXPECT_THAT(read("# list\n\"id\",\"why\"\n26/1/2/0\n").value(), ElementsAre(EventId{26, 1, 2, 0}));
    EXPECT_THAT(read("id\nmoon\n26/1/2/0\n").error(), HasSubstr("line 2: found 'moon'"));
    EXPECT_THAT(read("26/1/1\nid\n").error(), HasSubstr("line 2: found 'id'"));
    EXPECT_THAT(read("26-1-2\n26/1/2/0\n").error(), HasSubstr("line 1: found '26-1-2'"));
}

TEST_F(QueueChoiceTest, IdsOfAListMayBeInQuotes) {
    std::ofstream(file("ids.txt")) << "\"26/1/1/0\"\n'26/1/2/0',\"odd, very\"\n\"26/1/3/1\";late\r\n";
    const auto ids = readIdList(file("ids.txt"));
    ASSERT_TRUE(ids) << ids.error();
    EXPECT_THAT(*ids, ElementsAre(EventId{26, 1, 1, 0}, EventId{26, 1, 2, 0}, EventId{26, 1, 3, 1}));
    std::ofstream(file("bad.txt")) << "id\n\"26/1/1/0\"\n\"26-1\"\n";
    EXPECT_THAT(readIdList(file("bad.txt")).error(), HasSubstr("line 3: found '\"26-1\"'"));
}
