#include "widgets/panels/ScanAgreementPage.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/TextTableView.h"
#include "widgets/panels/VerdictKey.h"
#include "widgets/panels/VerticalScroll.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>
#include <numeric>

namespace pairscope {

namespace {

constexpr int kMostRows = 12;

QString percentText(double share, int decimals) {
    return ScanAgreementPage::tr("%1 %").arg(numberText(100 * share, decimals)).replace(u' ', QChar::Nbsp);
}

QString kappaText(const KappaStatistic& kappa) {
    return measuredText({kappa.value, kappa.error}, {{}, 1});
}

/// What chance alone would give: (A - kappa) / (1 - kappa), as kappa is defined by it.
double chanceShare(const KappaStatistic& kappa) {
    return (kappa.agreement - kappa.value) / (1 - kappa.value);
}

/// What the numbers mean.
QString kappaSentence(const KappaStatistic& kappa, bool two) {
    const QString why = fromUtf8(whyUndefined(kappa));
    if (kappa.candidates == 0) return ScanAgreementPage::tr("There is no κ: %1.").arg(why);
    QString text =
        two ? ScanAgreementPage::tr("Both judged %1 candidates and agree on %2.")
            : ScanAgreementPage::tr("All judged %1 candidates; two of them agree on %2 on average.");
    text = text.arg(countText(kappa.candidates), percentText(kappa.agreement, 1));
    if (std::isnan(kappa.value)) return text + ScanAgreementPage::tr(" There is no κ: %1.").arg(why);
    if (kappa.value < 1)
        text += ScanAgreementPage::tr(" Chance alone would give %1.").arg(percentText(chanceShare(kappa), 1));
    text +=
        ScanAgreementPage::tr(" κ is the agreement beyond chance: 1 is full agreement, 0 what chance gives.");
    return why.isEmpty() ? text : text + ScanAgreementPage::tr(" It has no error: %1.").arg(why);
}

/// "Cohen's κ = 0.85 ± 0.02"; nothing where there is none.
QString kappaTitle(const KappaStatistic& kappa, bool two) {
    if (kappa.candidates == 0 || std::isnan(kappa.value)) return {};
    return (two ? ScanAgreementPage::tr("Cohen's κ = %1") : ScanAgreementPage::tr("Fleiss' κ = %1"))
        .arg(kappaText(kappa));
}

/// A verdict's key, or its number where the set does not have it.
QString shortName(const VerdictSet& verdicts, const std::string& name, std::size_t index) {
    const VerdictKind* kind = verdicts.find(name);
    return kind ? verdictKeyText(*kind) : QStringLiteral("#%1").arg(index + 1);
}

TextCell verdictCell(const VerdictSet& verdicts, const std::string& name, std::size_t index) {
    const VerdictKind* kind = verdicts.find(name);
    if (!kind) return {QStringLiteral("%1 %2").arg(shortName(verdicts, name, index), fromUtf8(name))};
    return {fromUtf8(name), fromUtf8(kind->meaning), verdictKeyIcon(*kind)};
}

/// Rows: verdict of the first scanner; columns, named by their keys: of the second.
TextTable confusionTable(const Agreement& agreement, const ScannerPair& pair, const VerdictSet& verdicts) {
    TextTable table;
    const QString second = fromUtf8(agreement.scanners[pair.second]);
    const QString first = fromUtf8(agreement.scanners[pair.first]);
    table.columns.push_back({ScanAgreementPage::tr("%1 ↓").arg(first), {}, false});
    for (std::size_t j = 0; j < agreement.verdicts.size(); ++j)
        table.columns.push_back(
            {shortName(verdicts, agreement.verdicts[j], j),
             ScanAgreementPage::tr("%1 said %2").arg(second, fromUtf8(agreement.verdicts[j])), true});
    for (std::size_t i = 0; i < pair.counts.size(); ++i) {
        std::vector<TextCell> row{verdictCell(verdicts, agreement.verdicts[i], i)};
        for (std::size_t j = 0; j < pair.counts[i].size(); ++j)
            row.push_back({countText(pair.counts[i][j]),
                           ScanAgreementPage::tr("%1 said %2, %3 said %4: %5")
                               .arg(first, fromUtf8(agreement.verdicts[i]), second,
                                    fromUtf8(agreement.verdicts[j]), countText(pair.counts[i][j])),
                           {},
                           i == j});
        table.rows.push_back(std::move(row));
    }
    return table;
}

QString proportionText(const Proportion& share) {
    return ScanAgreementPage::tr("%1 % (%2–%3)")
        .arg(numberText(100 * share.value, 0), numberText(100 * share.interval.low, 0),
             numberText(100 * share.interval.high, 0));
}

QString className(PairClass pairClass) {
    switch (pairClass) {
    case PairClass::Signal:
        return ScanAgreementPage::tr("signal");
    case PairClass::Conversion:
        return ScanAgreementPage::tr("conversions");
    case PairClass::PromptPair:
        return ScanAgreementPage::tr("prompt pairs");
    default:
        return ScanAgreementPage::tr("unknown");
    }
}

QString saidText(const ClassScore& score, const std::vector<std::string>& verdicts) {
    QStringList parts;
    for (std::size_t i = 0; i < score.counts.size() && i < verdicts.size(); ++i)
        if (score.counts[i] > 0)
            parts << QStringLiteral("%1 %2").arg(fromUtf8(verdicts[i]), countText(score.counts[i]));
    return ScanAgreementPage::tr("Said: %1").arg(parts.join(QStringLiteral(", ")));
}

TextTable scoreTable(const Agreement& agreement) {
    TextTable table;
    table.columns = {{ScanAgreementPage::tr("True class"), {}, false},
                     {ScanAgreementPage::tr("n"), ScanAgreementPage::tr("Candidates with a verdict"), true},
                     {ScanAgreementPage::tr("Right"),
                      ScanAgreementPage::tr("Efficiency: share with a right verdict"), true},
                     {ScanAgreementPage::tr("Mis-tag"),
                      ScanAgreementPage::tr("Share with a verdict that is right for another class only"),
                      true}};
    for (const ScannerScore& score : agreement.scores) {
        const QString who = fromUtf8(score.scanner);
        table.rows.push_back(
            {{score.knownOnly ? ScanAgreementPage::tr("%1, known candidates only").arg(who) : who,
              {},
              {},
              true}});
        for (const ClassScore& each : score.classes) {
            if (each.candidates == 0) continue;
            const QString tip = saidText(each, agreement.verdicts);
            table.rows.push_back({{className(each.trueClass), tip},
                                  {countText(each.candidates), tip},
                                  {proportionText(each.efficiency), tip},
                                  {proportionText(each.misTag), tip}});
        }
    }
    return table;
}

QString aloneSentence(const Agreement& agreement) {
    if (agreement.scanners.empty()) return ScanAgreementPage::tr("No scan is finished yet.");
    return ScanAgreementPage::tr(
               "Only %1 has scanned. For agreement a second scanner is needed: start a scan under another "
               "name and "
               "choose “The same queue as %1”. A journal of another machine is put in by “Merge journals…”.")
        .arg(fromUtf8(agreement.scanners.front()));
}

QLabel* wrapped(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setAccessibleName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ScanAgreementPage::ScanAgreementPage(QWidget* parent)
    : QWidget(parent),
      m_kappa(wrapped(tr("Kappa"), this)),
      m_summary(wrapped(tr("Agreement"), this)),
      m_pairs(new QComboBox(this)),
      m_pairNote(wrapped(tr("Agreement of these two"), this)),
      m_confusion(new TextTableView(tr("Verdicts of two scanners face to face"), this)),
      m_count(wrapped(tr("Number of disagreements"), this)),
      m_disagreements(new QPushButton(tr("Scan the disagreements"), this)),
      m_scoreTitle(wrapped(tr("Title of the scores"), this)),
      m_scores(new TextTableView(tr("Efficiency and mis-tag"), this)),
      m_scoreNote(wrapped(tr("Note on the scores"), this)),
      m_export(new QPushButton(tr("Export…"), this)),
      m_back(new QPushButton(tr("Back"), this)) {
    build();
    connect(m_pairs, &QComboBox::currentIndexChanged, this, &ScanAgreementPage::showPair);
    connect(m_disagreements, &QPushButton::clicked, this, &ScanAgreementPage::disagreementsRequested);
    connect(m_export, &QPushButton::clicked, this, &ScanAgreementPage::exportRequested);
    connect(m_back, &QPushButton::clicked, this, &ScanAgreementPage::backRequested);
}

void ScanAgreementPage::build() {
    m_pairs->setAccessibleName(tr("Two scanners"));
    m_pairs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pairs->setMinimumContentsLength(12);
    for (QLabel* title : {m_kappa, m_scoreTitle}) {
        QFont bold = title->font();
        bold.setBold(true);
        title->setFont(bold);
    }
    m_confusion->setHeightToRows(kMostRows);
    m_scores->setHeightToRows(kMostRows);
    m_export->setToolTip(tr("Verdicts of all finished scans as CSV or JSON"));
    m_back->setToolTip(tr("Back to the scan, or to its beginning"));
    auto* inside = new QWidget(this);
    auto* page = new QVBoxLayout(inside);
    page->setContentsMargins(6, 6, 6, 6);
    page->setSpacing(6);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_kappa, m_summary, m_pairs, m_pairNote, m_confusion, m_count,
                                         m_disagreements, m_scoreTitle, m_scores, m_scoreNote})
        page->addWidget(part);
    page->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(6, 4, 6, 6);
    foot->addWidget(m_export);
    foot->addWidget(m_back);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new VerticalScroll(inside, this), 1);
    layout->addLayout(foot);
}

