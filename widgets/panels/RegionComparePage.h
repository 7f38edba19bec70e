#pragma once

#include "core/analysis/OccupancyComparison.h"
#include "core/analysis/SidebandPlane.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace pairscope {

class TextTableView;

/// The shares of two samples, or of two true classes of one, in each region.
class RegionComparePage : public QWidget {
    Q_OBJECT
public:
    /// What is compared.
    struct Choice {
        std::optional<PairClass> first; ///< nothing: the second sample is compared with this one
        std::optional<PairClass> second;
    };

    explicit RegionComparePage(QWidget* parent = nullptr);

    /// True classes can be compared where they are known; a second sample where one is open.
    void setChoices(bool truth, const QString& secondSample);
    [[nodiscard]] Choice choice() const;
    [[nodiscard]] QString firstName() const;
    [[nodiscard]] QString secondName() const;
    /// Nothing when one of them has no entries.
    void setComparison(const SidebandPlane& plane, const std::optional<OccupancyComparison>& comparison);

    [[nodiscard]] QComboBox& choices() { return *m_choices; }
    [[nodiscard]] TextTableView& table() { return *m_table; }
    [[nodiscard]] QString summary() const;

signals:
    void choiceChanged();
    /// A second sample is to be opened.
    void sampleRequested();

private:
    QComboBox* m_choices;
    QPushButton* m_open;
    TextTableView* m_table;
    QLabel* m_summary;
    QString m_sample;
    bool m_truth = false;
};

} // namespace pairscope
