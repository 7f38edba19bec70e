#include "app/CommandLine.h"
#include "app/window/DrawContactSheets.h"
#include "app/window/DrawPopulationPicture.h"
#include "app/window/RunWindow.h"

#include <iostream>

int main(int argc, char** argv) {
    const auto openWindow = [&](const pairscope::WindowOptions& options) {
        return pairscope::runWindow(argc, argv, options);
    };
    const auto drawPopulation = [&](const pairscope::CandidateTable& table,
                                    const pairscope::PopulationPicture& picture) {
        return pairscope::drawPopulationPicture(argc, argv, table, picture);
    };
    const auto drawSheets = [&](const pairscope::ContactSheets& sheets, const pairscope::NextSheet& next) {
        return pairscope::drawContactSheets(argc, argv, sheets, next);
    };
    return pairscope::runCommand({argv + 1, argv + argc}, std::cout, std::cerr, openWindow,
                                 {drawPopulation, drawSheets});
}
