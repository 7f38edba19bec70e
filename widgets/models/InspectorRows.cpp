#include "widgets/models/InspectorRows.h"

#include "core/candidate/TrueTracks.h"
#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/StageDirections.h"
#include "widgets/models/TruthRows.h"

#include <QCoreApplication>

#include <cmath>
#include <functional>
#include <limits>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text) {
    return QCoreApplication::translate("pairscope::InspectorModel", text);
}

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isAngle(const ShownUnit& unit) {
    return unit.symbol == degreeUnit().symbol;
}

using Function = std::function<double(const Vector6&)>;

/// Builds the rows in order, with one cell a stage. Truth is NaN where the pair has none.
class Builder {
public:
    Builder(const Candidate& candidate, const DetectorModel& detector);
    [[nodiscard]] InspectorTable build();

private:
    void heading(const QString& title) { m_table.rows.push_back({title, {}, {}, {}, true}); }
    InspectorRow& row(const QString& title, const ShownUnit& unit, const QString& description);
    /// A cell for each stage from the directions there.
    void directionRow(const QString& title, const ShownUnit& unit, const QString& description,
                      const Function& function, double truth = kNone);
    void perigeeRow(int track, TrackParameter parameter, const QString& title, const ShownUnit& unit,
                    const QString& description);
    using FromMinimum = std::function<Measured(std::size_t)>;
    /// A row that only vertex fit and truth have.
    void vertexRow(const QString& title, const ShownUnit& unit, const QString& description,
                   const FromMinimum& value, double truth = kNone);
    void textRow(const QString& title, const ShownUnit& unit, const QString& description,
                 const std::function<QString(std::size_t)>& text,
                 const std::function<QString(const KinematicFitResult&)>& kinematic = {});
    /// A number that the kinematic fit and the photon's measurement have.
    void photonRow(KinematicParameter parameter, const QString& title, const ShownUnit& unit,
                   const QString& description, Measured measured);
    void pullRow(int parameter, const QString& title, const QString& description);
    void photon();
    void track(int index);
    void pair();
    void planes();
    void vertex();
    void fit();
    void material();
    void circles();

    [[nodiscard]] std::size_t minima() const { return m_candidate.shownMinima(); }
    [[nodiscard]] InspectorCell cell(Measured value, const ShownUnit& unit, double truth) const;
    [[nodiscard]] bool hasKinematics() const { return m_candidate.kinematic.has_value(); }
    [[nodiscard]] InspectorCell noKinematics() const;
    [[nodiscard]] InspectorCell notFitted() const;
    [[nodiscard]] InspectorCell nothing(const QString& why) const {
        return {missingText(), why, std::nullopt};
    }
    [[nodiscard]] QString noFit() const { return QString::fromStdString(m_candidate.outcome()); }
    /// The cells after the vertex fit: kinematic fit, truth, pull.
    void endRow(InspectorRow& row, const InspectorCell& kinematic, const ShownUnit& unit, double truth) const;

    const Candidate& m_candidate;
    const DetectorModel& m_detector;
    std::vector<StageDirections> m_directions; ///< perigee, then each minimum
    bool m_kinematicStage;                     ///< there is a photon that such a fit was to use
    InspectorTable m_table;
};

Builder::Builder(const Candidate& candidate, const DetectorModel& detector)
    : m_candidate(candidate),
      m_detector(detector),
      m_kinematicStage(candidate.kinematic ||
                       (!candidate.event.photons.empty() &&
                        candidate.kinematic.error().failure != KinematicFitFailure::Off)) {
    m_table.stages.push_back(tr("Perigee"));
    m_directions.push_back(StageDirections::atPerigee(candidate.event.tracks));
    for (std::size_t i = 0; i < minima(); ++i) {
        m_directions.push_back(StageDirections::atVertex(candidate.fit->minima[i]));
        const QString mark = i == candidate.chosenMinimum() ? tr("● ") : QString(); // "the" vertex
        m_table.stages.push_back(minima() == 1 ? tr("Vertex fit") : mark + tr("Minimum %1").arg(i + 1));
    }
    if (minima() == 0) m_table.stages.push_back(tr("Vertex fit"));
    if (m_kinematicStage) m_table.stages.push_back(tr("Kinematic fit"));
    if (candidate.event.truth) {
        m_table.stages.push_back(tr("Truth"));
        m_table.stages.push_back(tr("Pull"));
    }
}

