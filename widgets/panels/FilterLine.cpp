#include "widgets/panels/FilterLine.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardItemModel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pairscope {

namespace {

constexpr int kLongestHistory = 30;
constexpr int kShownHistory = 12; ///< in the menu
const QString kHistoryKey = QStringLiteral("filters/history");
const QString kNamedKey = QStringLiteral("filters/named");

bool isWordLetter(QChar letter) {
    return letter.isLetterOrNumber() || letter == u'_';
}

QString elided(const QString& text) {
    constexpr int kMost = 60;
    return text.size() > kMost ? text.left(kMost) + u'…' : text;
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent),
      m_line(new QLineEdit(this)),
      m_button(new QToolButton(this)),
      m_menu(new QMenu(m_button)),
      m_error(new QLabel(this)),
      m_completer(new QCompleter(this)) {
    build();
    restore();
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_recalled = -1;
        emit typed(text, false);
        QTimer::singleShot(0, this, &FilterLine::offer); // what is said below the line may move it
    });
    // the button that clears the line does not count as editing
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_line->isModified()) emit typed(text, true);
    });
    connect(m_line, &QLineEdit::returnPressed, this, &FilterLine::finish);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::complete);
    connect(m_menu, &QMenu::aboutToShow, this, &FilterLine::fillMenu);
}

void FilterLine::build() {
    m_line->setPlaceholderText(tr("Find text, or filter: rho > 1.2 && deltaM < -5*MeV"));
    m_line->setAccessibleName(tr("Find candidates by id, status or layer, or filter them by an expression"));
    m_line->setToolTip(
        tr("A text is looked for in id, status and layer. With < > = ! & | it is an expression over "
           "the columns, e.g. layer == \"PXD1\" && massAfter > 10*MeV"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_button->setText(QStringLiteral("▾"));
    m_button->setToolTip(tr("Last filters, and filters with a name"));
    m_button->setAccessibleName(tr("Last filters, and filters with a name"));
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::RichText);
    m_error->setAccessibleName(tr("What is wrong with the filter"));
    m_error->hide();
    m_completer->setWidget(m_line);
    m_completer->setModel(new QStandardItemModel(0, 1, m_completer));
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    line->addWidget(m_line, 1);
    line->addWidget(m_button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_error);
    setFocusProxy(m_line);
}

void FilterLine::setText(const QString& text) {
    if (text == m_line->text()) return;
    const QSignalBlocker quiet(m_line);
    m_line->setText(text);
}

void FilterLine::setError(const std::optional<FilterError>& error) {
    m_error->setVisible(error.has_value());
    if (!error) return m_error->clear();
    const QByteArray text = m_line->text().toUtf8();
    const auto at = std::min(static_cast<qsizetype>(error->position), text.size());
    const auto length = std::min(static_cast<qsizetype>(error->length), text.size() - at);
    const QString before = QString::fromUtf8(text.left(at)).toHtmlEscaped();
    const QString wrong =
        length > 0 ? QString::fromUtf8(text.mid(at, length)).toHtmlEscaped() : QStringLiteral("▲");
    const QString after = QString::fromUtf8(text.mid(at + length)).toHtmlEscaped();
    m_error->setText(QStringLiteral("%1<b><u>%2</u></b>%3<br>%4")
                         .arg(before, wrong, after, QString::fromStdString(error->message).toHtmlEscaped()));
}

QString FilterLine::errorText() const {
    return m_error->text();
}

std::pair<int, bool> FilterLine::wordStart() const {
    const QString before = m_line->text().left(m_line->cursorPosition());
    const auto quotes = before.count(u'"');
    if (quotes % 2 == 1) return {static_cast<int>(before.lastIndexOf(u'"')) + 1, true};
    int start = static_cast<int>(before.size());
    while (start > 0 && isWordLetter(before[start - 1]))
        --start;
    return {start, false};
}

QStringList FilterLine::completions() const {
    const auto [start, quoted] = wordStart();
    const QString word = m_line->text().mid(start, m_line->cursorPosition() - start);
    QStringList found;
    if (quoted && m_table) {
        // words of the column before the quotes: `reason == "`
        QString before = m_line->text().left(start - 1).trimmed();
        before.remove(QRegularExpression(QStringLiteral("[!=\\s]+$")));
        const QString name = before.mid(before.lastIndexOf(QRegularExpression(QStringLiteral("[^\\w]"))) + 1);
        const auto column =
            candidateColumn((name == u"layer" ? QStringLiteral("nearestLayer") : name).toStdString());
        if (column)
            for (const auto& [number, known] : m_table->words(*column))
                found << QString::fromUtf8(known.data(), static_cast<qsizetype>(known.size()));
    } else if (word.size() > 0 && !word[0].isDigit()) {
        for (const FilterName& known : filterNames())
            found << QString::fromStdString(known.name);
    }
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&word](const QString& known) {
                                   return !known.startsWith(word, Qt::CaseInsensitive) || known == word;
                               }),
                found.end());
    return found;
}

