#include "widgets/panels/AbcdPage.h"

#include "widgets/models/QuantityText.h"
#include "widgets/panels/TextTableView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace pairscope {

namespace {

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

QString countOrInfinity(double count) {
    if (std::isinf(count)) return QStringLiteral("∞");
    return count < 1000 ? numberText(count, 1) : countText(static_cast<std::size_t>(std::llround(count)));
}

QString intervalText(const Interval& interval) {
    return AbcdPage::tr("%1 to %2").arg(countOrInfinity(interval.low), countOrInfinity(interval.high));
}

QString pullText(const std::optional<double>& pull) {
    return pull ? AbcdPage::tr("%1 σ").arg(numberText(*pull, 1)) : missingText();
}

QString kappaText(const Kappa& kappa) {
    const QString value = significantText(kappa.value, 3);
    if (kappa.relativeError <= 0) return value;
    return AbcdPage::tr("%1, error %2 %").arg(value, significantText(100 * kappa.relativeError, 2));
}

void addEstimate(TextTable& table, const AbcdStudy& study) {
    const AbcdCounts& n = study.counts;
    const auto add = [&table](const QString& name, const QString& value, const QString& tip = {}) {
        table.rows.push_back({{name, tip, {}, false}, {value, tip, {}, false}});
    };
    add(AbcdPage::tr("Expected in A"),
        AbcdPage::tr("%1  (%2)")
            .arg(countOrInfinity(study.estimate.expected), intervalText(study.estimate.interval)),
        AbcdPage::tr("κ · B · C / D with its 68.27 % interval (profile likelihood)"));
    add(AbcdPage::tr("Observed in A"),
        study.signalBlinded ? AbcdPage::tr("blinded")
                            : AbcdPage::tr("%1, pull %2").arg(countText(n.a), pullText(study.pull)),
        AbcdPage::tr("Pull: how far it is from what is expected, errors of both included"));
    add(AbcdPage::tr("B, C, D"),
        AbcdPage::tr("%1,  %2,  %3").arg(countText(n.b), countText(n.c), countText(n.d)));
    add(AbcdPage::tr("κ used"), kappaText(study.estimate.kappa));
    if (study.measured)
        add(AbcdPage::tr("κ of these pairs"),
            AbcdPage::tr("%1  (%2 to %3)")
                .arg(significantText(study.measured->kappa.value, 3),
                     significantText(study.measured->interval.low, 3),
                     significantText(study.measured->interval.high, 3)),
            AbcdPage::tr("A · D / (B · C): 1 where the plane factorises"));
    if (study.correlation)
        add(AbcdPage::tr("Correlation in the boxes"),
            AbcdPage::tr("%1 ± %2").arg(numberText(study.correlation->value, 3),
                                        numberText(study.correlation->error, 3)),
            AbcdPage::tr("Rank correlation (Spearman) of the two quantities"));
    for (const ClosureTest& test : study.closure)
        add(AbcdPage::tr("Closure, %1").arg(fromUtf8(test.boxes)),
            AbcdPage::tr("%1 seen, %2 expected, pull %3")
                .arg(countText(test.counts.a), countOrInfinity(test.expected.expected), pullText(test.pull)),
            AbcdPage::tr("The same estimate tried without the signal region"));
}

TextTable tableOf(const AbcdStudy& study) {
    TextTable table;
    table.columns = {{AbcdPage::tr("Quantity"), {}, false}, {AbcdPage::tr("Value"), {}, false}};
    addEstimate(table, study);
    return table;
}

} // namespace

