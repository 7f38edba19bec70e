#include "core/io/FitCase.h"

#include "core/io/OutputFile.h"
#include "core/io/PendingFile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

namespace pairscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "pairscopeFitCase";
constexpr std::array<const char*, kTrackParameterCount> kParameterNames = {"d0", "phi0", "omega", "z0",
                                                                           "tanLambda"};

/// JSON has no NaN and no infinity.
Json number(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return value;
}

/// What is wrong with a file, as an exception inside this file only.
struct BadCase {
    std::string message;
};

const Json& at(const Json& object, const std::string& key) {
    if (!object.is_object() || !object.contains(key)) throw BadCase{fmt::format("\"{}\" is missing", key)};
    return object.at(key);
}

double numberAt(const Json& object, const std::string& key) {
    const Json& value = at(object, key);
    if (value.is_number()) return value.get<double>();
    if (value == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (value == "inf") return std::numeric_limits<double>::infinity();
    if (value == "-inf") return -std::numeric_limits<double>::infinity();
    throw BadCase{fmt::format("\"{}\" is no number", key)};
}

std::string textAt(const Json& object, const std::string& key) {
    const Json& value = at(object, key);
    if (!value.is_string()) throw BadCase{fmt::format("\"{}\" is no text", key)};
    return value.get<std::string>();
}

/// A word of an enumeration by the function that reads it.
template<typename Parse>
auto wordAt(const Json& object, const std::string& key, Parse&& parse) {
    const std::string word = textAt(object, key);
    const auto value = parse(word);
    if (!value) throw BadCase{fmt::format("\"{}\": \"{}\" is not known", key, word)};
    return *value;
}

template<typename Matrix>
Json rowsOf(const Matrix& matrix) {
    Json rows = Json::array();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        Json row = Json::array();
        for (Eigen::Index j = 0; j < matrix.cols(); ++j)
            row.push_back(number(matrix(i, j)));
        rows.push_back(std::move(row));
    }
    return rows;
}

template<typename Matrix>
Matrix matrixAt(const Json& object, const std::string& key) {
    const Json& rows = at(object, key);
    Matrix matrix;
    const auto wrong = [&] {
        return BadCase{fmt::format("\"{}\" is not a {} x {} matrix", key, matrix.rows(), matrix.cols())};
    };
    if (!rows.is_array() || static_cast<Eigen::Index>(rows.size()) != matrix.rows()) throw wrong();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        const Json& row = rows[static_cast<std::size_t>(i)];
        if (!row.is_array() || static_cast<Eigen::Index>(row.size()) != matrix.cols()) throw wrong();
        for (Eigen::Index j = 0; j < matrix.cols(); ++j)
            matrix(i, j) = numberAt({{key, row[static_cast<std::size_t>(j)]}}, key);
    }
    return matrix;
}

Json vectorJson(const Vector3& vector) {
    return {number(vector.x()), number(vector.y()), number(vector.z())};
}

Vector3 vectorAt(const Json& object, const std::string& key) {
    return matrixAt<MatrixOf<1, 3>>({{key, Json::array({at(object, key)})}}, key).transpose();
}

Json trackJson(const TrackState& track) {
    Json json;
    for (int i = 0; i < kTrackParameterCount; ++i)
        json[kParameterNames[static_cast<std::size_t>(i)]] = number(track.helix.parameters()(i));
    json["covariance"] = rowsOf(track.covariance);
    return json;
}

TrackState trackAt(const Json& object, const std::string& key) {
    const Json& json = at(object, key);
    Vector5 parameters;
    for (int i = 0; i < kTrackParameterCount; ++i)
        parameters(i) = numberAt(json, kParameterNames[static_cast<std::size_t>(i)]);
    return {Helix(parameters), matrixAt<Matrix5>(json, "covariance")};
}

