#include "widgets/panels/ScanVerdictPage.h"
#include "widgets/panels/VerticalScroll.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace pairscope {

namespace {

const QString kAdvanceKey = QStringLiteral("scan/autoAdvance");

QLabel* named(const QString& name, QWidget* parent, bool wraps = false) {
    auto* label = new QLabel(parent);
    label->setAccessibleName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wraps);
    return label;
}

} // namespace

ScanVerdictPage::ScanVerdictPage(QWidget* parent)
    : QWidget(parent),
      m_candidate(named(tr("Candidate"), this)),
      m_place(named(tr("Place in the queue"), this)),
      m_left(named(tr("Decided and left"), this)),
      m_bar(new QProgressBar(this)),
      m_pace(named(tr("Pace"), this)),
      m_notice(named(tr("State of the scan"), this, true)),
      m_verdict(named(tr("Verdict of this candidate"), this, true)),
      m_reason(new QComboBox(this)),
      m_confidence(new QComboBox(this)),
      m_comment(new QLineEdit(this)),
      m_advance(new QCheckBox(tr("Next candidate after a verdict"), this)),
      m_undo(new QPushButton(tr("Undo"), this)),
      m_finish(new QPushButton(tr("Finish…"), this)),
      m_results(new QPushButton(this)),
      m_leave(new QPushButton(tr("Leave, resume later"), this)),
      m_export(new QPushButton(tr("Export…"), this)),
      m_sheets(new QPushButton(tr("Contact sheets…"), this)),
      m_about(named(tr("About this scan"), this, true)),
      m_question(named(tr("Question"), this, true)),
      m_yes(new QPushButton(this)),
      m_no(new QPushButton(this)) {
    build();
    connectParts();
}

void ScanVerdictPage::build() {
    auto* inside = new QWidget(this);
    auto* page = new QVBoxLayout(inside);
    page->setContentsMargins(6, 2, 6, 6);
    page->setSpacing(5);
    m_grid = new QGridLayout;
    m_grid->setSpacing(3);
    QFont bold = m_notice->font();
    bold.setBold(true);
    m_notice->setFont(bold);
    m_verdict->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_verdict->setMinimumHeight(2 * fontMetrics().lineSpacing()); // what is below stays where it is
    page->addWidget(m_notice);
    page->addLayout(m_grid);
    page->addWidget(m_verdict);
    buildNext(*page);
    buildActions(*page);
    page->addWidget(m_about);
    page->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(new VerticalScroll(inside, this), 1);
    layout->addWidget(buildQuestion());
}

/// What is always visible.
QWidget* ScanVerdictPage::buildHead() {
    auto* head = new QWidget(this);
    QFont large = m_candidate->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    m_candidate->setFont(large);
    m_candidate->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_candidate->setMinimumWidth(0);
    QFont bold = m_place->font();
    bold.setBold(true);
    m_place->setFont(bold);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setAccessibleName(tr("Share that is decided"));
    auto* line = new QHBoxLayout;
    line->addWidget(m_place, 1);
    line->addWidget(m_left);
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(3);
    layout->addWidget(m_candidate);
    layout->addLayout(line);
    layout->addWidget(m_bar);
    layout->addWidget(m_pace);
    return head;
}

/// What goes with the next verdict.
void ScanVerdictPage::buildNext(QBoxLayout& page) {
    m_confidence->addItems({tr("not said"), tr("low"), tr("medium"), tr("high")}); // as Confidence
    for (QComboBox* box : {m_reason, m_confidence}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the window
        box->installEventFilter(this);
    }
    m_reason->setAccessibleName(tr("Reason of the next verdict"));
    m_reason->setToolTip(tr("Goes with the next verdict. Key R: next reason, Shift+R: the one before"));
    m_confidence->setAccessibleName(tr("Confidence of the next verdict"));
    m_confidence->setToolTip(tr("Goes with the next verdict. Key +: more, key −: less"));
    m_comment->setAccessibleName(tr("Comment on this candidate"));
    m_comment->setPlaceholderText(tr("none; Return to write one"));
    m_comment->setToolTip(
        tr("Comment on this candidate. Return begins and ends it, Esc drops what was typed"));
    m_comment->installEventFilter(this);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(3);
    const std::pair<QString, QWidget*> rows[] = {
        {tr("Reason (R)"), m_reason}, {tr("Confidence (+ −)"), m_confidence}, {tr("Comment (⏎)"), m_comment}};
    for (int row = 0; const auto& [title, field] : rows) {
        auto* label = new QLabel(title, this);
        label->setToolTip(field->toolTip());
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    page.addLayout(grid);
}

void ScanVerdictPage::buildActions(QBoxLayout& page) {
    m_advance->setChecked(QSettings().value(kAdvanceKey, true).toBool());
    m_advance->setToolTip(tr("Off: the candidate stays until you go to another"));
    m_leave->setToolTip(
        tr("Back to the whole dataset. Every verdict is in the journal; the scan can be resumed at any "
           "time, where it was left"));
    m_export->setToolTip(tr("Your verdicts as CSV or JSON"));
    m_sheets->setToolTip(tr("Pictures of many candidates on a page, by verdict"));
    for (QPushButton* button : {m_undo, m_finish, m_results, m_leave, m_export, m_sheets})
        button->setFocusPolicy(Qt::TabFocus);
    m_advance->setFocusPolicy(Qt::TabFocus);
    auto* first = new QHBoxLayout;
    first->addWidget(m_advance, 1);
    first->addWidget(m_undo);
    auto* grid = new QGridLayout;
    grid->setSpacing(3);
    grid->addWidget(m_leave, 0, 0);
    grid->addWidget(m_finish, 0, 1);
    grid->addWidget(m_export, 1, 0);
    grid->addWidget(m_sheets, 1, 1);
    grid->addWidget(m_results, 2, 0, 1, 2);
    page.addLayout(first);
    page.addLayout(grid);
}

/// Asks in the panel itself before something that cannot be taken back.
QWidget* ScanVerdictPage::buildQuestion() {
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto* line = new QHBoxLayout;
    line->addWidget(m_yes);
    line->addWidget(m_no);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_question);
    layout->addLayout(line);
    m_yes->setFocusPolicy(Qt::TabFocus);
    m_no->setFocusPolicy(Qt::TabFocus);
    frame->hide();
    m_ask = frame;
    return frame;
}

void ScanVerdictPage::connectParts() {
    connect(m_comment, &QLineEdit::editingFinished, this, &ScanVerdictPage::sendComment);
    connect(m_advance, &QCheckBox::toggled, this, [](bool on) { QSettings().setValue(kAdvanceKey, on); });
    connect(m_undo, &QPushButton::clicked, this, &ScanVerdictPage::undoRequested);
    connect(m_leave, &QPushButton::clicked, this, [this] {
        sendComment();
        emit leaveRequested();
    });
    connect(m_export, &QPushButton::clicked, this, &ScanVerdictPage::exportRequested);
    connect(m_sheets, &QPushButton::clicked, this, &ScanVerdictPage::sheetsRequested);
    connect(m_finish, &QPushButton::clicked, this, &ScanVerdictPage::askToFinish);
    connect(m_results, &QPushButton::clicked, this, [this] {
        if (m_status.finished || m_status.unblinded)
            emit agreementRequested();
        else
            askToLook();
    });
    connect(m_no, &QPushButton::clicked, m_ask, &QWidget::hide);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        m_ask->hide();
        if (m_then) m_then();
    });
}

} // namespace pairscope
