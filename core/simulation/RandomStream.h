#pragma once

#include <cstdint>
#include <random>

namespace pairscope {

/// Random numbers of one simulated object. The stream depends on (seed, index) alone, so that objects can be
/// made in any order and on any thread. The generator is std::mt19937_64, whose output the standard fixes;
/// the distributions are written out here because the standard leaves the output of its own to the
/// implementation.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::uint64_t index);

    /// Uniform in [0, 1) on a grid of 2^-53.
    [[nodiscard]] double uniform();
    /// Uniform in [low, high). @pre low <= high
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Mean 0, standard deviation 1 (Box & Muller, Ann. Math. Stat. 29 (1958) 610; both numbers of a draw are
    /// used).
    [[nodiscard]] double normal();
    /// Uniform in {0, ..., count - 1}, without bias. @pre count > 0
    [[nodiscard]] std::uint64_t below(std::uint64_t count);

private:
    std::mt19937_64 m_engine;
    double m_spareNormal = 0;
    bool m_hasSpareNormal = false;
};

} // namespace pairscope
