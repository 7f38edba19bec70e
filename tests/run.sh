#!/usr/bin/env bash
# Installs, builds and runs every test, then core and its files once more under the address and undefined-behaviour sanitizers.
#   tests/run.sh           everything
#   tests/run.sh --asan    only the part under sanitizers
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

run_preset dev-asan
[ "${1:-}" = "--asan" ] || run_preset release
