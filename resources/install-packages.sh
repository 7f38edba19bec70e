#!/usr/bin/env bash
# Installs what resources/debian-packages.txt lists, when something of it is missing. Needs root or sudo, and Debian's packages.
set -eu
list="$(dirname "$0")/debian-packages.txt"
packages=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$list")
# shellcheck disable=SC2086 # the list is one word a package
missing=$(for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
done)
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "These Debian packages are needed and there is no apt-get to install them: $missing" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root, or install: $missing" >&2; exit 1; }
    as_root=sudo
fi
echo "Installing: $missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
