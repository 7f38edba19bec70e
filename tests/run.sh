#!/usr/bin/env bash
# Installs, builds and runs every test; core and its files once more under the address and undefined-behaviour sanitizers,
# and what core does on many threads under the thread sanitizer.
#   tests/run.sh           everything
#   tests/run.sh --asan    only the part under the address and undefined-behaviour sanitizers
#   tests/run.sh --tsan    only the part under the thread sanitizer
set -eu
cd "$(dirname "$0")/.."
resources/install-packages.sh
jobs=$(nproc)

run_preset() {
    echo "== $1: configure"
    cmake --preset "$1" >/dev/null
    echo "== $1: build"
    cmake --build --preset "$1" -j "$jobs"
    echo "== $1: test"
    ctest --preset "$1" -j "$jobs"
}

case "${1:-}" in
    --asan) run_preset dev-asan ;;
    --tsan) run_preset dev-tsan ;;
    *) for preset in dev-asan dev-tsan release; do run_preset "$preset"; done ;;
esac
