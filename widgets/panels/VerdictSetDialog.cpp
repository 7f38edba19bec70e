#include "widgets/panels/VerdictSetDialog.h"

#include "widgets/models/FitNames.h"
#include "widgets/panels/VerdictKey.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pairscope {

namespace {

constexpr std::array kColours = {"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2",
                                 "#d55e00", "#cc79a7", "#999999", "#882255", "#117733"};
constexpr std::array kClasses = {std::pair(VerdictSetDialog::Signal, PairClass::Signal),
                                 std::pair(VerdictSetDialog::Conversion, PairClass::Conversion),
                                 std::pair(VerdictSetDialog::Prompt, PairClass::PromptPair)};

QTableWidgetItem* textItem(const std::string& text) {
    return new QTableWidgetItem(fromUtf8(text));
}

char freeKey(const VerdictSet& set) {
    for (const char key : std::string_view("1234567890")) // as many as there can be verdicts
        if (!set.byKey(key)) return key;
    return 0;
}

std::string freeColour(const VerdictSet& set) {
    for (const char* colour : kColours)
        if (std::none_of(set.kinds.begin(), set.kinds.end(),
                         [colour](const VerdictKind& kind) { return kind.colour == colour; }))
            return colour;
    return kColours.back();
}

} // namespace

VerdictSetDialog::VerdictSetDialog(const VerdictSet& verdicts, QWidget* parent)
    : QDialog(parent),
      m_table(new QTableWidget(0, ColumnCount, this)),
      m_reasons(new QPlainTextEdit(this)),
      m_problem(new QLabel(this)),
      m_add(new QPushButton(tr("Add"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_up(new QPushButton(tr("Up"), this)),
      m_down(new QPushButton(tr("Down"), this)),
      m_colour(new QPushButton(tr("Colour…"), this)) {
    setWindowTitle(tr("Verdicts of a scan"));
    setAccessibleName(tr("Verdicts of a scan"));
    build();
    setVerdicts(verdicts);
    connect(m_table, &QTableWidget::itemChanged, this, &VerdictSetDialog::check);
    connect(m_table, &QTableWidget::currentCellChanged, this, &VerdictSetDialog::check);
    connect(m_reasons, &QPlainTextEdit::textChanged, this, &VerdictSetDialog::check);
    resize(760, 480);
}

void VerdictSetDialog::build() {
    m_table->setAccessibleName(tr("Verdicts"));
    m_table->setHorizontalHeaderLabels(
        {tr("Key"), tr("Name"), tr("Colour"), tr("Meaning"), tr("A′"), tr("Conv."), tr("Prompt")});
    const std::array tips = {tr("1 to 9, 0, or a capital letter"),
                             tr("What journals and tables have"),
                             tr("#rrggbb"),
                             tr("Shown with the button"),
                             tr("Right for signal: a dark photon's pair"),
                             tr("Right for conversions"),
                             tr("Right for prompt pairs")};
    for (int column = 0; column < ColumnCount; ++column)
        m_table->horizontalHeaderItem(column)->setToolTip(tips[static_cast<std::size_t>(column)]);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Meaning, QHeaderView::Stretch);
    m_reasons->setAccessibleName(tr("Reasons, one a line"));
    m_reasons->setTabChangesFocus(true);
    m_reasons->setMaximumHeight(130);
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("What is wrong with the verdicts"));
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_table, 1);
    middle->addWidget(buildSide());
    auto* note =
        new QLabel(tr("Ticks say for which true class a verdict is right; where the truth is known, that "
                      "gives efficiency and mis-tag. A verdict without a tick leaves it undecided."),
                   this);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(note);
    layout->addWidget(new QLabel(tr("Reasons that can be given with a verdict, one a line"), this));
    layout->addWidget(m_reasons);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
}

