#include "app/window/DrawContactSheets.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

#include <gmock/gmock.h>

namespace pairscope {
namespace {

using testing::HasSubstr;

/// Pages of plain squares in a colour of each cell.
class DrawContactSheets : public testing::Test {
protected:
    [[nodiscard]] SheetPage page(std::size_t number) const {
        SheetPage page{"squares", "page", {}};
        const SheetLayout layout(m_sheets);
        for (int i = 0; i < m_sheets.columns; ++i) {
            SheetCell cell;
            cell.picture = {layout.picture.width, layout.picture.height, {}};
            const std::size_t pixels = static_cast<std::size_t>(layout.picture.width) *
                                       static_cast<std::size_t>(layout.picture.height);
            for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                for (const unsigned value :
                     {20U * static_cast<unsigned>(number), 60U * static_cast<unsigned>(i), 99U, 255U})
                    cell.picture.rgba.push_back(static_cast<std::uint8_t>(value));
            cell.id = "1/2/3/4";
            cell.verdicts = {{"fake", "#d55e00"}};
            cell.lines = {"M before", "after"};
            page.cells.push_back(std::move(cell));
        }
        return page;
    }
    [[nodiscard]] std::string paint(const std::string& name, std::size_t pages) {
        m_sheets.file = m_folder.filePath(QString::fromStdString(name)).toStdString();
        m_sheets.pages = pages;
        return paintContactSheets(m_sheets, [this](std::size_t number) { return page(number); });
    }
    [[nodiscard]] QStringList files() const {
        return QDir(m_folder.path()).entryList(QDir::Files, QDir::Name);
    }

    QTemporaryDir m_folder;
    ContactSheets m_sheets{"", 2, 1, true, 1, "Pairscope test"};
};

TEST_F(DrawContactSheets, PaintsEachPictureInItsPlace) {
    EXPECT_EQ(paint("out.png", 2), "");
    EXPECT_EQ(files(), QStringList({"out-1.png", "out-2.png"}));
    const QImage image(m_folder.filePath("out-2.png"));
    const SheetLayout layout(m_sheets);
    ASSERT_EQ(image.size(), QSize(layout.page.width, layout.page.height));
    for (const std::size_t i : {0U, 1U}) {
        const auto box = layout.cell(i);
        EXPECT_EQ(image.pixelColor(box.x + box.width / 2, box.y + layout.picture.height / 2),
                  QColor(20, 60 * static_cast<int>(i), 99));
        // the colour of the verdict stands on the second line below
        const int y = box.y + layout.picture.height + layout.lineHeight * 3 / 2;
        EXPECT_EQ(image.pixelColor(box.x + layout.textHeight / 3, y), QColor("#d55e00"));
    }
    EXPECT_EQ(image.pixelColor(2, 2), QColor(Qt::white));
}

TEST_F(DrawContactSheets, WritesOnePdfWithAllPages) {
    EXPECT_EQ(paint("out.pdf", 3), "");
    EXPECT_EQ(files(), QStringList({"out.pdf"}));
    QFile file(m_folder.filePath("out.pdf"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_TRUE(bytes.startsWith("%PDF-"));
    EXPECT_TRUE(bytes.trimmed().endsWith("%%EOF"));
    EXPECT_TRUE(bytes.contains("/Count 3"));
}

TEST_F(DrawContactSheets, LeavesNothingWhenAPageIsMissing) {
    for (const char* name : {"out.png", "out.pdf"}) {
        m_sheets.file = m_folder.filePath(name).toStdString();
        m_sheets.pages = 3;
        const auto next = [this](std::size_t number) -> tl::expected<SheetPage, std::string> {
            if (number == 2) return tl::unexpected(std::string("stopped"));
            return page(number);
        };
        EXPECT_EQ(paintContactSheets(m_sheets, next), "stopped");
        EXPECT_TRUE(files().isEmpty());
    }
}

TEST_F(DrawContactSheets, SaysWhereItCannotWrite) {
    EXPECT_THAT(paint("none/out.pdf", 1), HasSubstr("cannot be written"));
    EXPECT_THAT(paint("none/out.png", 1), HasSubstr("cannot be written"));
}

} // namespace
} // namespace pairscope
