#pragma once

#include "core/candidate/CandidateStudy.h"

#include <QWidget>

#include <array>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace pairscope {

/// Which candidates of the table are fitted with other options.
enum class RefitWhich : std::uint8_t { All, Shown, Selected };

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
    /// How many candidates the choices of the button "Apply to" mean; none: that choice cannot be taken.
    void setCounts(std::size_t all, std::size_t shown, std::size_t selected);
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
    [[nodiscard]] QToolButton& applyTo() { return *m_applyTo; }
    [[nodiscard]] QAction& applyToAction(RefitWhich which) {
        return *m_applyActions[static_cast<std::size_t>(which)];
    }

signals:
    void optionsChanged(const Reconstruction::Options& options);
    /// The table is to have the fits with options() for these candidates.
    void refitRequested(pairscope::RefitWhich which);

private:
    void build();
    void buildApplyTo();
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
    QToolButton* m_applyTo;
    std::array<QAction*, 3> m_applyActions{}; ///< by RefitWhich
    QLabel* m_problem;
    QLabel* m_note;
};

} // namespace pairscope