AbcdPage::AbcdPage(QWidget* parent)
    : QWidget(parent),
      m_source(new QComboBox(this)),
      m_value(new QLineEdit(this)),
      m_error(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_numbers(new TextTableView(tr("ABCD estimate"), this)),
      m_warnings(new QLabel(this)),
      m_warningsArea(new QScrollArea(this)) {
    build();
    connect(m_source, &QComboBox::activated, this, [this] {
        showSource();
        emit kappaChanged();
    });
    for (const QLineEdit* field : {m_value, m_error})
        connect(field, &QLineEdit::textEdited, this, &AbcdPage::read);
    showSource();
}

void AbcdPage::build() {
    m_source->addItem(tr("κ typed"), static_cast<int>(KappaSource::Typed));
    m_source->setToolTip(
        tr("The factor by which the plane departs from factorising: N(A) = κ N(B) N(C) / N(D)"));
    m_source->setAccessibleName(tr("Where kappa comes from"));
    m_value->setText(QStringLiteral("1"));
    m_value->setMaximumWidth(70);
    m_value->setAccessibleName(tr("kappa"));
    m_error->setText(QStringLiteral("0"));
    m_error->setMaximumWidth(60);
    m_error->setAccessibleName(tr("Relative error of kappa in per cent"));
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the input is refused"));
    m_problem->hide();
    m_warnings->setWordWrap(true);
    m_warnings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_warnings->setAccessibleName(tr("What speaks against the estimate"));
    m_warnings->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_warningsArea->setWidget(m_warnings);
    m_warnings->setAutoFillBackground(false); // on the page's own ground
    m_warningsArea->viewport()->setAutoFillBackground(false);
    m_warningsArea->setWidgetResizable(true);
    m_warningsArea->setFrameShape(QFrame::NoFrame);
    m_warningsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_warningsArea->setMinimumHeight(2 * fontMetrics().height());
    m_numbers->setWrapsLastColumn();
    auto* line = new QHBoxLayout;
    line->addWidget(m_source);
    line->addWidget(m_value);
    line->addWidget(new QLabel(tr("±"), this));
    line->addWidget(m_error);
    line->addWidget(new QLabel(tr("%"), this));
    line->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(3);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addWidget(m_numbers, 3);
    layout->addWidget(m_warningsArea,
                      2); // scrolls: as many sentences as there are must not push out the numbers
}

void AbcdPage::setStudy(const tl::expected<AbcdStudy, std::string>& study) {
    m_numbers->setVisible(study.has_value());
    if (!study) {
        m_warnings->setText(tr("No estimate: %1. Give regions the roles signal, B, C and D on the page "
                               "“Regions”.")
                                .arg(fromUtf8(study.error())));
        m_warningsArea->show();
        return;
    }
    m_numbers->setTable(tableOf(*study));
    QStringList warnings;
    for (const std::string& warning : study->warnings)
        warnings << QStringLiteral("⚠ ") + fromUtf8(warning);
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
    m_warningsArea->setVisible(!warnings.isEmpty());
}

void AbcdPage::setSecondKappa(const QString& sample, const std::optional<MeasuredKappa>& kappa) {
    m_second = kappa;
    const int second = m_source->findData(static_cast<int>(KappaSource::SecondSample));
    if (kappa && second < 0)
        m_source->addItem(tr("κ of %1").arg(sample), static_cast<int>(KappaSource::SecondSample));
    if (!kappa && second >= 0) m_source->removeItem(second);
    showSource();
}

bool AbcdPage::usesSecond() const {
    return m_source->currentData().toInt() == static_cast<int>(KappaSource::SecondSample) && m_second;
}

void AbcdPage::showSource() {
    const bool typed = m_source->currentData().toInt() == static_cast<int>(KappaSource::Typed);
    const bool wasTyped = m_value->isEnabledTo(this);
    m_value->setEnabled(typed);
    m_error->setEnabled(typed);
    if (typed && wasTyped) return; // what is being typed ("2." on the way to 2.5) is left alone
    const Kappa shown = usesSecond() ? m_second->kappa : m_typed;
    m_value->setText(significantText(shown.value, 4));
    m_error->setText(significantText(100 * shown.relativeError, 3));
}

void AbcdPage::read() {
    bool valueRead = false;
    bool errorRead = false;
    const double value = m_value->text().toDouble(&valueRead);
    const double error = m_error->text().toDouble(&errorRead) / 100;
    QString why;
    if (!valueRead || !(value > 0) || !std::isfinite(value)) why = tr("κ is a number above 0, such as 1.2.");
    if (!errorRead || !(error >= 0) || !std::isfinite(error))
        why = tr("The error of κ is a number of per cent, 0 or more.");
    m_problem->setText(why);
    m_problem->setVisible(!why.isEmpty());
    if (!why.isEmpty()) return;
    m_typed = {value, error};
    emit kappaChanged();
}

QString AbcdPage::warnings() const {
    return m_warnings->text();
}

QString AbcdPage::problem() const {
    return m_problem->text();
}

} // namespace pairscope
