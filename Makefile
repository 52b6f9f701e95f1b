# make publish   build this publication and write public/
# make test      every test
# make docs      the reference pages in docs/reference, from what they describe
# make lint      style and types
# make bench     measured beside the peers, written to build/bench.json
# make lock      renew the two lock files after a change of pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help publish test docs lint bench lock clean

help:
	@sed -n 's/^# //p' Makefile

publish: $(VENV)/.run
	$(BIN)/intlgraph publish

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev
	$(BIN)/python -m docs.build

bench: $(VENV)/.dev
	$(BIN)/python -m bench

lock: $(VENV)/.dev
	$(BIN)/python -m pip --quiet install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --group build --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build public

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is needed: make PYTHON=python3.11 ...'; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The package itself is installed without build isolation: its build back end is in the lock file too.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	touch $@
