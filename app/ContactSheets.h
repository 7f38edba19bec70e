#pragma once

#include "render/Image.h"
#include "render/View2D.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace pairscope {

/// Contact sheets as asked for: small pictures of candidates on pages of A4.
struct ContactSheets {
    std::filesystem::path file; ///< .pdf with all pages; .png, of several pages "OUT-1.png", "OUT-2.png", ...
    int columns = 3;            ///< at most kMostColumns
    int rows = 4;               ///< at most kMostRows
    bool light = true;
    std::size_t pages = 0;
    std::string program; ///< "Pairscope 0.1.0", for the file's own description

    static constexpr int kMostColumns = 5;
    static constexpr int kMostRows = 8;
    [[nodiscard]] bool isPdf() const { return file.extension() == ".pdf"; }
    /// Where a page goes. @param page from 0
    [[nodiscard]] std::filesystem::path fileOf(std::size_t page) const;
};

/// Where everything is on a page, in its pixels.
struct SheetLayout {
    explicit SheetLayout(const ContactSheets& sheets);

    struct Box {
        int x = 0;
        int y = 0;
        int width = 0;
        int height = 0;
    };
    int dotsPerInch = 0;
    Box page;
    Box title;
    PictureSize picture; ///< at the top of each cell
    int lineHeight = 0;  ///< of the text below
    int textHeight = 0;  ///< of its letters

    /// Where the cell of a candidate is. @param place on the page, from 0, row by row
    [[nodiscard]] Box cell(std::size_t place) const;

private:
    int m_columns;
    Box m_firstCell;
    int m_gap;
};

/// A verdict with its colour.
struct SheetVerdict {
    std::string text;   ///< "conversion: anna, ben"
    std::string colour; ///< "#rrggbb"; empty for none

    bool operator==(const SheetVerdict&) const = default;
};

/// A candidate on a page.
struct SheetCell {
    Image picture;
    std::string id;
    std::vector<SheetVerdict> verdicts;
    std::vector<std::string> lines; ///< kNumberLines of them

    static constexpr int kNumberLines = 2;
};

struct SheetPage {
    std::string title;
    std::string corner; ///< "page 1 of 5"
    std::vector<SheetCell> cells;
};

/// Gives one page after the other, or why there is none.
using NextSheet = std::function<tl::expected<SheetPage, std::string>(std::size_t page)>;

/// Draws them, all or none. Text needs Qt, which commands do not know: the program hands this in.
/// @return why it could not, in words; empty when they are written
using DrawSheets = std::function<std::string(const ContactSheets&, const NextSheet&)>;

} // namespace pairscope
