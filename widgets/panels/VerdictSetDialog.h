#pragma once

#include "core/scan/VerdictSet.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace pairscope {

/// Edits the answers of a scan: keys, names, colours, meanings, for which true classes each is right, and the
/// words for why. What is wrong is said while it is typed.
class VerdictSetDialog : public QDialog {
    Q_OBJECT
public:
    enum Column { Key, Name, Colour, Meaning, Signal, Conversion, Prompt, ColumnCount };

    explicit VerdictSetDialog(const VerdictSet& verdicts, QWidget* parent = nullptr);

    /// As they are typed now, also while something is wrong with them.
    [[nodiscard]] VerdictSet verdicts() const;
    /// What is wrong, in words; empty when nothing is.
    [[nodiscard]] QString problem() const;

    void setVerdicts(const VerdictSet& verdicts);
    void add();
    void removeCurrent();
    /// The current verdict changes places with one above (-1) or below (1).
    void move(int steps);
    void load(const QString& file);
    void save(const QString& file);

    [[nodiscard]] QTableWidget& table() { return *m_table; }
    /// Whether the verdict of a row is right for the class of a column (Signal, Conversion, Prompt).
    [[nodiscard]] QCheckBox& tick(int row, Column column) const;
    [[nodiscard]] QPlainTextEdit& reasons() { return *m_reasons; }
    [[nodiscard]] QPushButton& accepts() { return *m_ok; }

private:
    void build();
    [[nodiscard]] QWidget* buildSide();
    void setRow(int row, const VerdictKind& kind);
    [[nodiscard]] VerdictKind kindAt(int row) const;
    void check();
    void chooseColour();
    void askAndLoad();
    void askAndSave();

    QTableWidget* m_table;
    QPlainTextEdit* m_reasons;
    QLabel* m_problem;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_colour;
    QPushButton* m_ok = nullptr;
    QString m_fileProblem; ///< of the last load or save
};

} // namespace pairscope
