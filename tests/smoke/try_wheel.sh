#!/bin/sh
# Installs the built wheel into a clean environment outside the checkout and uses it there: try_wheel.sh PYTHON CHECKOUT
set -eu
python=$1
checkout=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$python" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$checkout/requirements/run.lock"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$checkout"/dist/pactwatch-*.whl
cp "$checkout/tests/smoke/wheel_smoke.py" "$place/"
cd "$place"
PATH="$place/venv/bin:$PATH" "$place/venv/bin/python" -I wheel_smoke.py
