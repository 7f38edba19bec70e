#!/usr/bin/env bash
# Every source file is named in the CMakeLists.txt of its folder, so that none is dead, and there are no globs.
set -eu
cd "$1"
status=0
while IFS= read -r file; do
    folder=$(dirname "$file")
    name=$(basename "$file")
    list="$folder/CMakeLists.txt"
    if ! { [ -f "$list" ] && grep -qE "(^|[[:space:](])$name([[:space:])]|\$)" "$list"; }; then
        echo "$file is not named in $list"
        status=1
    fi
done < <(find core render widgets app tests -name '*.cpp')
if grep -rnE --include=CMakeLists.txt 'file\(GLOB' core render widgets app tests CMakeLists.txt; then
    echo 'sources are listed, not globbed'
    status=1
fi
exit $status
