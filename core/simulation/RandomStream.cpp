#include "core/simulation/RandomStream.h"

#include "core/math/Units.h"

#include <bit>
#include <cmath>

namespace pairscope {

namespace {

/// Scatters neighbouring numbers over all 64 bits (the finaliser of SplitMix64: Steele, Lea & Flood, OOPSLA
/// 2014), so that seeds 1, 2, 3 and indices 0, 1, 2 give unrelated streams.
std::uint64_t scatter(std::uint64_t bits) {
    bits += 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

} // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t index) : m_state{} {
    std::uint64_t word = scatter(seed) + index;
    for (std::uint64_t& state : m_state)
        state = word = scatter(word);
}

std::uint64_t RandomStream::bits() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double RandomStream::exponential() {
    return -std::log(1 - uniform());
}

unsigned RandomStream::poisson(double mean) {
    unsigned count = 0;
    for (double sum = exponential(); sum < mean; sum += exponential())
        ++count;
    return count;
}

double RandomStream::normal() {
    if (m_hasSpareNormal) {
        m_hasSpareNormal = false;
        return m_spareNormal;
    }
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    const double angle = 2 * kPi * uniform();
    m_spareNormal = radius * std::sin(angle);
    m_hasSpareNormal = true;
    return radius * std::cos(angle);
}

std::uint64_t RandomStream::below(std::uint64_t count) {
    const std::uint64_t excess = (0 - count) % count; // 2^64 modulo count
    std::uint64_t number = bits();
    while (number < excess)
        number = bits();
    return number % count;
}

} // namespace pairscope
