# The same commands for people and for CI. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help build test lint format bench lock clean

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# uv when it is there (faster), pip when not; both compile, so that not every start does. A stamp says that what is pinned is installed.
UV := $(shell uv --version 2> /dev/null)
MAKE_VENV := $(if $(UV),uv venv --quiet --allow-existing --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))
INSTALL := $(if $(UV),uv pip install --quiet --compile-bytecode --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
RUNTIME := $(VENV)/.installed
TOOLS := $(VENV)/.installed-dev

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

build: $(RUNTIME) profiles.yml  ## Install, build the demo on DuckDB, and say what came out
	@$(BIN)/dbt build || { code=$$?; $(BIN)/python -m scv.database; exit $$code; }
	@$(BIN)/scv summary

test: $(TOOLS)  ## Run every test; dbt's own run in the build of the demo that starts them
	$(BIN)/python -m pytest

lint: export SCV_DUCKDB_PATH = :memory:
lint: $(TOOLS) profiles.yml  ## Check the look and the layers of Python, SQL and YAML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/dbt --quiet parse
	@if [ -x $(BIN)/dbt-bouncer ]; then COLUMNS=160 $(BIN)/dbt-bouncer run; \
	else echo "dbt-bouncer needs Python 3.11 or newer: its checks are left out"; fi
	$(BIN)/python .ci/lint_sql.py lint

format: export SCV_DUCKDB_PATH = :memory:
format: $(TOOLS) profiles.yml  ## Put Python and SQL into the look that lint asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python .ci/lint_sql.py fix

bench: $(TOOLS)  ## Measure a first build of a million records against raw Splink, the PINs, and servers
	$(BIN)/python -m bench.first_build
	$(BIN)/python -m bench.mart_growth
	$(BIN)/python -m bench.incremental_build
	$(BIN)/python -m bench.pin_assignment
	$(BIN)/python -m bench.pin_churn
	$(BIN)/python -m bench.warehouse_transfer
	$(BIN)/python -m bench.warehouse_transfer --target redshift --persons 24000

lock:  ## Pin again what pyproject.toml asks for (needs uv)
	uv pip compile $(PIN) --extra dev --output-file $(VENV)/pinned.txt pyproject.toml
	uv pip compile $(PIN) --constraints $(VENV)/pinned.txt --output-file requirements.txt pyproject.toml
	{ echo "-r requirements.txt"; grep -vxFf requirements.txt $(VENV)/pinned.txt; } > requirements-dev.txt

PIN := --quiet --universal --python-version 3.10 --no-header --no-annotate --upgrade

clean:  ## Remove what builds and checks leave behind; keeps .venv, profiles.yml and databases
	rm -rf target logs .pytest_cache .mypy_cache .ruff_cache src/*.egg-info
	find src tests bench python_models -name __pycache__ -prune -exec rm -rf {} +

profiles.yml:
	cp profiles.example.yml profiles.yml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2> /dev/null \
	|| { echo "Python 3.10 or newer is needed; '$(PYTHON)' is not that. Try: make PYTHON=python3.11 ..." >&2; exit 1; }
	@test -n "$(UV)" || $(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
	|| { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(MAKE_VENV)

$(RUNTIME): $(BIN)/python requirements.txt pyproject.toml
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps -e .
	@touch $(RUNTIME)

$(TOOLS): $(RUNTIME) requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@touch $(TOOLS)
