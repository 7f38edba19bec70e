#include "widgets/panels/NewSampleDialog.h"

#include "core/io/FileFormat.h"
#include "core/math/Units.h"
#include "core/simulation/PairGenerators.h"
#include "widgets/models/QuantityText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr std::chrono::milliseconds kTypingPause{300};
constexpr int kEditWidth = 130;
/// Room for the notes, so that the dialog does not change its size while one types.
constexpr int kNoteWidth = 330;

QString fromStd(const std::string& text) {
    return QString::fromStdString(text);
}

/// What building a generator says against its parameters; empty when nothing.
template<typename Build>
QString complaintOf(Build&& build) {
    try {
        build();
    } catch (const std::invalid_argument& error) {
        QString text = fromStd(error.what());
        return text.isEmpty() ? text : text.replace(0, 1, text.at(0).toUpper());
    }
    return {};
}

} // namespace

NewSampleDialog::NewSampleDialog(const BeamParameters& beams, Estimate estimate, QWidget* parent)
    : QDialog(parent),
      m_beams(beams),
      m_estimate(std::move(estimate)),
      m_useNumbers(new QRadioButton(tr("Numbers of candidates"), this)),
      m_useLuminosity(new QRadioButton(tr("Integrated luminosity"), this)),
      m_run(new QComboBox(this)),
      m_bremsstrahlung(new QCheckBox(tr("Bremsstrahlung"), this)),
      m_total(new QLabel(this)) {
    setWindowTitle(tr("New sample (simulation)"));
    setAccessibleName(tr("New sample"));
    setModal(false);
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &NewSampleDialog::estimate);
    connect(&m_job, &LatestJob::failed, this, [this](const QString& why) {
        m_estimateProblem = why;
        showNotes();
        emit estimated();
    });
    check();
}

NewSampleDialog::Field& NewSampleDialog::addField(QFormLayout& form, FieldName name, const QString& title,
                                                  const QString& text, const QString& tip, QWidget* label) {
    Field& made = field(name);
    made.edit = new QLineEdit(text, this);
    made.edit->setAccessibleName(title);
    made.edit->setToolTip(tip);
    made.note = new QLabel(this);
    made.note->setAccessibleName(tr("%1: note").arg(title));
    made.note->setWordWrap(true);
    made.note->setMinimumWidth(kNoteWidth);
    if (name != File) made.edit->setFixedWidth(kEditWidth);
    made.line = new QHBoxLayout;
    made.line->addWidget(made.edit);
    made.line->addWidget(made.note, 1);
    form.addRow(label ? label : new QLabel(title, this), made.line);
    connect(made.edit, &QLineEdit::textChanged, this,
            name == File ? &NewSampleDialog::showNotes : &NewSampleDialog::check);
    return made;
}

void NewSampleDialog::buildNumbers(QFormLayout& form) {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_useNumbers);
    choice->addWidget(m_useLuminosity);
    choice->addStretch(1);
    m_useNumbers->setChecked(true);
    form.addRow(tr("Size by"), choice);
    addField(form, Luminosity, tr("Luminosity [1/fb]"), QStringLiteral("0.1"),
             tr("Each class gets as many candidates as this luminosity would give"));
    const std::array titles{tr("A′ γ, A′ → e⁺e⁻"), tr("Conversions"), tr("Prompt pairs")};
    const std::array tips{tr("Candidates of e+e- → A′ γ"),
                          tr("Candidates of e+e- → γγ, one photon converted in the material"),
                          tr("Candidates of e+e- → γγ*, γ* → e+e- at the collision point")};
    const std::array counts{QStringLiteral("500"), QStringLiteral("5000"), QStringLiteral("500")};
    const std::array names{Signal, Conversions, Prompt};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_wanted[i] = new QCheckBox(titles[i], this);
        m_wanted[i]->setAccessibleName(tr("With %1").arg(titles[i]));
        m_wanted[i]->setChecked(true);
        addField(form, names[i], titles[i], counts[i], tips[i], m_wanted[i]);
        connect(m_wanted[i], &QCheckBox::toggled, this, &NewSampleDialog::check);
    }
    connect(m_useLuminosity, &QRadioButton::toggled, this, &NewSampleDialog::check);
}

