#include "core/io/OutputFile.h"

#include <cerrno>
#include <system_error>

namespace pairscope {

OutputFile::OutputFile(const PendingFile& file)
    : m_pending(file), m_file(std::fopen(file.path().c_str(), "wb")) {
    if (!m_file) m_error = errno;
}

void OutputFile::write(std::string_view bytes) {
    if (m_error == 0 && std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
        m_error = errno;
}

tl::expected<void, FileError> OutputFile::finish() {
    if (m_file && std::fclose(m_file.release()) != 0 && m_error == 0) m_error = errno;
    return state();
}

tl::expected<void, FileError> OutputFile::state() const {
    if (m_error == 0) return {};
    return tl::unexpected(m_pending.failure(std::generic_category().message(m_error)));
}

tl::expected<void, FileError> writeWholeFile(std::string_view text, const std::filesystem::path& file) {
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(pending.error());
    OutputFile output(*pending);
    output.write(text);
    if (auto written = output.finish(); !written) return written;
    return pending->commit();
}

} // namespace pairscope
