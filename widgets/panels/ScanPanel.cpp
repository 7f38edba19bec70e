#include "widgets/panels/ScanPanel.h"

#include "widgets/panels/ScanAgreementPage.h"
#include "widgets/panels/ScanStartPage.h"
#include "widgets/panels/ScanVerdictPage.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace pairscope {

ScanPanel::ScanPanel(QWidget* parent)
    : QWidget(parent),
      m_pages(new QStackedWidget(this)),
      m_start(new ScanStartPage(this)),
      m_scan(new ScanVerdictPage(this)),
      m_agreement(new ScanAgreementPage(this)) {
    setAccessibleName(tr("Scan"));
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_scan);
    m_pages->addWidget(m_agreement);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connectPages();
}

void ScanPanel::connectPages() {
    connect(m_start, &ScanStartPage::startRequested, this, &ScanPanel::startRequested);
    connect(m_start, &ScanStartPage::resumeRequested, this, &ScanPanel::resumeRequested);
    connect(m_start, &ScanStartPage::previewRequested, this, &ScanPanel::previewRequested);
    connect(m_start, &ScanStartPage::journalRequested, this, &ScanPanel::journalRequested);
    connect(m_start, &ScanStartPage::agreementRequested, this, &ScanPanel::agreementRequested);
    connect(m_start, &ScanStartPage::mergeRequested, this, &ScanPanel::mergeRequested);
    connect(m_scan, &ScanVerdictPage::verdictRequested, this, &ScanPanel::verdictRequested);
    connect(m_scan, &ScanVerdictPage::commentRequested, this, &ScanPanel::commentRequested);
    connect(m_scan, &ScanVerdictPage::undoRequested, this, &ScanPanel::undoRequested);
    connect(m_scan, &ScanVerdictPage::finishRequested, this, &ScanPanel::finishRequested);
    connect(m_scan, &ScanVerdictPage::leaveRequested, this, &ScanPanel::leaveRequested);
    connect(m_scan, &ScanVerdictPage::agreementRequested, this, &ScanPanel::agreementRequested);
    connect(m_scan, &ScanVerdictPage::unblindRequested, this, &ScanPanel::unblindRequested);
    connect(m_scan, &ScanVerdictPage::exportRequested, this, &ScanPanel::exportRequested);
    connect(m_scan, &ScanVerdictPage::sheetsRequested, this, &ScanPanel::sheetsRequested);
    connect(m_agreement, &ScanAgreementPage::disagreementsRequested, this,
            &ScanPanel::disagreementsRequested);
    connect(m_agreement, &ScanAgreementPage::exportRequested, this, &ScanPanel::exportRequested);
    connect(m_agreement, &ScanAgreementPage::backRequested, this, [this] {
        m_looking = false;
        showPage();
    });
}

void ScanPanel::setOffer(const ScanOffer& offer) {
    m_start->setOffer(offer);
}

void ScanPanel::setPreview(const QueueChoice& choice, std::size_t candidates, std::size_t leftOut) {
    m_start->setPreview(choice, candidates, leftOut);
}

void ScanPanel::setStatus(const std::optional<ScanStatus>& status) {
    m_scanning = status.has_value();
    if (status)
        m_scan->setStatus(*status);
    else
        m_scan->forget();
    showPage();
}

void ScanPanel::setAgreement(const std::optional<Agreement>& agreement, const VerdictSet& verdicts) {
    m_looking = agreement.has_value();
    if (agreement) m_agreement->setAgreement(*agreement, verdicts);
    showPage();
}

void ScanPanel::showPage() {
    QWidget* page = m_start;
    if (m_scanning) page = m_scan;
    if (m_looking) page = m_agreement;
    m_pages->setCurrentWidget(page);
}

QWidget& ScanPanel::page() const {
    return *m_pages->currentWidget();
}

QString ScanPanel::reason() const {
    return m_scan->reason();
}

Confidence ScanPanel::confidence() const {
    return m_scan->confidence();
}

void ScanPanel::clearReason() {
    m_scan->clearReason();
}

void ScanPanel::stepReason(int steps) {
    m_scan->stepReason(steps);
}

void ScanPanel::stepConfidence(int steps) {
    m_scan->stepConfidence(steps);
}

void ScanPanel::editComment() {
    m_scan->editComment();
}

bool ScanPanel::autoAdvance() const {
    return m_scan->autoAdvance();
}

} // namespace pairscope