InspectorRow& Builder::row(const QString& title, const ShownUnit& unit, const QString& description) {
    m_table.rows.push_back({title, unit.symbol, description, {}, false});
    return m_table.rows.back();
}

InspectorCell Builder::cell(Measured value, const ShownUnit& unit, double truth) const {
    if (std::isnan(value.value)) return nothing(tr("A track parameter is not a number"));
    if (isAngle(unit) && value.error > kPi / 2)
        return {tr("undetermined"), tr("The error is larger than a right angle"), std::nullopt};
    InspectorCell result{measuredText(value, unit), {}, std::nullopt};
    const double difference = isAngle(unit) ? wrapAngle(value.value - truth) : value.value - truth;
    if (value.error > 0 && std::isfinite(difference)) result.pull = difference / value.error;
    return result;
}

InspectorCell Builder::noKinematics() const {
    return nothing(QString::fromStdString(describe(m_candidate.kinematic.error())));
}

/// What the kinematic fit has no number of its own for.
InspectorCell Builder::notFitted() const {
    return hasKinematics() ? nothing(tr("The kinematic fit does not change this")) : noKinematics();
}

void Builder::endRow(InspectorRow& row, const InspectorCell& kinematic, const ShownUnit& unit,
                     double truth) const {
    if (m_kinematicStage) row.cells.push_back(kinematic);
    if (!m_candidate.event.truth) return;
    if (!std::isnan(truth))
        row.cells.push_back({measuredText({truth, 0}, unit), {}, std::nullopt});
    else
        row.cells.push_back(nothing(tr("The file has no truth for this")));
    // of the chosen vertex: cell 0 is the perigee
    const std::size_t vertex = m_candidate.fit ? m_candidate.chosenMinimum() + 1 : 1;
    const std::optional<double> pull = row.cells[vertex].pull;
    row.cells.push_back(
        pull ? InspectorCell{numberText(*pull, 1), tr("(vertex fit - truth) / error"), std::nullopt}
             : nothing(tr("Needs truth and an error of the vertex fit")));
}

void Builder::directionRow(const QString& title, const ShownUnit& unit, const QString& description,
                           const Function& function, double truth) {
    InspectorRow& made = row(title, unit, description);
    const auto cellAt = [&](const StageDirections& at) {
        if (std::isnan(m_candidate.massBefore.value)) return nothing(noFit());
        Measured value = propagated(at, function);
        if (std::isnan(m_candidate.massBefore.error)) value.error = 0; // the covariance says nothing
        if (isAngle(unit)) value.value = wrapAngle(value.value);
        return cell(value, unit, truth);
    };
    for (const StageDirections& at : m_directions)
        made.cells.push_back(cellAt(at));
    if (minima() == 0) made.cells.push_back(nothing(noFit()));
    endRow(made,
           hasKinematics() ? cellAt(StageDirections::ofKinematics(*m_candidate.kinematic)) : noKinematics(),
           unit, truth);
}

void Builder::perigeeRow(int track, TrackParameter parameter, const QString& title, const ShownUnit& unit,
                         const QString& description) {
    const TrackState& state = m_candidate.event.tracks[track];
    InspectorRow& made = row(title, unit, description);
    const Measured value{state.helix.parameters()(parameter),
                         std::sqrt(state.covariance(parameter, parameter))};
    made.cells.push_back(cell(value, unit, kNone));
    for (std::size_t i = 0; i < std::max<std::size_t>(minima(), 1); ++i)
        made.cells.push_back(nothing(tr("A perigee parameter: measured, not fitted")));
    endRow(made, notFitted(), unit, kNone);
}

