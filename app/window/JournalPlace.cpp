#include "app/window/JournalPlace.h"

#include "app/window/Dataset.h"
#include "core/scan/ScanJournal.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

namespace pairscope {

namespace {

/// Settings have a slash between groups.
QString keyOf(const Dataset& dataset) {
    return QStringLiteral("scan/journals/") + QString::fromLatin1(QUrl::toPercentEncoding(dataset.path));
}

QDir ownFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

} // namespace

QString journalOf(const Dataset& dataset) {
    if (dataset.path.isEmpty()) return ownFileOf(dataset, QStringLiteral(".scan.sqlite"));
    const QString usual = QString::fromStdString(journalBeside(dataset.path.toStdString()).string());
    return QSettings().value(keyOf(dataset), usual).toString();
}

void rememberJournal(const Dataset& dataset, const QString& journal) {
    if (!dataset.path.isEmpty()) QSettings().setValue(keyOf(dataset), journal);
}

QString ownFileOf(const Dataset& dataset, const QString& ending) {
    return ownFolder().filePath(safeName(dataset.name) + ending);
}

void makeOwnFolder(const QString& file) {
    if (QFileInfo(file).absolutePath() == ownFolder().absolutePath()) QDir().mkpath(ownFolder().path());
}

QString safeName(const QString& name) {
    QString safe = name.toLower();
    for (QChar& letter : safe)
        if (!letter.isLetterOrNumber()) letter = u'-';
    return safe;
}

QString stampOf(const QString& journal) {
    QString text = journal;
    for (const QString& name : {journal, journal + QStringLiteral("-wal")}) {
        const QFileInfo file(name);
        text += QStringLiteral("|%1 %2").arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
    }
    return text;
}

} // namespace pairscope
