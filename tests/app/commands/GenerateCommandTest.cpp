#include "app/commands/Interrupt.h"
#include "core/io/PairSource.h"
#include "tests/app/commands/TestProgram.h"
#include "tests/core/io/FileSizeLimit.h"

#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class GenerateCommand : public testing::Test {
protected:
    /// generate -o OUT and more arguments
    [[nodiscard]] ProgramRun generate(std::vector<std::string> more) const {
        std::vector<std::string> args{"generate", "-o", m_out};
        args.insert(args.end(), more.begin(), more.end());
        return run(args);
    }
    [[nodiscard]] PairFile written() const { return readPairs(m_out).value(); }
    /// Refused with these words, and nothing is left.
    void expectRefused(const ProgramRun& program, int status, const std::string& words) const {
        EXPECT_EQ(program.status, status) << program.err;
        EXPECT_THAT(program.err, HasSubstr(words));
        EXPECT_THAT(program.out, IsEmpty());
        EXPECT_THAT(m_folder.list(), IsEmpty());
    }

    TemporaryFolder m_folder;
    std::string m_out = m_folder.path("out.h5");
};

TEST_F(GenerateCommand, WritesEveryClassWithItsTruth) {
    const ProgramRun program = generate({"--signal", "30", "--mass", "17", "50", "--epsilon", "1e-3", "1e-4",
                                         "--conversions", "40", "--prompt", "20", "--seed", "5"});
    EXPECT_EQ(program.status, 0) << program.err;
    EXPECT_THAT(program.err, IsEmpty());
    EXPECT_THAT(program.out, HasSubstr("Simulation: 120 pairs, seed 5, Belle II, Run 2"));
    EXPECT_THAT(program.out, HasSubstr("A' 17 MeV, epsilon 0.001"));
    EXPECT_THAT(program.out, HasSubstr("A' 50 MeV, epsilon 0.0001"));
    EXPECT_THAT(program.out, HasSubstr("luminosity [1/fb]"));
    const PairFile file = written();
    EXPECT_EQ(file.badRows, 0u);
    EXPECT_TRUE(file.pairs->contents().simulation && file.pairs->contents().truth);
    std::array<int, 4> counts{};
    int heavy = 0;
    for (std::size_t row = 0; row < file.pairs->rows(); ++row) {
        ++counts[static_cast<std::size_t>(file.pairs->pairClass(row))];
        heavy += std::abs(*file.pairs->event(row).truth->mass - 0.05) < 1e-9 ? 1 : 0;
    }
    EXPECT_THAT(counts, ElementsAre(0, 60, 40, 20));
    EXPECT_EQ(heavy, 30);
}

TEST_F(GenerateCommand, TheSummaryAsJsonAddsUp) {
    const ProgramRun program = generate({"--conversions", "200", "--signal", "50", "--json"});
    const auto summary = program.json();
    EXPECT_EQ(summary["simulation"], true);
    EXPECT_EQ(summary["rows"], 250);
    ASSERT_EQ(summary["classes"].size(), 2u);
    const auto& conversions = summary["classes"][1];
    EXPECT_EQ(conversions["class"], "conversion");
    EXPECT_EQ(conversions["kept"], 200);
    const double efficiency = 200 / conversions["tried"].get<double>();
    EXPECT_NEAR(conversions["efficiency"].get<double>(), efficiency, 1e-12);
    EXPECT_NEAR(conversions["luminosityPerFb"].get<double>() *
                    conversions["visibleCrossSectionNb"].get<double>() * 1e6,
                200, 1e-6);
    EXPECT_EQ(summary["output"], m_out);
}

TEST_F(GenerateCommand, TheSameSeedGivesTheSameFileAndAnotherOneAnother) {
    m_out = m_folder.path("out.csv");
    ASSERT_EQ(generate({"--conversions", "20", "--seed", "3"}).status, 0);
    const std::string first = read(m_out);
    ASSERT_EQ(generate({"--conversions", "20", "--seed", "3"}).status, 0);
    EXPECT_EQ(read(m_out), first);
    ASSERT_EQ(generate({"--conversions", "20", "--seed", "4"}).status, 0);
    EXPECT_NE(read(m_out), first);
}

TEST_F(GenerateCommand, ALuminosityGivesTheNumbers) {
    const auto summary =
        generate({"--luminosity", "0.01", "--classes", "conversions,prompt", "--json"}).json();
    ASSERT_EQ(summary["classes"].size(), 2u);
    for (const auto& made : summary["classes"]) {
        const double luminosity = made["luminosityPerFb"].get<double>();
        const double kept = made["kept"].get<double>();
        ASSERT_GT(kept, 10);
        EXPECT_NEAR(luminosity, 0.01, 0.01 * 6 / std::sqrt(kept)) << made["name"];
    }
}

TEST_F(GenerateCommand, SwitchesAndDetectorReachTheSimulation) {
    ASSERT_EQ(generate({"--conversions", "50", "--no-bremsstrahlung", "--no-scattering", "--no-ionisation",
                        "--detector", "run1"})
                  .status,
              0);
    const PairFile file = written();
    for (std::size_t row = 0; row < 50; ++row) {
        const PairEvent event = file.pairs->event(row);
        for (const EnergyLoss& loss : *event.truth->losses)
            EXPECT_EQ(loss.hardestPhoton, 0);
    }
}