void Builder::vertexRow(const QString& title, const ShownUnit& unit, const QString& description,
                        const FromMinimum& value, double truth) {
    InspectorRow& made = row(title, unit, description);
    made.cells.push_back(nothing(tr("Exists only at a vertex")));
    for (std::size_t i = 0; i < minima(); ++i)
        made.cells.push_back(cell(value(i), unit, truth));
    if (minima() == 0) made.cells.push_back(nothing(noFit()));
    endRow(made, notFitted(), unit, truth);
}

void Builder::textRow(const QString& title, const ShownUnit& unit, const QString& description,
                      const std::function<QString(std::size_t)>& text,
                      const std::function<QString(const KinematicFitResult&)>& kinematic) {
    InspectorRow& made = row(title, unit, description);
    made.cells.push_back(nothing(tr("Exists only at a vertex")));
    for (std::size_t i = 0; i < minima(); ++i)
        made.cells.push_back({text(i), {}, std::nullopt});
    if (minima() == 0) made.cells.push_back(nothing(noFit()));
    const bool told = kinematic && hasKinematics();
    endRow(made, told ? InspectorCell{kinematic(*m_candidate.kinematic), {}, std::nullopt} : notFitted(),
           unit, kNone);
}

void Builder::track(int index) {
    heading(index == 0 ? tr("Positron e⁺") : tr("Electron e⁻"));
    const MagneticField field = m_candidate.field;
    const auto of = [index, field](auto&& quantity) -> Function {
        return [=](const Vector6& p) { return quantity(momentum(StageDirections::point(p, index), field)); };
    };
    std::optional<Vector3> truth;
    if (m_candidate.event.truth && m_candidate.event.truth->momenta)
        truth = (*m_candidate.event.truth->momenta)[static_cast<std::size_t>(index)];
    const auto p = [](const Vector3& v) { return v.norm(); };
    const auto pt = [](const Vector3& v) { return v.head<2>().norm(); };
    const auto theta = [](const Vector3& v) { return std::atan2(v.head<2>().norm(), v.z()); };
    const auto phi = [](const Vector3& v) { return std::atan2(v.y(), v.x()); };
    const auto true_ = [&truth](auto&& quantity) { return truth ? quantity(*truth) : kNone; };
    directionRow(tr("p"), gevUnit(), tr("Momentum (basf2: p)"), of(p), true_(p));
    directionRow(tr("pT"), gevUnit(), tr("Transverse momentum (basf2: pt)"), of(pt), true_(pt));
    directionRow(tr("θ"), degreeUnit(), tr("Polar angle of the momentum (basf2: theta)"), of(theta),
                 true_(theta));
    // the parameter itself and not atan2, which would jump between the two sides of a derivative at +-180
    // degrees
    directionRow(
        tr("φ"), degreeUnit(), tr("Azimuth of the momentum (basf2: phi, at the perigee phi0)"),
        [index](const Vector6& parameters) { return parameters(3 * index + kPhi); }, true_(phi));
    perigeeRow(index, kD0, tr("d0"), millimetreUnit(),
               tr("Signed transverse distance of the perigee from the origin (basf2: d0)"));
    perigeeRow(index, kZ0, tr("z0"), millimetreUnit(), tr("z of the perigee (basf2: z0)"));
    perigeeRow(index, kOmega, tr("ω"), {QStringLiteral("1/m"), 100},
               tr("Curvature, signed by the charge (basf2: omega)"));
    perigeeRow(index, kTanLambda, tr("tan λ"), {}, tr("Slope pz/pT (basf2: tanLambda)"));
    if (!m_kinematicStage) return;
    const int first = index == 0 ? kFitPositronPhi : kFitElectronPhi;
    const QString pull = tr("(vertex fit - kinematic fit) / error of the difference");
    pullRow(first, tr("pull φ"), pull);
    pullRow(first + 1, tr("pull ω"), pull);
    pullRow(first + 2, tr("pull tan λ"), pull);
}

