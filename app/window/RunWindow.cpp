#include "app/window/RunWindow.h"

#include "app/Resources.h"
#include "app/window/MainWindow.h"

#include <QApplication>

#include <cstdio>

namespace pairscope {

int runWindow(int& argc, char** argv, const WindowOptions& options) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Pairscope"));
    QCoreApplication::setApplicationName(QStringLiteral("Pairscope"));
    const auto detector = loadDetector();
    if (!detector) {
        std::fprintf(stderr, "pairscope: %s\n", detector.error().c_str());
        return 1;
    }
    MainWindow window(*detector);
    window.show();
    if (options.files.empty()) {
        window.openDemonstration();
    } else {
        const auto others = options.files.size() - 1;
        QObject::connect(
            &window, &MainWindow::loadEnded, &window,
            [&window, others] {
                if (others > 0)
                    window.showMessage(
                        {Severity::Warning,
                         QObject::tr("Only the first file is open."),
                         QObject::tr("One file can be open at a time; %1 more were named.").arg(others),
                         {}});
            },
            Qt::SingleShotConnection);
        window.openFile(QString::fromStdString(options.files.front().string()));
    }
    return QApplication::exec();
}

} // namespace pairscope
