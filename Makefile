# Two commands on a fresh machine: `make run` and `make test`. Everything else is a part of them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := UV_SYSTEM_CERTS=true $(BIN)/uv
PORT ?= 8000
FRONTEND := gongkai/ui/static/ui/dist

# Some machines forbid Python to keep what it compiled, and every start would compile it all anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test bench check fix setup setup-run lock clean

help:
	@echo "make run    set up and serve the demo county at 127.0.0.1:$(PORT)"
	@echo "make test   set up and run every check"
	@echo "make check  the quick checks: format, lint, types, imports, packs"
	@echo "make fix    format and mend what the linter can mend"
	@echo "make bench  side-by-side measurements into benchmarks/RESULTS.md"
	@echo "make lock   pin the dependencies again"

# --- set-up ---------------------------------------------------------------------------------

# The packages of the last set-up are named in the stamp's file name, so `run` after `test`
# does not remove what `test` needs.
$(VENV)/.bootstrap: requirements/bootstrap.txt
	@scripts/check-python "$(PYTHON)"
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.runtime: $(VENV)/.bootstrap requirements/runtime.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements/runtime.txt
	$(UV) pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.bootstrap requirements/dev.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements/dev.txt
	$(UV) pip install --quiet --no-deps -e .
	@touch $@

node_modules/.stamp: package-lock.json | $(VENV)/.bootstrap
	scripts/npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(FRONTEND)/gongkai.css: node_modules/.stamp scripts/build-frontend.mjs scripts/bundle-editor.mjs $(wildcard gongkai/ui/styles/*.scss gongkai/ui/scripts/*.js gongkai/ui/editor/*.mjs)
	scripts/npm run --silent build

setup-run: $(VENV)/.runtime $(FRONTEND)/gongkai.css

setup: $(VENV)/.dev $(FRONTEND)/gongkai.css
	@scripts/system-packages

# --- the two commands -----------------------------------------------------------------------

run: setup-run
	$(BIN)/gongkai demo --ensure
	GONGKAI_DEMO=1 $(BIN)/gongkai serve --port $(PORT)

# What touches the database is tested twice: on SQLite with everything else, then on PostgreSQL. Of
# assessment what the two do differently: locks, and facts and states counted in the database.
ASSESSED := tests/assessment/app
DATA_TESTS := tests/core tests/disclosure/app tests/portal/pages \
	$(ASSESSED)/judging/test_races.py $(ASSESSED)/mending/test_races.py \
	$(ASSESSED)/selfing/test_races.py $(ASSESSED)/spot/test_races.py \
	$(ASSESSED)/test_survey_races.py $(ASSESSED)/indicators $(ASSESSED)/sites/test_sites.py

test: setup check
	$(BIN)/pytest -n 2 --dist loadgroup
	scripts/test-postgres $(DATA_TESTS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/gongkai packs check
	$(BIN)/gongkai packs test

# --- for developers -------------------------------------------------------------------------

fix: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m benchmarks

lock: $(VENV)/.bootstrap
	$(UV) pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 -q -o requirements/dev.txt
	$(UV) pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 -q -c requirements/dev.txt -o requirements/runtime.txt
	scripts/npm install --package-lock-only --no-audit --no-fund

clean:
	rm -rf $(VENV) node_modules $(FRONTEND) var