void ScanAgreementPage::setAgreement(const Agreement& agreement, const VerdictSet& verdicts) {
    m_agreement = agreement;
    m_verdicts = verdicts;
    const bool two = agreement.scanners.size() == 2;
    m_kappa->setText(kappaTitle(agreement.overall, two));
    m_kappa->setVisible(!m_kappa->text().isEmpty());
    m_summary->setText(agreement.pairs.empty() ? aloneSentence(agreement)
                                               : kappaSentence(agreement.overall, two));
    m_pairs->clear();
    for (const ScannerPair& pair : agreement.pairs)
        m_pairs->addItem(
            tr("%1 and %2")
                .arg(fromUtf8(agreement.scanners[pair.first]), fromUtf8(agreement.scanners[pair.second])));
    m_pairs->setVisible(agreement.pairs.size() > 1);
    showPair();
    showScores();
    const std::size_t count = agreement.disagreements.size();
    m_count->setText(tr("%1 candidates were not judged alike.").arg(countText(count)));
    m_count->setVisible(!agreement.pairs.empty());
    m_disagreements->setVisible(!agreement.pairs.empty());
    m_disagreements->setEnabled(count > 0);
    m_disagreements->setToolTip(count > 0 ? tr("A new queue of these candidates") : tr("There are none"));
}