TEST_F(GenerateCommand, BadParametersAreRefusedInWords) {
    using Args = std::vector<std::string>;
    const std::vector<std::pair<Args, std::string>> cases{
        {{}, "--signal, --conversions, --prompt (numbers of candidates) or --luminosity"},
        {{"--conversions", "0"}, "or --luminosity"},
        {{"--signal", "0"}, "at least one candidate"},
        {{"--conversions", "-5"}, "'-5' is no number of candidates"},
        {{"--conversions", "many"}, "'many' is no number of candidates"},
        {{"--conversions", "5000000000"}, "4 294 967 295"},
        {{"--signal", "5", "--mass", "-17"}, "mass"},
        {{"--signal", "5", "--mass", "1.0"}, "mass"},
        {{"--signal", "5", "--mass", "11000"}, "mass"},
        {{"--signal", "5", "--mass", "nan"}, "'nan' is no number"},
        {{"--signal", "5", "--epsilon", "0"}, "epsilon"},
        {{"--signal", "5", "--epsilon", "-1e-3"}, "epsilon"},
        {{"--signal", "5", "--mass", "5", "10", "17", "--epsilon", "1e-3", "1e-4"}, "2 values for 3 masses"},
        {{"--prompt", "5", "--max-prompt-mass", "1"}, "mass"},
        {{"--conversions", "5", "--track-efficiency", "0"}, "efficiency"},
        {{"--conversions", "5", "--track-efficiency", "1.5"}, "efficiency"},
        {{"--conversions", "5", "--seed", "x"}, "'x' is no seed"},
        {{"--conversions", "5", "--detector", "run3"}, "run3"},
        {{"--luminosity", "0"}, "above 0"},
        {{"--luminosity", "-1"}, "above 0"},
        {{"--luminosity", "1", "--conversions", "5"}, "excludes"},
        {{"--luminosity", "1", "--classes", "noise"}, "'noise' is no class"},
        {{"--luminosity", "1e-9", "--classes", "signal"}, "no candidate"},
        {{"--luminosity", "1e9"}, "too many"},
    };
    for (const auto& [args, words] : cases) {
        SCOPED_TRACE(testing::PrintToString(args));
        expectRefused(generate(args), 2, words);
    }
}

TEST_F(GenerateCommand, AnOutputThatCannotBeWrittenIsSaidAtOnce) {
    m_out = m_folder.path("nowhere/out.h5");
    expectRefused(generate({"--conversions", "100000000"}), 1, "No such file or directory");
    m_out = m_folder.path("out.root");
    expectRefused(generate({"--conversions", "5"}), 2, "out.root");
    m_out = "/dev/full";
    expectRefused(generate({"--conversions", "5"}), 2, "/dev/full");
    EXPECT_EQ(run({"generate", "--conversions", "5"}).status, 2);
}

TEST_F(GenerateCommand, AFullDiskLeavesNothing) {
    for (const char* name : {"out.h5", "out.csv", "out.csv.gz"}) {
        m_out = m_folder.path(name);
        const FileSizeLimit limit(50'000);
        expectRefused(generate({"--conversions", "3000"}), 1, "cannot be written: File too large");
    }
}

TEST_F(GenerateCommand, ARealFullDiskLeavesNothing) {
    const std::string disk = m_folder.path("disk");
    std::filesystem::create_directory(disk);
    const std::string mount = "mount -t tmpfs -o size=256k tmpfs '" + disk + "' 2>/dev/null";
    if (std::system(mount.c_str()) != 0) GTEST_SKIP() << "no small file system can be mounted here";
    for (const char* name : {"/out.h5", "/out.csv", "/out.csv.gz"}) {
        m_out = disk + name;
        const ProgramRun program = generate({"--conversions", "5000"});
        EXPECT_EQ(program.status, 1);
        EXPECT_THAT(program.err, HasSubstr("No space left on device"));
        EXPECT_TRUE(std::filesystem::is_empty(disk)) << name;
    }
    EXPECT_EQ(std::system(("umount '" + disk + "'").c_str()), 0);
}

TEST(Interrupt, CtrlCAsksForAStopAndASecondOneWouldEnd) {
    struct sigaction before {};
    ::sigaction(SIGINT, nullptr, &before);
    {
        const Interrupt interrupt;
        std::stop_token token = interrupt.token();
        EXPECT_FALSE(token.stop_requested());
        std::atomic<bool> told = false;
        const std::stop_callback callback(token, [&] {
            told = true;
            told.notify_all();
        });
        std::raise(SIGINT);
        told.wait(false);
        EXPECT_TRUE(token.stop_requested());
        struct sigaction now {};
        ::sigaction(SIGINT, nullptr, &now);
        EXPECT_EQ(now.sa_handler, SIG_DFL);
    }
    struct sigaction after {};
    ::sigaction(SIGINT, nullptr, &after);
    EXPECT_EQ(after.sa_handler, before.sa_handler);
}

TEST(Interrupt, EndsQuietlyWithoutASignal) {
    const Interrupt first;
    EXPECT_FALSE(first.token().stop_requested());
}

} // namespace
} // namespace pairscope::test