Json photonJson(const PhotonCluster& photon) {
    Json json{{"energy", number(photon.energy)},
              {"theta", number(photon.theta)},
              {"phi", number(photon.phi)},
              {"energyError", number(photon.energyError)},
              {"thetaError", number(photon.thetaError)},
              {"phiError", number(photon.phiError)}};
    if (photon.position) json["position"] = vectorJson(*photon.position);
    return json;
}

/// None where the key is missing: older files have no photons.
decltype(FitCase::photons) photonsAt(const Json& object) {
    decltype(FitCase::photons) photons;
    if (!object.contains("photons")) return photons;
    const Json& list = object.at("photons");
    if (!list.is_array() || list.size() > kMaxPhotons)
        throw BadCase{fmt::format("\"photons\" is not a list of at most {} photons", kMaxPhotons)};
    for (const Json& json : list) {
        PhotonCluster photon{numberAt(json, "energy"),
                             numberAt(json, "theta"),
                             numberAt(json, "phi"),
                             numberAt(json, "energyError"),
                             numberAt(json, "thetaError"),
                             numberAt(json, "phiError"),
                             std::nullopt};
        if (json.contains("position")) photon.position = vectorAt(json, "position");
        photons.push_back(photon);
    }
    return photons;
}

Json lossJson(const EnergyLoss& loss) {
    return {{"total", number(loss.total)},
            {"hardestPhoton", number(loss.hardestPhoton)},
            {"hardestRadius", number(loss.hardestRadius)}};
}

EnergyLoss lossAt(const Json& object, const std::string& key) {
    const Json& json = at(object, key);
    return {numberAt(json, "total"), numberAt(json, "hardestPhoton"), numberAt(json, "hardestRadius")};
}

Json truthJson(const PairTruth& truth) {
    Json json{{"class", toString(truth.pairClass)}, {"layer", truth.layer}};
    if (truth.vertex) json["vertex"] = vectorJson(*truth.vertex);
    if (truth.production) json["production"] = vectorJson(*truth.production);
    if (truth.mass) json["mass"] = number(*truth.mass);
    if (truth.momenta) {
        json["positronMomentum"] = vectorJson((*truth.momenta)[0]);
        json["electronMomentum"] = vectorJson((*truth.momenta)[1]);
    }
    if (truth.losses) {
        json["positronLoss"] = lossJson((*truth.losses)[0]);
        json["electronLoss"] = lossJson((*truth.losses)[1]);
    }
    return json;
}

PairTruth truthAt(const Json& object, const std::string& key) {
    const Json& json = at(object, key);
    PairTruth truth;
    truth.pairClass = wordAt(json, "class", pairClassOf);
    truth.layer = textAt(json, "layer");
    if (json.contains("vertex")) truth.vertex = vectorAt(json, "vertex");
    if (json.contains("production")) truth.production = vectorAt(json, "production");
    if (json.contains("mass")) truth.mass = numberAt(json, "mass");
    if (json.contains("positronMomentum"))
        truth.momenta = std::array{vectorAt(json, "positronMomentum"), vectorAt(json, "electronMomentum")};
    if (json.contains("positronLoss"))
        truth.losses = std::array{lossAt(json, "positronLoss"), lossAt(json, "electronLoss")};
    return truth;
}

Json optionsJson(const Reconstruction::Options& options) {
    const VertexConstraints& constraints = options.fit.constraints;
    return {{"maxIterations", options.fit.maxIterations},
            {"chi2Tolerance", options.fit.chi2Tolerance},
            {"distinctDistance", options.fit.distinctDistance},
            {"maxRadius", options.fit.maxRadius},
            {"opening", toString(constraints.opening)},
            {"origin", toString(constraints.origin)},
            {"spot", vectorJson(constraints.spot)},
            {"spotCovariance", rowsOf(constraints.spotCovariance)},
            {"minimum", toString(options.policy)},
            {"kinematic", toString(options.kinematic.constraint)},
            {"photonFrom", toString(options.kinematic.origin)},
            {"photon", options.photon ? Json(*options.photon + 1) : Json("best")}};
}