void ScanAgreementPage::showPair() {
    const int index = m_pairs->currentIndex();
    const bool any = index >= 0 && static_cast<std::size_t>(index) < m_agreement.pairs.size();
    m_confusion->setVisible(any);
    m_pairNote->setVisible(any);
    if (!any) return;
    const ScannerPair& pair = m_agreement.pairs[static_cast<std::size_t>(index)];
    m_confusion->setTable(confusionTable(m_agreement, pair, m_verdicts));
    const QString columns =
        tr("Rows: %1. Columns, by key: %2.")
            .arg(fromUtf8(m_agreement.scanners[pair.first]), fromUtf8(m_agreement.scanners[pair.second]));
    const QString kappa = m_agreement.pairs.size() > 1 ? kappaTitle(pair.kappa, true) : QString();
    m_pairNote->setText(kappa.isEmpty() ? columns : tr("%1. %2").arg(kappa, columns));
}

void ScanAgreementPage::showScores() {
    const bool any = !m_agreement.scores.empty();
    m_scores->setVisible(any);
    m_scoreTitle->setText(tr("How often they were right"));
    if (any) m_scores->setTable(scoreTable(m_agreement));
    m_scoreNote->setText(any ? tr("In brackets 68.27 % intervals (Clopper & Pearson). What is neither right "
                                  "nor mis-tagged was left "
                                  "undecided.")
                             : tr("The truth of no candidate is known: mix in known candidates at the start "
                                  "of a scan to measure this."));
}

QString ScanAgreementPage::kappa() const {
    return m_kappa->text();
}
QString ScanAgreementPage::summary() const {
    return m_summary->text();
}
QString ScanAgreementPage::scoreNote() const {
    return m_scoreNote->text();
}

} // namespace pairscope
