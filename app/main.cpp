#include "app/CommandLine.h"
#include "app/window/RunWindow.h"

#include <iostream>

int main(int argc, char** argv) {
    const auto openWindow = [&](const pairscope::WindowOptions& options) {
        return pairscope::runWindow(argc, argv, options);
    };
    return pairscope::runCommand({argv + 1, argv + argc}, std::cout, std::cerr, openWindow);
}
