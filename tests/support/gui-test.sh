#!/bin/sh
# Runs a command that needs a display: the one there is, or an X server of its own. Listing tests needs none.
case "$*" in
*--gtest_list_tests*) exec "$@" ;;
esac
if [ -n "$DISPLAY" ]; then
  exec "$@"
fi
if ! command -v xvfb-run >/dev/null; then
  echo "No display, and no xvfb-run (Debian packages xvfb and xauth) to make one." >&2
  exit 1
fi
exec xvfb-run -a -s "-screen 0 1920x1200x24" "$@"