/// Older files have none of these keys.
void readKinematics(const Json& json, Reconstruction::Options& options) {
    if (!json.contains("kinematic")) return;
    options.kinematic.constraint = wordAt(json, "kinematic", parseKinematicConstraint);
    options.kinematic.origin = wordAt(json, "photonFrom", parsePhotonOrigin);
    if (at(json, "photon") == "best") return;
    const double number = numberAt(json, "photon");
    if (!(number >= 1 && number <= kMaxPhotons)) throw BadCase{"\"photon\" is neither best nor a photon"};
    options.photon = static_cast<std::size_t>(number) - 1;
}

Reconstruction::Options optionsOf(const Json& json) {
    Reconstruction::Options options;
    options.fit.maxIterations = static_cast<int>(numberAt(json, "maxIterations"));
    options.fit.chi2Tolerance = numberAt(json, "chi2Tolerance");
    options.fit.distinctDistance = numberAt(json, "distinctDistance");
    options.fit.maxRadius = numberAt(json, "maxRadius");
    VertexConstraints& constraints = options.fit.constraints;
    constraints.opening = wordAt(json, "opening", parseOpening);
    constraints.origin = wordAt(json, "origin", parseOrigin);
    constraints.spot = vectorAt(json, "spot");
    constraints.spotCovariance = matrixAt<Matrix3>(json, "spotCovariance");
    options.policy = wordAt(json, "minimum", minimumPolicy);
    readKinematics(json, options);
    return options;
}

Json toJson(const FitCase& fitCase) {
    const FitCase::Observed& observed = fitCase.observed;
    Json json;
    json[kVersionKey] = kVersion;
    json["program"] = fitCase.program;
    json["id"] = toString(fitCase.id);
    json["simulation"] = fitCase.simulation;
    json["units"] = "cm, GeV, tesla, rad; covariance order d0 phi0 omega z0 tanLambda";
    json["field"] = number(fitCase.field.bz);
    json["positron"] = trackJson(fitCase.tracks.positron);
    json["electron"] = trackJson(fitCase.tracks.electron);
    for (const PhotonCluster& photon : fitCase.photons)
        json["photons"].push_back(photonJson(photon));
    if (fitCase.truth) json["truth"] = truthJson(*fitCase.truth);
    json["options"] = optionsJson(fitCase.options);
    json["observed"] = {{"outcome", observed.outcome},
                        {"sentence", observed.sentence},
                        {"minima", observed.minima},
                        {"chi2", number(observed.chi2)},
                        {"vertex", vectorJson(observed.vertex)},
                        {"massAfter", number(observed.massAfter)}};
    return json;
}

FitCase fromJson(const Json& json) {
    if (numberAt(json, kVersionKey) != kVersion)
        throw BadCase{fmt::format("\"{}\" is {}, this program reads version {}", kVersionKey,
                                  at(json, kVersionKey).dump(), kVersion)};
    FitCase fitCase;
    fitCase.program = textAt(json, "program");
    fitCase.id = wordAt(json, "id", parseEventId);
    const Json& simulation = at(json, "simulation");
    if (!simulation.is_boolean()) throw BadCase{"\"simulation\" is neither true nor false"};
    fitCase.simulation = simulation.get<bool>();
    fitCase.field.bz = numberAt(json, "field");
    fitCase.tracks.positron = trackAt(json, "positron");
    fitCase.tracks.electron = trackAt(json, "electron");
    fitCase.photons = photonsAt(json);
    if (json.contains("truth")) fitCase.truth = truthAt(json, "truth");
    fitCase.options = optionsOf(at(json, "options"));
    const Json& observed = at(json, "observed");
    fitCase.observed.outcome = textAt(observed, "outcome");
    fitCase.observed.sentence = textAt(observed, "sentence");
    fitCase.observed.minima = static_cast<std::size_t>(numberAt(observed, "minima"));
    fitCase.observed.chi2 = numberAt(observed, "chi2");
    fitCase.observed.vertex = vectorAt(observed, "vertex");
    fitCase.observed.massAfter = numberAt(observed, "massAfter");
    return fitCase;
}

