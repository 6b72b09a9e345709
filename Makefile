# Two commands matter: `make demo` (a running warehouse in the browser) and `make test` (the one gate).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KITS ?= ../shared/kits
DATA ?= ../shared/data

SEEDS ?= 500
FIRST ?= 0
PICTURES ?= .gangway/pictures

.PHONY: demo test search sim kits fuzz bench-lookup bench-boxes lock clean pictures chaos bench-sync

demo: $(VENV)/.installed
	@$(BIN)/gangway demo

test: $(VENV)/.installed-dev .apt
	@$(BIN)/python -m tests.gate

kits: $(VENV)/.installed-dev
	KITS="$(KITS)" DATA="$(DATA)" $(BIN)/python -m tests.bench.run_kits
	DATA="$(DATA)" $(BIN)/python -m tests.bench.real_orders

# What holds of every input, with other inputs each time; the gate itself takes the same ones.
search: $(VENV)/.installed-dev
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -q -n 2 --dist loadfile tests/app tests/printing tests/sync tests/screens

# Shifts with a bad network, pulled plugs and jumping clocks, one for each seed.
sim: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.sim.run $(SEEDS) $(FIRST)

# Everything that a code can mean, on a mirror with 50,000 products and 15,000 places.
bench-lookup: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench.lookup

# Random orders through the validator, ours and py3dbp's side by side: about 20 minutes for all of them.
ORDERS ?= 10000
bench-boxes: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench.bench_boxes --orders $(ORDERS)

# Scans through lines that are cut, half open, frozen or slow for up to a minute; some eight minutes.
browser-long: $(VENV)/.installed-dev .apt
	$(BIN)/pytest -q -s tests/browser/long_connection.py

# Real processes, a bad network and SIGKILL on both sides for CHAOS_S seconds (600); exit 1 if anything is lost.
chaos: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.chaos.run

# Needs node and npm for the peer; BENCH_SCALE=0.1 makes it small, BENCH_PEER names a folder that has the packages.
bench-sync: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench.sync

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.fuzz_scanning --payloads 100000 --images 2000

# Every screen in every size, theme, language and text scale, for people who look at them; a quarter of an hour.
pictures: $(VENV)/.installed-dev .apt
	$(BIN)/python -m tests.screens.pictures $(PICTURES)

# Exact versions and hashes, for every Python from 3.11 on; no address of an index is recorded.
lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --extra station --extra central pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --extra station --extra central --extra dev -c requirements.lock \
	    pyproject.toml -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Gangway needs Python 3.11 or newer; $(PYTHON) is older. Set PYTHON to a newer one."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Gangway needs (once, about a minute) ..."
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what the tests need ..."
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# A browser for the browser tests and the library behind pyzbar; asked for only where they are missing.
.PHONY: .apt
.apt:
	@sh .ci/system-packages

clean:
	rm -rf $(VENV) .gangway
