#!/usr/bin/env bash
# core <- render, core <- widgets, everything <- app: no include and no find_package points the other way.
set -eu
cd "$1"
status=0

# forbid FOLDERS PATTERN WHY: no source in these folders includes what matches
forbid() {
    local found
    # shellcheck disable=SC2086
    found=$(grep -rnE --include='*.h' --include='*.cpp' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)" $1 || true)
    [ -z "$found" ] && return
    printf '%s\n%s\n' "$3" "$found"
    status=1
}

qt='Q[A-Z][A-Za-z]*|qt[a-z]*|qcustomplot'
vtk='vtk'
forbid core "$qt" 'core includes Qt:'
forbid core "$vtk" 'core includes VTK:'
forbid core '(render|widgets|app|tests)/' 'core includes a layer above it:'
forbid render "$qt" 'render includes Qt:'
forbid render '(widgets|app|tests)/' 'render includes a layer above or beside it:'
forbid 'widgets/models widgets/panels widgets/plots widgets/jobs' "$vtk" 'widgets outside viewport include VTK:'
forbid 'widgets/models widgets/panels widgets/plots widgets/jobs' 'render/' 'widgets outside viewport include render:'
forbid widgets '(app|tests)/' 'widgets include a layer above:'
forbid app "$vtk" 'app includes VTK:'
forbid app 'tests/' 'app includes tests:'

# packages FOLDERS PATTERN WHY: no CMakeLists.txt there looks for the package
packages() {
    local found
    # shellcheck disable=SC2086
    found=$(grep -rnE --include=CMakeLists.txt "find_package\(($2)" $1 || true)
    [ -z "$found" ] && return
    printf '%s\n%s\n' "$3" "$found"
    status=1
}
packages core 'Qt6|VTK|QCustomPlot' 'core looks for a package of a layer above:'
packages render 'Qt6|QCustomPlot' 'render looks for Qt:'
packages 'widgets/models widgets/panels widgets/plots widgets/jobs app' 'VTK' 'VTK is looked for outside render and widgets/viewport:'
exit $status