FitCase::Observed observedIn(const CandidateStudy& study) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    FitCase::Observed observed{std::string(toString(study.diagnosis.outcome)),
                               study.diagnosis.sentence,
                               0,
                               kNone,
                               Vector3::Constant(kNone),
                               kNone};
    const Candidate& candidate = *study.candidate;
    if (!candidate.fit) return observed;
    const VertexMinimum& minimum = candidate.fit->minima[candidate.chosen];
    observed.minima = candidate.fit->plausibleMinima();
    observed.chi2 = minimum.chi2;
    observed.vertex = minimum.vertex();
    observed.massAfter = candidate.stages[candidate.chosen].mass.value;
    return observed;
}

} // namespace

PairEvent FitCase::event() const {
    PairEvent event;
    event.id = id;
    event.tracks = tracks;
    event.photons = photons;
    event.truth = truth;
    return event;
}

FitCase fitCaseOf(const CandidateStudy& study, const Reconstruction::Options& options, std::string program,
                  bool simulation) {
    const Candidate& candidate = *study.candidate;
    return {candidate.event.id,   candidate.event.tracks, candidate.field, options,
            observedIn(study),    std::move(program),     simulation,      candidate.event.photons,
            candidate.event.truth};
}

std::string fitOptionsText(const Reconstruction::Options& options) {
    return optionsJson(options).dump();
}

tl::expected<Reconstruction::Options, std::string> readFitOptions(const std::string& text) {
    try {
        return optionsOf(Json::parse(text, nullptr, false));
    } catch (const BadCase& bad) {
        return tl::unexpected(bad.message);
    }
}

tl::expected<void, FileError> writeFitCase(const FitCase& fitCase, const std::filesystem::path& file) {
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(pending.error());
    OutputFile output(*pending);
    output.write(toJson(fitCase).dump(2) + '\n');
    if (auto written = output.finish(); !written) return written;
    return pending->commit();
}

tl::expected<FitCase, FileError> readFitCase(const std::filesystem::path& file) {
    const auto bad = [&file](const std::string& why) {
        return tl::unexpected(FileError{
            FileError::Kind::BadFormat, fmt::format("{} is not a fit case: {}.", file.string(), why), {}});
    };
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return tl::unexpected(
            FileError{FileError::Kind::CannotRead, fmt::format("{} cannot be read.", file.string()), {}});
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return bad("it is not JSON");
    try {
        return fromJson(json);
    } catch (const BadCase& problem) {
        return bad(problem.message);
    }
}

std::vector<std::string> differences(const FitCase& fitCase, const CandidateStudy& study) {
    const FitCase::Observed& then = fitCase.observed;
    const FitCase::Observed now = observedIn(study);
    std::vector<std::string> found;
    const auto compare = [&found](std::string_view what, double was, double is, double tolerance,
                                  std::string_view unit) {
        const bool same = (std::isnan(was) && std::isnan(is)) || std::abs(was - is) <= tolerance;
        if (!same) found.push_back(fmt::format("{} was {:.9g}{}, now {:.9g}{}", what, was, unit, is, unit));
    };
    if (then.outcome != now.outcome)
        found.push_back(fmt::format("the outcome was {}, now {}", then.outcome, now.outcome));
    compare("the number of vertices", static_cast<double>(then.minima), static_cast<double>(now.minima), 0,
            "");
    compare("chi2", then.chi2, now.chi2, 1e-6 * (1 + std::abs(then.chi2)), "");
    for (int i = 0; i < 3; ++i)
        compare(fmt::format("vertex {}", "xyz"[i]), then.vertex(i), now.vertex(i), 1e-4, " cm");
    compare("the mass", then.massAfter, now.massAfter, 1e-9, " GeV");
    return found;
}

} // namespace pairscope