QWidget* VerdictSetDialog::buildSide() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto* load = new QPushButton(tr("Load…"), this);
    auto* save = new QPushButton(tr("Save…"), this);
    auto* defaults = new QPushButton(tr("Defaults"), this);
    load->setToolTip(tr("From a JSON file that another scanner saved"));
    save->setToolTip(tr("As a JSON file for other scanners"));
    for (QPushButton* button : {m_add, m_remove, m_up, m_down, m_colour, load, save, defaults}) {
        button->setAutoDefault(false);
        column->addWidget(button);
        if (button == m_colour) column->addStretch(1);
    }
    connect(m_add, &QPushButton::clicked, this, &VerdictSetDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &VerdictSetDialog::removeCurrent);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_colour, &QPushButton::clicked, this, &VerdictSetDialog::chooseColour);
    connect(load, &QPushButton::clicked, this, &VerdictSetDialog::askAndLoad);
    connect(save, &QPushButton::clicked, this, &VerdictSetDialog::askAndSave);
    connect(defaults, &QPushButton::clicked, this, [this] { setVerdicts(VerdictSet::usual()); });
    return side;
}

void VerdictSetDialog::setRow(int row, const VerdictKind& kind) {
    auto* key = new QTableWidgetItem(verdictKeyText(kind));
    key->setTextAlignment(Qt::AlignCenter);
    m_table->setItem(row, Key, key);
    m_table->setItem(row, Name, textItem(kind.name));
    m_table->setItem(row, Colour, textItem(kind.colour));
    m_table->setItem(row, Meaning, textItem(kind.meaning));
    for (const auto& [column, pairClass] : kClasses) {
        const auto& right = kind.rightFor;
        auto* tick = new QCheckBox;
        tick->setAccessibleName(
            tr("Verdict %1: %2").arg(row + 1).arg(m_table->horizontalHeaderItem(column)->toolTip()));
        tick->setToolTip(m_table->horizontalHeaderItem(column)->toolTip());
        tick->setChecked(std::find(right.begin(), right.end(), pairClass) != right.end());
        connect(tick, &QCheckBox::toggled, this, &VerdictSetDialog::check);
        m_table->setCellWidget(row, column, tick);
    }
}

QCheckBox& VerdictSetDialog::tick(int row, Column column) const {
    return *static_cast<QCheckBox*>(m_table->cellWidget(row, column));
}

VerdictKind VerdictSetDialog::kindAt(int row) const {
    const auto text = [this, row](Column column) { return m_table->item(row, column)->text().trimmed(); };
    VerdictKind kind;
    kind.name = text(Name).toStdString();
    const QString key = text(Key).toUpper();
    kind.key = key.size() == 1 ? key.at(0).toLatin1() : '\0';
    kind.colour = text(Colour).toLower().toStdString();
    kind.meaning = text(Meaning).toStdString();
    for (const auto& [column, pairClass] : kClasses)
        if (tick(row, column).isChecked()) kind.rightFor.push_back(pairClass);
    return kind;
}

VerdictSet VerdictSetDialog::verdicts() const {
    VerdictSet set;
    for (int row = 0; row < m_table->rowCount(); ++row)
        set.kinds.push_back(kindAt(row));
    for (const QString& line : m_reasons->toPlainText().split(u'\n'))
        if (const QString reason = line.trimmed(); !reason.isEmpty())
            set.reasons.push_back(reason.toStdString());
    return set;
}

void VerdictSetDialog::setVerdicts(const VerdictSet& verdicts) {
    {
        const QSignalBlocker quiet(m_table);
        m_table->setRowCount(static_cast<int>(verdicts.kinds.size()));
        for (int row = 0; row < m_table->rowCount(); ++row)
            setRow(row, verdicts.kinds[static_cast<std::size_t>(row)]);
        m_table->setCurrentCell(0, Name);
    }
    QStringList reasons;
    for (const std::string& reason : verdicts.reasons)
        reasons << fromUtf8(reason);
    const QSignalBlocker quiet(m_reasons);
    m_reasons->setPlainText(reasons.join(u'\n'));
    m_fileProblem.clear();
    check();
}

