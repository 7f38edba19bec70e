#!/usr/bin/env bash
# Numbers of nature come from core/math/Units.h, and covariances are never inverted without looking.
set -eu
cd "$1"
status=0
if grep -rnE --include='*.h' --include='*.cpp' '\bM_PI\b|3\.14159' core render widgets app; then
    echo 'use kPi of core/math/Units.h'
    status=1
fi
if grep -rnE --include='*.h' --include='*.cpp' '\.inverse\(\)' core render widgets app; then
    echo 'use inverseSpd() or a solve: a bare inverse hides its failure'
    status=1
fi
exit $status
