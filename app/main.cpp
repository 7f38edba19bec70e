#include "app/CommandLine.h"

#include <iostream>

int main(int argc, char** argv) {
    return pairscope::runCommand({argv + 1, argv + argc}, std::cout, std::cerr);
}
