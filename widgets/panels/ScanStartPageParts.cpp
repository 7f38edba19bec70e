#include "widgets/panels/ScanStartPage.h"
#include "widgets/panels/VerticalScroll.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pairscope {

namespace {

QLabel* noteLabel(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setAccessibleName(name);
    return label;
}

QHBoxLayout* lineOf(QWidget* parent = nullptr) {
    auto* line = new QHBoxLayout(parent);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(5);
    return line;
}

/// A combo box that does not ask for the width of its longest text.
void letShrink(QComboBox& box) {
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(10);
    box.setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

/// A part of the page under its title.
void addTitled(QVBoxLayout& page, const QString& title, QLayout& part) {
    auto* label = new QLabel(title, page.parentWidget());
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    page.addWidget(label);
    page.addLayout(&part);
}

} // namespace

ScanStartPage::ScanStartPage(QWidget* parent)
    : QWidget(parent),
      m_verdicts(VerdictSet::usual()),
      m_scanner(new QLineEdit(this)),
      m_scannerNote(noteLabel(tr("Note on the scanner"), this)),
      m_orNew(new QLabel(tr("or begin another scan:"), this)),
      m_choice(new QComboBox(this)),
      m_sampleLine(new QWidget(this)),
      m_sample(new QLineEdit(QStringLiteral("100"), this)),
      m_seed(new QLineEdit(QStringLiteral("1"), this)),
      m_idsLine(new QWidget(this)),
      m_idsName(noteLabel(tr("File of ids"), this)),
      m_unscanned(new QCheckBox(tr("only those without your verdict"), this)),
      m_preview(noteLabel(tr("How many candidates this gives"), this)),
      m_knownLine(new QWidget(this)),
      m_known(new QLineEdit(QStringLiteral("0"), this)),
      m_knownFrom(new QComboBox(this)),
      m_knownNote(noteLabel(tr("Note on known candidates"), this)),
      m_keys(noteLabel(tr("Verdicts"), this)),
      m_keysNote(noteLabel(tr("Note on the verdicts"), this)),
      m_theirVerdicts(new QPushButton(this)),
      m_journal(noteLabel(tr("Journal"), this)),
      m_why(noteLabel(tr("Why the scan cannot be started"), this)),
      m_begin(new QPushButton(tr("Start scanning"), this)),
      m_agreement(new QPushButton(tr("Agreement…"), this)),
      m_merge(new QPushButton(tr("Merge journals…"), this)) {
    build();
    restore();
    listQueues();
    listResumes();
    connectParts();
    refresh();
}

void ScanStartPage::build() {
    auto* inside = new QWidget(this);
    auto* page = new QVBoxLayout(inside);
    page->setContentsMargins(6, 6, 6, 6);
    page->setSpacing(4);
    buildWho(*page);
    buildWhat(*page);
    buildKnown(*page);
    buildVerdicts(*page);
    buildJournal(*page);
    auto* others = lineOf();
    others->addWidget(m_agreement);
    others->addWidget(m_merge);
    page->addLayout(others);
    page->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new VerticalScroll(inside, this), 1);
    layout->addWidget(buildFoot());
}

void ScanStartPage::buildWho(QVBoxLayout& page) {
    m_scanner->setAccessibleName(tr("Scanner"));
    m_scanner->setPlaceholderText(tr("your name"));
    m_scanner->setToolTip(tr("Who scans: verdicts are kept under this name"));
    m_scanner->setMaxLength(60);
    auto* line = lineOf();
    line->addWidget(new QLabel(tr("Scanner"), this));
    line->addWidget(m_scanner, 1);
    m_resumeLines = new QVBoxLayout;
    m_resumeLines->setContentsMargins(0, 0, 0, 0);
    page.addLayout(line);
    page.addWidget(m_scannerNote);
    page.addLayout(m_resumeLines);
    page.addWidget(m_orNew);
}

void ScanStartPage::buildWhat(QVBoxLayout& page) {
    letShrink(*m_choice);
    m_choice->setAccessibleName(tr("What to scan"));
    m_choice->setToolTip(
        tr("Only candidates that the filter shows are scanned, unless the queue is another's"));
    m_sample->setAccessibleName(tr("Size of the sample"));
    m_sample->setMaximumWidth(80);
    m_seed->setAccessibleName(tr("Seed of the sample"));
    m_seed->setMaximumWidth(80);
    m_seed->setToolTip(
        tr("The same seed gives the same candidates; a larger sample contains the smaller one"));
    auto* sample = lineOf(m_sampleLine);
    sample->addWidget(new QLabel(tr("Sample of"), this));
    sample->addWidget(m_sample);
    sample->addWidget(new QLabel(tr("seed"), this));
    sample->addWidget(m_seed);
    sample->addStretch(1);
    auto* chooseIds = new QPushButton(tr("Choose…"), this);
    chooseIds->setAccessibleName(tr("Choose the file of ids"));
    chooseIds->setToolTip(tr("A text file with one experiment/run/event/candidate a line"));
    connect(chooseIds, &QPushButton::clicked, this, &ScanStartPage::askForIds);
    auto* ids = lineOf(m_idsLine);
    ids->addWidget(m_idsName, 1);
    ids->addWidget(chooseIds);
    m_unscanned->setToolTip(tr("Leaves out candidates that this scanner has given a verdict in any scan"));
    auto* choice = new QVBoxLayout;
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(4);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_choice, m_sampleLine, m_idsLine, m_unscanned, m_preview})
        choice->addWidget(part);
    addTitled(page, tr("What to scan"), *choice);
}

