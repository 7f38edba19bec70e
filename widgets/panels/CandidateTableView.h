#pragma once

#include <QTableView>

namespace pairscope {

/// The table of candidates. Its current line is the candidate on screen; the selection is the session's and
/// only shown here (CandidateTableModel::SelectedRole), because a million selected lines would choke a
/// selection model. So the view turns mouse and keys into requests: click replaces, Ctrl adds or removes,
/// Shift extends, Ctrl+A takes all, Esc clears.
class CandidateTableView : public QTableView {
    Q_OBJECT
public:
    explicit CandidateTableView(QWidget* parent = nullptr);

signals:
    void replaceRequested(int position);
    void toggleRequested(int position);
    void extendRequested(int position); ///< from the current line to this one
    void selectAllRequested();
    void clearRequested();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace pairscope
