#pragma once

#include "core/event/EventId.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace pairscope {

/// One line to type experiment/run/event/candidate into. It stays until an answer came or Esc.
class GoToLine : public QWidget {
    Q_OBJECT
public:
    explicit GoToLine(QWidget* parent = nullptr);

    /// Shows the line with `current` filled in and selected.
    void open(const std::optional<EventId>& current);
    /// The answers to requested().
    void setFound();
    /// @param nearby an id of the same event or run that exists, to help.
    void setNotFound(const EventId& id, const std::optional<EventId>& nearby = std::nullopt);

    [[nodiscard]] QString problem() const;

signals:
    void requested(const pairscope::EventId& id);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void setProblem(const QString& text);

    QLineEdit* m_edit;
    QLabel* m_problem;
};

} // namespace pairscope
