#include "app/window/StatusLine.h"

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

namespace pairscope {

StatusLine::StatusLine(QStatusBar& bar)
    : QObject(&bar),
      m_candidate(new QLabel(&bar)),
      m_readout(new QLabel(&bar)),
      m_count(new QLabel(&bar)),
      m_scan(new QLabel(&bar)),
      m_progress(new QProgressBar(&bar)),
      m_cancel(new QToolButton(&bar)) {
    m_candidate->setAccessibleName(tr("Candidate"));
    m_readout->setAccessibleName(tr("Under the cursor"));
    m_count->setAccessibleName(tr("Candidates shown"));
    m_scan->setAccessibleName(tr("Scan"));
    m_scan->hide();
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setMaximumWidth(180);
    m_progress->setRange(0, 1000);
    m_cancel->setText(tr("Cancel"));
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_readout->setFocusPolicy(Qt::NoFocus);
    bar.addWidget(m_candidate);
    bar.addWidget(m_readout, 1);
    bar.addPermanentWidget(m_count);
    bar.addPermanentWidget(m_scan);
    bar.addPermanentWidget(m_progress);
    bar.addPermanentWidget(m_cancel);
    setBusy(false);
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelRequested);
}

void StatusLine::setCandidate(const QString& text) {
    m_candidate->setText(text);
}

void StatusLine::setReadout(const QString& text) {
    m_readout->setText(text);
    m_readout->setToolTip(text);
}

void StatusLine::setCount(const QString& text) {
    m_count->setText(text);
}

void StatusLine::setScan(const QString& text) {
    m_scan->setText(text);
    m_scan->setVisible(!text.isEmpty());
}

void StatusLine::setBusy(bool busy) {
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    if (!busy) m_progress->setValue(0);
}

void StatusLine::setProgress(double fraction) {
    m_progress->setValue(static_cast<int>(1000 * fraction));
}

} // namespace pairscope
