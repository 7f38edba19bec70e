#pragma once

#include "core/candidate/CandidateStudy.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pairscope {

/// Options of vertex and kinematic fit. A change that makes sense is told at once; what does not is refused
/// in place, with the reason.
class FitOptionsPage : public QWidget {
    Q_OBJECT
public:
    explicit FitOptionsPage(QWidget* parent = nullptr);

    /// Whose beam spot the constraints use.
    void setBeams(const BeamParameters& beams) { m_beams = beams; }
    /// Whose photons there are to choose from; setOptions() marks the one in use.
    void setPhotons(const CandidateStudy& study);
    /// What the page shows; tells nothing.
    void setOptions(const Reconstruction::Options& options);
    [[nodiscard]] const Reconstruction::Options& options() const { return m_options; }
    /// Why the input is refused; empty when it is not.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] QLineEdit& maxIterations() { return *m_iterations; }
    [[nodiscard]] QLineEdit& chi2Tolerance() { return *m_tolerance; }
    [[nodiscard]] QLineEdit& maxRadius() { return *m_radius; }
    [[nodiscard]] QLineEdit& promptPrior() { return *m_promptPrior; } ///< per cent
    [[nodiscard]] QComboBox& opening() { return *m_opening; }
    [[nodiscard]] QComboBox& origin() { return *m_origin; }
    [[nodiscard]] QComboBox& kinematic() { return *m_kinematic; }
    [[nodiscard]] QComboBox& photon() { return *m_photon; }
    [[nodiscard]] QComboBox& photonOrigin() { return *m_photonOrigin; }
    [[nodiscard]] QPushButton& defaults() { return *m_defaults; }

signals:
    void optionsChanged(const Reconstruction::Options& options);

private:
    void build();
    void read();
    /// False, and told, when the numbers of the association are refused.
    [[nodiscard]] bool readPrior(Reconstruction::Options& options);
    void readKinematics(Reconstruction::Options& options) const;
    void fillKinematics();
    void reset();
    void fill();
    void tell(const Reconstruction::Options& options);
    void refuse(QLineEdit* field, const QString& why);

    Reconstruction::Options m_options;
    BeamParameters m_beams;
    QLineEdit* m_iterations;
    QLineEdit* m_tolerance;
    QLineEdit* m_radius;
    QLineEdit* m_promptPrior;
    QComboBox* m_opening;
    QComboBox* m_origin;
    QComboBox* m_kinematic;
    QComboBox* m_photon; ///< its data: the index, or -1 for the best
    QComboBox* m_photonOrigin;
    QPushButton* m_defaults;
    QLabel* m_problem;
    QLabel* m_note;
};

} // namespace pairscope
