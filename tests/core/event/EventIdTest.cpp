#include "core/event/EventId.h"

#include <gtest/gtest.h>

using namespace pairscope;

TEST(EventId, GoesToTextAndBack) {
    const EventId id{26, 1000, 4294967295u, 3};
    EXPECT_EQ(toString(id), "26/1000/4294967295/3");
    EXPECT_EQ(parseEventId(toString(id)), id);
}

TEST(EventId, ToleratesSpacesAndAMissingCandidate) {
    EXPECT_EQ(parseEventId(" 26 / 1000/62 "), (EventId{26, 1000, 62, 0}));
    EXPECT_EQ(parseEventId("0/0/7/2"), (EventId{0, 0, 7, 2}));
}

TEST(EventId, RefusesWhatIsNotAnId) {
    for (const char* text :
         {"", "26", "26/1000", "26/1000/62/0/1", "a/b/c", "26/1000/-1", "26/1000/6.2", "1/2/3/", "1//3"})
        EXPECT_FALSE(parseEventId(text)) << text;
}
