#include "app/commands/ScanCommands.h"

#include "app/commands/HelpFormatter.h"
#include "app/commands/ScanAgreementCommand.h"
#include "app/commands/ScanExportCommand.h"
#include "app/commands/ScanMergeCommand.h"
#include "app/commands/ScanSheetsCommand.h"

namespace pairscope {

std::vector<Command> addScanCommands(CLI::App& program, const DrawSheets& drawSheets) {
    CLI::App* scan =
        program.add_subcommand("scan", "what people said of candidates: export, merge, compare, draw");
    scan->formatter(
        std::make_shared<HelpFormatter>("pairscope scan export|merge|agreement|sheets JOURNAL ..."));
    scan->require_subcommand(1);
    scan->footer(
        "Example:\n"
        "  pairscope scan export pairs.scan.sqlite -o verdicts.csv      the verdicts as a table\n"
        "  pairscope scan merge all.scan.sqlite ben.scan.sqlite         put journals together\n"
        "  pairscope scan agreement all.scan.sqlite                     kappa, efficiencies\n"
        "  pairscope scan sheets pairs.scan.sqlite pairs.h5 -o all.pdf  pictures of the candidates\n\n"
        "People scan in the window, which keeps a journal beside the data: pairs.h5 has\n"
        "pairs.scan.sqlite. 'pairscope scan COMMAND --help' explains a command.");
    return {addScanExportCommand(*scan), addScanMergeCommand(*scan), addScanAgreementCommand(*scan),
            addScanSheetsCommand(*scan, drawSheets)};
}

} // namespace pairscope