void Builder::photonRow(KinematicParameter parameter, const QString& title, const ShownUnit& unit,
                        const QString& description, Measured measured) {
    InspectorRow& made = row(title, unit, description);
    InspectorCell first = cell(measured, unit, kNone);
    if (first.why.isEmpty())
        first.why = hasKinematics() ? tr("As measured, seen from where it comes from") : tr("As in the file");
    made.cells.push_back(first);
    for (std::size_t i = 0; i < std::max<std::size_t>(minima(), 1); ++i)
        made.cells.push_back(nothing(tr("The vertex fit does not use the photon")));
    if (!hasKinematics()) return endRow(made, noKinematics(), unit, kNone);
    const KinematicFitResult& fit = *m_candidate.kinematic;
    endRow(made,
           cell({fit.parameters(parameter), std::sqrt(fit.covariance(parameter, parameter))}, unit, kNone),
           unit, kNone);
}

void Builder::pullRow(int parameter, const QString& title, const QString& description) {
    InspectorRow& made = row(title, {}, description);
    for (std::size_t i = 0; i <= std::max<std::size_t>(minima(), 1); ++i)
        made.cells.push_back(nothing(tr("What the kinematic fit moves")));
    if (!hasKinematics()) return endRow(made, noKinematics(), {}, kNone);
    const double pull = m_candidate.kinematic->pulls(parameter);
    endRow(made,
           std::isnan(pull) ? nothing(tr("The constraint tells nothing of this"))
                            : InspectorCell{numberText(pull, 2), {}, std::nullopt},
           {}, kNone);
}

void Builder::photon() {
    if (!m_kinematicStage) return;
    const std::size_t count = m_candidate.event.photons.size();
    heading(count == 1 ? tr("Photon γ") : tr("Photon γ, %1 of %2").arg(m_candidate.photon + 1).arg(count));
    const PhotonCluster& cluster = m_candidate.event.photons[m_candidate.photon];
    const auto measured = [this](KinematicParameter parameter, double value, double error) {
        return hasKinematics() ? Measured{m_candidate.kinematic->measured(parameter),
                                          m_candidate.kinematic->errors(parameter)}
                               : Measured{value, error};
    };
    photonRow(kFitPhotonEnergy, tr("E"), gevUnit(), tr("Energy of the photon (gamma_E)"),
              measured(kFitPhotonEnergy, cluster.energy, cluster.energyError));
    photonRow(kFitPhotonTheta, tr("θ"), degreeUnit(), tr("Polar angle of the photon (gamma_theta)"),
              measured(kFitPhotonTheta, cluster.theta, cluster.thetaError));
    photonRow(kFitPhotonPhi, tr("φ"), degreeUnit(), tr("Azimuth of the photon (gamma_phi)"),
              measured(kFitPhotonPhi, cluster.phi, cluster.phiError));
    const QString pull = tr("(measured - kinematic fit) / error of the difference");
    pullRow(kFitPhotonEnergy, tr("pull E"), pull);
    pullRow(kFitPhotonTheta, tr("pull θ"), pull);
    pullRow(kFitPhotonPhi, tr("pull φ"), pull);
}