void ScanStartPage::buildKnown(QVBoxLayout& page) {
    m_known->setAccessibleName(tr("Number of known candidates to mix in"));
    m_known->setMaximumWidth(60);
    letShrink(*m_knownFrom);
    m_knownFrom->setAccessibleName(tr("Where known candidates come from"));
    m_knownFrom->addItem(tr("made now: half conversions, half prompt"));
    m_knownFrom->addItem(tr("from a file…"));
    m_knownFrom->setToolTip(
        tr("Made now: simulated with this dataset's detector, half conversions, half prompt pairs. "
           "From a file: pairs with truth."));
    auto* line = lineOf(m_knownLine);
    line->addWidget(m_known);
    line->addWidget(m_knownFrom, 1);
    m_knownNote->setText(
        tr("Nothing tells them from the others until the scan is finished; then they say how "
           "often you were right."));
    auto* known = new QVBoxLayout;
    known->setContentsMargins(0, 0, 0, 0);
    known->setSpacing(4);
    known->addWidget(m_knownLine);
    known->addWidget(m_knownNote);
    addTitled(page, tr("Known candidates to mix in (0: none)"), *known);
}

void ScanStartPage::buildVerdicts(QVBoxLayout& page) {
    m_keys->setTextFormat(Qt::RichText);
    auto* change = new QPushButton(tr("Change…"), this);
    change->setAccessibleName(tr("Change the verdicts"));
    change->setToolTip(tr("Names, keys, colours and reasons; load and save them"));
    connect(change, &QPushButton::clicked, this, &ScanStartPage::editVerdicts);
    auto* line = lineOf();
    line->addWidget(m_keys, 1);
    line->addWidget(change, 0, Qt::AlignTop);
    auto* verdicts = new QVBoxLayout;
    verdicts->setContentsMargins(0, 0, 0, 0);
    verdicts->setSpacing(4);
    verdicts->addLayout(line);
    verdicts->addWidget(m_keysNote);
    verdicts->addWidget(m_theirVerdicts);
    addTitled(page, tr("Verdicts"), *verdicts);
}

void ScanStartPage::buildJournal(QVBoxLayout& page) {
    m_journal->installEventFilter(this);
    m_journal->setWordWrap(false);
    m_journal->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* other = new QPushButton(tr("Other…"), this);
    other->setAccessibleName(tr("Another journal"));
    other->setToolTip(tr("A journal that is there already, or a name for a new one"));
    connect(other, &QPushButton::clicked, this, &ScanStartPage::askForJournal);
    auto* line = lineOf();
    line->addWidget(m_journal, 1);
    line->addWidget(other);
    addTitled(page, tr("Journal"), *line);
}

QWidget* ScanStartPage::buildFoot() {
    auto* foot = new QWidget(this);
    QFont large = m_begin->font();
    large.setBold(true);
    m_begin->setFont(large);
    m_begin->setMinimumHeight(36);
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(6, 4, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(m_why);
    layout->addWidget(m_begin);
    return foot;
}

void ScanStartPage::connectParts() {
    connect(m_scanner, &QLineEdit::textEdited, this, [this] {
        listQueues();
        listResumes();
        ask();
    });
    for (const QLineEdit* field : {m_sample, m_seed})
        connect(field, &QLineEdit::textEdited, this, &ScanStartPage::ask);
    connect(m_known, &QLineEdit::textEdited, this, &ScanStartPage::refresh);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ScanStartPage::ask);
    connect(m_unscanned, &QCheckBox::toggled, this, &ScanStartPage::ask);
    connect(m_knownFrom, &QComboBox::activated, this, [this](int index) {
        if (index == 0)
            useKnown({});
        else
            askForKnown();
    });
    connect(m_theirVerdicts, &QPushButton::clicked, this, [this] {
        if (const ScanInJournal* scan = chosenScan()) useVerdicts(scan->scan.verdicts);
    });
    connect(m_begin, &QPushButton::clicked, this, &ScanStartPage::submit);
    connect(m_agreement, &QPushButton::clicked, this, [this] {
        remember(); // it is this scanner who looks
        emit agreementRequested();
    });
    connect(m_merge, &QPushButton::clicked, this, &ScanStartPage::mergeRequested);
}

} // namespace pairscope
