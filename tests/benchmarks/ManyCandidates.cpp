#include "tests/benchmarks/ManyCandidates.h"

#include "core/candidate/Reconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/TestDetector.h"

#include <Eigen/Geometry>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr std::size_t kDifferent = 8'000; ///< pairs; a candidate with its traces takes some kilobytes
constexpr double kBytesPerRow = 950;

/// Free for programs, bytes; 0 where the system does not say.
double availableMemory() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    double kilobytes = 0;
    std::string unit;
    while (file >> name >> kilobytes >> unit)
        if (name == "MemAvailable:") return kilobytes * 1024;
    return 0;
}

void checkMemory(std::size_t rows) {
    const double needed = kBytesPerRow * static_cast<double>(rows);
    const double available = availableMemory();
    if (available > 0 && needed > 0.6 * available)
        throw std::runtime_error(fmt::format("{} rows need about {:.1f} GB, the machine has {:.1f} GB free",
                                             rows, needed * 1e-9, available * 1e-9));
}

const std::shared_ptr<const PairTable>& differentPairs() {
    static const std::shared_ptr<const PairTable> pairs = [] {
        SampleOptions options;
        options.conversions = kDifferent / 2;
        options.promptPairs = kDifferent / 4;
        options.darkPhotons = {{0.03, 1e-4, kDifferent / 4}};
        return generateSample(test::belle2Detector(), options);
    }();
    return pairs;
}

/// One candidate that is turned and smeared again and again; the numbers it began with are kept.
class Varied {
public:
    explicit Varied(Candidate candidate) : m_candidate(std::move(candidate)), m_original(m_candidate) {}

    const Candidate& next(std::mt19937_64& random) {
        const double turn = kPi * m_uniform(random);
        const double scale = 1 + 0.01 * m_uniform(random);
        m_candidate.massBefore.value = scale * m_original.massBefore.value;
        m_candidate.plane.kT = scale * m_original.plane.kT;
        m_candidate.plane.kL = m_original.plane.kL + 1e-4 * m_uniform(random);
        if (!m_candidate.fit) return m_candidate;
        for (std::size_t i = 0; i < m_candidate.fit->minima.size(); ++i) {
            auto& parameters = m_candidate.fit->minima[i].parameters;
            const Vector3 vertex = m_original.fit->minima[i].vertex();
            parameters.head<2>() = scale * (Eigen::Rotation2Dd(turn) * vertex.head<2>());
            parameters[kVertexZ] = vertex.z() + 0.1 * m_uniform(random);
            VertexStage& stage = m_candidate.stages[i];
            stage.rho.value = scale * m_original.stages[i].rho.value;
            stage.mass.value = m_original.stages[i].mass.value * (2 - scale);
            stage.deltaM.value = stage.mass.value - m_candidate.massBefore.value;
        }
        return m_candidate;
    }

private:
    Candidate m_candidate;
    Candidate m_original;
    std::uniform_real_distribution<double> m_uniform{-1, 1};
};

std::vector<Varied> variedCandidates(const std::shared_ptr<const DetectorModel>& detector) {
    const Reconstruction reconstruction(detector);
    std::vector<Varied> candidates;
    for (std::size_t row = 0; row < kDifferent; ++row)
        candidates.emplace_back(reconstruction(differentPairs()->event(row)));
    return candidates;
}

} // namespace

std::shared_ptr<const PairTable> manyPairs(std::size_t rows) {
    checkMemory(rows);
    PairTable::Contents contents = differentPairs()->contents();
    contents.photons = 1; // as most files have it
    auto pairs = std::make_shared<PairTable>(contents, rows);
    for (std::size_t row = 0; row < rows; ++row) {
        PairEvent event = differentPairs()->event(row % kDifferent);
        event.photons.resize(std::min<std::size_t>(event.photons.size(), 1));
        event.id = {26, 1000 + static_cast<std::int32_t>(row >> 16), static_cast<std::uint32_t>(row), 0};
        pairs->setEvent(row, event);
    }
    return pairs;
}

const ManyCandidates& manyCandidates(std::size_t rows) {
    static ManyCandidates many;
    if (many.table && many.table->rows() == rows) return many;
    many = {};
    checkMemory(rows);
    const auto detector = test::belle2Detector();
    std::vector<Varied> candidates = variedCandidates(detector);
    std::mt19937_64 random(1);
    auto table = std::make_shared<CandidateTable>(manyPairs(rows), detector);
    for (std::size_t row = 0; row < rows; ++row)
        table->set(row, candidates[row % kDifferent].next(random));
    many = {detector, std::move(table), RowSet::all(rows)};
    return many;
}

} // namespace pairscope
