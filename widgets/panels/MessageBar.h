#pragma once

#include "widgets/models/StatusIcon.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace pairscope {

/// What happened, why, and what to do about it.
struct Message {
    Severity severity = Severity::Info;
    QString what;
    QString why;  ///< may be empty
    QString toDo; ///< may be empty
};

/// A line of the window that says the newest message until it is closed; it never asks to be clicked away.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(const Message& message);
    void clear();
    /// All of the message as one text; empty when there is none.
    [[nodiscard]] QString text() const;

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateTint(Severity severity);

    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_close;
    Message m_message;
    bool m_tinting = false; ///< its own palette is being set
};

} // namespace pairscope
