#include "core/io/FitCase.h"

#include "tests/core/io/TestPairs.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gmock/gmock.h>

#include <limits>

using namespace pairscope;
using test::PairBuilder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

FitCase caseOf(const TrackPair& tracks, const Reconstruction::Options& options = {}) {
    PairEvent event;
    event.id = {26, 1000, 62, 1};
    event.tracks = tracks;
    return fitCaseOf(studyCandidate(event, test::belle2Detector(), options), options, "Pairscope test", true);
}

CandidateStudy repeated(const FitCase& fitCase) {
    return studyCandidate(fitCase.event(), test::belle2Detector(), fitCase.options);
}

/// The text of a saved case with one piece replaced.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

} // namespace

TEST(FitCase, ComesBackWithEveryBit) {
    const TemporaryFolder folder;
    Reconstruction::Options options;
    options.fit.maxIterations = 17;
    options.fit.chi2Tolerance = 1.0 / 3;
    options.policy = MinimumPolicy::NearestInteractionPoint;
    options.kinematic.constraint = KinematicConstraint::Energy;
    options.kinematic.origin = PhotonOrigin::Vertex;
    options.photon = 2;
    const FitCase saved = caseOf(PairBuilder::promptOfMass(0.017).tracks(), options);
    ASSERT_TRUE(writeFitCase(saved, folder / "a.fitcase.json"));
    const auto read = readFitCase(folder / "a.fitcase.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->id, saved.id);
    for (int track = 0; track < 2; ++track) {
        EXPECT_EQ(read->tracks[track].helix.parameters(), saved.tracks[track].helix.parameters());
        EXPECT_EQ(read->tracks[track].covariance, saved.tracks[track].covariance);
    }
    EXPECT_EQ(read->options.fit.maxIterations, 17);
    EXPECT_EQ(read->options.fit.chi2Tolerance, 1.0 / 3);
    EXPECT_EQ(read->options.policy, MinimumPolicy::NearestInteractionPoint);
    EXPECT_EQ(read->options.kinematic, options.kinematic);
    EXPECT_EQ(read->options.photon, 2U);
    EXPECT_EQ(read->observed.outcome, saved.observed.outcome);
    EXPECT_EQ(read->observed.vertex, saved.observed.vertex);
    EXPECT_TRUE(read->simulation);
    EXPECT_THAT(differences(*read, repeated(*read)), IsEmpty());
}

TEST(FitCase, KeepsNumbersThatAreNone) {
    const TemporaryFolder folder;
    TrackPair tracks = PairBuilder::conversionAt(2).tracks();
    tracks.positron.covariance(0, 0) = std::numeric_limits<double>::quiet_NaN();
    tracks.electron.covariance(1, 1) = std::numeric_limits<double>::infinity();
    const FitCase saved = caseOf(tracks);
    EXPECT_EQ(saved.observed.outcome, "BadCovariance");
    ASSERT_TRUE(writeFitCase(saved, folder / "bad.fitcase.json"));
    const auto read = readFitCase(folder / "bad.fitcase.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(std::isnan(read->tracks.positron.covariance(0, 0)));
    EXPECT_TRUE(std::isinf(read->tracks.electron.covariance(1, 1)));
    EXPECT_TRUE(std::isnan(read->observed.chi2));
    EXPECT_THAT(differences(*read, repeated(*read)), IsEmpty());
}

TEST(FitCase, KeepsPhotonsAndTruth) {
    const TemporaryFolder folder;
    FitCase saved = caseOf(PairBuilder::conversionAt(2).tracks());
    EXPECT_TRUE(saved.photons.empty() && !saved.truth);
    saved.photons.push_back(PhotonCluster{5, 1, -2, 0.1, 0.003, 1.0 / 3, Vector3(1, 2, 3)});
    saved.photons.push_back(PhotonCluster{4, 2, 1, 0.1, std::nan(""), 0.004, std::nullopt});
    saved.truth = PairTruth{PairClass::Conversion,
                            Vector3(1, 1, 0),
                            0.002,
                            std::array{Vector3(1, 0, 0), Vector3(0, 1, 0)},
                            Vector3(0, 0, 0.01),
                            std::array{EnergyLoss{0.3, 0.2, 1.4}, EnergyLoss{}},
                            "PXD_L1"};
    ASSERT_TRUE(writeFitCase(saved, folder / "a.fitcase.json"));
    const auto file = readPairs(folder / "a.fitcase.json");
    ASSERT_TRUE(file) << file.error().message;
    const PairEvent event = file->pairs->event(0);
    ASSERT_EQ(event.photons.size(), 2u);
    EXPECT_EQ(event.photons[0].phiError, 1.0 / 3);
    EXPECT_EQ(event.photons[0].position, Vector3(1, 2, 3));
    EXPECT_TRUE(std::isnan(event.photons[1].thetaError) && !event.photons[1].position);
    ASSERT_TRUE(event.truth && event.truth->losses && event.truth->momenta);
    EXPECT_EQ(event.truth->pairClass, PairClass::Conversion);
    EXPECT_EQ(event.truth->production, Vector3(0, 0, 0.01));
    EXPECT_EQ((*event.truth->losses)[0].hardestRadius, 1.4);
    EXPECT_TRUE(std::isnan((*event.truth->losses)[1].total));
    EXPECT_EQ(event.truth->layer, "PXD_L1");
}

TEST(FitCase, SaysWhatIsDifferentNow) {
    FitCase fitCase = caseOf(PairBuilder::promptOfMass(0.017).tracks());
    fitCase.observed.chi2 += 0.5;
    fitCase.observed.outcome = "NotConverged";
    EXPECT_THAT(differences(fitCase, repeated(fitCase)),
                ElementsAre(HasSubstr("the outcome was NotConverged"), HasSubstr("chi2 was 0.5")));
}

TEST(FitCase, OpensLikeAnyTableOfPairs) {
    const TemporaryFolder folder;
    const FitCase saved = caseOf(PairBuilder::promptOfMass(0.017).tracks());
    ASSERT_TRUE(writeFitCase(saved, folder / "a.fitcase.json"));
    const auto file = readPairs(folder / "a.fitcase.json");
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->pairs->rows(), 1U);
    EXPECT_EQ(file->pairs->id(0), saved.id);
    EXPECT_EQ(file->pairs->event(0).tracks.positron.helix.parameters(),
              saved.tracks.positron.helix.parameters());
    EXPECT_TRUE(file->pairs->contents().simulation);
}

TEST(FitCase, NamesWhatIsWrongWithAFile) {
    const TemporaryFolder folder;
    ASSERT_TRUE(writeFitCase(caseOf(PairBuilder::promptOfMass(0.017).tracks()), folder / "a.fitcase.json"));
    const std::string good = bytesOf(folder / "a.fitcase.json");
    const auto messageOf = [&](const std::string& text) {
        written(folder / "b.fitcase.json", text);
        const auto read = readFitCase(folder / "b.fitcase.json");
        EXPECT_FALSE(read);
        return read ? std::string{} : read.error().message;
    };
    EXPECT_THAT(messageOf("{"), HasSubstr("not JSON"));
    EXPECT_THAT(messageOf("[1]"), HasSubstr("\"pairscopeFitCase\" is missing"));
    EXPECT_THAT(messageOf(replaced(good, "\"pairscopeFitCase\": 1", "\"pairscopeFitCase\": 99")),
                HasSubstr("reads version 1"));
    EXPECT_THAT(messageOf(replaced(good, "\"omega\"", "\"omeja\"")), HasSubstr("\"omega\" is missing"));
    EXPECT_THAT(messageOf(replaced(good, "\"opening\": \"free\"", "\"opening\": \"wide\"")),
                HasSubstr("\"opening\": \"wide\" is not known"));
    EXPECT_THAT(messageOf(replaced(good, "\"covariance\": [", "\"covariance\": [1,")),
                HasSubstr("not a 5 x 5 matrix"));
}

/// A case saved with "Save as test case" and put into tests/data/cases is repeated here.
TEST(FitCase, EverySavedCaseComesOutAsItDid) {
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PAIRSCOPE_TEST_DATA "/cases")) {
        const auto fitCase = readFitCase(entry.path());
        ASSERT_TRUE(fitCase) << fitCase.error().message;
        EXPECT_THAT(differences(*fitCase, repeated(*fitCase)), IsEmpty()) << entry.path();
        ++cases;
    }
    EXPECT_GE(cases, 4U);
}
