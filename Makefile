# The commands of README.md. Needs python3 (3.11 or later, with venv) and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Tests and demo start some two hundred processes of ours: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint run wheel browser rivals lock clean

demo: $(VENV)/run.stamp
	$(BIN)/python -m demo

# Four workers keep two cores busy: tests wait for servers that are slow, for processes, and for time to pass.
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n 4 --dist worksteal

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy scheduler.py

run: $(VENV)/run.stamp
	$(BIN)/python scheduler.py

# Builds the wheel, installs it with its locked dependencies into a fresh environment elsewhere, and tries it there.
wheel: $(VENV)/dev.stamp
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	sh tests/smoke/try_wheel.sh "$(PYTHON)" "$(CURDIR)"

# Chromium and a font for Korean, Japanese and Chinese, for the tests in a real browser, which skip without them (Debian
# and Ubuntu, as root).
browser:
	command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk >/dev/null; }

# Writes the lock files anew from pyproject.toml (needs uv on the PATH).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml \
		--group build -o requirements/run.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml \
		--group build --group test --group lint --group wheel --group bench -c requirements/run.lock -o requirements/dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
		--group pyproject.toml:rivals -o requirements/rivals.lock

# An environment of their own for tools that the benches run beside us and that do not fit into ours.
rivals: $(VENV)/dev.stamp
	$(PYTHON) -m venv $(VENV)/rivals
	$(VENV)/rivals/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/rivals.lock

clean:
	rm -rf $(VENV) build dist demo-out

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "pactwatch needs Python 3.11 or later: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

# The demo and the service need the smaller lock; tests, lint and the wheel the larger, which includes it. The checkout
# itself goes in as it stands, so that .venv/bin/pactwatch is there.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CHECKOUT := $(PIP) --no-deps --no-build-isolation --editable .

$(VENV)/run.stamp: requirements/run.lock | $(BIN)/python
	test -e $(VENV)/dev.stamp || $(PIP) --require-hashes -r requirements/run.lock
	$(CHECKOUT)
	touch $@

$(VENV)/dev.stamp: requirements/dev.lock | $(BIN)/python
	$(PIP) --require-hashes -r requirements/dev.lock
	$(CHECKOUT)
	touch $@
