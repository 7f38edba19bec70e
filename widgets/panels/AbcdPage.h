#pragma once

#include "core/analysis/AbcdStudy.h"

#include <QWidget>

#include <tl/expected.hpp>

#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace pairscope {

class TextTableView;

/// Where the factor kappa of an ABCD estimate comes from.
enum class KappaSource : std::uint8_t {
    Typed,       ///< a number with its relative error; 1 without one at first
    SecondSample ///< measured in the sample that is compared with
};

/// The ABCD estimate of a plane: what the regions B, C, D make expect in the signal region, what was seen
/// there, and what speaks against believing it.
class AbcdPage : public QWidget {
    Q_OBJECT
public:
    explicit AbcdPage(QWidget* parent = nullptr);

    /// Of the plane as it is now, or why there is no estimate.
    void setStudy(const tl::expected<AbcdStudy, std::string>& study);
    /// kappa as a second sample has it; nothing without one, or with an empty box in it.
    void setSecondKappa(const QString& sample, const std::optional<MeasuredKappa>& kappa);
    /// With which kappa the estimate is to be made, unless usesSecond().
    [[nodiscard]] Kappa kappa() const { return m_typed; }
    /// With that of the second sample, as it is measured for the plane of now.
    [[nodiscard]] bool usesSecond() const;

    [[nodiscard]] QComboBox& source() { return *m_source; }
    [[nodiscard]] QLineEdit& value() { return *m_value; }
    [[nodiscard]] QLineEdit& relativeError() { return *m_error; } ///< per cent
    [[nodiscard]] TextTableView& numbers() { return *m_numbers; }
    [[nodiscard]] QString warnings() const;
    /// Why what was typed is refused; empty when it is not.
    [[nodiscard]] QString problem() const;

signals:
    /// Another kappa is to be used.
    void kappaChanged();

private:
    void build();
    void read();
    void showSource();

    QComboBox* m_source;
    QLineEdit* m_value;
    QLineEdit* m_error;
    QLabel* m_problem;
    TextTableView* m_numbers;
    QLabel* m_warnings;
    QScrollArea* m_warningsArea;
    Kappa m_typed;
    std::optional<MeasuredKappa> m_second;
};

} // namespace pairscope