void Builder::pair() {
    heading(tr("Pair"));
    const auto& truth = m_candidate.event.truth;
    const double trueMass = truth ? truth->mass.value_or(kNone) : kNone;
    InspectorRow& mass =
        row(tr("M"), mevUnit(),
            tr("Invariant mass from the momenta at this stage: M before at the perigees, M after at the "
               "vertex, M kin after the kinematic fit (basf2: InvM)"));
    const TrueShift unknown{kNone, kNone, kNone};
    const TrueShift shift = truth ? trueShift(*truth, m_candidate.field).value_or(unknown) : unknown;
    // at the perigees the true helices, too, have another mass than at the vertex
    mass.cells.push_back(cell(m_candidate.massBefore, mevUnit(), shift.mass - shift.deltaM));
    for (std::size_t i = 0; i < minima(); ++i)
        mass.cells.push_back(cell(m_candidate.stages[i].mass, mevUnit(), trueMass));
    if (minima() == 0) mass.cells.push_back(nothing(noFit()));
    endRow(mass, hasKinematics() ? cell(m_candidate.kinematic->mass, mevUnit(), trueMass) : noKinematics(),
           mevUnit(), trueMass);
    vertexRow(
        tr("ΔM"), mevUnit(), tr("M after minus M before, the error with the correlation of both (deltaM)"),
        [this](std::size_t i) { return m_candidate.stages[i].deltaM; }, shift.deltaM);
    InspectorRow& converted = row(tr("M conv."), mevUnit(),
                                  tr("Mass with the transverse momenta taken as parallel (basf2: "
                                     "convertedPhotonInvariantMass)"));
    converted.cells.push_back(cell(m_candidate.massConverted, mevUnit(), kNone));
    for (std::size_t i = 0; i < std::max<std::size_t>(minima(), 1); ++i)
        converted.cells.push_back(nothing(tr("Defined by the perigee momenta alone")));
    endRow(converted, notFitted(), mevUnit(), kNone);
    double trueAngle = kNone;
    if (truth && truth->momenta) trueAngle = openingAngle((*truth->momenta)[0], (*truth->momenta)[1]);
    directionRow(
        tr("Angle"), milliradianUnit(), tr("Angle between the two momenta (basf2: pi - daughterAngle)"),
        [](const Vector6& p) {
            return openingAngle(directionOf(StageDirections::point(p, 0)),
                                directionOf(StageDirections::point(p, 1)));
        },
        trueAngle);
    planes();
}

void Builder::planes() {
    const MagneticField field = m_candidate.field;
    const auto of = [field](double PairPlane::*member) -> Function {
        return [=](const Vector6& p) {
            return pairPlane(StageDirections::point(p, 0), StageDirections::point(p, 1), field).*member;
        };
    };
    directionRow(
        tr("kT"), mevUnit(),
        tr("Relative momentum in the transverse plane, > 0 when the tracks bend towards each other (kT)"),
        of(&PairPlane::kT));
    directionRow(tr("kL"), mevUnit(), tr("Relative momentum along the polar direction (kL)"),
                 of(&PairPlane::kL));
    directionRow(tr("x"), {}, tr("Share of the positron in the transverse momentum (x)"), of(&PairPlane::x));
    directionRow(tr("φV"), degreeUnit(),
                 tr("Angle between the pair's plane and that of a pair opened by the field alone (phiV)"),
                 of(&PairPlane::phiV));
}

void Builder::vertex() {
    heading(tr("Vertex"));
    const auto& truth = m_candidate.event.truth;
    const std::optional<Vector3> at = truth ? truth->vertex : std::nullopt;
    const char* titles[] = {"x", "y", "z"};
    const QString descriptions[] = {tr("Vertex x (basf2: x)"), tr("Vertex y (basf2: y)"),
                                    tr("Vertex z (basf2: z)")};
    for (int axis = 0; axis < 3; ++axis) {
        const auto value = [this, axis](std::size_t i) -> Measured {
            const VertexMinimum& minimum = m_candidate.fit->minima[i];
            return {minimum.parameters(axis), std::sqrt(minimum.covariance(axis, axis))};
        };
        vertexRow(QString::fromLatin1(titles[axis]), centimetreUnit(), descriptions[axis], value,
                  at ? (*at)(axis) : kNone);
    }
    vertexRow(
        tr("ρ"), centimetreUnit(), tr("Transverse distance of the vertex from the z axis (basf2: dr)"),
        [this](std::size_t i) { return m_candidate.stages[i].rho; }, at ? at->head<2>().norm() : kNone);
}

