# make publish   build this publication and write public/
# make assets    the scripts of the query page, bundled by npm from assets/ into the package
# make test      every test
# make docs      the reference pages in docs/reference, from what they describe
# make lint      style and types
# make checkers  axe and the Nu HTML checker, which the tests in tests/browser judge pages by
# make screens   pictures of the published pages on phone and desktop, light and dark, in build/screens
# make bench     measured beside the peers, written to build/bench.json
# make lock      renew the two lock files after a change of pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: assets checkers screens help publish test docs lint bench lock clean

help:
	@sed -n 's/^# //p' Makefile

# Where npm is not, or cannot reach its packages, the query page says that it needs `make assets`; all else is whole.
publish: $(VENV)/.run
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory assets || \
	  echo 'make assets failed: the query page is published without its editor.'
	$(BIN)/intlgraph publish

BUNDLE := src/intlgraph/rendering/assets/NOTICE.txt
BUNDLED := $(wildcard assets/package*.json assets/tsconfig.json assets/.npmrc assets/build.js) $(shell find assets/src -type f)

assets: $(BUNDLE)

$(BUNDLE): $(BUNDLED)
	npm ci --prefix assets --loglevel error
	npm run --prefix assets --silent check
	npm run --prefix assets --silent build

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev
	$(BIN)/python -m docs.build

CHECKERS := tests/browser/node_modules/.package-lock.json

checkers: $(CHECKERS)

$(CHECKERS): tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel error
	touch $@

screens: $(VENV)/.dev publish
	$(BIN)/python -m tests.browser.screens public build/screens

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