void NewSampleDialog::buildDetector(QFormLayout& form) {
    m_run->addItem(tr("Run 2 (all PXD ladders)"), static_cast<int>(DetectorRun::Run2));
    m_run->addItem(tr("Run 1 (two ladders of PXD layer 2)"), static_cast<int>(DetectorRun::Run1));
    m_run->setAccessibleName(tr("Detector"));
    form.addRow(tr("Detector"), m_run);
    m_bremsstrahlung->setChecked(true);
    m_bremsstrahlung->setToolTip(tr("Electrons radiate in the material; without it the tracks are ideal"));
    form.addRow(QString(), m_bremsstrahlung);
    addField(form, Seed, tr("Seed"), QStringLiteral("1"), tr("The same seed gives the same sample"));
    Field& file = addField(form, File, tr("File"), {}, tr("Empty: the sample is kept in memory only"));
    file.edit->setPlaceholderText(tr("none: memory only"));
    auto* browse = new QPushButton(tr("Choose..."), this);
    browse->setAccessibleName(tr("Choose the file"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &NewSampleDialog::chooseFile);
    file.line->insertWidget(1, browse);
    file.line->removeWidget(file.note); // under it: a path is long
    form.addRow(QString(), file.note);
    connect(m_run, &QComboBox::currentIndexChanged, this, &NewSampleDialog::check);
    connect(m_bremsstrahlung, &QCheckBox::toggled, this, &NewSampleDialog::check);
}

void NewSampleDialog::build() {
    auto* content = new QGroupBox(tr("What is in it"), this);
    auto* contentForm = new QFormLayout(content);
    buildNumbers(*contentForm);
    auto* physics = new QGroupBox(tr("Physics"), this);
    auto* physicsForm = new QFormLayout(physics);
    addField(*physicsForm, Mass, tr("Mass of A′ [MeV]"), QStringLiteral("17"), tr("Above 1.022 MeV"));
    addField(*physicsForm, Epsilon, tr("Kinetic mixing ε"), QStringLiteral("0.001"),
             tr("Sets lifetime and cross-section of the A′"));
    addField(*physicsForm, LargestPromptMass, tr("Largest mass of γ* [MeV]"), QStringLiteral("300"),
             tr("Prompt pairs have masses from 1.022 MeV to this"));
    auto* detector = new QGroupBox(tr("Detector and file"), this);
    auto* detectorForm = new QFormLayout(detector);
    buildDetector(*detectorForm);
    m_total->setAccessibleName(tr("Size of the sample"));
    m_total->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_generate = buttons->addButton(tr("Generate"), QDialogButtonBox::AcceptRole);
    m_generate->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewSampleDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    for (QWidget* part : std::initializer_list<QWidget*>{content, physics, detector, m_total, buttons})
        layout->addWidget(part);
}

double NewSampleDialog::number(FieldName name) const {
    bool good = false;
    const double value = field(name).edit->text().trimmed().toDouble(&good);
    return good && std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

std::size_t NewSampleDialog::count(FieldName name) const {
    QString text = field(name).edit->text().trimmed();
    return text.remove(u',').toULongLong();
}

bool NewSampleDialog::byLuminosity() const {
    return m_useLuminosity->isChecked();
}

bool NewSampleDialog::wants(FieldName name) const {
    return m_wanted[name == Signal ? 0 : name == Conversions ? 1 : 2]->isChecked();
}

/// With a luminosity the counts are 1 for each class that is wanted.
SampleOptions NewSampleDialog::typedOptions() const {
    const auto countOf = [this](FieldName name) {
        return !wants(name) ? std::size_t{0} : byLuminosity() ? std::size_t{1} : count(name);
    };
    SampleOptions options;
    options.seed = field(Seed).edit->text().trimmed().toULongLong();
    if (countOf(Signal) > 0) options.darkPhotons = {{number(Mass) * kMeV, number(Epsilon), countOf(Signal)}};
    options.conversions = countOf(Conversions);
    options.promptPairs = countOf(Prompt);
    options.largestPromptMass = number(LargestPromptMass) * kMeV;
    options.response.bremsstrahlung = m_bremsstrahlung->isChecked();
    return options;
}

void NewSampleDialog::checkCounts() {
    for (const FieldName name : {Signal, Conversions, Prompt}) {
        Field& checked = field(name);
        checked.edit->setEnabled(wants(name) && !byLuminosity());
        if (!wants(name) || byLuminosity()) continue;
        bool good = false;
        QString text = checked.edit->text().trimmed();
        const qulonglong number = text.remove(u',').toULongLong(&good);
        if (!good)
            checked.problem = tr("A whole number is needed.");
        else if (number == 0)
            checked.problem = tr("None: take the tick away instead.");
        else if (number > std::numeric_limits<std::uint32_t>::max())
            checked.problem = tr("At most 4,294,967,295.");
    }
    bool good = false;
    field(Seed).edit->text().trimmed().toULongLong(&good);
    if (!good) field(Seed).problem = tr("A whole number is needed.");
}

void NewSampleDialog::checkSignal() {
    const Collision collision(m_beams);
    for (const FieldName name : {Mass, Epsilon}) {
        field(name).edit->setEnabled(wants(Signal));
        if (!wants(Signal)) continue;
        if (std::isnan(number(name)))
            field(name).problem = tr("A number is needed.");
        else
            field(name).problem = complaintOf([&] {
                const double mass = name == Mass ? number(Mass) * kMeV : 0.017;
                const DarkPhotonGenerator possible(collision, mass, name == Epsilon ? number(Epsilon) : 1e-3);
            });
    }
}

void NewSampleDialog::checkPrompt() {
    Field& checked = field(LargestPromptMass);
    checked.edit->setEnabled(wants(Prompt));
    if (!wants(Prompt)) return;
    if (std::isnan(number(LargestPromptMass)))
        checked.problem = tr("A number is needed.");
    else
        checked.problem = complaintOf([&] {
            const PromptPairGenerator possible(Collision(m_beams), number(LargestPromptMass) * kMeV);
        });
}

void NewSampleDialog::checkLuminosity() {
    Field& checked = field(Luminosity);
    checked.edit->setEnabled(byLuminosity());
    if (byLuminosity() && !(number(Luminosity) > 0)) checked.problem = tr("A number above 0 is needed.");
}

/// What can be said only when the numbers are known.
void NewSampleDialog::checkRows() {
    const auto options = byLuminosity() ? m_expected : std::optional(typedOptions());
    Field& file = field(File);
    file.problem.clear();
    const QString name = file.edit->text().trimmed();
    if (!name.isEmpty()) {
        const auto format = formatOfName(name.toStdString());
        if (!format)
            file.problem = tr("The name must end in .csv, .csv.gz or .h5.");
        else if (!QFileInfo(QFileInfo(name).absolutePath()).isDir())
            file.problem = tr("There is no folder %1.").arg(QFileInfo(name).absolutePath());
    } else if (options && options->rows() > kMemoryRows) {
        file.problem = tr("Above %1 pairs a file is needed.").arg(countText(kMemoryRows));
    }
}

void NewSampleDialog::check() {
    for (Field& any : m_fields)
        any.problem.clear();
    m_expected.reset();
    m_estimateProblem.clear();
    m_job.cancel();
    checkCounts();
    checkSignal();
    checkPrompt();
    checkLuminosity();
    const bool good =
        std::all_of(m_fields.begin(), m_fields.end(), [](const Field& any) { return any.problem.isEmpty(); });
    const bool any = wants(Signal) || wants(Conversions) || wants(Prompt);
    if (byLuminosity() && good && any)
        m_pause.start();
    else
        m_pause.stop();
    showNotes();
}

void NewSampleDialog::estimate() {
    m_job.start([estimate = m_estimate, options = typedOptions(), luminosity = number(Luminosity),
                 run = static_cast<DetectorRun>(m_run->currentData().toInt())](
                    const std::stop_token& stop,
                    const Progress&) { return estimate(options, run, luminosity, stop); },
                [this](std::optional<SampleOptions> expected) {
                    m_expected = std::move(expected);
                    showNotes();
                    emit estimated();
                });
    showNotes();
}

void NewSampleDialog::showNotes() {
    checkRows();
    if (!m_estimateProblem.isEmpty()) field(Luminosity).problem = m_estimateProblem;
    for (Field& any : m_fields) {
        any.note->setText(any.problem.isEmpty() ? QString() : tr("⚠ %1").arg(any.problem));
    }
    if (byLuminosity() && m_expected) {
        const auto expect = [this](FieldName name, std::size_t number) {
            if (wants(name)) field(name).note->setText(tr("%1 expected").arg(countText(number)));
        };
        expect(Signal, m_expected->darkPhotons.empty() ? 0 : m_expected->darkPhotons.front().count);
        expect(Conversions, m_expected->conversions);
        expect(Prompt, m_expected->promptPairs);
    }
    const QString wrong = problem();
    const bool waiting = byLuminosity() && !m_expected && wrong.isEmpty();
    if (waiting)
        m_total->setText(tr("Finding the expected numbers..."));
    else if (const auto asked = sample())
        m_total->setText(tr("%1 pairs, simulated.").arg(countText(asked->options.rows())));
    else
        m_total->setText(wrong);
    m_generate->setEnabled(sample().has_value());
}

QString NewSampleDialog::problem() const {
    if (!wants(Signal) && !wants(Conversions) && !wants(Prompt)) return tr("Tick at least one class.");
    for (const Field& any : m_fields)
        if (!any.problem.isEmpty()) return any.problem;
    if (byLuminosity() && m_expected && m_expected->rows() == 0)
        return tr("This luminosity would give no candidate.");
    return {};
}

std::optional<NewSample> NewSampleDialog::sample() const {
    if (!problem().isEmpty() || (byLuminosity() && !m_expected)) return std::nullopt;
    return NewSample{byLuminosity() ? *m_expected : typedOptions(),
                     static_cast<DetectorRun>(m_run->currentData().toInt()),
                     field(File).edit->text().trimmed()};
}

void NewSampleDialog::chooseFile() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Write the sample to"), QStringLiteral("sample.h5"),
                                     tr("HDF5 (*.h5);;CSV (*.csv);;CSV with gzip (*.csv.gz)"));
    if (!path.isEmpty()) field(File).edit->setText(path);
}

void NewSampleDialog::submit() {
    const auto asked = sample();
    if (!asked) return;
    emit requested(*asked);
    close();
}

} // namespace pairscope
