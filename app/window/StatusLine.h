#pragma once

#include <QObject>
#include <QString>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace pairscope {

/// The window's last line: candidate | what is under the cursor | n of N | job with Cancel.
class StatusLine : public QObject {
    Q_OBJECT
public:
    explicit StatusLine(QStatusBar& bar);

    void setCandidate(const QString& text);
    void setReadout(const QString& text);
    void setCount(const QString& text);
    /// How far a scan is; empty when none goes on.
    void setScan(const QString& text);
    void setBusy(bool busy);
    void setProgress(double fraction);

signals:
    void cancelRequested();

private:
    QLabel* m_candidate;
    QLabel* m_readout;
    QLabel* m_count;
    QLabel* m_scan;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
};

} // namespace pairscope
