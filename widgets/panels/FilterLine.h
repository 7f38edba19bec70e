#pragma once

#include "core/analysis/CandidateFilter.h"

#include <QLineEdit>
#include <QWidget>

#include <optional>
#include <vector>

class QCompleter;
class QLabel;
class QMenu;
class QToolButton;

namespace pairscope {

/// The line in which a filter or a search is typed: names are completed, what is wrong is marked in the text
/// and said below it; the button at its end has the last filters and those with a name. It decides nothing:
/// what is typed is told, what it shows is set from outside.
class FilterLine : public QWidget {
    Q_OBJECT
public:
    explicit FilterLine(QWidget* parent = nullptr);

    /// Whose words are offered inside quotes; may be null.
    void setTable(std::shared_ptr<const CandidateTable> table) { m_table = std::move(table); }
    /// Tells nothing.
    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_line->text(); }
    /// Why what is typed cannot be used; nothing when it can.
    void setError(const std::optional<FilterError>& error);
    [[nodiscard]] QString errorText() const;

    [[nodiscard]] const std::vector<NamedFilter>& namedFilters() const { return m_named; }
    [[nodiscard]] const QStringList& history() const { return m_history; }
    /// Gives the filter of now a name; an empty name or text changes nothing, a known name is given anew.
    void saveAs(const QString& name);
    void forget(const QString& name);
    [[nodiscard]] QLineEdit& line() const { return *m_line; }
    [[nodiscard]] QMenu& menu() const { return *m_menu; }
    /// What would be offered for the text up to the cursor.
    [[nodiscard]] QStringList completions() const;
    /// Puts a completion in the place of the word before the cursor.
    void complete(const QString& word);

signals:
    /// @param finished with Return, or chosen from the menu; else a letter more or less
    void typed(const QString& text, bool finished);
    void namedFiltersChanged(const std::vector<pairscope::NamedFilter>& filters);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void fillMenu();
    void offer();
    void finish();
    void choose(const QString& text);
    void store() const;
    void restore();
    /// Where the word before the cursor begins, and whether it is inside quotes.
    [[nodiscard]] std::pair<int, bool> wordStart() const;

    std::shared_ptr<const CandidateTable> m_table;
    QLineEdit* m_line;
    QToolButton* m_button;
    QMenu* m_menu;
    QLabel* m_error;
    QCompleter* m_completer;
    std::vector<NamedFilter> m_named;
    QStringList m_history; ///< the last first
    int m_recalled = -1;   ///< place in the history that is shown
};

} // namespace pairscope
