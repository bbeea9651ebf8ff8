# What a newcomer needs: git, make and Python 3.11, 3.12 or 3.13. Everything is installed into .venv, nothing elsewhere.

VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
DEV := $(VENV)/dev.stamp
DOCS := $(VENV)/docs.stamp
WORKERS ?= auto
SHELL := /bin/sh
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The first Python that starts, has a supported version and can make virtual environments; `make PYTHON=…` overrides it.
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
ifndef PYTHON
PYTHON := $(shell for python in python3.11 python3.12 python3.13 python3; do \
	"$$python" -c '$(SUITABLE)' 2>/dev/null && { command -v "$$python"; break; }; done)
endif

.DEFAULT_GOAL := help
.PHONY: help run test check format bench docs renew clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14

run: $(CORE) ## Simulate North Korea 2008–2019 with 20 runs: table, text, picture, folder with all results
	@$(BIN)/politburo run north-korea

test: $(DEV) ## Run the tests
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(DEV) ## Check format, style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright

format: $(DEV) ## Format the sources
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV) ## Measure speed and write RESULTS.md, REPORT.md, CLAIMS.md and SCALING.md in benchmarks
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/report.py
	@$(BIN)/python benchmarks/claims.py
	@$(BIN)/python benchmarks/scaling.py

docs: $(DOCS) ## Build the documentation as a site, in build/docs; a broken link or a missing docstring fails
	@$(BIN)/python -m sphinx --builder html --quiet --fail-on-warning --keep-going docs build/docs
	@echo "build/docs/index.html"

renew: $(DEV) ## Write anew what is generated and kept: model page, golden hashes, claims, fit, pictures (CONTRIBUTING.md)
	@$(BIN)/politburo describe --out docs/model.md
	@$(BIN)/python -m tests.properties.renew_golden
	@$(BIN)/python -m tests.claims.renew
	@$(BIN)/python docs/make_pages.py "$$($(BIN)/politburo run north-korea --quiet)"
ifdef CLAIMS
	@$(BIN)/politburo claims --across-priors 200 --matrix --page docs/claims.md
endif

clean: ## Remove what was installed and built (results in runs/ stay)
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis

$(CORE): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "politburo needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found." \
		"Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "setting up $(VENV) (once; about a minute) …" >&2
	@$(BIN)/python -c '$(SUITABLE)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --editable . --constraint constraints.txt
	@touch $@

$(DEV): $(CORE)
	@echo "setting up the tools for tests and checks (once) …" >&2
	@$(BIN)/python -m pip install --quiet --quiet --editable '.[dev]' --constraint constraints.txt
	@touch $@

$(DOCS): $(CORE)
	@echo "setting up the tools for the documentation (once) …" >&2
	@$(BIN)/python -m pip install --quiet --quiet --editable '.[docs]' --constraint constraints.txt
	@touch $@