void Builder::fit() {
    heading(tr("Fit"));
    textRow(
        tr("χ² / ndf"), {}, tr("chi2 of the minimum and its degrees of freedom (basf2: chi2, ndf)"),
        [this](std::size_t i) {
            return tr("%1 / %2")
                .arg(significantText(m_candidate.fit->minima[i].chi2, 4))
                .arg(m_candidate.fit->ndf);
        },
        [](const KinematicFitResult& fit) {
            return tr("%1 / %2").arg(significantText(fit.chi2, 4)).arg(fit.ndf);
        });
    textRow(
        tr("Prob"), {}, tr("Upper-tail probability of chi2 (basf2: chiProb)"),
        [this](std::size_t i) { return probabilityText(m_candidate.fit->probability(i)); },
        [](const KinematicFitResult& fit) { return probabilityText(fit.probability); });
    textRow(tr("Δχ²"), {}, tr("chi2 above the best minimum"), [this](std::size_t i) {
        return significantText(m_candidate.fit->minima[i].chi2 - m_candidate.fit->best().chi2, 3);
    });
    textRow(tr("Start"), {}, tr("The start of the search that found this minimum (seed)"),
            [this](std::size_t i) { return fromView(toString(m_candidate.fit->minima[i].start)); });
    textRow(
        tr("Iterations"), {}, tr("Steps of that search (iterations)"),
        [this](std::size_t i) { return QString::number(m_candidate.fit->minima[i].iterations); },
        [](const KinematicFitResult& fit) { return QString::number(fit.iterations); });
}

void Builder::material() {
    heading(tr("Material"));
    textRow(tr("Layer"), {}, tr("Material nearest to the vertex (nearestLayer)"), [this](std::size_t i) {
        const auto& layer = m_candidate.stages[i].layer;
        return layer ? QString::fromStdString(m_detector.layers()[layer->layer].name) : missingText();
    });
    vertexRow(tr("Dist."), millimetreUnit(),
              tr("From that material to the vertex, > 0 outside it; the error is that of ρ (layerDistance)"),
              [this](std::size_t i) -> Measured {
                  const VertexStage& stage = m_candidate.stages[i];
                  return {stage.layer ? stage.layer->distance : kNone, stage.rho.error};
              });
    textRow(tr("Dist. / σ"), {}, tr("Distance over its error (layerPull)"), [this](std::size_t i) {
        const VertexStage& stage = m_candidate.stages[i];
        return stage.layer ? numberText(stage.layerPull, 2) : missingText();
    });
}

void Builder::circles() {
    heading(tr("Circles"));
    InspectorRow& made =
        row(tr("DelR"), millimetreUnit(),
            tr("|R1| + |R2| - |C1 - C2|: > 0 the circles overlap, < 0 there is a gap (basf2: "
               "convertedPhotonDelR)"));
    made.cells.push_back(cell({m_candidate.circles.delR, 0}, millimetreUnit(), kNone));
    for (std::size_t i = 0; i < std::max<std::size_t>(minima(), 1); ++i)
        made.cells.push_back(nothing(tr("Defined by the measured circles alone")));
    endRow(made, notFitted(), millimetreUnit(), kNone);
}

InspectorTable Builder::build() {
    pair();
    vertex();
    material();
    fit();
    circles();
    for (InspectorRow& made : truthRows(m_candidate, m_table.stages.size()))
        m_table.rows.push_back(std::move(made));
    track(0);
    track(1);
    photon();
    return std::move(m_table);
}

} // namespace

InspectorTable inspectorTable(const Candidate& candidate, const DetectorModel& detector) {
    return Builder(candidate, detector).build();
}

} // namespace pairscope
