#include "widgets/panels/FitPanel.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/StatusIcon.h"
#include "widgets/panels/FitComparePage.h"
#include "widgets/panels/FitMatrixPage.h"
#include "widgets/panels/FitOptionsPage.h"
#include "widgets/panels/FitStartsPage.h"
#include "widgets/plots/PlotTheme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProxyStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pairscope {

namespace {

/// Five pages find room in a narrow column.
class TightTabStyle : public QProxyStyle {
public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        constexpr int kSpace = 12; // logical pixels, both sides together
        return metric == PM_TabBarTabHSpace ? kSpace : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

FitPanel::FitPanel(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_trial(new QLabel(this)),
      m_pages(new QTabWidget(this)),
      m_vertex(new FitVertexPage(this)),
      m_starts(new FitStartsPage(this)),
      m_matrices(new FitMatrixPage(this)),
      m_options(new FitOptionsPage(this)),
      m_compare(new FitComparePage(this)) {
    setAccessibleName(tr("Fit"));
    build();
    connectPages();
    setFit({}, nullptr, VertexChoice::ByPolicy);
}

void FitPanel::build() {
    for (QLabel* label : {m_sentence, m_trial}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_sentence->setAccessibleName(tr("Why the fit is as it is"));
    m_trial->setAccessibleName(tr("Options of the fit on screen"));
    m_icon->setAlignment(Qt::AlignTop);
    m_pages->setDocumentMode(true);
    m_pages->setAccessibleName(tr("Pages of the fit"));
    auto* tight = new TightTabStyle;
    tight->setParent(m_pages);
    m_pages->tabBar()->setStyle(tight);
    m_pages->tabBar()->setExpanding(true);
    m_pages->tabBar()->setUsesScrollButtons(false);
    m_pages->tabBar()->setElideMode(Qt::ElideRight);
    m_pages->addTab(m_vertex, tr("Vertex"));
    m_pages->addTab(m_starts, tr("Starts"));
    m_pages->addTab(m_matrices, tr("Matrix"));
    m_pages->addTab(m_options, tr("Options"));
    m_pages->addTab(m_compare, tr("Compare"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_icon);
    top->addWidget(m_sentence, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_trial);
    layout->addWidget(m_pages, 1);
}

void FitPanel::connectPages() {
    connect(m_vertex, &FitVertexPage::minimumChosen, this, &FitPanel::minimumChosen);
    connect(m_vertex, &FitVertexPage::choiceReleased, this, &FitPanel::choiceReleased);
    connect(m_vertex, &FitVertexPage::policyChanged, this, &FitPanel::policyChanged);
    connect(m_vertex, &FitVertexPage::testCaseRequested, this, &FitPanel::testCaseRequested);
    connect(m_starts, &FitStartsPage::stepShown, this, &FitPanel::stepShown);
    connect(m_starts, &FitStartsPage::readoutChanged, this, &FitPanel::readoutChanged);
    connect(m_matrices, &FitMatrixPage::readoutChanged, this, &FitPanel::readoutChanged);
    connect(m_options, &FitOptionsPage::optionsChanged, this, &FitPanel::optionsChanged);
    connect(m_options, &FitOptionsPage::refitRequested, this, &FitPanel::refitRequested);
    connect(m_compare, &FitComparePage::keptChanged, this, &FitPanel::keptChanged);
}

void FitPanel::setFit(const FitRecord& fit, const std::shared_ptr<const DetectorModel>& detector,
                      VertexChoice choice, bool inList) {
    const bool any = fit.study != nullptr;
    m_pages->setVisible(any);
    m_icon->setVisible(any);
    m_compare->setFit(fit);
    m_starts->setCandidate(any ? fit.study->candidate : nullptr);
    m_trial->setVisible(false);
    if (!any) {
        m_sentence->setText(tr("Choose a candidate in the table, or press PgDn for the next one."));
        return;
    }
    const Candidate& candidate = *fit.study->candidate;
    const int side = fontMetrics().height() + 2;
    m_icon->setPixmap(statusIcon(candidate.status()).pixmap(side, side));
    m_icon->setToolTip(fromUtf8(toString(candidate.status())));
    m_icon->setAccessibleName(fromUtf8(toString(candidate.status())));
    m_sentence->setText(withSymbols(fit.study->diagnosis.sentence));
    const QString options = optionsLine(fit.options);
    if (options != optionsLine({})) {
        m_trial->setText(inList ? tr("Fitted with: %1, in the list too.").arg(options)
                                : tr("Trial fit: %1. The list keeps its own.").arg(options));
        m_trial->setVisible(true);
    }
    m_options->setBeams(detector->beams());
    m_options->setPhotons(*fit.study);
    m_vertex->setStudy(*fit.study, *detector, choice);
    m_matrices->setCandidate(candidate);
}

void FitPanel::setOptions(const Reconstruction::Options& options) {
    m_options->setOptions(options);
    m_vertex->setPolicy(options.policy);
}

void FitPanel::setTheme(const PlotTheme& theme) {
    m_starts->setTheme(theme);
    m_matrices->setTheme(theme);
}

QString FitPanel::sentence() const {
    return m_sentence->text();
}

} // namespace pairscope
