#include "app/ContactSheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kPageWidth = 210;  // mm, A4
constexpr double kPageHeight = 297; // mm
constexpr double kMargin = 10;      // mm
constexpr double kTitle = 8;        // mm
constexpr double kGap = 4;          // mm
constexpr double kInch = 25.4;      // mm
/// Print needs more than a screen, on which a page is looked at as a whole.
constexpr int kPdfDots = 300;
constexpr int kPngDots = 200;
/// So many letters are to fit below a picture; their height is about twice their width.
constexpr double kLetters = 42;
constexpr double kLargestText = 3.4; // mm
constexpr double kTextHeights = 16;  // in a cell, so that the picture is most of it
constexpr double kLineSpacing = 1.3; // of the text's height
constexpr int kLines = 2 + SheetCell::kNumberLines;

} // namespace

std::filesystem::path ContactSheets::fileOf(std::size_t page) const {
    if (isPdf() || pages < 2) return file;
    std::filesystem::path numbered = file;
    numbered.replace_filename(
        fmt::format("{}-{}{}", file.stem().string(), page + 1, file.extension().string()));
    return numbered;
}

SheetLayout::SheetLayout(const ContactSheets& sheets)
    : dotsPerInch(sheets.isPdf() ? kPdfDots : kPngDots), m_columns(sheets.columns) {
    const auto pixels = [this](double length) {
        return static_cast<int>(std::lround(length / kInch * dotsPerInch));
    };
    const double width = (kPageWidth - 2 * kMargin - (sheets.columns - 1) * kGap) / sheets.columns;
    const double height = (kPageHeight - 2 * kMargin - kTitle - (sheets.rows - 1) * kGap) / sheets.rows;
    const double text = std::min({kLargestText, 2 * width / kLetters, height / kTextHeights});
    page = {0, 0, pixels(kPageWidth), pixels(kPageHeight)};
    title = {pixels(kMargin), pixels(kMargin), pixels(kPageWidth - 2 * kMargin), pixels(kTitle)};
    textHeight = pixels(text);
    lineHeight = pixels(text * kLineSpacing);
    m_firstCell = {pixels(kMargin), pixels(kMargin + kTitle), pixels(width), pixels(height)};
    m_gap = pixels(kGap);
    picture = {m_firstCell.width, m_firstCell.height - kLines * lineHeight};
}

SheetLayout::Box SheetLayout::cell(std::size_t place) const {
    const int row = static_cast<int>(place) / m_columns;
    const int column = static_cast<int>(place) % m_columns;
    Box box = m_firstCell;
    box.x += column * (box.width + m_gap);
    box.y += row * (box.height + m_gap);
    return box;
}

} // namespace pairscope
