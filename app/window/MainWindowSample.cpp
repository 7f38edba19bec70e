// Simulated samples: the dialog that asks for one, and its way into the window.

#include "app/Resources.h"
#include "app/window/MainWindow.h"
#include "app/window/RecentFiles.h"
#include "app/window/SampleLoader.h"
#include "widgets/panels/NewSampleDialog.h"

#include <stdexcept>

namespace pairscope {

namespace {

std::optional<SampleOptions> expectedNumbers(const SampleOptions& options, DetectorRun run, double luminosity,
                                             std::stop_token stop) {
    const auto detector = loadDetector(run);
    if (!detector) throw std::runtime_error(detector.error());
    return SampleGenerator::forLuminosity(*detector, options, luminosity, std::move(stop));
}

} // namespace

NewSampleDialog& MainWindow::newSampleDialog() {
    if (!m_newSample) {
        m_newSample = new NewSampleDialog(m_session->usualDetector()->beams(), expectedNumbers, this);
        connect(m_newSample, &NewSampleDialog::requested, this, &MainWindow::openSample);
    }
    return *m_newSample;
}

void MainWindow::showNewSample() {
    newSampleDialog().show();
    newSampleDialog().raise();
    newSampleDialog().activateWindow();
}

void MainWindow::openSample(const NewSample& sample) {
    m_load->start([sample](const std::stop_token& stop,
                           const Progress& progress) { return loadSample(sample, stop, progress); },
                  [this](SampleResult result) {
                      if (result.dataset) {
                          if (!(*result.dataset)->path.isEmpty()) m_recent->add((*result.dataset)->path);
                          m_session->setDataset(std::move(*result.dataset));
                          showMessage(result.summary);
                      } else {
                          showMessage(result.dataset.error());
                      }
                      emit loadEnded();
                  });
}

} // namespace pairscope
