#!/usr/bin/env bash
# Installs, builds and opens Pairscope on the demonstration sample, or on the files given:  app/demo.sh [FILE...]
# With no display, draws candidates to PNG files in demo-pictures/ and says where.
set -eu
top="$(cd "$(dirname "$0")/.." && pwd)"
files=()
for file in "$@"; do files+=("$(realpath -s -- "$file")"); done
cd "$top"
resources/install-packages.sh
cmake --preset release >/dev/null
cmake --build --preset release --target pairscope
program="$top/build/release/app/pairscope"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" ${files[@]+"${files[@]}"}
fi

pictures="$top/demo-pictures"
mkdir -p "$pictures"
echo "No display: drawing to $pictures"
input=(--demo)
[ ${#files[@]} -gt 0 ] && input=("${files[0]}")
for theme in dark light; do
    for row in 0 1 2 3; do
        "$program" render "${input[@]}" --row "$row" --theme "$theme" --size 1600x1000 -o "$pictures/row${row}_$theme.png"
    done
done
"$program" sideband "${input[@]}" || true # rows with problems are told, the pictures are made all the same
ls -1 "$pictures"/*.png
