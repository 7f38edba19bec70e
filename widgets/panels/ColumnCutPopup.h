#pragma once

#include "core/analysis/CandidateFilter.h"
#include "core/candidate/CandidateTable.h"

#include <QFrame>

#include <memory>
#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace pairscope {

/// A cut on one column: bounds in the unit in which the column is shown, closed, either of them open; or the
/// words that pass. Return or the button applies it.
class ColumnCutPopup : public QFrame {
    Q_OBJECT
public:
    /// @param cut the one that there is; nothing for none
    ColumnCutPopup(const std::shared_ptr<const CandidateTable>& table, CandidateColumn column,
                   const std::optional<ColumnCut>& cut, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* low() const { return m_low; } ///< null for words
    [[nodiscard]] QLineEdit* high() const { return m_high; }
    [[nodiscard]] const std::vector<QCheckBox*>& words() const { return m_words; }
    [[nodiscard]] QString problem() const;
    void apply();

signals:
    /// A cut that lets everything pass is no cut: nothing.
    void cutChosen(const std::optional<pairscope::ColumnCut>& cut);

private:
    void buildBounds(const CandidateTable& table, const std::optional<ColumnCut>& cut);
    void buildWords(const CandidateTable& table, const std::optional<ColumnCut>& cut);
    [[nodiscard]] bool read(const QLineEdit& field, std::optional<double>& bound);

    CandidateColumn m_column;
    QLineEdit* m_low = nullptr;
    QLineEdit* m_high = nullptr;
    std::vector<QCheckBox*> m_words;
    QLabel* m_problem;
};

} // namespace pairscope
