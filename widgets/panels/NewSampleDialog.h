#pragma once

#include "core/detector/DetectorModel.h"
#include "core/simulation/SampleGenerator.h"
#include "widgets/jobs/LatestJob.h"

#include <QDialog>
#include <QString>

#include <array>
#include <functional>
#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace pairscope {

/// What the dialog asks for.
struct NewSample {
    SampleOptions options;
    DetectorRun run = DetectorRun::Run2;
    QString file; ///< to be written; empty: memory only
};

/// Asks for a simulated sample. What is wrong with a field is said beside it while it is typed. With a
/// luminosity the expected numbers are found in the background.
class NewSampleDialog : public QDialog {
    Q_OBJECT
public:
    /// SampleGenerator::forLuminosity() with the detector of a run; called from another thread.
    using Estimate = std::function<std::optional<SampleOptions>(const SampleOptions&, DetectorRun,
                                                                double luminosity, std::stop_token)>;
    /// More pairs than this must go to a file.
    static constexpr std::size_t kMemoryRows = 200'000;

    NewSampleDialog(const BeamParameters& beams, Estimate estimate, QWidget* parent = nullptr);

    /// What is asked for; nothing while a field is wrong or the numbers are being found.
    [[nodiscard]] std::optional<NewSample> sample() const;
    /// The first thing that is wrong, as the dialog says it; empty when all is well.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isEstimating() const { return m_job.isRunning(); }

signals:
    void requested(const NewSample& sample);
    /// Expected numbers were found, or why they cannot be.
    void estimated();

private:
    /// A line of the dialog: what is typed, and what is wrong with it or worth knowing of it.
    struct Field {
        QHBoxLayout* line = nullptr;
        QLineEdit* edit = nullptr;
        QLabel* note = nullptr;
        QString problem;
    };
    enum FieldName {
        Signal,
        Mass,
        Epsilon,
        Conversions,
        Prompt,
        LargestPromptMass,
        Luminosity,
        Seed,
        File,
        FieldCount
    };

    void build();
    Field& addField(QFormLayout& form, FieldName name, const QString& title, const QString& text,
                    const QString& tip, QWidget* label = nullptr);
    void buildNumbers(QFormLayout& form);
    void buildDetector(QFormLayout& form);
    [[nodiscard]] Field& field(FieldName name) { return m_fields[name]; }
    [[nodiscard]] const Field& field(FieldName name) const { return m_fields[name]; }
    [[nodiscard]] double number(FieldName name) const;
    [[nodiscard]] std::size_t count(FieldName name) const;
    [[nodiscard]] bool byLuminosity() const;
    [[nodiscard]] bool wants(FieldName name) const;
    [[nodiscard]] SampleOptions typedOptions() const;

    void check(); ///< after every change
    void checkCounts();
    void checkSignal();
    void checkPrompt();
    void checkLuminosity();
    void checkRows();
    void showNotes();
    void estimate();
    void chooseFile();
    void submit();

    BeamParameters m_beams;
    Estimate m_estimate;
    LatestJob m_job;
    QTimer m_pause; ///< of typing, before the numbers are found
    std::array<Field, FieldCount> m_fields;
    std::array<QCheckBox*, 3> m_wanted{}; ///< signal, conversions, prompt pairs
    QRadioButton* m_useNumbers;
    QRadioButton* m_useLuminosity;
    QComboBox* m_run;
    QCheckBox* m_bremsstrahlung;
    QLabel* m_total;
    QPushButton* m_generate = nullptr;
    std::optional<SampleOptions> m_expected; ///< for the luminosity
    QString m_estimateProblem;
};

} // namespace pairscope