void VerdictSetDialog::add() {
    const VerdictSet now = verdicts();
    if (now.kinds.size() >= VerdictSet::kMostKinds) return;
    VerdictKind kind;
    for (int number = 1; kind.name.empty() || now.find(kind.name); ++number)
        kind.name = tr("verdict %1").arg(number).toStdString();
    kind.key = freeKey(now);
    kind.colour = freeColour(now);
    const int row = m_table->rowCount();
    {
        const QSignalBlocker quiet(m_table);
        m_table->insertRow(row);
        setRow(row, kind);
    }
    m_table->setCurrentCell(row, Name);
    check();
}

void VerdictSetDialog::removeCurrent() {
    if (m_table->currentRow() >= 0) m_table->removeRow(m_table->currentRow());
    check();
}

void VerdictSetDialog::move(int steps) {
    const int from = m_table->currentRow();
    const int to = from + steps;
    if (from < 0 || to < 0 || to >= m_table->rowCount()) return;
    const VerdictKind moved = kindAt(from);
    const VerdictKind other = kindAt(to);
    {
        const QSignalBlocker quiet(m_table);
        setRow(to, moved);
        setRow(from, other);
    }
    m_table->setCurrentCell(to, Name);
    check();
}

QString VerdictSetDialog::problem() const {
    const VerdictSet set = verdicts();
    if (const auto wrong = set.problem()) return fromUtf8(*wrong);
    if (const VerdictKind* kind = set.byKey('R'))
        return tr("the key R of “%1” is the one that chooses a reason").arg(fromUtf8(kind->name));
    return {};
}

void VerdictSetDialog::check() {
    const QSignalBlocker quiet(m_table);
    for (int row = 0; row < m_table->rowCount(); ++row)
        m_table->item(row, Colour)->setIcon(verdictKeyIcon(kindAt(row)));
    const QString wrong = problem();
    QStringList lines;
    if (!m_fileProblem.isEmpty()) lines << tr("⚠ %1").arg(m_fileProblem);
    if (!wrong.isEmpty()) lines << tr("⚠ As they are, nobody can scan with them: %1.").arg(wrong);
    m_problem->setText(lines.join(u'\n'));
    m_problem->setVisible(!lines.isEmpty());
    m_ok->setEnabled(wrong.isEmpty());
    const int row = m_table->currentRow();
    const bool full = m_table->rowCount() >= static_cast<int>(VerdictSet::kMostKinds);
    m_add->setEnabled(!full);
    m_add->setToolTip(full ? tr("There can be %1 verdicts").arg(VerdictSet::kMostKinds)
                           : tr("Another verdict"));
    m_remove->setEnabled(row >= 0);
    m_colour->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_table->rowCount());
}

void VerdictSetDialog::chooseColour() {
    const int row = m_table->currentRow();
    if (row < 0) return;
    const QColor chosen =
        QColorDialog::getColor(verdictColour(kindAt(row)), this, tr("Colour of the verdict"));
    if (chosen.isValid()) m_table->item(row, Colour)->setText(chosen.name());
}

void VerdictSetDialog::load(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_fileProblem = tr("%1 cannot be read: %2.").arg(path, file.errorString());
        return check();
    }
    const auto read = readVerdictSet(file.readAll().toStdString());
    if (read) return setVerdicts(*read);
    m_fileProblem = tr("%1 has no verdicts that can be used: %2. Nothing was changed.")
                        .arg(QFileInfo(path).fileName(), fromUtf8(read.error()));
    check();
}

void VerdictSetDialog::save(const QString& path) {
    QSaveFile file(path);
    const QByteArray text = QByteArray::fromStdString(writeVerdictSet(verdicts()));
    m_fileProblem.clear();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        m_fileProblem = tr("%1 cannot be written: %2.").arg(path, file.errorString());
    check();
}

void VerdictSetDialog::askAndLoad() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Load verdicts"), {}, tr("Verdicts (*.json);;All files (*)"));
    if (!path.isEmpty()) load(path);
}

void VerdictSetDialog::askAndSave() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save verdicts"), QStringLiteral("verdicts.json"), tr("Verdicts (*.json);;All files (*)"));
    if (!path.isEmpty()) save(path);
}

} // namespace pairscope
