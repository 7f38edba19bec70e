#pragma once

#include "widgets/models/FitComparison.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace pairscope {

class TextTableView;

/// Keeps one fit and compares the present one with it.
class FitComparePage : public QWidget {
    Q_OBJECT
public:
    explicit FitComparePage(QWidget* parent = nullptr);

    /// The present fit; its study may be null.
    void setFit(FitRecord now);
    [[nodiscard]] TextTableView& table() { return *m_table; }
    [[nodiscard]] QPushButton& keepButton() { return *m_keep; }
    [[nodiscard]] QPushButton& forgetButton() { return *m_forget; }

signals:
    /// The kept candidate, null when there is none any more.
    void keptChanged(const std::shared_ptr<const Candidate>& candidate);

private:
    void keep();
    void forget();
    void update();

    QPushButton* m_keep;
    QPushButton* m_forget;
    QLabel* m_hint;
    TextTableView* m_table;
    FitRecord m_now;
    std::optional<FitRecord> m_kept;
};

} // namespace pairscope
