#include "core/io/FileFormat.h"

#include "core/io/FitCase.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

namespace pairscope {

namespace {

using Kind = FileError::Kind;
namespace fs = std::filesystem;

constexpr std::string_view kGzipSignature = "\x1f\x8b";
constexpr std::string_view kHdf5Signature = "\x89HDF\r\n\x1a\n";

struct Foreign {
    std::string_view signature;
    std::string_view advice;
};
constexpr std::array kForeign{
    Foreign{"root", "a ROOT file; write the list with VariablesToTable as .h5 or .csv instead"},
    Foreign{"PAR1", "a Parquet file; write the list as .h5 or .csv instead"},
    Foreign{"ARROW1", "a Feather file; write the list as .h5 or .csv instead"},
    Foreign{"PK\x03\x04", "a zip archive; unpack it first"},
    Foreign{"BZh", "packed with bzip2; unpack it first or pack it with gzip"},
    Foreign{"\xFD"
            "7zXZ",
            "packed with xz; unpack it first or pack it with gzip"},
    Foreign{"\x28\xB5\x2F\xFD", "packed with zstd; unpack it first or pack it with gzip"},
};

tl::unexpected<FileError> fail(Kind kind, std::string message) {
    return tl::unexpected(FileError{kind, std::move(message), {}});
}

bool endsWith(const fs::path& file, std::string_view ending) {
    std::string name = file.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.ends_with(ending);
}

std::optional<FileFormat> formatOfEnding(const fs::path& file) {
    if (endsWith(file, ".csv")) return FileFormat::Csv;
    if (endsWith(file, ".csv.gz")) return FileFormat::CsvGzip;
    for (const std::string_view ending : {".h5", ".hdf5", ".hdf"})
        if (endsWith(file, ending)) return FileFormat::Hdf5;
    return std::nullopt;
}

tl::expected<void, FileError> checkRegular(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found)
        return fail(Kind::NotFound, fmt::format("{} does not exist.", file.string()));
    if (error)
        return fail(Kind::CannotRead, fmt::format("{} cannot be read: {}.", file.string(), error.message()));
    if (status.type() == fs::file_type::directory)
        return fail(Kind::IsDirectory,
                    fmt::format("{} is a folder; expected a .csv, .csv.gz or .h5 file.", file.string()));
    if (status.type() != fs::file_type::regular)
        return fail(Kind::CannotRead, fmt::format("{} is not an ordinary file.", file.string()));
    return {};
}

tl::expected<std::string, FileError> firstBytes(const fs::path& file, std::size_t count) {
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(count, '\0');
    if (stream) stream.read(bytes.data(), static_cast<std::streamsize>(count));
    if (!stream.is_open() || stream.bad())
        return fail(Kind::CannotRead, fmt::format("{} cannot be read: {}.", file.string(),
                                                  std::generic_category().message(errno)));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    if (bytes.empty()) return fail(Kind::Empty, fmt::format("{} is empty (0 bytes).", file.string()));
    return bytes;
}

/// HDF5 allows a block of the user's own in front, of 512 bytes or a power of two times that.
bool isHdf5(std::string_view bytes) {
    for (std::size_t offset = 0; offset + kHdf5Signature.size() <= bytes.size();
         offset = offset == 0 ? 512 : 2 * offset)
        if (bytes.substr(offset).starts_with(kHdf5Signature)) return true;
    return false;
}

} // namespace

tl::expected<FileFormat, FileError> formatOfContent(const fs::path& file) {
    if (auto regular = checkRegular(file); !regular) return tl::unexpected(regular.error());
    const auto bytes = firstBytes(file, 4096);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->starts_with(kGzipSignature)) return FileFormat::CsvGzip;
    if (isHdf5(*bytes)) return FileFormat::Hdf5;
    for (const Foreign& foreign : kForeign)
        if (bytes->starts_with(foreign.signature))
            return fail(Kind::UnknownFormat, fmt::format("{} is {}.", file.string(), foreign.advice));
    if (endsWith(file, FitCase::kEnding)) return FileFormat::FitCase;
    const auto ending = formatOfEnding(file);
    if (!ending)
        return fail(Kind::UnknownFormat,
                    fmt::format("{} is of no known kind; expected .csv, .csv.gz or .h5.", file.string()));
    if (*ending == FileFormat::Hdf5)
        return fail(
            Kind::BadFormat,
            fmt::format("{} is not an HDF5 file, whatever its name says (its first bytes are others).",
                        file.string()));
    if (*ending == FileFormat::CsvGzip) return FileFormat::Csv;
    if (bytes->find('\0') != std::string::npos)
        return fail(Kind::BadFormat, fmt::format("{} is not a text file, whatever its name says (it has zero "
                                                 "bytes; UTF-16 must be saved as UTF-8).",
                                                 file.string()));
    return FileFormat::Csv;
}

tl::expected<FileFormat, FileError> formatOfName(const fs::path& file) {
    if (const auto format = formatOfEnding(file)) return *format;
    return fail(Kind::UnknownFormat,
                fmt::format("{} has no ending that says what to write; expected .csv, .csv.gz, .h5 or .hdf5.",
                            file.string()));
}

} // namespace pairscope
