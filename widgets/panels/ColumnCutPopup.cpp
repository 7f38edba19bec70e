#include "widgets/panels/ColumnCutPopup.h"

#include "core/analysis/ColumnRange.h"
#include "widgets/models/QuantityText.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

namespace pairscope {

namespace {

constexpr int kMostWordsInSight = 12;

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// How often each number stands in the column.
std::map<double, std::size_t> counts(const ColumnView& column) {
    std::map<double, std::size_t> counted;
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!std::isnan(column[row])) ++counted[column[row]];
    return counted;
}

} // namespace

ColumnCutPopup::ColumnCutPopup(const std::shared_ptr<const CandidateTable>& table, CandidateColumn column,
                               const std::optional<ColumnCut>& cut, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_column(column), m_problem(new QLabel(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAttribute(Qt::WA_DeleteOnClose);
    const ColumnInfo& about = info(column);
    setAccessibleName(tr("Cut on %1").arg(fromView(about.title)));
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the input is refused"));
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    auto* title = new QLabel(
        tr("<b>Cut on %1</b>")
            .arg(titleWithUnit(fromView(about.title), fromView(about.displayUnit)).toHtmlEscaped()),
        this);
    layout->addWidget(title);
    if (about.text)
        buildWords(*table, cut);
    else
        buildBounds(*table, cut);
    layout->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    auto* applies = new QPushButton(tr("Apply"), this);
    auto* removes = new QPushButton(tr("No cut"), this);
    buttons->addStretch(1);
    buttons->addWidget(removes);
    buttons->addWidget(applies);
    layout->addLayout(buttons);
    connect(applies, &QPushButton::clicked, this, &ColumnCutPopup::apply);
    connect(removes, &QPushButton::clicked, this, [this] {
        emit cutChosen(std::nullopt);
        close();
    });
}

void ColumnCutPopup::buildBounds(const CandidateTable& table, const std::optional<ColumnCut>& cut) {
    const double factor = info(m_column).displayFactor;
    const auto field = [&](const std::optional<double>& bound, const QString& name) {
        auto* line = new QLineEdit(this);
        if (bound) line->setText(plainText(significantText(*bound * factor, 6)));
        line->setPlaceholderText(tr("open"));
        line->setAccessibleName(name);
        connect(line, &QLineEdit::returnPressed, this, &ColumnCutPopup::apply);
        return line;
    };
    const ClosedRange range = cut ? cut->range : ClosedRange{};
    m_low = field(range.low, tr("Lower bound"));
    m_high = field(range.high, tr("Upper bound"));
    auto* form = new QFormLayout;
    form->addRow(tr("from"), m_low);
    form->addRow(tr("to"), m_high);
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    if (const auto there = fullRange(table.column(m_column), RowSet::all(table.rows())))
        layout()->addWidget(new QLabel(
            tr("all: %1 to %2; bounds belong to the cut")
                .arg(significantText(there->low * factor, 4), significantText(there->high * factor, 4)),
            this));
}

void ColumnCutPopup::buildWords(const CandidateTable& table, const std::optional<ColumnCut>& cut) {
    auto* list = new QWidget(this);
    auto* lines = new QVBoxLayout(list);
    lines->setContentsMargins(4, 2, 4, 2);
    const auto there = counts(table.column(m_column));
    for (const auto& [number, word] : table.words(m_column)) {
        const auto counted = there.find(number);
        if (counted == there.end()) continue;
        auto* box = new QCheckBox(tr("%1  (%2)").arg(fromView(word), countText(counted->second)), list);
        box->setProperty("word", fromView(word));
        box->setChecked(!cut || std::find(cut->words.begin(), cut->words.end(), word) != cut->words.end());
        lines->addWidget(box);
        m_words.push_back(box);
    }
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    const int line = fontMetrics().height() + 10;
    scroll->setMinimumHeight(line * std::min(kMostWordsInSight, static_cast<int>(m_words.size()) + 1));
    layout()->addWidget(scroll);
}

bool ColumnCutPopup::read(const QLineEdit& field, std::optional<double>& bound) {
    bound.reset();
    QString text = plainText(field.text().trimmed());
    if (text.isEmpty()) return true;
    bool isNumber = false;
    const double shown = text.replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber || !std::isfinite(shown)) {
        m_problem->setText(tr("“%1” is not a number; leave it empty for an open end.").arg(field.text()));
        m_problem->show();
        return false;
    }
    bound = shown / info(m_column).displayFactor;
    return true;
}

void ColumnCutPopup::apply() {
    ColumnCut cut;
    cut.column = m_column;
    if (m_low) {
        if (!read(*m_low, cut.range.low) || !read(*m_high, cut.range.high)) return;
        if (cut.range.low && cut.range.high && *cut.range.low > *cut.range.high) {
            m_problem->setText(tr("The lower bound must not be above the upper one."));
            m_problem->show();
            return;
        }
        const bool none = !cut.range.low && !cut.range.high;
        emit cutChosen(none ? std::nullopt : std::optional(cut));
    } else {
        for (const QCheckBox* box : m_words)
            if (box->isChecked()) cut.words.push_back(box->property("word").toString().toStdString());
        if (cut.words.empty()) {
            m_problem->setText(tr("At least one must pass."));
            m_problem->show();
            return;
        }
        emit cutChosen(cut.words.size() == m_words.size() ? std::nullopt : std::optional(cut));
    }
    close();
}

QString ColumnCutPopup::problem() const {
    return m_problem->text();
}

} // namespace pairscope
