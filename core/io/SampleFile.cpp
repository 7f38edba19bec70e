#include "core/io/SampleFile.h"

#include "core/io/PairWriter.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

namespace pairscope {

namespace {

/// Rows that are made at a time: some tens of megabytes.
constexpr std::size_t kChunkRows = 50'000;

using Written = tl::expected<void, FileError>;

/// Writes one chunk while the next one is made.
class ChunkQueue {
public:
    explicit ChunkQueue(PairWriter& writer) : m_writer(writer) {}

    /// Waits for the chunk before. @return what came of that one
    [[nodiscard]] Written push(std::shared_ptr<const PairTable> chunk) {
        Written before = wait();
        if (before)
            m_writing = std::async(std::launch::async, [&writer = m_writer, chunk = std::move(chunk)] {
                return writer.append(*chunk);
            });
        return before;
    }
    [[nodiscard]] Written wait() { return m_writing.valid() ? m_writing.get() : Written{}; }

private:
    PairWriter& m_writer;
    std::future<Written> m_writing; ///< its destructor waits
};

} // namespace

tl::expected<std::vector<ClassYield>, FileError> writeSample(const SampleGenerator& generator,
                                                             const std::filesystem::path& file,
                                                             const std::stop_token& stop,
                                                             const Progress& progress) {
    auto writer = PairWriter::create(file, SampleGenerator::contents());
    if (!writer) return tl::unexpected(writer.error());
    const std::size_t rows = generator.rows();
    std::vector<ClassYield> yields = generator.classes();
    ChunkQueue queue(*writer);
    for (std::size_t first = 0; first < rows; first += kChunkRows) {
        const std::size_t count = std::min(kChunkRows, rows - first);
        const auto told = [&](double done) {
            progress((static_cast<double>(first) + done * static_cast<double>(count)) /
                     static_cast<double>(rows));
        };
        auto chunk = generator.make(first, count, yields, stop, progress ? Progress(told) : Progress{});
        if (!chunk)
            return tl::unexpected(
                FileError{FileError::Kind::Cancelled,
                          fmt::format("Generating {} was stopped; nothing of it is left.", file.string()),
                          {}});
        if (auto written = queue.push(std::move(chunk)); !written) return tl::unexpected(written.error());
    }
    if (auto written = queue.wait(); !written) return tl::unexpected(written.error());
    if (auto finished = writer->finish(); !finished) return tl::unexpected(finished.error());
    return yields;
}

} // namespace pairscope
