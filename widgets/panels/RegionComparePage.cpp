#include "widgets/panels/RegionComparePage.h"

#include "widgets/models/QuantityText.h"
#include "widgets/panels/TextTableView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace pairscope {

namespace {

constexpr std::array<std::pair<PairClass, PairClass>, 3> kClasses = {
    {{PairClass::Signal, PairClass::Conversion},
     {PairClass::Signal, PairClass::PromptPair},
     {PairClass::PromptPair, PairClass::Conversion}}};

QString className(PairClass pairClass) {
    const std::string_view name = toString(pairClass);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString shareText(const Proportion& share) {
    return RegionComparePage::tr("%1 (%2–%3)")
        .arg(numberText(100 * share.value, 2), numberText(100 * share.interval.low, 2),
             numberText(100 * share.interval.high, 2));
}

QString ratioText(const RegionComparison& region) {
    if (!region.ratio) return missingText();
    if (!region.interval) return significantText(*region.ratio, 3);
    return RegionComparePage::tr("%1 (%2–%3)")
        .arg(significantText(*region.ratio, 3), significantText(region.interval->low, 3),
             significantText(region.interval->high, 3));
}

} // namespace

RegionComparePage::RegionComparePage(QWidget* parent)
    : QWidget(parent),
      m_choices(new QComboBox(this)),
      m_open(new QPushButton(tr("Second sample..."), this)),
      m_table(new TextTableView(tr("Comparison of the regions"), this)),
      m_summary(new QLabel(this)) {
    m_choices->setAccessibleName(tr("What is compared"));
    m_open->setToolTip(tr("Open another pair table to compare the regions with"));
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("Result of the comparison"));
    auto* line = new QHBoxLayout;
    line->addWidget(m_choices);
    line->addWidget(m_open);
    line->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(3);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_summary);
    connect(m_choices, &QComboBox::activated, this, &RegionComparePage::choiceChanged);
    connect(m_open, &QPushButton::clicked, this, &RegionComparePage::sampleRequested);
    setChoices(false, {});
}

void RegionComparePage::setChoices(bool truth, const QString& secondSample) {
    if (m_choices->count() > 0 && truth == m_truth && secondSample == m_sample) return;
    const QString before = m_choices->currentText();
    const bool otherSample = !secondSample.isEmpty() && secondSample != m_sample;
    m_truth = truth;
    m_sample = secondSample;
    m_choices->clear();
    if (!secondSample.isEmpty()) m_choices->addItem(tr("this sample / %1").arg(secondSample), -1);
    if (truth)
        for (int i = 0; i < static_cast<int>(kClasses.size()); ++i)
            m_choices->addItem(tr("%1 / %2").arg(className(kClasses[static_cast<std::size_t>(i)].first),
                                                 className(kClasses[static_cast<std::size_t>(i)].second)),
                               i);
    m_choices->setEnabled(m_choices->count() > 0);
    const int known = m_choices->findText(before);
    if (known >= 0 && !otherSample) m_choices->setCurrentIndex(known); // a new sample is looked at
}

RegionComparePage::Choice RegionComparePage::choice() const {
    const QVariant index = m_choices->currentData();
    if (!index.isValid() || index.toInt() < 0) return {};
    const auto& classes = kClasses[static_cast<std::size_t>(index.toInt())];
    return {classes.first, classes.second};
}

QString RegionComparePage::firstName() const {
    const Choice chosen = choice();
    return chosen.first ? className(*chosen.first) : tr("this sample");
}

QString RegionComparePage::secondName() const {
    const Choice chosen = choice();
    if (chosen.second) return className(*chosen.second);
    return m_sample.size() > 16 ? m_sample.left(15) + u'…' : m_sample; // the list has all of it
}

void RegionComparePage::setComparison(const SidebandPlane& plane,
                                      const std::optional<OccupancyComparison>& comparison) {
    m_table->setVisible(comparison.has_value());
    if (!comparison) {
        m_summary->setText(m_choices->count() == 0
                               ? tr("Nothing to compare with: open a second sample, or a table with truth.")
                               : tr("Nothing to compare: one of the two has no pairs in the plane."));
        return;
    }
    TextTable table;
    table.columns = {{tr("Region"), {}, false},
                     {tr("%1 [%]").arg(firstName()), tr("Share with its 68.27 % interval"), true},
                     {tr("%1 [%]").arg(secondName()), tr("Share with its 68.27 % interval"), true},
                     {tr("Ratio"), tr("First share divided by the second, with its 68.27 % interval"), true},
                     {tr("p"),
                      tr("Probability of shares as different as these where the true ones are equal "
                         "(Fisher's exact test)"),
                      true}};
    for (std::size_t i = 0; i < comparison->regions.size(); ++i) {
        const RegionComparison& region = comparison->regions[i];
        const QString name = QString::fromStdString(plane.regions[i].name);
        if (region.blinded)
            table.rows.push_back({{name}, {tr("blinded")}});
        else
            table.rows.push_back({{name},
                                  {shareText(region.first)},
                                  {shareText(region.second)},
                                  {ratioText(region)},
                                  {probabilityText(region.pValue)}});
    }
    m_table->setTable(std::move(table));
    m_summary->setText(comparison->chi2
                           ? tr("All regions together: χ² %1 for %2 degrees of freedom, probability %3")
                                 .arg(numberText(*comparison->chi2, 1))
                                 .arg(comparison->ndf)
                                 .arg(probabilityText(comparison->probability.value_or(1)))
                           : tr("Too few pairs for a χ² of all regions."));
}

QString RegionComparePage::summary() const {
    return m_summary->text();
}

} // namespace pairscope
