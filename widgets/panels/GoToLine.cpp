#include "widgets/panels/GoToLine.h"

#include "widgets/models/StatusIcon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pairscope {

GoToLine::GoToLine(QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_problem(new QLabel(this)) {
    setAccessibleName(tr("Go to candidate"));
    m_edit->setPlaceholderText(tr("experiment/run/event/candidate"));
    m_edit->setAccessibleName(tr("Experiment/run/event/candidate"));
    m_edit->setToolTip(tr("For example 26/1000/62/0; the candidate may be left out"));
    auto* label = new QLabel(tr("Go to"), this);
    label->setBuddy(m_edit);
    auto* go = new QPushButton(tr("Go"), this);
    go->setAccessibleName(tr("Go to the candidate"));
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the candidate was not found"));
    m_problem->hide();

    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_edit, 1);
    line->addWidget(go);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(line);
    layout->addWidget(m_problem);

    connect(m_edit, &QLineEdit::returnPressed, this, &GoToLine::submit);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(go, &QPushButton::clicked, this, &GoToLine::submit);
    hide();
}

void GoToLine::open(const std::optional<EventId>& current) {
    if (current) m_edit->setText(QString::fromStdString(toString(*current)));
    setProblem({});
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void GoToLine::submit() {
    const std::string text = m_edit->text().toStdString();
    if (const auto id = parseEventId(text))
        emit requested(*id);
    else
        setProblem(
            tr("“%1” is not a candidate. Type experiment/run/event/candidate, for example 26/1000/62/0; the "
               "candidate may be left out.")
                .arg(m_edit->text()));
}

void GoToLine::setFound() {
    setProblem({});
    hide();
    emit closed();
}

void GoToLine::setNotFound(const EventId& id, const std::optional<EventId>& nearby) {
    QString text = tr("There is no candidate %1 in this file.").arg(QString::fromStdString(toString(id)));
    if (nearby) text += tr(" The nearest one is %1.").arg(QString::fromStdString(toString(*nearby)));
    setProblem(text);
    m_edit->selectAll();
}

QString GoToLine::problem() const {
    return m_problem->text();
}

void GoToLine::setProblem(const QString& text) {
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void GoToLine::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    hide();
    emit closed();
}

} // namespace pairscope