void FilterLine::offer() {
    const QStringList words = completions();
    if (words.isEmpty()) return m_completer->popup()->hide();
    auto* model = qobject_cast<QStandardItemModel*>(m_completer->model());
    model->clear();
    for (const QString& word : words) {
        auto* item = new QStandardItem(word);
        for (const FilterName& known : filterNames())
            if (QString::fromStdString(known.name) == word)
                item->setToolTip(QString::fromStdString(known.description));
        model->appendRow(item);
    }
    m_completer->complete();
}

void FilterLine::complete(const QString& word) {
    const auto [start, quoted] = wordStart();
    const QString text = m_line->text();
    const QString tail =
        quoted && !text.mid(m_line->cursorPosition()).startsWith(u'"') ? QStringLiteral("\"") : QString();
    m_line->setText(text.left(start) + word + tail + text.mid(m_line->cursorPosition()));
    m_line->setCursorPosition(start + static_cast<int>(word.size() + tail.size()));
    emit typed(m_line->text(), false);
}

void FilterLine::finish() {
    const QString text = m_line->text().trimmed();
    m_recalled = -1;
    if (!text.isEmpty()) {
        m_history.removeAll(text);
        m_history.prepend(text);
        while (m_history.size() > kLongestHistory)
            m_history.removeLast();
        store();
    }
    emit typed(m_line->text(), true);
}

void FilterLine::choose(const QString& text) {
    m_line->setText(text);
    finish();
}

void FilterLine::fillMenu() {
    m_menu->clear();
    for (const NamedFilter& filter : m_named) {
        const QString text = QString::fromStdString(filter.text);
        auto* action =
            m_menu->addAction(QString::fromStdString(filter.name), this, [this, text] { choose(text); });
        action->setToolTip(text);
    }
    QAction* save = m_menu->addAction(tr("Save this filter as…"), this, [this] {
        saveAs(QInputDialog::getText(this, tr("Save filter"), tr("Name of the filter")));
    });
    save->setEnabled(!m_line->text().trimmed().isEmpty());
    if (!m_named.empty()) {
        QMenu* remove = m_menu->addMenu(tr("Delete"));
        for (const NamedFilter& filter : m_named) {
            const QString name = QString::fromStdString(filter.name);
            remove->addAction(name, this, [this, name] { forget(name); });
        }
    }
    if (m_history.isEmpty()) return;
    m_menu->addSection(tr("Last filters"));
    for (const QString& text : m_history.mid(0, kShownHistory))
        m_menu->addAction(elided(text), this, [this, text] { choose(text); });
}

void FilterLine::saveAs(const QString& name) {
    const std::string text = m_line->text().trimmed().toStdString();
    if (name.trimmed().isEmpty() || text.empty()) return;
    const NamedFilter filter{name.trimmed().toStdString(), text};
    std::erase_if(m_named, [&filter](const NamedFilter& known) { return known.name == filter.name; });
    m_named.push_back(filter);
    store();
    emit namedFiltersChanged(m_named);
}

void FilterLine::forget(const QString& name) {
    std::erase_if(m_named, [&name](const NamedFilter& known) { return known.name == name.toStdString(); });
    store();
    emit namedFiltersChanged(m_named);
}

void FilterLine::store() const {
    QSettings settings;
    settings.setValue(kHistoryKey, m_history);
    QStringList named; // name and text in turn
    for (const NamedFilter& filter : m_named)
        named << QString::fromStdString(filter.name) << QString::fromStdString(filter.text);
    settings.setValue(kNamedKey, named);
}

void FilterLine::restore() {
    const QSettings settings;
    m_history = settings.value(kHistoryKey).toStringList();
    const QStringList named = settings.value(kNamedKey).toStringList();
    for (qsizetype i = 0; i + 1 < named.size(); i += 2)
        m_named.push_back({named[i].toStdString(), named[i + 1].toStdString()});
}

/// Up and Down go through the last filters.
bool FilterLine::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_line || event->type() != QEvent::KeyPress || m_completer->popup()->isVisible())
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down) return QWidget::eventFilter(watched, event);
    const int next =
        std::clamp(m_recalled + (key == Qt::Key_Up ? 1 : -1), -1, static_cast<int>(m_history.size()) - 1);
    if (next == m_recalled) return true;
    m_recalled = next;
    setText(next < 0 ? QString() : m_history[next]);
    emit typed(m_line->text(), false);
    return true;
}

} // namespace pairscope
