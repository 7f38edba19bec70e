#include "widgets/panels/FitMatrixPage.h"

#include "core/math/Spectrum.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/plots/CorrelationPlot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace pairscope {

namespace {

/// The whole fit where there is one, else the first track whose matrix is no covariance.
int firstMatrix(const std::vector<NamedMatrix>& matrices) {
    if (matrices.size() > 2) return 2;
    for (std::size_t i = 0; i < matrices.size(); ++i)
        if (!(conditionNumber(Spectrum::of(matrices[i].matrix).scaled) < 1e13)) return static_cast<int>(i);
    return 0;
}

} // namespace

FitMatrixPage::FitMatrixPage(QWidget* parent)
    : QWidget(parent),
      m_eigenvalues(new TextTableView(tr("Eigenvalues of the covariances"), this)),
      m_which(new QComboBox(this)),
      m_plot(new CorrelationPlot(this)) {
    m_which->setAccessibleName(tr("Matrix whose correlations are shown"));
    auto* label = new QLabel(tr("Correlations of"), this);
    label->setBuddy(m_which);
    auto* lower = new QWidget(this);
    auto* choose = new QHBoxLayout;
    choose->addWidget(label);
    choose->addWidget(m_which);
    choose->addStretch(1);
    auto* below = new QVBoxLayout(lower);
    below->setContentsMargins(0, 0, 0, 0);
    below->addLayout(choose);
    below->addWidget(m_plot, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    m_eigenvalues->setMinimumHeight(5 * fontMetrics().height());
    split->addWidget(m_eigenvalues);
    split->addWidget(lower);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({200, 300});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(split);
    connect(m_plot, &CorrelationPlot::readoutChanged, this, &FitMatrixPage::readoutChanged);
    connect(m_which, &QComboBox::activated, this, [this] {
        m_wanted = m_which->currentText();
        showMatrix();
    });
}

void FitMatrixPage::setTheme(const PlotTheme& theme) {
    m_plot->setTheme(theme);
}

void FitMatrixPage::setCandidate(const Candidate& candidate) {
    m_matrices = covariancesOf(candidate);
    m_eigenvalues->setTable(eigenvaluesTable(m_matrices));
    m_which->clear();
    for (const NamedMatrix& named : m_matrices)
        m_which->addItem(named.title);
    const int wanted = m_which->findText(m_wanted);
    m_which->setCurrentIndex(wanted >= 0 ? wanted : firstMatrix(m_matrices));
    showMatrix();
}

void FitMatrixPage::showMatrix() {
    const NamedMatrix& named = m_matrices[static_cast<std::size_t>(m_which->currentIndex())];
    m_plot->setCorrelations(pairscope::correlations(named.matrix), named.names);
}

} // namespace pairscope
